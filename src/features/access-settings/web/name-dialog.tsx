/** Something new begins with its name. */
import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useT } from "../../../web/i18n.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

interface NameDialogProps<Result> {
  readonly title: string;
  readonly save: (name: string) => Promise<Result>;
  readonly onSaved: (result: Result) => void;
  readonly onClose: () => void;
}
export function NameDialog<Result>({ title, save, onSaved, onClose }: NameDialogProps<Result>) {
  const t = useT();
  const [name, setName] = useState("");
  const create = useAccessSave({ save: () => save(name), onSaved });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form
        className={classes["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <TextInput
          data-autofocus
          required
          label={t("access.name")}
          value={name}
          error={faultOf(create.error, "name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={classes["foot"]}>
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" disabled={name.trim() === ""} loading={create.isPending}>
            {t("action.create")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Something new begins with its name. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useT } from "../../../web/i18n.tsx";
import { FormDialog } from "../../../web/ui/form-dialog.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";

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
    <FormDialog
      title={title}
      action={t("action.create")}
      ready={name.trim() !== ""}
      busy={create.isPending}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        required
        label={t("access.name")}
        value={name}
        error={faultOf(create.error, "name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

/** Asks for a view's name, or whether it is to be deleted. */
import { Button, Modal, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useT } from "../../i18n.tsx";
import formClasses from "../form/form.module.css";
import type { ViewQuestion } from "./view-menu.tsx";

interface ViewDialogProps {
  readonly question: ViewQuestion;
  readonly shared: boolean;
  readonly onAnswer: (name: string, shared: boolean) => void;
  readonly onClose: () => void;
}
const MOST_CHARACTERS = 200;

export function ViewDialog({ question, shared: given, onAnswer, onClose }: ViewDialogProps) {
  const t = useT();
  const [name, setName] = useState(question.name);
  const [shared, setShared] = useState(given);
  const removing = question.kind === "remove";
  return (
    <Modal
      opened
      onClose={onClose}
      size="sm"
      title={t(removing ? "views.delete-title" : question.kind === "rename" ? "views.rename" : "views.new")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (removing || name.trim() !== "") onAnswer(name.trim(), shared);
        }}
      >
        {removing ? (
          <p className={formClasses["conflictText"]}>{t("views.delete-text", { name: question.name })}</p>
        ) : (
          <>
            <TextInput
              data-autofocus
              label={t("views.name")}
              value={name}
              maxLength={MOST_CHARACTERS}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Switch mt="md" label={t("views.shared-text")} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
          </>
        )}
        <div className={formClasses["dialogFoot"]}>
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" {...(removing ? { color: "red" } : { disabled: name.trim() === "" })}>
            {t(removing ? "action.delete" : "action.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

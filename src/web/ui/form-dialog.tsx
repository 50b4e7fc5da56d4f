/** A dialog that asks for something and does one thing with it: its frame, the way out, the button. Enter is the button. */
import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useT } from "../i18n.tsx";
import classes from "./form-dialog.module.css";

interface FormDialogProps {
  readonly title: string;
  /** What the button says. */
  readonly action: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly busy?: boolean;
  /** False: something is still missing. */
  readonly ready?: boolean;
  /** What it does isn't done lightly. */
  readonly danger?: boolean;
  readonly children: ReactNode;
}
export function FormDialog({ title, action, onSubmit, onClose, busy = false, ready = true, danger = false, children }: FormDialogProps) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form
        className={classes["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog over a form is none of its parts.
          event.stopPropagation();
          if (ready && !busy) onSubmit();
        }}
      >
        {children}
        <div className={classes["foot"]}>
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" loading={busy} disabled={!ready} {...(danger ? { color: "red" } : {})}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

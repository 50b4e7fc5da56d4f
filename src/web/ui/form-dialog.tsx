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
  readonly size?: "md" | "lg";
  /** What is missing or wrong the server says, not the browser. */
  readonly noValidate?: boolean;
  readonly children: ReactNode;
}
export function FormDialog({ title, action, onSubmit, onClose, children, ...rest }: FormDialogProps) {
  const t = useT();
  const { busy = false, ready = true, danger = false, size = "md", noValidate = false } = rest;
  return (
    <Modal opened size={size} onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form
        className={classes["form"]}
        noValidate={noValidate}
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

/** Asks before what was typed is lost by leaving the page. */
import { Button, Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useT } from "../../i18n.tsx";
import type { DraftHandle } from "./record-form.tsx";
import classes from "./form.module.css";

interface LeaveGuardProps {
  readonly isDirty: () => boolean;
  readonly draft: () => DraftHandle | undefined;
}
export function LeaveGuard({ isDirty, draft }: LeaveGuardProps) {
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: isDirty, enableBeforeUnload: isDirty, withResolver: true });
  return (
    <DiscardDialog
      opened={status === "blocked"}
      onStay={() => reset?.()}
      onKeep={() => {
        draft()?.keep();
        proceed?.();
      }}
      onDiscard={() => {
        draft()?.forget();
        proceed?.();
      }}
    />
  );
}

interface DiscardDialogProps {
  readonly opened: boolean;
  readonly onStay: () => void;
  /** Leaves, and offers it again next time. */
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}
export function DiscardDialog({ opened, onStay, onKeep, onDiscard }: DiscardDialogProps) {
  const t = useT();
  return (
    <Modal
      opened={opened}
      onClose={onStay}
      title={t("leave.title")}
      size="md"
      centered
      zIndex={400}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      {t("leave.text")}
      <div className={classes["dialogFoot"]}>
        <Button variant="default" onClick={onDiscard}>
          {t("leave.discard")}
        </Button>
        <Button variant="default" onClick={onKeep}>
          {t("leave.keep")}
        </Button>
        <Button onClick={onStay} data-autofocus>
          {t("leave.stay")}
        </Button>
      </div>
    </Modal>
  );
}

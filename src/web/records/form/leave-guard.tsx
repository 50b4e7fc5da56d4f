/** Asks before what was typed is lost by leaving the page. */
import { Button, Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useT } from "../../i18n.tsx";
import classes from "./form.module.css";

export function LeaveGuard({ isDirty }: { readonly isDirty: () => boolean }) {
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: isDirty, enableBeforeUnload: isDirty, withResolver: true });
  return <DiscardDialog opened={status === "blocked"} onStay={() => reset?.()} onDiscard={() => proceed?.()} />;
}

interface DiscardDialogProps {
  readonly opened: boolean;
  readonly onStay: () => void;
  readonly onDiscard: () => void;
}
export function DiscardDialog({ opened, onStay, onDiscard }: DiscardDialogProps) {
  const t = useT();
  return (
    <Modal
      opened={opened}
      onClose={onStay}
      title={t("leave.title")}
      size="sm"
      centered
      zIndex={400}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      {t("leave.text")}
      <div className={classes["dialogFoot"]}>
        <Button variant="default" onClick={onDiscard}>
          {t("leave.discard")}
        </Button>
        <Button onClick={onStay} data-autofocus>
          {t("leave.stay")}
        </Button>
      </div>
    </Modal>
  );
}

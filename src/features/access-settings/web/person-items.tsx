/** In a person's menu: all that is held of them, and its erasure on request. */
import { Menu, TextInput } from "@mantine/core";
import { IconEraser, IconFileZip } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RecordData } from "../../../web/api/record-data.ts";
import { useT } from "../../../web/i18n.tsx";
import { useAccessSave, faultOf } from "./use-access-save.ts";
import { archiveUrl, erasePerson } from "./personal-api.ts";
import { FormDialog } from "../../../web/ui/form-dialog.tsx";
import classes from "./personal.module.css";

interface PersonItemsProps {
  readonly module: string;
  readonly record: RecordData;
  readonly onErase: () => void;
}
export function PersonItems({ module, record, onErase }: PersonItemsProps) {
  const t = useT();
  return (
    <>
      <Menu.Item component="a" href={archiveUrl(module, record.id)} download leftSection={<IconFileZip size={16} />}>
        {t("personal.archive")}
      </Menu.Item>
      <Menu.Item color="red" leftSection={<IconEraser size={16} />} onClick={onErase}>
        {t("personal.erase")}
      </Menu.Item>
    </>
  );
}

interface EraseDialogProps {
  readonly module: string;
  readonly record: RecordData;
  readonly onClose: () => void;
}
export function EraseDialog({ module, record, onClose }: EraseDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const erase = useAccessSave({
    save: () => erasePerson(module, record.id, reason),
    onSaved: () => {
      void client.invalidateQueries({ queryKey: ["records"] });
      onClose();
    },
    message: t("personal.erase-done"),
  });
  return (
    <FormDialog
      title={t("personal.erase-title", { name: record.label })}
      action={t("personal.erase-sure")}
      onSubmit={() => erase.mutate()}
      onClose={onClose}
      busy={erase.isPending}
      ready={reason.trim() !== ""}
      danger
    >
      <p className={classes["text"]}>{t("personal.erase-text")}</p>
      <TextInput
        label={t("personal.erase-reason")}
        placeholder={t("personal.erase-reason-hint")}
        data-autofocus
        maxLength={1000}
        value={reason}
        error={faultOf(erase.error, "reason")}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

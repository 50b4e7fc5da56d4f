/** "Convert" in the head of a lead's page; nothing on a lead that is converted or only read. */
import { Button } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { Suspense, lazy, useState } from "react";
import { useT } from "../../../web/i18n.tsx";
import type { PrimaryActionProps } from "../../../web/records/primary-actions.ts";
import { useActions } from "../../../web/shell/keys/actions.ts";

const ConvertDialog = lazy(async () => ({ default: (await import("./convert-dialog.tsx")).ConvertDialog }));

export function ConvertAction({ module, record }: PrimaryActionProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const editable = record.rights?.edit ?? module.rights.edit;
  const possible = editable && module.rights.convert && (record["converted_at"] ?? null) === null;
  useActions([{ id: "leads.convert", label: t("convert.action"), group: "record", run: () => setOpen(true), when: possible }]);
  // Who has the dialog open while somebody else converts is told so when they press the button, and loses nothing.
  return (
    <>
      {possible && (
        <Button size="xs" leftSection={<IconArrowsExchange size={16} />} onClick={() => setOpen(true)}>
          {t("convert.action")}
        </Button>
      )}
      <Suspense>{open && <ConvertDialog id={record.id} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

/** What can be done with the chosen rows. */
import { Button } from "@mantine/core";
import { IconTrash, IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../api/record-data.ts";
import { recordsChanged, writeMany } from "../../api/records.ts";
import { useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./list.module.css";

/** Deletes to the recycle bin, says so, and offers to take it back. */
export function useDeleteMany(module: string): (records: readonly RecordData[]) => Promise<void> {
  const t = useT();
  const client = useQueryClient();
  const undo = async (ids: readonly string[]): Promise<void> => {
    await writeMany(
      module,
      ids.map((id) => ({ op: "restore", id })),
    );
    await recordsChanged(client, module);
  };
  return async (records) => {
    try {
      const { done, reasons } = await writeMany(
        module,
        records.map(({ id, version }) => ({ op: "delete", id, version })),
      );
      await recordsChanged(client, module);
      if (done.length > 0)
        showToast({ message: t("list.deleted", { count: done.length }), action: { label: t("action.undo"), run: () => void undo(done) } });
      if (reasons.length > 0)
        showToast({ message: t("list.not-deleted", { count: records.length - done.length, reason: reasons.join(" ") }), tone: "bad" });
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
  };
}

interface BulkBarProps {
  readonly module: DescribedModule;
  readonly chosen: readonly RecordData[];
  readonly onDone: () => void;
}
export function BulkBar({ module, chosen, onDone }: BulkBarProps) {
  const t = useT();
  const deleteMany = useDeleteMany(module.name);
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    await deleteMany(chosen);
    setBusy(false);
    onDone();
  };
  return (
    <div className={classes["bulk"]} role="toolbar" aria-label={t("list.bulk")}>
      <span className="tabular">{t("list.chosen", { count: chosen.length })}</span>
      {module.rights.delete && (
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          leftSection={<IconTrash size={14} />}
          loading={busy}
          onClick={() => void run()}
        >
          {t("action.delete")}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconX size={14} />} onClick={onDone}>
        {t("list.unchoose")}
      </Button>
    </div>
  );
}

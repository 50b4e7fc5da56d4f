/** The record is in the recycle bin, perhaps since a moment ago: says so, and offers to bring it back. */
import { Alert, Button } from "@mantine/core";
import { IconArrowMerge, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RecordData } from "../../api/record-data.ts";
import { textOf } from "../../api/record-data.ts";
import { recordsChanged, restoreRecord } from "../../api/records.ts";
import { useValueContext } from "../../fields/value-context.ts";
import { formatMoment, useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { RecordLink } from "../../ui/record-link.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./record.module.css";

export function DeletedNotice({ module, record }: { readonly module: string; readonly record: RecordData }) {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const client = useQueryClient();
  const restore = useMutation({
    mutationFn: () => restoreRecord(module, record.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["records", module, "one", record.id] });
      await recordsChanged(client, module);
    },
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const survivor = textOf(record["merged_into"]);
  if (survivor !== "")
    return (
      <Alert color="yellow" variant="light" icon={<IconArrowMerge size={18} />} className={classes["past"] ?? ""} role="alert">
        <span className={classes["pastText"]}>
          {t("merge.gone")}
          <RecordLink module={module} id={survivor}>
            {textOf(record["merged_into__label"])}
          </RecordLink>
        </span>
      </Alert>
    );
  return (
    <Alert color="red" variant="light" icon={<IconTrash size={18} />} className={classes["past"] ?? ""} role="alert">
      <span className={classes["pastText"]}>
        {t("record.in-bin", { moment: formatMoment(record.deleted_at ?? "", lang, timezone) })}
        <Button size="compact-sm" variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
          {t("bin.restore")}
        </Button>
      </span>
    </Alert>
  );
}

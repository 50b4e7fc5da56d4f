/** Merging the record on the screen: first the others are picked, then all stand side by side. */
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../../web/api/record-data.ts";
import { useT } from "../../../web/i18n.tsx";
import { LinkPicker } from "../../../web/records/record/link-picker.tsx";
import { MOST_MERGED } from "./may-merge.ts";
import { MergeDialog } from "./merge-dialog.tsx";

interface MergeWithProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
  readonly onClose: () => void;
}
export function MergeWith({ module, record, onClose }: MergeWithProps) {
  const t = useT();
  const navigate = useNavigate();
  const [others, pick] = useState<readonly string[]>();
  if (others)
    return (
      <MergeDialog
        module={module}
        ids={[record.id, ...others]}
        onClose={onClose}
        onDone={(survivor) => {
          onClose();
          if (survivor !== record.id) void navigate({ to: "/$module/$id", params: { module: module.name, id: survivor }, replace: true });
        }}
      />
    );
  return (
    <LinkPicker
      opened
      module={module}
      exclude={record.id}
      title={t("merge.pick", { name: record.label })}
      submitLabel={(count) => t("merge.compare", { count: count + 1 })}
      most={MOST_MERGED - 1}
      query={record.label}
      onClose={onClose}
      onPick={async (ids) => pick(ids)}
    />
  );
}

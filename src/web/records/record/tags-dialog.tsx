/** The tags of a record, from wherever it is shown. */
import { Suspense, useState } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useSaveRecord } from "../../api/records.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { FieldSkeleton } from "../../ui/field-skeleton.tsx";
import { errorText } from "../../ui/error-state.tsx";

interface TagsDialogProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
  readonly field: DescribedField;
  readonly onClose: () => void;
}
export function TagsDialog({ module, record, field, onClose }: TagsDialogProps) {
  const t = useT();
  const text = useLabel();
  const save = useSaveRecord(module.name);
  const [value, setValue] = useState<Json>(record[field.name] ?? null);
  const { Input } = controlOf(field.type);
  return (
    <FormDialog
      title={`${text(field.label)}: ${record.label}`}
      action={t("action.save")}
      busy={save.isPending}
      onSubmit={() => {
        const { id, version } = record;
        save.mutate({ id, version, values: { [field.name]: value } }, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <Suspense fallback={<FieldSkeleton />}>
        <Input
          field={field}
          value={value}
          record={record}
          error={save.error ? errorText(save.error, t) : undefined}
          onChange={(next) => setValue(next)}
        />
      </Suspense>
    </FormDialog>
  );
}

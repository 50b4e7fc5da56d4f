/** The tags of a record, from wherever it is shown. */
import { Button, Modal } from "@mantine/core";
import { Suspense, useState } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useSaveRecord } from "../../api/records.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { FieldSkeleton } from "../../ui/field-skeleton.tsx";
import { errorText } from "../../ui/error-state.tsx";
import formClasses from "../form/form.module.css";

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
    <Modal opened onClose={onClose} title={`${text(field.label)}: ${record.label}`} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          const { id, version } = record;
          save.mutate({ id, version, values: { [field.name]: value } }, { onSuccess: onClose });
        }}
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
        <div className={formClasses["dialogFoot"]}>
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t("action.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

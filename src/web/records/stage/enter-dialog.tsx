/** Asks for what a stage wants to know, before the record is moved there; cancelled, nothing was done. */
import { Button, Modal } from "@mantine/core";
import { Suspense, useState } from "react";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Option } from "../../../model/define.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldsOf } from "../../api/modules.ts";
import type { RecordData, Values } from "../../api/record-data.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { FieldSkeleton } from "../../ui/field-skeleton.tsx";
import formClasses from "../form/form.module.css";

interface EnterDialogProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
  readonly option: Option | undefined;
  readonly fields: readonly string[];
  readonly required: ReadonlySet<string>;
  readonly errors: Readonly<Record<string, string>>;
  readonly given: Values;
  readonly onAnswer: (values: Record<string, Json>) => void;
  readonly onClose: () => void;
}
export function EnterDialog({ module, record, option, fields, required, errors, given, onAnswer, onClose }: EnterDialogProps) {
  const t = useT();
  const text = useLabel();
  const [values, setValues] = useState<Record<string, Json>>(given);
  const [tried, setTried] = useState(false);
  const isMissing = (name: string): boolean => required.has(name) && (values[name] ?? null) === null;
  return (
    <Modal
      opened
      onClose={onClose}
      size="sm"
      title={t("stage.enter", { name: record.label, to: option ? text(option.label) : "—" })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        className={formClasses["form"]}
        data-quick
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!fields.some(isMissing))
            onAnswer(
              Object.fromEntries(
                fields.flatMap((name) => ((values[name] ?? null) === null ? [] : [[name, values[name] ?? null] as const])),
              ),
            );
        }}
      >
        {fieldsOf(module, fields).map((field, index) => {
          const { Input } = controlOf(field.type);
          return (
            <div key={field.name} data-field={field.name}>
              <Suspense fallback={<FieldSkeleton />}>
                <Input
                  field={field}
                  value={values[field.name] ?? null}
                  error={tried && isMissing(field.name) ? t("stage.needed") : errors[field.name]}
                  required={required.has(field.name)}
                  record={{ ...record, ...values }}
                  // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog that asks begins at its question
                  autoFocus={index === 0}
                  onChange={(value, label) =>
                    setValues((before) => ({
                      ...before,
                      [field.name]: value,
                      ...(label === undefined ? {} : { [`${field.name}__label`]: label }),
                    }))
                  }
                />
              </Suspense>
            </div>
          );
        })}
        <div className={formClasses["dialogFoot"]}>
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit">{t("stage.move")}</Button>
        </div>
      </form>
    </Modal>
  );
}

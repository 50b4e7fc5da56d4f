/** Creates or edits a record of any module: blocks in two columns, each field with its type's own input. */
import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Suspense, memo, useEffect, useMemo, useRef } from "react";
import type { FormEvent } from "react";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { fieldsOf } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { FieldSkeleton } from "../../ui/field-skeleton.tsx";
import { useActions } from "../../shell/keys/actions.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { FormContext } from "./form-context.ts";
import { editableFields, isEditable, quickFields } from "./form-values.ts";
import { useRecordForm } from "./use-record-form.ts";
import type { RecordFormOptions, RecordFormState } from "./use-record-form.ts";
import classes from "./form.module.css";

interface RecordFormProps extends RecordFormOptions {
  /** The short form of quick creation. */
  readonly quick?: boolean;
  readonly onCancel: () => void;
  /** Tells whether leaving would lose something. */
  readonly onDirty?: (dirty: boolean) => void;
}
export function RecordForm({ quick = false, onCancel, onDirty, ...options }: RecordFormProps) {
  const t = useT();
  const { module } = options;
  const form = useRecordForm(options);
  const frame = useRef<HTMLFormElement>(null);
  const fields = quick ? quickFields(module) : editableFields(module);
  const save = (event?: FormEvent): void => {
    event?.preventDefault();
    // React hands events of a stacked dialog to the form beneath it too.
    event?.stopPropagation();
    form.save(fields);
  };
  useEffect(() => onDirty?.(form.dirty), [form.dirty, onDirty]);
  const firstError = Object.keys(form.errors)[0];
  useEffect(() => {
    if (firstError !== undefined)
      frame.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(firstError)}"] :is(input, textarea, button)`)?.focus();
  }, [firstError]);
  useActions([{ id: "form.save", run: () => save(), when: !quick }]);
  const { values, errors, change } = form;
  const shared = useMemo(() => ({ values, errors, change }), [values, errors, change]);
  return (
    <FormContext value={shared}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl+Enter in any field saves */}
      <form
        ref={frame}
        className={classes["form"]}
        data-quick={quick || undefined}
        onSubmit={save}
        noValidate
        onKeyDown={(event) => quick && event.key === "Enter" && (event.ctrlKey || event.metaKey) && save(event)}
      >
        {form.problem !== undefined && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
            {form.problem}
          </Alert>
        )}
        {quick ? <FieldColumns fields={fields} form={form} focus={firstToFill(module, fields)} /> : <FormBlocks {...options} form={form} />}
        <div className={classes["foot"]}>
          <Button type="submit" loading={form.saving} title={`${t("action.save")} · Ctrl+Enter`}>
            {t("action.save")}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t("action.cancel")}
          </Button>
        </div>
        {form.conflict && <ConflictDialog module={module} form={form} conflict={form.conflict} />}
      </form>
    </FormContext>
  );
}

/** Writing begins with the name. */
const firstToFill = (module: DescribedModule, fields: readonly DescribedField[]): string | undefined =>
  (fields.find((field) => module.nameFields.includes(field.name)) ?? fields[0])?.name;

function FormBlocks({ module, record, form }: RecordFormOptions & { readonly form: RecordFormState }) {
  const text = useLabel();
  const blocks = module.blocks
    .map((block) => ({ block, fields: fieldsOf(module, block.fields).filter(isEditable) }))
    .filter(({ fields }) => fields.length > 0);
  return blocks.map(({ block, fields }, index) => (
    <section key={block.name} className={classes["block"]} aria-label={text(block.label)}>
      <h2 className={classes["heading"]}>{text(block.label)}</h2>
      <FieldColumns fields={fields} form={form} focus={index === 0 && !record ? firstToFill(module, fields) : undefined} />
    </section>
  ));
}

interface FieldColumnsProps {
  readonly fields: readonly DescribedField[];
  readonly form: RecordFormState;
  readonly focus: string | undefined;
}
const FieldColumns = ({ fields, form, focus }: FieldColumnsProps) => (
  <div className={classes["columns"]}>
    {fields.map((field) => (
      <FormField
        key={field.name}
        field={field}
        value={form.values[field.name] ?? null}
        error={form.errors[field.name]}
        record={form.shown}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- a form that was asked for begins at its name
        autoFocus={field.name === focus}
        onChange={form.change}
      />
    ))}
  </div>
);

interface FormFieldProps {
  readonly field: DescribedField;
  readonly value: Json;
  readonly error: string | undefined;
  readonly record: RecordData;
  readonly autoFocus: boolean;
  readonly onChange: (name: string, value: Json, label?: string) => void;
}
/** Typing into one field leaves the others alone. */
const FormField = memo(function FormField({ field, onChange, ...input }: FormFieldProps) {
  const { Input, wide } = controlOf(field.type);
  return (
    <div className={classes["field"]} data-field={field.name} data-wide={wide || undefined}>
      <Suspense fallback={<FieldSkeleton />}>
        <Input
          {...input}
          field={field}
          required={field.mandatory === true}
          onChange={(value, label) => onChange(field.name, value, label)}
        />
      </Suspense>
    </div>
  );
});

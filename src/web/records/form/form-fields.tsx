/** The fields of a form in their blocks: each with its type's own input, as it stands by the values of the others. */
import { Input as Frame } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Suspense, memo, startTransition, useEffect, useState } from "react";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { fieldsOf } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { FieldValue } from "../../fields/field-value.tsx";
import { useLabel, useT } from "../../i18n.tsx";
import { FieldSkeleton } from "../../ui/field-skeleton.tsx";
import { stateFor, withOffered } from "../field-states.ts";
import { isEditable, isGivable } from "./form-values.ts";
import type { RecordFormState } from "./use-record-form.ts";
import classes from "./form.module.css";

export type FieldsForm = Pick<RecordFormState, "values" | "errors" | "states" | "shown" | "change">;

/** Writing begins with the name. */
export const firstToFill = (module: DescribedModule, fields: readonly DescribedField[]): string | undefined =>
  (fields.find((field) => module.nameFields.includes(field.name)) ?? fields[0])?.name;

/** How many inputs are made at once: more than most forms have. */
const PORTION = 60;
/** A form of hundreds of fields is usable at once: its first inputs are there before the others are made. */
function useGrowing(total: number): number {
  const [count, setCount] = useState(PORTION);
  useEffect(() => {
    if (count >= total) return undefined;
    const timer = setTimeout(() => startTransition(() => setCount(count + PORTION)));
    return () => clearTimeout(timer);
  }, [count, total]);
  return count;
}

interface FormBlocksProps {
  readonly module: DescribedModule;
  readonly isNew: boolean;
  readonly form: FieldsForm;
}
export function FormBlocks({ module, isNew, form }: FormBlocksProps) {
  const text = useLabel();
  const blocks = module.blocks
    .map((block) => ({ block, fields: fieldsOf(module, block.fields).filter(isNew ? isGivable : isEditable) }))
    .filter(({ fields }) => fields.some((field) => stateFor(form.states, field).shown));
  const made = useGrowing(blocks.reduce((sum, { fields }) => sum + fields.length, 0));
  const before = blocks.map((_, index) => blocks.slice(0, index).reduce((sum, { fields }) => sum + fields.length, 0));
  return blocks.map(({ block, fields }, index) => (
    <section key={block.name} className={classes["block"]} aria-label={text(block.label)}>
      <h2 className={classes["heading"]}>{text(block.label)}</h2>
      <FieldColumns
        fields={fields}
        form={form}
        focus={index === 0 && isNew ? firstToFill(module, fields) : undefined}
        columns={block.columns}
        made={made - (before[index] ?? 0)}
      />
    </section>
  ));
}

interface FieldColumnsProps {
  readonly fields: readonly DescribedField[];
  readonly form: FieldsForm;
  readonly focus: string | undefined;
  readonly columns?: 1 | 2 | undefined;
  /** So many of them have their inputs already. */
  readonly made?: number;
}
export function FieldColumns({ fields, form, focus, columns = 2, made = Number.POSITIVE_INFINITY }: FieldColumnsProps) {
  return (
    <div className={classes["columns"]} data-columns={columns}>
      {fields.map((field, index) => {
        // What the server would refuse isn't offered.
        const state = stateFor(form.states, field);
        if (state.shown && index >= made) return <FieldSkeleton key={field.name} />;
        return state.shown ? (
          <FormField
            key={field.name}
            field={withOffered(field, state)}
            value={form.values[field.name] ?? null}
            error={form.errors[field.name]}
            record={form.shown}
            required={state.required}
            locked={state.readOnly}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- a form that was asked for begins at its name
            autoFocus={field.name === focus}
            onChange={form.change}
          />
        ) : null;
      })}
    </div>
  );
}

interface FormFieldProps {
  readonly field: DescribedField;
  readonly value: Json;
  readonly error: string | undefined;
  readonly record: RecordData;
  readonly required: boolean;
  readonly locked: boolean;
  readonly autoFocus: boolean;
  readonly onChange: (name: string, value: Json, label?: string) => void;
}
/** Typing into one field leaves the others alone. */
const FormField = memo(function FormField({ field, locked, onChange, ...input }: FormFieldProps) {
  const { Input, wide } = controlOf(field.type);
  return (
    <div className={classes["field"]} data-field={field.name} data-wide={wide || undefined} data-locked={locked || undefined}>
      <Suspense fallback={<FieldSkeleton />}>
        {locked ? (
          <LockedField field={field} value={input.value} record={input.record} error={input.error} />
        ) : (
          <Input {...input} field={field} onChange={(value, label) => onChange(field.name, value, label)} />
        )}
      </Suspense>
    </div>
  );
});

/** What can't be changed now is shown in its place. */
function LockedField({ field, value, record, error }: Pick<FormFieldProps, "field" | "value" | "record" | "error">) {
  const t = useT();
  const text = useLabel();
  return (
    <Frame.Wrapper label={text(field.label)} error={error} labelElement="div">
      <div className={classes["locked"]} title={t("form.locked")}>
        <span className={classes["lockedValue"]}>
          <FieldValue field={field} value={value} record={record} />
        </span>
        <IconLock size={14} aria-label={t("form.locked")} />
      </div>
    </Frame.Wrapper>
  );
}

/** The value that new records get where the file says nothing: of the field's own kind, or a text made of other fields. */
import { TextInput } from "@mantine/core";
import { Suspense } from "react";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { fieldOf, fieldsOf } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { isTemplate, templateFields } from "../template.ts";
import type { Default } from "../template.ts";
import type { ColumnMapping } from "./import-api.ts";

const TEXTUAL: ReadonlySet<string> = new Set(["text", "email", "url", "phone"]);
const HINTED = 4;

interface DefaultInputProps {
  readonly module: DescribedModule;
  readonly field: DescribedField;
  readonly columns: readonly ColumnMapping[];
  readonly value: Default;
  readonly onChange: (value: Default) => void;
  /** Without the field's name above. */
  readonly bare?: boolean;
}
export function DefaultInput(props: DefaultInputProps) {
  const { field, value, onChange, bare } = props;
  if (TEXTUAL.has(field.type)) return <TemplateInput {...props} />;
  const { Input } = controlOf(field.type);
  return (
    <Suspense>
      <Input field={field} value={isTemplate(value) ? null : value} onChange={onChange} frame={bare ? "bare" : "form"} />
    </Suspense>
  );
}

/** `{first_name}` in the text stands for what the row has there. */
function TemplateInput({ module, field, columns, value, onChange, bare }: DefaultInputProps) {
  const t = useT();
  const text = useLabel();
  const written = isTemplate(value) ? value.template : typeof value === "string" ? value : "";
  const unknown = templateFields(written).filter((name) => !fieldOf(module, name));
  const others = fieldsOf(
    module,
    columns.flatMap((column) => (column.field === null || column.field === field.name ? [] : [column.field])),
  ).filter((other) => TEXTUAL.has(other.type));
  const names = others.slice(0, HINTED).map((other) => `{${other.name}} — ${text(other.label)}`);
  return (
    <TextInput
      autoComplete="off"
      {...(bare ? { "aria-label": text(field.label) } : { label: text(field.label) })}
      {...(names.length > 0 ? { description: t("import.template-hint", { names: names.join(", ") }) } : {})}
      inputWrapperOrder={["label", "input", "description", "error"]}
      error={unknown.length > 0 ? t("import.template-unknown", { names: unknown.join(", ") }) : undefined}
      value={written}
      onChange={(event) => {
        const next = event.currentTarget.value;
        onChange(next === "" ? null : templateFields(next).length > 0 ? { template: next } : next);
      }}
    />
  );
}

/** A formula, checked while it is written; the fields and functions that it may use are a click away. */
import { Select, Textarea } from "@mantine/core";
import type { DescribedModule } from "../../../model/describe.ts";
import { functions } from "../../../model/formula/functions.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import classes from "./customisation.module.css";

interface FormulaInputProps {
  readonly module: DescribedModule;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}
export function FormulaInput({ module, value, onChange, error }: FormulaInputProps) {
  const t = useT();
  const text = useLabel();
  const helps = Object.values(functions).flatMap((spec) => ("help" in spec ? [spec.help] : []));
  return (
    <>
      <Textarea
        label={t("customisation.formula")}
        placeholder="if(is_empty(amount), 0, amount * 0.2)"
        required
        autosize
        minRows={2}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        value={value}
        error={error}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <Select
        size="xs"
        searchable
        placeholder={t("customisation.insert-field")}
        aria-label={t("customisation.insert-field")}
        value={null}
        data={module.fields.map((field) => ({ value: field.name, label: `${text(field.label)} · ${field.name}` }))}
        onChange={(name) => name && onChange(value === "" ? name : `${value} ${name}`)}
      />
      <ul className={classes["help"]}>
        {helps.map(({ form, text: words }) => (
          <li key={form}>
            <code>{form}</code>
            {text(words)}
          </li>
        ))}
      </ul>
    </>
  );
}

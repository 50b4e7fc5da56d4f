/** A formula, checked while it is written; the fields and functions that it may use are a click away. */
import { Select, Textarea } from "@mantine/core";
import { useRef } from "react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { functions } from "../../../model/formula/functions.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { allReferences, fieldAt, targetOf, useTargets, type Targets } from "../../../web/records/path-fields.ts";
import classes from "./customisation.module.css";

/** The module's own fields, then those of the records that it refers to. */
function pathsOf(module: DescribedModule, targets: Targets): readonly DescribedField[] {
  const away = module.fields.flatMap((via) => {
    const target = targets.get(targetOf(via) ?? "");
    return (target?.fields ?? []).flatMap(({ name, system }) => (system ? [] : (fieldAt(module, `${via.name}.${name}`, targets) ?? [])));
  });
  return [...module.fields, ...away];
}

interface FormulaInputProps {
  readonly module: DescribedModule;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}
export function FormulaInput({ module, value, onChange, error }: FormulaInputProps) {
  const t = useT();
  const text = useLabel();
  const box = useRef<HTMLTextAreaElement>(null);
  const targets = useTargets(module, allReferences(module));
  /** Where the cursor stands; at the end where it never stood. */
  const insert = (path: string): void => {
    const at = box.current?.selectionEnd ?? value.length;
    const [before, after] = [value.slice(0, at), value.slice(at)];
    onChange(`${before}${before === "" || /[\s(]$/.test(before) ? "" : " "}${path}${after}`);
  };
  const helps = Object.values(functions).flatMap((spec) => ("help" in spec ? [spec.help] : []));
  return (
    <>
      <Textarea
        label={t("customisation.formula")}
        placeholder="if(is_empty(amount), 0, amount * 0.2)"
        required
        autosize
        minRows={2}
        ref={box}
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
        limit={200}
        data={pathsOf(module, targets).map((field) => ({ value: field.name, label: `${text(field.label)} · ${field.name}` }))}
        onChange={(path) => path && insert(path)}
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

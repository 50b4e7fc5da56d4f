/** The value of a condition, typed with the field's own control as far as the operator takes such a value. */
import { Checkbox, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { DATE_DAYS_OPERATORS } from "../../../fieldtypes/families.ts";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { FieldTypeName } from "../../../fieldtypes/index.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedField } from "../../../model/describe.ts";
import type { Condition } from "../../../model/filter/ast.ts";
import { textsOf } from "../../api/record-data.ts";
import { useLabel, useT } from "../../i18n.tsx";
import type { FilterField } from "./filter-fields.ts";
import classes from "./list.module.css";

const DAYS: ReadonlySet<string> = new Set(DATE_DAYS_OPERATORS);

/** With which type's control the value is typed: days are counted, several values are picked from a list. */
function inputType({ field, family }: FilterField, op: string): FieldTypeName {
  if (DAYS.has(op)) return "integer";
  if (family === "list") return field.type;
  if (op === "in" || op === "not_in") return (field.options?.length ?? 0) > 0 ? "multi_select" : "tags";
  if (family === "choice" && (field.options?.length ?? 0) > 0) return "picklist";
  if (family === "date" && op !== "between") return "date";
  return field.type === "auto_number" ||
    field.type === "long_text" ||
    field.type === "rich_text" ||
    field.type === "file" ||
    field.type === "image"
    ? "text"
    : field.type;
}

interface ConditionValueProps {
  readonly chosen: FilterField;
  readonly condition: Condition;
  readonly onChange: (value: Json) => void;
}
export function ConditionValue({ chosen, condition, onChange }: ConditionValueProps) {
  const t = useT();
  const { op, value = null } = condition;
  if (chosen.field.type === "checkbox")
    return (
      <SegmentedControl
        size="xs"
        fullWidth
        data={[
          { value: "true", label: t("value.yes") },
          { value: "false", label: t("value.no") },
        ]}
        value={value === null ? "" : String(value)}
        onChange={(next) => onChange(next === "true")}
      />
    );
  const type = inputType(chosen, op);
  if (type === "multi_select" && !chosen.field.open) return <ChoiceBoxes field={chosen.field} value={textsOf(value)} onChange={onChange} />;
  const { Input } = controlOf(type);
  // One may look for what one may not give.
  const options = chosen.field.options?.map((option) => ({ ...option, choosable: true }));
  const field: DescribedField = { ...chosen.field, ...(options ? { options } : {}), type, mandatory: false };
  if (op !== "between") return <Input field={field} value={value} frame="bare" onChange={onChange} />;
  const [from = null, to = null] = Array.isArray(value) ? (value as readonly Json[]) : [];
  return (
    <div className={classes["between"]}>
      <Input field={field} value={from} frame="bare" onChange={(next) => onChange([next, to])} />
      <span aria-hidden>–</span>
      <Input field={field} value={to} frame="bare" onChange={(next) => onChange([from, next])} />
    </div>
  );
}

const SEARCH_FROM = 9;
/** Boxes instead of a menu: nothing lies over what comes after, and all that is chosen is seen. */
function ChoiceBoxes({
  field,
  value,
  onChange,
}: {
  readonly field: DescribedField;
  readonly value: readonly string[];
  readonly onChange: (value: Json) => void;
}) {
  const t = useT();
  const text = useLabel();
  const [search, setSearch] = useState("");
  const options = field.options ?? [];
  const matching = options.filter((option) => text(option.label).toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <div className={classes["choices"]} role="group" aria-label={text(field.label)}>
      {options.length >= SEARCH_FROM && (
        <TextInput
          size="xs"
          aria-label={t("picker.search")}
          placeholder={t("picker.search")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <div className={classes["choiceList"]}>
        {matching.map((option) => (
          <Checkbox
            key={option.value}
            size="xs"
            label={text(option.label)}
            checked={value.includes(option.value)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...value, option.value] : value.filter((each) => each !== option.value))
            }
          />
        ))}
      </div>
    </div>
  );
}

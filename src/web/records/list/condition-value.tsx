/** The value of a condition, typed with the field's own control as far as the operator takes such a value. */
import { SegmentedControl } from "@mantine/core";
import { DATE_DAYS_OPERATORS } from "../../../fieldtypes/families.ts";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { FieldTypeName } from "../../../fieldtypes/index.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedField } from "../../../model/describe.ts";
import type { Condition } from "../../../model/filter/ast.ts";
import { useT } from "../../i18n.tsx";
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
  const { Input } = controlOf(type);
  const field: DescribedField = { ...chosen.field, type, mandatory: false };
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

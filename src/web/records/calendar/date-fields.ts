/** Which dates of a module can make a calendar, and where an entry ends. Pure. */
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { fieldOf } from "../../api/modules.ts";

const SYSTEM: ReadonlySet<string> = new Set(["created_at", "modified_at"]);
const isDate = (field: DescribedField): boolean => field.type === "date" || field.type === "datetime";

/** Dates that people set come first, then those of the record itself. */
export const dateFields = (module: DescribedModule): readonly DescribedField[] =>
  module.fields
    .filter(isDate)
    .toSorted((a, b) => Number(SYSTEM.has(a.name)) - Number(SYSTEM.has(b.name)) || rank(module, a) - rank(module, b));
/** What the list shows is what the module is about. */
const rank = (module: DescribedModule, field: DescribedField): number => {
  const at = [...(module.keyFields ?? []), ...module.list.columns].indexOf(field.name);
  return field.name.startsWith("start") ? -1 : at < 0 ? 99 : at;
};

const ENDS: readonly (readonly [start: string, end: string])[] = [
  ["start_at", "end_at"],
  ["start_date", "end_date"],
  ["started_on", "ended_on"],
  ["valid_from", "valid_until"],
];
/** The date at which what begins at this one ends; entries have a length then. */
export function endOf(module: DescribedModule, start: DescribedField): DescribedField | undefined {
  const end = ENDS.find(([name]) => name === start.name)?.[1];
  const field = end === undefined ? undefined : fieldOf(module, end);
  return field?.type === start.type ? field : undefined;
}

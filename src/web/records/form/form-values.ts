/** What a form holds: the values it began with, those it has now, and what of them is to be sent. Pure. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { sameJson } from "../../../model/same-json.ts";
import type { RecordData, Values } from "../../api/record-data.ts";
import { stateFor, type FieldStates } from "../field-states.ts";

export const isEditable = (field: DescribedField): boolean => field.access === "edit" && field.readOnly !== true;
/** Of a new record: also what its maker won't be shown afterwards. */
export const isGivable = (field: DescribedField): boolean => isEditable(field) || field.givenOnCreate === true;
export const editableFields = (module: DescribedModule): readonly DescribedField[] => module.fields.filter(isEditable);
export const givableFields = (module: DescribedModule): readonly DescribedField[] => module.fields.filter(isGivable);
/** The short form: what must be filled in, and what its declaration names. */
export const quickFields = (module: DescribedModule): readonly DescribedField[] =>
  givableFields(module).filter((field) => !field.hidden && (field.mandatory || field.quickCreate));

/** A new record begins with defaults, then with what its maker already knows; its owner is whoever makes it. */
export function valuesOfNew(module: DescribedModule, prefill: Values, userId: string | undefined): Values {
  const values: Record<string, Json> = {};
  for (const field of givableFields(module)) {
    if (field.default !== undefined) values[field.name] = field.default;
    if (field.name === "owner_id" && userId !== undefined) values[field.name] = userId;
    if (Object.hasOwn(prefill, field.name)) values[field.name] = prefill[field.name] ?? null;
  }
  return values;
}
export const valuesOfRecord = (module: DescribedModule, record: RecordData): Values =>
  Object.fromEntries(editableFields(module).map((field) => [field.name, record[field.name] ?? null]));

/** What a copy of a record begins with: not what must be unique, nor whose the original is; lines begin a life of their own. */
export const valuesOfCopy = (module: DescribedModule, record: RecordData): Values =>
  Object.fromEntries(
    editableFields(module)
      .filter(({ name, unique }) => unique !== true && name !== "owner_id")
      .map(({ name, type }) => [name, type === "lines" ? newLines(record[name]) : (record[name] ?? null)]),
  );
const newLines = (lines: Json | undefined): Json =>
  Array.isArray(lines) ? lines.map((line) => ({ ...(line as Values), id: null, source_line_id: null })) : null;

export const changedValues = (initial: Values, current: Values): Values =>
  Object.fromEntries(Object.entries(current).filter(([name, value]) => !sameJson(value, initial[name])));
export const filledValues = (current: Values): Values => Object.fromEntries(Object.entries(current).filter(([, value]) => value !== null));

/** What must be filled in before it can be saved, by how the fields stand now. */
export const missingFields = (fields: readonly DescribedField[], values: Values, states: FieldStates): readonly string[] =>
  fields
    .filter((field) => {
      const state = stateFor(states, field);
      return state.required && !state.readOnly && field.type !== "checkbox" && (values[field.name] ?? null) === null;
    })
    .map((field) => field.name);
/** Without what nobody is shown now: it stays as it was. */
export const shownValues = (values: Values, states: FieldStates): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => states.get(name)?.shown !== false));

/** Fields that both this form and somebody else changed, to different values. */
export const conflictingFields = (initial: Values, mine: Values, current: RecordData): readonly string[] =>
  Object.keys(mine).filter((name) => !sameJson(current[name], initial[name]) && !sameJson(current[name], mine[name]));

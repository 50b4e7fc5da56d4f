/**
 * Conditions on fields as the screens follow them: what of a record is shown, asked for, locked, and which values are
 * offered, by the values that stand there now. The engine enforces the same (model/conditions.ts). Pure, but for the hook.
 */
import { useMemo, useState } from "react";
import type { Json } from "../../fieldtypes/field-type.ts";
import { demandedBy, isConditional, leadersOf, stateOf, type FieldState, type Situation } from "../../model/conditions.ts";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import { sameJson } from "../../model/same-json.ts";
import type { Values } from "../api/record-data.ts";
import { useSession } from "../api/session.ts";

type Given = Readonly<Record<string, Json | undefined>>;
/** `readOnly`: it can't be changed now, for whatever reason of the set-up. */
export type FieldStates = ReadonlyMap<string, FieldState>;

interface Concerned {
  readonly conditional: readonly DescribedField[];
  /** Choices some of whose values ask for other fields. */
  readonly demanding: readonly DescribedField[];
  readonly find: (name: string) => DescribedField | undefined;
}
const concerned = new WeakMap<DescribedModule, Concerned>();
/** Most modules have none: then nothing is looked at while people type. */
function concernedOf(module: DescribedModule): Concerned {
  const known = concerned.get(module);
  if (known) return known;
  const byName = new Map(module.fields.map((field) => [field.name, field]));
  const made: Concerned = {
    conditional: module.fields.filter((field) => isConditional(field) || field.createOnly === true),
    demanding: module.fields.filter((field) => field.options?.some((option) => (option.requires ?? []).length > 0)),
    find: (name) => byName.get(name),
  };
  concerned.set(module, made);
  return made;
}

const isEmpty = (value: Json | undefined): boolean => value === null || value === undefined;

/** How one field stands in a record of these values; `saved`: as the record is on the server, undefined for a new one. */
export function standingOf(
  module: DescribedModule,
  field: DescribedField,
  { values, saved, situation }: { readonly values: Given; readonly saved: Given | undefined; readonly situation: Situation },
): FieldState {
  const { find } = concernedOf(module);
  const now = stateOf(field, values, find, situation);
  // What must be filled in and isn't can't be locked; what the saved record locks stays so until it is saved otherwise.
  const fillable = saved === undefined && now.required && isEmpty(values[field.name]);
  const lockedBySaved = saved !== undefined && (field.createOnly === true || stateOf(field, saved, find, situation).readOnly);
  return { ...now, readOnly: lockedBySaved || (now.readOnly && !fillable) };
}

/** The states of all fields that depend on anything. */
export function fieldStates(
  module: DescribedModule,
  record: { readonly values: Given; readonly saved: Given | undefined; readonly situation: Situation },
): FieldStates {
  const { conditional, demanding, find } = concernedOf(module);
  const states = new Map<string, FieldState>(conditional.map((field) => [field.name, standingOf(module, field, record)]));
  for (const choice of demanding) {
    const value = record.values[choice.name];
    if (record.saved && sameJson(value, record.saved[choice.name])) continue;
    for (const name of demandedBy(choice, value)) {
      const asked = find(name);
      if (!asked) continue;
      const state = stateFor(states, asked);
      if (state.shown) states.set(name, { ...state, required: true });
    }
  }
  return states;
}

export const stateFor = (states: FieldStates, field: DescribedField): FieldState =>
  states.get(field.name) ?? { shown: true, required: field.mandatory === true, readOnly: false, options: undefined };

/** The values after one of them changed: choices that the others don't allow any more are emptied. */
export function followChange(module: DescribedModule, values: Values, changed: string, situation: Situation): Values {
  const { conditional, find } = concernedOf(module);
  let next = values;
  const queue = [changed];
  // A value only ever becomes emptier, so this ends.
  for (const name of queue)
    for (const field of conditional) {
      const value = next[field.name];
      if (isEmpty(value) || !leadersOf(field).includes(name)) continue;
      const { options } = stateOf(field, next, find, situation);
      const fit = options ? fitting(value ?? null, options) : value;
      if (sameJson(fit, value)) continue;
      next = { ...next, [field.name]: fit ?? null };
      queue.push(field.name);
    }
  return next;
}

function fitting(value: Json, options: ReadonlySet<string>): Json {
  if (!Array.isArray(value)) return typeof value === "string" && !options.has(value) ? null : value;
  const kept = (value as readonly Json[]).filter((one) => typeof one === "string" && options.has(one));
  return kept.length > 0 ? kept : null;
}

const narrowed = new WeakMap<DescribedField, Map<string, DescribedField>>();
/** The field with the options that may be chosen now: the same object for the same options, so that inputs aren't drawn anew. */
export function withOffered(field: DescribedField, { options }: FieldState): DescribedField {
  if (!options) return field;
  const key = [...options].join("\n");
  const known = narrowed.get(field) ?? new Map<string, DescribedField>();
  narrowed.set(field, known);
  const made = known.get(key) ?? { ...field, options: (field.options ?? []).filter((option) => options.has(option.value)) };
  known.set(key, made);
  return made;
}

/** Other fields that must be known before it can be said how these stand. */
export const leadersOfFields = (fields: readonly DescribedField[]): readonly string[] =>
  fields.flatMap((field) => (isConditional(field) ? leadersOf(field) : []));

/** Who looks, and when: conditions may speak of "me" and "today". */
export function useSituation(): Situation {
  const { user } = useSession();
  const [now] = useState(() => new Date());
  const [id, timezone] = [user?.id ?? null, user?.timezone ?? "UTC"];
  return useMemo(() => ({ actorId: id, groupIds: [], now, timezone }), [id, timezone, now]);
}

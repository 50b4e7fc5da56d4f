/** Conditions on fields, enforced: whatever path a write comes by, it is held to what the form would have let through. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import { demandedBy, isConditional, leadersOf, stateOf, type Situation } from "../../../model/conditions.ts";
import type { Field, Module } from "../../../model/define.ts";
import { valueContext, type Ctx } from "../../context.ts";
import type { FieldError } from "../../errors.ts";
import type { Row } from "../rules.ts";
import type { Draft } from "./draft.ts";

const NONE: readonly Field[] = [];
const concerned = new WeakMap<Module, readonly Field[]>();

/** The module's fields that have any say; most modules have none. */
function fieldsWithConditions(module: Module): readonly Field[] {
  const known = concerned.get(module);
  if (known) return known;
  const found = [...module.fields.values()].filter(
    (field) => isConditional(field) || field.createOnly || field.options?.some((option) => option.requires?.length),
  );
  concerned.set(module, found.length > 0 ? found : NONE);
  return found;
}

const isEmpty = (value: Json | undefined): boolean => value === null || value === undefined;

/** What the write may not do; empty where nothing of the module depends on anything. */
export function conditionErrors(ctx: Ctx, module: Module, draft: Draft): readonly FieldError[] {
  const fields = fieldsWithConditions(module);
  if (fields.length === 0) return [];
  const changed = new Set(draft.changed());
  const situation: Situation = {
    actorId: ctx.actor.kind === "user" ? ctx.actor.id : null,
    groupIds: ctx.actor.kind === "user" ? ctx.actor.groupIds : [],
    now: ctx.now,
    timezone: valueContext(ctx).timezone,
  };
  return fields.flatMap((field) => [
    ...fieldErrors(module, field, { before: draft.before, after: draft.after, given: draft.given, changed }, situation),
    ...requiredByOption(module, field, { after: draft.after, changed }, situation),
  ]);
}

interface Written {
  readonly before: Row | null;
  readonly after: Row;
  readonly given: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
}

function fieldErrors(
  module: Module,
  field: Field,
  { before, after, given, changed }: Written,
  situation: Situation,
): readonly FieldError[] {
  const { name } = field;
  const isChanged = given.has(name) && changed.has(name);
  if (field.createOnly && before !== null && isChanged) return [{ field: name, code: "create_only" }];
  if (!isConditional(field)) return [];
  const find = (other: string): Field | undefined => module.fields.get(other);
  const state = stateOf(field, after, find, situation);
  // Read-only by what the record was: the write that closes it may still fill it in.
  if (isChanged && before !== null && stateOf(field, before, find, situation).readOnly) return [{ field: name, code: "read_only_now" }];
  const value = after[name];
  if (!state.shown && isChanged && !isEmpty(value) && value !== false) return [{ field: name, code: "not_shown_now" }];
  const touched = before === null || given.has(name) || leadersOf(field).some((leader) => changed.has(leader));
  if (!touched) return [];
  if (state.required && !field.readOnly && isEmpty(value)) return [{ field: name, code: "mandatory" }];
  const chosen = isEmpty(value) ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];
  const refused = state.options && chosen.find((one) => typeof one === "string" && !state.options?.has(one));
  return typeof refused === "string" ? [{ field: name, code: "option_not_now", params: { value: refused.slice(0, 100) } }] : [];
}

/** A stage may ask for fields when a record enters it; not for those that nobody is shown. */
function requiredByOption(
  module: Module,
  field: Field,
  { after, changed }: Pick<Written, "after" | "changed">,
  situation: Situation,
): readonly FieldError[] {
  if (!changed.has(field.name)) return [];
  const find = (other: string): Field | undefined => module.fields.get(other);
  const isAsked = (name: string): boolean => {
    const asked = find(name);
    return isEmpty(after[name]) && asked !== undefined && stateOf(asked, after, find, situation).shown;
  };
  return demandedBy(field, after[field.name])
    .filter(isAsked)
    .map((name) => ({ field: name, code: "mandatory" }));
}

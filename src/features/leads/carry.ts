/** From the values of a lead to those of what it becomes, by the mapping; only between fields that the actor may use. */
import { optionLabel } from "../../fieldtypes/choice.ts";
import { fieldType } from "../../fieldtypes/index.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Field } from "../../model/define.ts";
import { accessOf, choosable, mayGiveOnCreate, type Access } from "../../server/access/access.ts";
import { valueContext, type Ctx } from "../../server/context.ts";
import type { RecordJson } from "../../server/records/index.ts";
import { MODULE_OF, type MappingLine, type Part } from "./mapping.ts";
import { moduleNamed } from "./mapping-store.ts";

export type Values = Readonly<Record<string, Json>>;
export interface Carried {
  readonly values: Values;
  /** Fields of the lead whose value the other side can't hold (a choice that it doesn't offer). */
  readonly left: readonly string[];
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);

export function carryValues(ctx: Ctx, lead: RecordJson, part: Part, mapping: readonly MappingLine[]): Carried {
  const from = moduleNamed(ctx, "leads");
  const to = moduleNamed(ctx, MODULE_OF[part]);
  const access = accessOf(ctx);
  const values: Record<string, Json> = {};
  const left: string[] = [];
  for (const line of mapping) {
    const source = from.fields.get(line.field);
    const target = to.fields.get(line[part] ?? "");
    const value = lead[line.field];
    if (!source || !target || value === null || value === undefined || !mayFill(access, target)) continue;
    const parsed = fieldType(target.type).parse(valueFor(ctx, source, target, value), target, valueContext(ctx));
    if (parsed.ok && parsed.value !== null) values[target.name] = parsed.value;
    else left.push(source.name);
  }
  return { values, left };
}

/** Personal data that is closed to the actor is carried on all the same: it must not be lost, and they are not shown it. */
function mayFill(access: Access, target: Field): boolean {
  const personal = access.personal(target);
  return personal && !personal.open ? mayGiveOnCreate(target, personal) : access.field(target) === "edit";
}

function valueFor(ctx: Ctx, from: Field, to: Field, value: Json): Json {
  const offered = from.options !== undefined && from.open !== true;
  if (to.type === "text" || to.type === "long_text") {
    if (offered)
      return listOf(value)
        .flatMap((one) => (typeof one === "string" ? optionLabel(one, from, ctx.lang) : []))
        .join(", ");
    return typeof value === "string" ? value : fieldType(from.type).toText(value, from);
  }
  if (!offered) return from.type === to.type ? value : String(value);
  const allowed = choosable(accessOf(ctx), to);
  const kept = listOf(value).filter(
    (one) =>
      to.options?.some((option) => option.value === one && option.active !== false) &&
      (allowed === undefined || (typeof one === "string" && allowed.has(one))),
  );
  return to.type === "multi_select" ? kept : (kept[0] ?? null);
}

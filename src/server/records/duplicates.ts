/** Records that may be the same one as somebody is about to enter: by e-mail, phone, register number or name. */
import { fieldType } from "../../fieldtypes/index.ts";
import type { Field } from "../../model/define.ts";
import { valueContext, type Ctx } from "../context.ts";
import { getMany } from "./get.ts";
import { matchRecords } from "./match.ts";
import { moduleOf, visiblePath } from "./plan.ts";
import { labelOf } from "./write/values.ts";

const MOST_SHOWN = 3;
/** Shorter names say nothing. */
const LEAST_LETTERS = 3;

export interface Duplicate {
  readonly id: string;
  readonly label: string;
  readonly number: string;
  /** The fields that are the same; `label` for the name. */
  readonly same: readonly string[];
}

/** By these a record is known: e-mails and phones, unique values, and indexed texts such as a tax number. */
const isTelling = (field: Field): boolean =>
  field.unique === true || (field.indexed === true && (field.type === "email" || field.type === "phone" || field.type === "text"));

/** The likeliest first. What isn't a valid value (yet) is passed over: somebody is still typing. */
export async function findDuplicates(
  ctx: Ctx,
  options: { module: string; values: Readonly<Record<string, unknown>>; except?: string | undefined },
): Promise<readonly Duplicate[]> {
  const module = moduleOf(ctx, options.module);
  const keys: { field: string; value: string }[] = [];
  const parsed: Record<string, string> = {};
  for (const [name, given] of Object.entries(options.values)) {
    const field = module.fields.get(name);
    if (!field || !visiblePath(ctx, module, name)) continue;
    const result = fieldType(field.type).parse(given, field, valueContext(ctx));
    if (!result.ok || typeof result.value !== "string") continue;
    parsed[name] = result.value;
    if (isTelling(field) && !module.nameFields.includes(name)) keys.push({ field: name, value: result.value });
  }
  const label = module.nameFields.some((name) => parsed[name] !== undefined) ? labelOf(parsed, module) : "";
  if (label.length >= LEAST_LETTERS) keys.push({ field: "label", value: label });

  const same = new Map<string, string[]>();
  for (const { field, value } of keys)
    for (const id of (await matchRecords(ctx, { module: module.name, field, values: [value] })).get(value) ?? [])
      if (id !== options.except) same.set(id, [...(same.get(id) ?? []), field]);
  const likeliest = [...same].toSorted(([, a], [, b]) => b.length - a.length).slice(0, MOST_SHOWN);
  const records = await getMany(
    ctx,
    module,
    likeliest.map(([id]) => id),
    [],
  );
  return records.map(({ id, label: name, number }) => ({ id, label: name, number: String(number), same: same.get(id) ?? [] }));
}

/** Records that may be the same one as these values: by the module's rules, while somebody types, converts a lead or imports. */
import { fieldType } from "../../fieldtypes/index.ts";
import type { Field, Module } from "../../model/define.ts";
import { alike, comparableName } from "../../model/likeness/names.ts";
import { valueContext, type Ctx } from "../../server/context.ts";
import { listRecords, matchRecords, searchRecords } from "../../server/records/index.ts";
import { notDuplicatesOf } from "./not-duplicates.ts";
import { fieldNamed, moduleNamed, visibleRules } from "./rule-store.ts";
import { keyOf, LABEL, type RulePart } from "../../model/likeness/rules.ts";

const MOST_SHOWN = 3;
/** Shorter names say nothing. */
const LEAST_LETTERS = 3;
/** Of the records that hold a value somewhere so many are looked at. */
const MOST_LOOKED_AT = 50;

export interface Duplicate {
  readonly id: string;
  readonly label: string;
  readonly number: string;
  /** The fields that are the same; `label` for the name. */
  readonly same: readonly string[];
}
export interface Sought {
  readonly module: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** The record that the values are of. */
  readonly except?: string | undefined;
  readonly most?: number | undefined;
}

/** The likeliest first. What isn't a valid value (yet) is passed over: somebody is still typing. */
export async function findDuplicates(ctx: Ctx, { module: name, values, except, most = MOST_SHOWN }: Sought): Promise<readonly Duplicate[]> {
  const module = moduleNamed(ctx, name);
  const given = readValues(ctx, module, values);
  const same = new Map<string, Set<string>>();
  for (const { parts } of await visibleRules(ctx, module)) {
    let hits: ReadonlyMap<string, readonly string[]> | undefined;
    for (const part of parts) {
      const found = await probe(ctx, module, part, given);
      // All parts of a rule must hold.
      const before = hits;
      hits = before ? new Map([...found].flatMap(([id, by]) => (before.has(id) ? [[id, [...(before.get(id) ?? []), ...by]]] : []))) : found;
      if (hits.size === 0) break;
    }
    for (const [id, by] of hits ?? []) same.set(id, new Set([...(same.get(id) ?? []), ...by]));
  }
  if (except !== undefined) for (const id of [except, ...(await notDuplicatesOf(ctx, except))]) same.delete(id);
  const likeliest = [...same].toSorted(([, a], [, b]) => b.size - a.size).slice(0, most);
  if (likeliest.length === 0) return [];
  const filter = { field: "id", op: "in", value: likeliest.map(([id]) => id) };
  const { data } = await listRecords(ctx, { module: name, fields: [], filter, sort: "id" });
  return likeliest.flatMap(([id, by]) => {
    const record = data.find((one) => one.id === id);
    return record ? [{ id, label: record.label, number: String(record["number"]), same: [...by] }] : [];
  });
}

type Given = ReadonlyMap<string, string>;

/** The values as their types write them, and the name that they make. */
function readValues(ctx: Ctx, module: Module, values: Sought["values"]): Given {
  const given = new Map<string, string>();
  for (const [name, input] of Object.entries(values)) {
    const field = module.fields.get(name);
    const result = field && fieldType(field.type).parse(input, field, valueContext(ctx));
    if (result?.ok && typeof result.value === "string") given.set(name, result.value);
  }
  const label = module.nameFields.flatMap((name) => given.get(name) ?? []).join(" ");
  if (label.length >= LEAST_LETTERS) given.set(LABEL, label);
  return given;
}

/** The records for which this part holds, each with the fields that it holds by. */
function probe(ctx: Ctx, module: Module, part: RulePart, given: Given): Promise<ReadonlyMap<string, readonly string[]>> {
  return part.match === "similar" ? namesakes(ctx, module, given) : sharing(ctx, module, part, given);
}

async function namesakes(ctx: Ctx, module: Module, given: Given): Promise<ReadonlyMap<string, readonly string[]>> {
  const rules = { person: isPerson(module) };
  const own = comparableName(given.get(LABEL) ?? "", rules);
  if (!own) return new Map();
  // First and last name: the patronymic may be missing on the other side.
  const words = rules.person ? [module.nameFields[0], module.nameFields.at(-1)].flatMap((name) => given.get(name ?? "") ?? []) : own;
  const { data } = await searchRecords(ctx, { q: words.join(" "), modules: [module.name], limit: MOST_LOOKED_AT });
  return new Map(
    data.flatMap(({ id, label }) => {
      const other = comparableName(label, rules);
      return other && alike(own, other, rules) ? [[id, [LABEL]] as const] : [];
    }),
  );
}
/** Whoever has several names is a person. */
export const isPerson = ({ nameFields }: Module): boolean => nameFields.length > 1;

async function sharing(ctx: Ctx, module: Module, part: RulePart, given: Given): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const name of part.fields) {
    const value = given.get(name);
    const key = keyOf(part.match, fieldNamed(module, name)?.type ?? "", value);
    if (value === undefined || key === undefined) continue;
    // A site is known by an e-mail's domain, too: the site is what is the same then.
    const by = part.match === "domain" ? (part.fields.find((one) => module.fields.get(one)?.type === "url") ?? name) : name;
    for (const id of await holders(ctx, module, part, { key, value })) found.set(id, [...new Set([...(found.get(id) ?? []), by])]);
  }
  return found;
}

async function holders(
  ctx: Ctx,
  module: Module,
  part: RulePart,
  { key, value }: { key: string; value: string },
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  const sought: string[] = [];
  for (const name of part.fields) {
    const field = module.fields.get(name);
    // By an index of its own where there is one; texts are found by their words.
    const direct = name === LABEL || (part.match === "same" && field !== undefined && !isFoundByWords(field));
    if (!direct) sought.push(name);
    else for (const id of (await matchRecords(ctx, { module: module.name, field: name, values: [value] })).get(value) ?? []) ids.add(id);
  }
  if (sought.length === 0) return ids;
  const q = part.match === "domain" ? key : value;
  const { data } = await listRecords(ctx, { module: module.name, fields: sought, q, sort: "-id", limit: MOST_LOOKED_AT });
  for (const record of data)
    if (sought.some((name) => keyOf(part.match, module.fields.get(name)?.type ?? "", record[name]) === key)) ids.add(record.id);
  return ids;
}
/** What stands in the search index and in no other: texts always, e-mails and telephones where they have none of their own. */
const WORDS: ReadonlySet<string> = new Set(["text", "url", "email", "phone"]);
const isFoundByWords = ({ type, indexed, unique }: Pick<Field, "type" | "indexed" | "unique">): boolean =>
  WORDS.has(type) && (type === "text" || (indexed !== true && unique !== true));

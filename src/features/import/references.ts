/**
 * From what the file says about other records to their ids: one question for all rows of a batch, what was found
 * kept for the next ones, what is missing created where the mapping says so.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Module } from "../../model/define.ts";
import type { Ctx } from "../../server/context.ts";
import type { FieldError } from "../../server/errors.ts";
import { matchRecords, MOST_OPERATIONS, writeRecords } from "../../server/records/index.ts";
import type { ReferenceRule } from "./mapping.ts";
import { withDefaults, type Defaults } from "./template.ts";
import { reasonsOf } from "./texts.ts";
import type { DraftRow, Wanted } from "./transform.ts";

/** What is known of a text: the record it means; that it means several; why it could not be created. */
export type Found = { readonly id: string } | { readonly ambiguous: true } | { readonly failed: readonly FieldError[] };
export type Cache = Map<string, Found>;
/** Bounds the memory of a cache; files name few different records, or each one once. */
export const CACHE_SIZE = 50_000;

export interface ResolveOptions {
  /** The module that is being imported, and its defaults for what is created of it. */
  readonly module: string;
  readonly defaults: Defaults;
  /** What earlier batches found (committed), and what this one finds. */
  readonly known: ReadonlyMap<string, Found>;
  readonly fresh: Cache;
  /** True: what is missing in the imported module itself may stand further down in the file; it's left for later. */
  readonly later: boolean;
  /** Counts what is created, by module. */
  readonly made: Others;
}
/** What is written beside the imported module's records. */
export type Others = Map<string, { created: number; updated: number }>;
export function countOther(others: Others, module: string, kind: "created" | "updated"): void {
  const counts = others.get(module) ?? { created: 0, updated: 0 };
  counts[kind]++;
  others.set(module, counts);
}

/** Puts ids into the rows' values and errors to the rows; returns what is left for later. */
export async function resolveReferences(ctx: Ctx, rows: readonly DraftRow[], options: ResolveOptions): Promise<Map<DraftRow, Wanted[]>> {
  const lookup = (wanted: Wanted): Found | undefined => options.fresh.get(wanted.key) ?? options.known.get(wanted.key);
  const unknown = new Map<string, Wanted>();
  for (const row of rows) for (const wanted of row.references) if (!lookup(wanted)) unknown.set(wanted.key, wanted);
  await findAll(ctx, [...unknown.values()], options);
  const left = new Map<DraftRow, Wanted[]>();
  for (const row of rows)
    for (const wanted of row.references) {
      const found = lookup(wanted);
      const params = { value: wanted.text.slice(0, 200) };
      if (found && "id" in found) row.values[wanted.field.name] = found.id;
      else if (found && "ambiguous" in found) row.errors.push({ field: wanted.field.name, code: "import_ambiguous", params });
      else if (found) row.errors.push({ field: wanted.field.name, code: "import_not_created", params }, ...found.failed);
      else if (options.later && wanted.rule.modules.includes(options.module) && !wanted.field.mandatory)
        left.set(row, [...(left.get(row) ?? []), wanted]);
      else row.errors.push({ field: wanted.field.name, code: "import_not_found", params });
    }
  return left;
}

async function findAll(ctx: Ctx, wanted: readonly Wanted[], options: ResolveOptions): Promise<void> {
  const groups = Map.groupBy(wanted, ({ rule }) => rule.place);
  for (const group of groups.values()) {
    const rule = group[0]?.rule;
    if (!rule) continue;
    const missing = await findGroup(ctx, group, rule, options.fresh);
    const own = rule.modules.includes(options.module);
    if (rule.create && !(own && options.later)) await createMissing(ctx, missing, rule, options);
  }
}

async function findGroup(ctx: Ctx, group: readonly Wanted[], rule: ReferenceRule, fresh: Cache): Promise<Wanted[]> {
  let left = [...group];
  for (const name of rule.modules) {
    const module = ctx.registry.modules.get(name);
    if (!module || left.length === 0 || !(["id", "label", "number"].includes(rule.by) || module.fields.has(rule.by))) continue;
    const found = await matchRecords(ctx, { module: name, field: rule.by, values: left.map((wanted) => wanted.text) });
    left = left.filter((wanted) => {
      const ids = found.get(wanted.text) ?? [];
      const [id] = ids;
      if (id !== undefined) fresh.set(wanted.key, ids.length > 1 ? { ambiguous: true } : { id });
      return id === undefined;
    });
  }
  return left;
}

/** Creates one record for each text, in the first module that the field may point to. */
async function createMissing(ctx: Ctx, missing: readonly Wanted[], rule: ReferenceRule, options: ResolveOptions): Promise<void> {
  const module = ctx.registry.modules.get(rule.modules[0] ?? "");
  if (!module || rule.by === "id" || rule.by === "number") return;
  const defaults = rule.createWith ?? (module.name === options.module ? options.defaults : {});
  for (let at = 0; at < missing.length; at += MOST_OPERATIONS) {
    const part = missing.slice(at, at + MOST_OPERATIONS);
    const operations = part.map(({ text }) => ({
      op: "create" as const,
      values: withDefaults(valuesFromText(module, rule.by, text), defaults),
    }));
    const { results } = await writeRecords(ctx, { module: module.name, operations, atomic: false, present: false });
    part.forEach((wanted, i) => {
      const result = results[i];
      if (result?.ok) countOther(options.made, module.name, "created");
      if (result) options.fresh.set(wanted.key, result.ok ? { id: result.id } : { failed: reasonsOf(result.error) });
    });
  }
}

/** A name cut into the fields that make the label; a text of another field gets into that field too. */
function valuesFromText(module: Module, by: string, text: string): Record<string, Json> {
  const values = nameValues(module, text);
  return by === "label" || module.fields.get(by) === undefined ? values : { ...values, [by]: text };
}

export function nameValues(module: Module, text: string): Record<string, Json> {
  const names = module.nameFields;
  const words = text.trim().split(/\s+/);
  const needed = names.find((name) => module.fields.get(name)?.mandatory) ?? names[0] ?? "";
  if (names.length === 1 || words.length === 1) return { [needed]: words.join(" ") };
  const [first = "", ...middle] = names.slice(0, -1);
  const last = names.at(-1) ?? "";
  const values: Record<string, Json> = { [first]: words[0] ?? "" };
  // With fewer words than fields the middle ones stay empty; with more, the last one takes the rest.
  const between = words.length >= names.length ? middle : [];
  between.forEach((name, i) => (values[name] = words[i + 1] ?? ""));
  values[last] = words.slice(1 + between.length).join(" ");
  return values;
}

/** What a write must be checked for in the database, for all its items at once. */
import { fieldType } from "../../../fieldtypes/index.ts";
import type { Field, Module } from "../../../model/define.ts";
import { targetsOf } from "../../../model/registry.ts";
import { accessOf } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { empty, ident, raw, sql } from "../../db/sql.ts";
import { AppError, invalid, type FieldError } from "../../errors.ts";
import { BASE } from "../compile/path.ts";
import { mayHaveFile } from "../files.ts";
import { storedColumns } from "./store.ts";
import { refuseItem, type Draft } from "./draft.ts";
import { newReferences } from "./values.ts";

const isWrite = (draft: Draft): boolean => draft.error === undefined && (draft.kind === "create" || draft.kind === "update");

/** A new reference must point to a living record of an allowed module that the writer may see. */
export async function checkReferences(ctx: Ctx, module: Module, drafts: readonly Draft[]): Promise<void> {
  const wanted = drafts.filter(isWrite).map((draft) => ({ draft, references: newReferences(draft.before, draft.after, module) }));
  const ids = [...new Set(wanted.flatMap(({ references }) => references.map((reference) => reference.id)))];
  if (ids.length === 0) return;
  const access = accessOf(ctx);
  const open = access.records([...ctx.registry.modules.values()], "r");
  const { rows } = await ctx.db.query<{ id: string; module: string }>(
    sql`SELECT r.id, r.module FROM records r WHERE r.id = ANY(${ids}::bigint[]) AND NOT r.deleted${open ? sql` AND ${open}` : empty}`,
  );
  const moduleById = new Map(rows.map((row) => [row.id, row.module]));
  for (const { draft, references } of wanted) {
    const errors: FieldError[] = [];
    for (const { field, id } of references) {
      const name = moduleById.get(id);
      const target = name === undefined ? undefined : ctx.registry.modules.get(name);
      if (!target || !mayPointTo(field, target.name) || !access.module(target).view || id === draft.id)
        errors.push({ field: field.name, code: "unknown_reference" });
    }
    if (errors.length > 0) refuseItem(draft, invalid(errors));
  }
}

/** Records belong to people or to groups. */
const mayPointTo = (field: Field, module: string): boolean =>
  targetsOf(field).includes(module) || (field.name === "owner_id" && module === "groups");

/** A file is put on a record by who uploaded it, or by who may have it from another record: ids alone open nothing. */
export async function checkFiles(ctx: Ctx, module: Module, drafts: readonly Draft[]): Promise<void> {
  const fields = [...module.fields.values()].filter((field) => fieldType(field.type).storedFile);
  for (const field of fields)
    for (const draft of drafts) {
      const id = draft.after[field.name];
      if (!isWrite(draft) || typeof id !== "string" || id === draft.before?.[field.name]) continue;
      if (!(await mayHaveFile(ctx, id))) refuseItem(draft, invalid([{ field: field.name, code: "unknown_reference" }]));
    }
}

/** Values of unique fields must not stand on another living record, nor twice in this write. */
export async function checkUnique(ctx: Ctx, module: Module, drafts: readonly Draft[]): Promise<void> {
  for (const field of module.fields.values()) {
    if (!field.unique || field.readOnly) continue;
    const holders = new Map<string, Draft[]>();
    for (const draft of drafts) {
      const concerned = isWrite(draft)
        ? draft.kind === "create" || draft.changed().includes(field.name)
        : draft.kind === "restore" && !draft.error;
      const value = draft.after[field.name];
      if (!concerned || value === null || value === undefined) continue;
      holders.set(String(value), [...(holders.get(String(value)) ?? []), draft]);
    }
    if (holders.size === 0) continue;
    const column = storedColumns(module).find((c) => c.name === field.name);
    if (!column) continue;
    const open = accessOf(ctx).predicate(module, "view", BASE);
    const { rows } = await ctx.db.query<{ id: string; value: string; open: boolean }>(
      sql`SELECT id, ${ident(field.name)}::text AS value, ${open ? sql`coalesce(${open}, false)` : raw("true")} AS open FROM ${ident(module.name)} ${raw(BASE)} WHERE ${ident(field.name)} = ANY(${[...holders.keys()]}::${raw(column.type.replace(/\(.*\)/, ""))}[]) AND deleted_at IS NULL`,
    );
    const owner = new Map(rows.map((row) => [row.value, row.id]));
    const visible = new Set(rows.flatMap((row) => (row.open ? [row.id] : [])));
    for (const [value, list] of holders)
      list.forEach((draft, i) => {
        const taken = owner.get(value);
        if (i > 0 || (taken !== undefined && taken !== draft.id))
          refuseItem(
            draft,
            new AppError("duplicate_value", {
              errors: [{ field: field.name, code: "duplicate_value" }],
              extra: taken === undefined || !visible.has(taken) ? {} : { duplicate_id: taken },
            }),
          );
      });
  }
}

/** Money needs to know what its currency is worth: the rate of the day on which the currency is set. */
export async function applyExchangeRates(ctx: Ctx, module: Module, drafts: readonly Draft[]): Promise<void> {
  if (!module.fields.get("currency")?.system) return;
  const rates = new Map<string, string | null>([[ctx.company.currency, "1"]]);
  for (const draft of drafts) {
    if (!isWrite(draft)) continue;
    const currency = String(draft.after["currency"] ?? ctx.company.currency);
    draft.after["currency"] = currency;
    // A document may fix its own rate; money of the company is worth what it is.
    const isForeign = currency !== ctx.company.currency;
    if (isForeign && draft.given.has("exchange_rate") && draft.after["exchange_rate"] !== null) continue;
    if (draft.before && draft.before["currency"] === currency && !draft.given.has("exchange_rate")) continue;
    if (!rates.has(currency)) {
      const { rows } = await ctx.db.query<{ rate: string }>(
        sql`SELECT rate::text AS rate FROM exchange_rates WHERE currency = ${currency} AND valid_from <= ${ctx.now.toISOString()}::date ORDER BY valid_from DESC LIMIT 1`,
      );
      rates.set(currency, rows[0]?.rate ?? null);
    }
    const rate = rates.get(currency) ?? null;
    if (rate === null) refuseItem(draft, invalid([{ field: "currency", code: "no_exchange_rate", params: { currency } }]));
    else draft.after["exchange_rate"] = rate;
  }
}

/** What is exported is imported as it was: over several modules, every writable field, with texts that look like formulas. */
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { fieldType } from "../../fieldtypes/index.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Field, Module } from "../../model/define.ts";
import { isReference, targetsOf } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import { createRecord, deleteRecord, listRecords, type RecordJson } from "../../server/records/index.ts";
import { guess } from "../import/imports.ts";
import { importBench } from "../import/test-bench.ts";
import { csvFile } from "./csv-file.ts";
import { openExport } from "./run.ts";

const bench = importBench();
const ROWS = 6;
const NASTY = ["=1+1", "'=1+1", "''@x", "@SUM(A1:A9)", "-2+3+cmd|' /C calc'!A0", '"quoted"; and, more'];

/** What rules hold against random values: check digits, dated rates, states that lock a document; lines get ids of their own. */
const RULED = new Set([
  ...["inn", "kpp", "ogrn", "okpo", "bik", "swift", "bank_account", "correspondent_account"].map((name) => `organizations.${name}`),
  ...["status", "lines", "discount_amount", "tax_ids", "shipping_tax_ids", "tax_region", "price_book_id"].map((name) => `invoices.${name}`),
]);
const isWritable = (field: Field): boolean =>
  !RULED.has(`${field.module}.${field.name}`) &&
  !field.readOnly &&
  field.type !== "file" &&
  field.type !== "image" &&
  field.name !== "number";
const writable = (module: Module): Field[] => [...module.fields.values()].filter(isWritable);

function moduleOf(ctx: Ctx, name: string): Module {
  const module = ctx.registry.modules.get(name);
  if (!module) throw new Error(`no module ${name}`);
  return module;
}

/** Numbers that look random and are always the same. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

async function sample(ctx: Ctx, module: Module, seed: number): Promise<Record<string, Json>> {
  const random = randomFrom(seed + 1);
  const values: Record<string, Json> = {};
  for (const [i, field] of writable(module).entries()) {
    if (field.name === "owner_id" || (field.type === "currency" && field.system)) continue;
    if (isReference(field)) values[field.name] = await target(ctx, targetsOf(field)[0] ?? "");
    else if (field.type === "text" && !field.unique)
      values[field.name] = `${NASTY[(seed + i) % NASTY.length]}`.slice(0, field.maxLength ?? 255);
    else
      values[field.name] = field.unique
        ? `${String(fieldType(field.type).sample(field, random))}${seed}`
        : fieldType(field.type).sample(field, random);
  }
  return values;
}

const targets = new Map<string, string>();
async function target(ctx: Ctx, name: string): Promise<string> {
  const known = targets.get(name);
  if (known !== undefined) return known;
  if (name === "users" && ctx.actor.kind === "user") return ctx.actor.id;
  const values: Record<string, Json> = {};
  for (const field of moduleOf(ctx, name).fields.values())
    if (field.mandatory && isWritable(field) && field.name !== "owner_id")
      values[field.name] = isReference(field)
        ? await target(ctx, targetsOf(field)[0] ?? "")
        : field.type === "text"
          ? `Target of ${name}`
          : fieldType(field.type).sample(field, randomFrom(5));
  const { id } = await createRecord(ctx, name, values);
  targets.set(name, id);
  return id;
}

async function records(ctx: Ctx, module: Module): Promise<readonly RecordJson[]> {
  const known = [...targets.values()];
  const filter = known.length > 0 ? { field: "id", op: "not_in", value: known } : undefined;
  return (
    await listRecords(ctx, { module: module.name, fields: writable(module).map((field) => field.name), filter, sort: "id", limit: 1000 })
  ).data;
}
const valuesOf = (module: Module, record: RecordJson): Record<string, unknown> =>
  Object.fromEntries(writable(module).map((field) => [field.name, record[field.name] ?? null]));

describe.each([
  ["contacts", "names", ","],
  ["contacts", "labels", ";"],
  ["organizations", "names", "\t"],
  ["organizations", "labels", ","],
  ["opportunities", "labels", ";"],
  ["products", "names", ";"],
  ["tasks", "names", ","],
  ["tickets", "labels", ","],
  ["invoices", "names", ";"],
] as const)("%s, header of %s, separated by %j", (name, header, delimiter) => {
  test("come back equal", { timeout: 60_000 }, async () => {
    const ctx = await bench.user();
    const module = moduleOf(ctx, name);
    for (let seed = 0; seed < ROWS; seed++) await createRecord(ctx, name, await sample(ctx, module, seed));
    const before = await records(ctx, module);
    expect(before).toHaveLength(ROWS);
    const filter = { field: "id", op: "in", value: before.map((record) => record.id) };
    const file = await text(
      await openExport(ctx, { module: name, filter, sort: "id", header, file: csvFile(delimiter), lang: delimiter === ";" ? "ru" : "en" }),
    );
    for (const { id } of before) await deleteRecord(ctx, name, { id });

    const file_id = await bench.upload(file);
    const own = new Set(writable(module).map((field) => field.name));
    // Id and number would mean the records that are there already.
    const columns = (await guess(ctx, bench.files, { module: name, file_id })).columns.map((column) =>
      own.has(column.field?.split(".")[0] ?? "") ? column : { ...column, field: null },
    );
    const row = await bench.run(name, file, { columns });
    expect([row.state, row.created, row.failed, (await bench.rejected(row.id)).slice(0, 2)]).toEqual(["done", String(ROWS), "0", []]);
    const after = await records(ctx, module);
    expect(after.map((record) => valuesOf(module, record))).toEqual(before.map((record) => valuesOf(module, record)));
    for (const { id } of after) await deleteRecord(ctx, name, { id });
  });
});

/** Modules that nobody thought of: random fields, made and filled, listed, filtered, exported, imported, and still equal. */
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { OPERATORS } from "../../fieldtypes/families.ts";
import { fieldType, valueTypeOf, type FieldTypeName } from "../../fieldtypes/index.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Field, Module } from "../../model/define.ts";
import type { Ctx } from "../../server/context.ts";
import { createRecord, deleteRecord, listRecords } from "../../server/records/index.ts";
import { csvFile } from "../export/csv-file.ts";
import { openExport } from "../export/run.ts";
import { guess } from "../import/imports.ts";
import { importBench } from "../import/test-bench.ts";
import { CHOICES } from "./field-settings.ts";
import type { FieldRequest } from "./field-request.ts";
import { createModule } from "./modules.ts";

const bench = importBench();
const ROWS = 3;
const TYPES = [
  ...(["text", "long_text", "rich_text", "integer", "decimal", "percent", "money", "date", "time", "datetime", "checkbox"] as const),
  ...(["picklist", "radio", "multi_select", "email", "phone", "url", "address", "formula"] as const),
] satisfies FieldTypeName[];
const OPTIONS = ['"a"', "b; c", "🏠 дом", "d, e", "O'Neil", "\\n"];

const field: fc.Arbitrary<FieldRequest> = fc
  .record({ type: fc.constantFrom(...TYPES), options: fc.uniqueArray(fc.constantFrom(...OPTIONS), { minLength: 1 }) })
  .map(({ type, options }): FieldRequest => ({
    type,
    label: { en: `My ${type}`, ru: `Моё ${type}` },
    ...(CHOICES.has(type) ? { options: options.map((value) => ({ value, label: { en: value } })) } : {}),
    ...(type === "formula" ? { formula: 'upper(name) & "!"' } : {}),
  }));

const written = (module: Module): readonly Field[] => [...module.fields.values()].filter((one) => one.custom && !one.readOnly);
const valuesOf = (module: Module, record: Readonly<Record<string, Json>>): Json[] =>
  written(module).map(({ name }) => record[name] ?? null);

/** The filter that a value of the field passes, in the first way that its family has for it. */
function filterFor(one: Field, value: Json): Record<string, unknown> {
  const { family, parts } = valueTypeOf(one);
  if (parts) return { field: one.name, op: "is_not_empty" };
  const op = ["eq", "contains", "on"].find((each) => OPERATORS[family].includes(each)) ?? "is_not_empty";
  return op === "is_not_empty" ? { field: one.name, op } : { field: one.name, op, value };
}

async function fill(ctx: Ctx, module: Module, random: () => number): Promise<void> {
  for (let i = 0; i < ROWS; i++) {
    const values: Record<string, Json> = { name: `Record ${i}` };
    for (const one of written(module)) if (one.name !== "name") values[one.name] = fieldType(one.type).sample(one, random);
    const made = await createRecord(ctx, module.name, values);
    for (const [name, value] of Object.entries(values)) expect(made[name], name).toEqual(value);
    for (const one of module.fields.values()) if (one.type === "formula") expect(made[one.name]).toBe(`RECORD ${i}!`);
  }
}

test("a random module round trips", { timeout: 120_000 }, async () => {
  let runs = 0;
  const seed = fc.integer({ min: 1, max: 1e6 });
  await fc.assert(
    fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 8 }), seed, async (fields, start) => {
      let state = start;
      const random = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x80000000;
      runs += 1;
      const { name, registry } = await createModule(await bench.user(), {
        label: { en: `Random ${runs}`, ru: `Случайный ${runs}` },
        fields,
      });
      const ctx = { ...(await bench.user()), registry };
      const module = registry.modules.get(name);
      if (!module) throw new Error(`no module ${name}`);
      await fill(ctx, module, random);
      const { data: before } = await listRecords(ctx, { module: name, sort: "name", limit: 100 });
      expect(before).toHaveLength(ROWS);
      for (const one of written(module))
        for (const record of before) {
          const value = record[one.name] ?? null;
          if (value === null) continue;
          const found = await listRecords(ctx, { module: name, filter: filterFor(one, value), limit: 100 });
          expect(
            found.data.map(({ id }) => id),
            one.name,
          ).toContain(record.id);
        }
      const file = await text(await openExport(ctx, { module: name, sort: "name", header: "names", file: csvFile(","), lang: "en" }));
      for (const { id } of before) await deleteRecord(ctx, name, { id });
      const file_id = await bench.upload(file);
      const own = new Set(written(module).map((one) => one.name));
      const columns = (await guess(ctx, bench.files, { module: name, file_id })).columns.map((column) =>
        own.has(column.field?.split(".")[0] ?? "") ? column : { ...column, field: null },
      );
      const row = await bench.run(name, file, { columns });
      expect([row.state, row.created, await bench.rejected(row.id)]).toEqual(["done", String(ROWS), []]);
      const { data: after } = await listRecords(ctx, { module: name, sort: "name", limit: 100 });
      expect(after.map((record) => valuesOf(module, record))).toEqual(before.map((record) => valuesOf(module, record)));
    }),
    { numRuns: 15, endOnFailure: true },
  );
});

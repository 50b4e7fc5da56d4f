/** Which records the rows mean: by id, by number, or by the fields chosen for finding duplicates. */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Ctx } from "../../server/context.ts";
import { listRecords, matchRecords, type RecordJson } from "../../server/records/index.ts";
import type { Step } from "./steps.ts";
import type { DraftRow } from "./transform.ts";
import { normaliseValue } from "./words.ts";

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

/** What makes two rows of a file the same record; undefined where a value is missing: then they are never the same. */
export function matchKey(row: DraftRow, fields: readonly string[]): string | undefined {
  if (row.keys.id !== undefined) return `id\n${row.keys.id}`;
  if (row.keys.number !== undefined) return `number\n${row.keys.number.toUpperCase()}`;
  if (fields.length === 0) return undefined;
  const values = fields.map((name) => textOf(row.values[name]));
  return values.every((value) => value !== undefined) ? values.map((value) => normaliseValue(value ?? "")).join("\n") : undefined;
}

/** The ids that each row matches; rows that match none are absent. */
export async function findExisting(
  ctx: Ctx,
  { module, matchFields: fields }: Step,
  rows: readonly DraftRow[],
): Promise<Map<DraftRow, readonly string[]>> {
  const found = new Map<DraftRow, readonly string[]>();
  const collect = async (field: string, rowsOf: readonly DraftRow[], value: (row: DraftRow) => string | undefined): Promise<void> => {
    const values = rowsOf.flatMap((row) => value(row) ?? []);
    if (values.length === 0) return;
    const ids = await matchRecords(ctx, { module: module.name, field, values });
    for (const row of rowsOf) {
      const mine = ids.get(value(row) ?? "") ?? [];
      const before = found.get(row);
      // All fields must be equal: what one of them doesn't match is out.
      found.set(row, before ? before.filter((id) => mine.includes(id)) : mine);
    }
  };
  await collect(
    "id",
    rows.filter((row) => row.keys.id !== undefined),
    (row) => row.keys.id,
  );
  await collect(
    "number",
    rows.filter((row) => row.keys.id === undefined && row.keys.number !== undefined),
    (row) => row.keys.number?.toUpperCase(),
  );
  const byFields = rows.filter((row) => row.keys.id === undefined && row.keys.number === undefined && matchKey(row, fields) !== undefined);
  for (const field of fields) await collect(field, byFields, (row) => textOf(row.values[field]));
  for (const [row, ids] of found) if (ids.length === 0) found.delete(row);
  return found;
}

/** The fields of existing records, where a row's values must be laid over or under them. */
export async function readExisting(
  ctx: Ctx,
  module: string,
  ids: readonly string[],
  fields: readonly string[],
): Promise<Map<string, RecordJson>> {
  if (ids.length === 0 || fields.length === 0) return new Map();
  const filter = { field: "id", op: "in", value: [...new Set(ids)] };
  const { data } = await listRecords(ctx, { module, fields: [...fields], filter, sort: "id", limit: 1000 });
  return new Map(data.map((record) => [record.id, record]));
}

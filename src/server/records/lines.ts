/**
 * Lines of documents: the one field whose value stands in a table of its own. They are read and written with their
 * record, in its transaction and under its lock; what may be done with them follows from the record.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { fieldType } from "../../fieldtypes/index.ts";
import { linesOf } from "../../fieldtypes/lines.ts";
import type { Field, Module } from "../../model/define.ts";
import type { Ctx } from "../context.ts";
import { ident, sql } from "../db/sql.ts";

/** The module's field of lines, if it has any. */
export function linesField(module: Module): Field | undefined {
  for (const field of module.fields.values()) if (fieldType(field.type).ownTable) return field;
  return undefined;
}

/** By their records. Only true for records that are locked by us: read after the lock, in a statement of its own. */
export async function readLines(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, Json>> {
  const { rows } = await ctx.db.query<{ id: string; lines: Json }>(
    sql`SELECT record_id AS id, json_agg(data ORDER BY position) AS lines FROM document_lines WHERE record_id = ANY(${ids}::bigint[]) GROUP BY record_id`,
  );
  return new Map(rows.map((row) => [row.id, row.lines]));
}

/** Replaces the lines of these records. */
export async function writeLines(ctx: Ctx, records: readonly { readonly id: string; readonly lines: Json }[]): Promise<void> {
  if (records.length === 0) return;
  await ctx.db.query(sql`DELETE FROM document_lines WHERE record_id = ANY(${records.map((record) => record.id)}::bigint[])`);
  const rows = records.flatMap(({ id, lines }) => linesOf(lines).map((data, position) => ({ record_id: id, position, data })));
  if (rows.length === 0) return;
  await ctx.db.query(
    sql`INSERT INTO document_lines (record_id, position, data)
        SELECT x.record_id, x.position, x.data FROM json_to_recordset(${JSON.stringify(rows)}::json) AS x(record_id bigint, position int, data jsonb)`,
  );
}

export async function newLineIds(ctx: Ctx, count: number): Promise<readonly string[]> {
  if (count === 0) return [];
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`SELECT nextval('document_line_id_seq') AS id FROM generate_series(1, ${count}::int)`,
  );
  return rows.map((row) => row.id);
}

/** Members of a line that name a record. */
export type LineTarget = "product_id" | "service_id";
/** Living records of a module with lines of these products or services, in the order of their ids. */
export async function recordsWithLinesOf(
  ctx: Ctx,
  { module, member, ids, limit }: { module: string; member: LineTarget; ids: readonly string[]; limit: number },
): Promise<readonly string[]> {
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`SELECT d.id FROM ${ident(module)} d WHERE d.deleted_at IS NULL AND d.id IN (
          SELECT l.record_id FROM document_lines l WHERE ${ident("l", member)} = ANY(${ids}::bigint[])) ORDER BY d.id LIMIT ${limit}`,
  );
  return rows.map((row) => row.id);
}

export interface SourceLine {
  readonly id: string;
  readonly record_id: string;
  readonly module: string;
  readonly quantity: string;
}

/** The lines with these ids, with the living record that each stands on. */
export async function findLines(ctx: Ctx, ids: readonly string[]): Promise<readonly SourceLine[]> {
  const { rows } = await ctx.db.query<SourceLine>(
    sql`SELECT l.id, l.record_id, r.module, l.quantity::text AS quantity FROM document_lines l JOIN records r ON r.id = l.record_id
        WHERE l.id = ANY(${ids}::bigint[]) AND NOT r.deleted ORDER BY l.record_id`,
  );
  return rows;
}

/**
 * How much of each source line stands on living records of a module; `except` leaves out records, `void` those whose
 * field has that value (cancelled ones).
 */
export async function continuedQuantities(
  ctx: Ctx,
  options: {
    readonly module: string;
    readonly sources: readonly string[];
    readonly except?: readonly string[];
    readonly void: { readonly field: string; readonly value: string };
  },
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await ctx.db.query<{ source: string; quantity: string }>(
    sql`SELECT l.source_line_id AS source, sum(l.quantity)::text AS quantity
        FROM document_lines l JOIN ${ident(options.module)} d ON d.id = l.record_id
        WHERE l.source_line_id = ANY(${options.sources}::bigint[]) AND d.deleted_at IS NULL
          AND d.${ident(options.void.field)} IS DISTINCT FROM ${options.void.value} AND NOT (l.record_id = ANY(${options.except ?? []}::bigint[]))
        GROUP BY l.source_line_id`,
  );
  return new Map(rows.map((row) => [row.source, row.quantity]));
}

/** What refers to records that are merged refers to the survivor: reference fields of all modules, and lines of documents. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import { linesOf } from "../../../fieldtypes/lines.ts";
import type { Field, Module } from "../../../model/define.ts";
import { isReference, targetsOf } from "../../../model/registry.ts";
import type { Ctx } from "../../context.ts";
import { ident, sql } from "../../db/sql.ts";
import { AppError } from "../../errors.ts";
import { linesField, recordsWithLinesOf, type LineTarget } from "../lines.ts";
import { lockRows } from "../write/store.ts";
import { MOST_OPERATIONS, writeRecords } from "../write/write.ts";

export interface Move {
  readonly from: readonly string[];
  readonly to: string;
}
/** All must fit into one undo (MOST_UNDONE), with the merge's own changes. */
const MOST_MOVED = 4500;
/** Modules that lines of documents name, by the line's member. */
const LINE_TARGETS: Readonly<Record<string, LineTarget>> = { products: "product_id", services: "service_id" };

interface Pointing {
  readonly id: string;
  readonly values: Readonly<Record<string, Json>>;
}

/**
 * Moves them past the rights of the actor, who may not see all that refers to a record. What is in the recycle bin
 * keeps its reference: it leads to the survivor by the pointer of the one that was merged. Returns how many were moved.
 */
export async function moveReferences(ctx: Ctx, target: Module, move: Move): Promise<number> {
  let moved = 0;
  for (const module of ctx.registry.modules.values()) {
    const found = [...(await byField(ctx, target, module, move)), ...(await byLine(ctx, target, module, move))];
    moved += found.length;
    if (moved > MOST_MOVED) throw new AppError("merge_too_large", { params: { max: MOST_MOVED } });
    // A record may stand here twice: the engine takes such writes one after another.
    for (let at = 0; at < found.length; at += MOST_OPERATIONS)
      await writeRecords(ctx, {
        module: module.name,
        operations: found.slice(at, at + MOST_OPERATIONS).map((one) => ({ op: "update", ...one })),
        atomic: true,
        present: false,
        internal: true,
        consequence: true,
      });
  }
  return moved;
}

const pointsTo = (field: Field, target: Module): boolean => isReference(field) && targetsOf(field).includes(target.name);

async function byField(ctx: Ctx, target: Module, module: Module, { from, to }: Move): Promise<readonly Pointing[]> {
  const found: Pointing[] = [];
  for (const field of module.fields.values()) {
    if (!pointsTo(field, target)) continue;
    const { rows } = await ctx.db.query<{ id: string }>(
      sql`SELECT id FROM ${ident(module.name)} WHERE ${ident(field.name)} = ANY(${from}::bigint[]) AND deleted_at IS NULL AND NOT (id = ANY(${from}::bigint[]))
          ORDER BY id LIMIT ${MOST_MOVED + 1}`,
    );
    // The survivor itself can't refer to itself.
    found.push(...rows.map(({ id }) => ({ id, values: { [field.name]: id === to ? null : to } })));
  }
  return found;
}

async function byLine(ctx: Ctx, target: Module, module: Module, { from, to }: Move): Promise<readonly Pointing[]> {
  const member = LINE_TARGETS[target.name];
  const lines = linesField(module)?.name;
  if (member === undefined || lines === undefined) return [];
  const ids = await recordsWithLinesOf(ctx, { module: module.name, member, ids: from, limit: MOST_MOVED + 1 });
  if (ids.length === 0) return [];
  const rows = await lockRows(ctx, module, ids);
  return [...rows.values()].map(({ id, values }) => {
    const next = linesOf(values[lines] ?? null).map((line) => (from.includes(line[member] ?? "") ? { ...line, [member]: to } : line));
    return { id, values: { [lines]: next as unknown as Json } };
  });
}

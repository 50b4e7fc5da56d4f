/** Lists of records: one function for every module, every caller and every actor. */
import type { Ctx } from "../context.ts";
import { ident, join, raw, sql, type Sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import type { Module } from "../../model/define.ts";
import type { ResolvedPath } from "../../model/registry.ts";
import { compileOrder, decodeCursor, encodeCursor, firstPhase, parseSort, type Cursor, type Phase, type SortKey } from "./compile/order.ts";
import { moduleOf, PathCollector, planFilter, remembered, shownFields, visiblePath } from "./plan.ts";
import { noteRevealed } from "./revealed.ts";
import { searchCondition } from "./search/condition.ts";
import { columnsOf, fromWhere, labelsOf, presenter, type DbRow, type RecordJson, type Selection } from "./select.ts";

export const LIST_LIMITS = { default: 50, most: 1000 } as const;
/** Counting stops here unless an exact count is asked for: wide counts are what makes lists slow. */
export const COUNT_CAP = 10_000;

export interface ListOptions {
  readonly module: string;
  readonly fields?: readonly string[] | undefined;
  readonly filter?: unknown;
  readonly sort?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly count?: "exact" | "estimate" | "none" | undefined;
  readonly q?: string | undefined;
  /** The recycle bin instead of the living records. */
  readonly deleted?: boolean | undefined;
  /** A condition of the engine's own on the base alias (related lists). */
  readonly where?: readonly Sql[] | undefined;
}
export interface ListResult {
  readonly data: readonly RecordJson[];
  readonly next_cursor: string | null;
  readonly count?: number;
  readonly count_is?: "exact" | "capped";
}

export async function listRecords(ctx: Ctx, options: ListOptions): Promise<ListResult> {
  const module = moduleOf(ctx, options.module);
  const limit = Math.min(Math.max(options.limit ?? LIST_LIMITS.default, 1), LIST_LIMITS.most);
  const collector = new PathCollector(ctx, module);
  const filter = planFilter(ctx, collector, options.filter);
  const sortText = options.sort?.trim() || defaultSort(ctx, module);
  const sort = parseSort(sortText, module, (path) => collector.need(path));
  const touched = [...collector.paths];
  const select = selectPaths(ctx, module, options.fields);
  const where: Sql[] = [...(options.where ?? [])];
  if (options.q !== undefined && options.q.trim() !== "") where.push(await searchCondition(ctx, module, options.q));
  const selection: Selection = { module, select, touched, filter, where, deleted: options.deleted };
  const cursor = options.cursor === undefined ? undefined : decodeCursor(options.cursor, sortText, sort.length);

  const page = await readPage(ctx, selection, { sort, sortText, limit, cursor });
  const counted = await count(ctx, selection, options.count ?? "none", {
    complete: cursor === undefined && page.next_cursor === null,
    rows: page.data.length,
  });
  return { ...page, ...counted };
}

/** The module's own order, unless this actor may not see what it goes by. */
const defaultSort = (ctx: Ctx, module: Module): string =>
  [module.list.sort, "-modified_at"].find((sort) => visiblePath(ctx, module, sort.replace(/^-/, ""))) ?? "-id";

/** The asked-for fields as paths, for display; all that the actor may see where none are named. */
export function selectPaths(ctx: Ctx, module: Module, fields: readonly string[] | undefined): readonly ResolvedPath[] {
  if (!fields) return remembered(ctx, module, "list", () => shownFields(ctx, module).filter((path) => !path.type.ownTable));
  if (fields.length > 300) throw new AppError("bad_request", { params: { field: "fields" } });
  return remembered(ctx, module, JSON.stringify(fields), () => {
    const collector = new PathCollector(ctx, module);
    return [...new Set(fields)].map((path) => collector.show(path)).filter((path) => !["id", "version", "label"].includes(path.path));
  });
}

interface PageOptions {
  readonly sort: readonly SortKey[];
  readonly sortText: string;
  readonly limit: number;
  readonly cursor: Cursor | undefined;
}

async function readPage(
  ctx: Ctx,
  selection: Selection,
  { sort, sortText, limit, cursor }: PageOptions,
): Promise<{ data: RecordJson[]; next_cursor: string | null }> {
  const present = presenter(ctx, selection.select);
  const rows: { row: DbRow; phase: Phase }[] = [];
  let phase: Phase = cursor?.p ?? firstPhase(sort);
  let from = cursor;
  for (;;) {
    const wanted = limit + 1 - rows.length;
    const found = await readPhase(ctx, selection, { sort, phase, cursor: from, limit: wanted });
    rows.push(...found.map((row) => ({ row, phase })));
    if (rows.length > limit || phase !== "values") break;
    phase = "empties";
    from = undefined;
  }
  const more = rows.length > limit;
  if (more) rows.pop();
  const last = rows.at(-1);
  const next: Cursor | null =
    more && last ? { s: sortText, p: last.phase, k: sort.map((_, i) => last.row[`k${i}`] ?? null), i: String(last.row["id"]) } : null;
  const data = rows.map(({ row }) => present(row));
  noteRevealed(ctx, selection.module, selection.select, data);
  return { data, next_cursor: next && encodeCursor(next) };
}

/** In the text instead of a parameter: PostgreSQL keeps no plan for a page of unknown size, and plans each one anew. */
const constant = (count: number): Sql => raw(String(Math.trunc(count)));

async function readPhase(
  ctx: Ctx,
  selection: Selection,
  page: { sort: readonly SortKey[]; phase: Phase; cursor: Cursor | undefined; limit: number },
): Promise<readonly DbRow[]> {
  const order = compileOrder(ctx, page.sort, page.phase, page.cursor);
  const keys = order.keys.map((key, i) => sql`, ${key} AS ${ident(`k${i}`)}`);
  const inner = sql`SELECT ${columnsOf(ctx, selection.module, selection.select)}${join(keys, "")} ${fromWhere(ctx, { ...selection, where: [...(selection.where ?? []), ...order.where] })} ORDER BY ${order.orderBy} LIMIT ${constant(page.limit)}`;
  const { rows } = await ctx.db.query<DbRow>(sql`SELECT p.*${labelsOf(ctx, selection.select)} FROM (${inner}) p`);
  return rows;
}

async function count(
  ctx: Ctx,
  selection: Selection,
  mode: "exact" | "estimate" | "none",
  page: { complete: boolean; rows: number },
): Promise<{ count?: number; count_is?: "exact" | "capped" }> {
  if (mode === "none") return {};
  if (page.complete) return { count: page.rows, count_is: "exact" };
  const source = fromWhere(ctx, { ...selection, select: [] });
  const statement =
    mode === "exact"
      ? sql`SELECT count(*)::int AS n ${source}`
      : sql`SELECT count(*)::int AS n FROM (SELECT 1 ${source} LIMIT ${constant(COUNT_CAP + 1)}) capped`;
  const n = (await ctx.db.query<{ n: number }>(statement)).rows[0]?.n ?? 0;
  return mode === "estimate" && n > COUNT_CAP ? { count: COUNT_CAP, count_is: "capped" } : { count: n, count_is: "exact" };
}

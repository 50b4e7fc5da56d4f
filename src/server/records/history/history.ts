/** A record's history as people read it: who changed what, when and from where, newest first. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Module } from "../../../model/define.ts";
import { maskOf } from "../../../model/access/mask.ts";
import { isReference, relationOf } from "../../../model/registry.ts";
import { accessOf } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { empty, sql, type Sql } from "../../db/sql.ts";
import { AppError } from "../../errors.ts";
import { getMany } from "../get.ts";
import { isId, notFound } from "../ids.ts";
import { mergedOf } from "../merge/belongings.ts";
import { LINK_VALUES, linkValuesText } from "../link-values.ts";
import { moduleOf } from "../plan.ts";
import type { ChangeKind } from "../write/change-log.ts";
import { referenceLabels } from "./as-of.ts";

export interface HistoryEntry {
  readonly id: string;
  readonly operation_id: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string } | { readonly system: string };
  /** Who in truth acted, where somebody worked in the actor's name. */
  readonly by?: { readonly id: string; readonly name: string };
  readonly source: string;
  readonly cause: string | null;
  readonly kind: ChangeKind;
  readonly version: number;
  readonly changes: readonly FieldChange[];
}
export interface FieldChange {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
  readonly before__label?: string | null;
  readonly after__label?: string | null;
  /** Of personal data that is closed to the reader: before and after are null then. */
  readonly before__mask?: string | null;
  readonly after__mask?: string | null;
}

interface ChangeRow {
  readonly id: string;
  readonly record_id: string;
  readonly operation_id: string;
  readonly kind: ChangeKind;
  readonly version: number;
  readonly before: Readonly<Record<string, Json>> | null;
  readonly after: Readonly<Record<string, Json>> | null;
  readonly at: string;
  readonly actor_id: string | null;
  readonly by_id: string | null;
  readonly actor_name: string | null;
  readonly source: string;
  readonly cause: string | null;
}

/** The module and proof that the actor may see the record. */
export async function visibleRecord(ctx: Ctx, moduleName: string, id: string): Promise<Module> {
  const module = moduleOf(ctx, moduleName);
  const found = await getMany(ctx, module, [id], []);
  if (found.length === 0) throw notFound(id);
  return module;
}

export async function recordHistory(
  ctx: Ctx,
  options: { module: string; id: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: readonly HistoryEntry[]; next_cursor: string | null }> {
  const module = await visibleRecord(ctx, options.module, options.id);
  const limit = Math.min(Math.max(options.limit ?? 50, 1), 200);
  if (options.cursor !== undefined && !isId(options.cursor)) throw new AppError("invalid_cursor");
  const rows = await readChanges(
    ctx,
    options.id,
    options.cursor === undefined ? empty : sql` AND c.id < ${options.cursor}::bigint`,
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const labels = await labelsFor(ctx, module, page);
  const data = page.map((row) => entryOf(ctx, module, row, labels));
  noteChanges(ctx, module, options.id, data);
  return {
    data,
    next_cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

interface UntilOptions {
  readonly module: Module;
  readonly id: string;
  /** ISO time, inclusive. */
  readonly until: string | undefined;
  readonly actorId: string | undefined;
  readonly limit: number;
}
/** The newest changes of a record until a moment. Whoever calls has proved that the actor may see the record. */
export async function changesUntil(ctx: Ctx, { module, id, until, actorId, limit }: UntilOptions): Promise<readonly HistoryEntry[]> {
  const moment = until === undefined ? empty : sql` AND o.at <= ${until}::timestamptz`;
  const actor = actorId === undefined ? empty : sql` AND o.actor_id = ${actorId}::bigint`;
  const rows = await readChanges(ctx, id, sql`${moment}${actor}`, limit);
  const labels = await labelsFor(ctx, module, rows);
  const entries = rows.map((row) => entryOf(ctx, module, row, labels));
  noteChanges(ctx, module, id, entries);
  return entries;
}

async function readChanges(ctx: Ctx, id: string, condition: Sql, limit: number): Promise<readonly ChangeRow[]> {
  const { rows } = await ctx.db.query<ChangeRow>(
    sql`SELECT c.id, c.record_id, c.operation_id, c.kind, c.version, c.before, c.after, o.at, o.actor_id, o.by_id, o.actor_name, o.source, o.cause
        FROM changes c JOIN operations o ON o.id = c.operation_id
        WHERE c.record_id = ${id}${condition} ORDER BY c.id DESC LIMIT ${limit}`,
  );
  return rows;
}

type Labels = Awaited<ReturnType<typeof referenceLabels>>;

function labelsFor(ctx: Ctx, module: Module, rows: readonly ChangeRow[]): Promise<Labels> {
  const ids: (Json | undefined)[] = rows.flatMap((row) => [row.actor_id, row.by_id]);
  for (const row of rows)
    for (const values of [row.before, row.after].map(shownValues))
      for (const [name, value] of Object.entries(values ?? {})) {
        const field = module.fields.get(name);
        if (field ? isReference(field) : Array.isArray(value)) ids.push(...(Array.isArray(value) ? (value as Json[]) : [value]));
      }
  return referenceLabels(ctx, ids);
}

/** Kinds of changes that hold ids of other records. */
const NAMES_RECORDS: ReadonlySet<ChangeKind> = new Set(["link", "unlink", "relink", "merge", "unmerge"]);
type Values = ChangeRow["before"];
/** Of a merge only which records it was made of; the rest is for taking it back. */
const shownValues = (values: Values): Values => {
  const merged = mergedOf(values);
  return merged ? { merged: [...merged.ids] } : values;
};

const masksOf = (type: string, before: Json | undefined, after: Json | undefined): Pick<FieldChange, "before__mask" | "after__mask"> => ({
  before__mask: maskOf(type, before),
  after__mask: maskOf(type, after),
});

/** What the entries show of closed personal data. */
function noteChanges(ctx: Ctx, module: Module, id: string, entries: readonly HistoryEntry[]): void {
  if (ctx.revealed === undefined) return;
  const shown = entries.flatMap((entry) => entry.changes).filter((change) => !Object.hasOwn(change, "after__mask"));
  const fields = [...new Set(shown.map(({ field }) => field))].filter((name) => {
    const field = module.fields.get(name);
    return field !== undefined && accessOf(ctx).personal(field) !== undefined;
  });
  if (fields.length > 0) ctx.revealed.push({ module: module.name, fields, ids: [id] });
}

/** Names of linked records, each with what its link says of it. */
const linkLabels =
  (ctx: Ctx, module: Module, { row, name, labels }: { row: ChangeRow; name: string; labels: Labels }) =>
  (value: Json | undefined, side: "before" | "after"): string | null => {
    const relation = relationOf(module, name);
    const values = (row[side]?.[LINK_VALUES] ?? {}) as Readonly<Record<string, Json>>;
    const one = (id: Json): string[] => {
      const record = labels.get(String(id))?.label;
      const text = relation?.fields ? linkValuesText(ctx, relation, values[String(id)]) : "";
      return record === undefined ? [] : [text === "" ? record : `${record}: ${text}`];
    };
    const all = (Array.isArray(value) ? (value as Json[]) : [value ?? null]).flatMap(one);
    return all.length > 0 ? all.join("; ") : null;
  };

function entryOf(ctx: Ctx, module: Module, logged: ChangeRow, labels: Labels): HistoryEntry {
  const row = { ...logged, before: shownValues(logged.before), after: shownValues(logged.after) };
  const access = accessOf(ctx);
  const label = (value: Json | undefined): string | null => {
    const ids = Array.isArray(value) ? (value as Json[]) : [value];
    const names = ids.map((id) => (typeof id === "string" ? labels.get(id)?.label : undefined)).filter((name) => name !== undefined);
    return names.length > 0 ? names.join(", ") : null;
  };
  const names = [...new Set([...Object.keys(row.after ?? {}), ...Object.keys(row.before ?? {})])].filter((name) => name !== LINK_VALUES);
  const changes = names.flatMap((name): FieldChange[] => {
    const field = module.fields.get(name);
    const personal = field && access.personal(field);
    if (field && personal && !personal.open && personal.level !== "hidden" && !personal.ids.has(row.record_id))
      return [{ field: name, before: null, after: null, ...masksOf(field.type, row.before?.[name], row.after?.[name]) }];
    if (field && access.field(field) === "hidden" && personal?.ids.has(row.record_id) !== true) return [];
    const isLink = !field && NAMES_RECORDS.has(row.kind);
    // Of links only those to records that the reader may see.
    const kept = (value: Json): Json => (isLink && Array.isArray(value) ? (value as Json[]).filter((id) => labels.has(String(id))) : value);
    const before = kept(row.before?.[name] ?? null);
    const after = kept(row.after?.[name] ?? null);
    if (isLink && [before, after].every((value) => !Array.isArray(value) || value.length === 0)) return [];
    const labelled = field ? isReference(field) : isLink;
    const words = isLink ? linkLabels(ctx, module, { row, name, labels }) : label;
    return [
      { field: name, before, after, ...(labelled ? { before__label: words(before, "before"), after__label: words(after, "after") } : {}) },
    ];
  });
  return {
    id: row.id,
    operation_id: row.operation_id,
    at: row.at,
    actor:
      row.actor_id === null
        ? { system: row.actor_name ?? "system" }
        : { id: row.actor_id, name: labels.get(row.actor_id)?.label ?? row.actor_id },
    ...(row.by_id === null ? {} : { by: { id: row.by_id, name: labels.get(row.by_id)?.label ?? row.by_id } }),
    source: row.source,
    cause: row.cause,
    kind: row.kind,
    version: row.version,
    changes,
  };
}

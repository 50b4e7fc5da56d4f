/** Related lists: records that refer to this one (children), and many-to-many links. Linking writes to both ends. */
import type { Module, Relation } from "../../model/define.ts";
import { relationOf } from "../../model/registry.ts";
import { accessOf } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { ident, raw, sql, type Sql } from "../db/sql.ts";
import { AppError, invalid } from "../errors.ts";
import { BASE } from "./compile/path.ts";
import { getMany } from "./get.ts";
import { isId, notFound } from "./ids.ts";
import { listRecords, type ListOptions, type ListResult } from "./list.ts";
import { moduleOf } from "./plan.ts";
import type { RecordJson } from "./select.ts";
import { logLinks } from "./link-log.ts";
import { linkCurrencies, parseLinkValues, readLinkValues, sides, writeLinkValues, type LinkValues } from "./link-values.ts";
import { writeRecords } from "./write/write.ts";

export const MOST_LINKED = 1000;

export interface RelationTarget {
  readonly module: string;
  readonly id: string;
  readonly relation: string;
}

async function resolve(ctx: Ctx, target: RelationTarget): Promise<{ module: Module; relation: Relation; other: Module }> {
  const module = moduleOf(ctx, target.module);
  const relation = relationOf(module, target.relation);
  if (!relation || !isVisible(ctx, relation))
    throw new AppError("unknown_relation", { params: { relation: target.relation.slice(0, 60) } });
  const other = moduleOf(ctx, relation.module);
  if ((await getMany(ctx, module, [target.id], [])).length === 0) throw notFound(target.id);
  return { module, relation, other };
}

/** Children by a reference that is hidden from the actor are no list of theirs: it would tell the reference. */
export function isVisible(ctx: Ctx, relation: Relation): boolean {
  const field = relation.field === undefined ? undefined : ctx.registry.modules.get(relation.module)?.fields.get(relation.field);
  return !field || accessOf(ctx).field(field) !== "hidden";
}

/** A page of a related list. Where the link has fields of its own, each record carries their values as `link`. */
export async function listRelated(
  ctx: Ctx,
  options: RelationTarget & Omit<ListOptions, "module" | "where" | "deleted">,
): Promise<ListResult> {
  const { relation, other } = await resolve(ctx, options);
  const page = await listRecords(ctx, { ...options, module: other.name, where: [membership(relation, options.id)] });
  if (relation.fields === undefined || page.data.length === 0) return page;
  const ids = page.data.map((record) => record.id);
  const values = await readLinkValues(ctx, relation, options.id, ids);
  return { ...page, data: page.data.map((record): RecordJson => ({ ...record, link: values.get(record.id) ?? null })) };
}

function membership(relation: Relation, id: string): Sql {
  if (relation.kind === "children") return sql`${ident(BASE, relation.field ?? "")} = ${id}::bigint`;
  const link = sides(relation);
  return sql`${ident(BASE, "id")} IN (SELECT ${link.other} FROM ${ident(link.table)} WHERE ${link.own} = ${id}::bigint)`;
}

export interface LinkOptions extends RelationTarget {
  readonly ids: readonly string[];
  /** Values of the link's own fields, the same for all; put on links that are there already, too. */
  readonly values?: unknown;
  /** By id: values of single links, which go before the common ones. */
  readonly each?: Readonly<Record<string, unknown>> | undefined;
}

/** Links, and writes the links' own values: `linked` are those that weren't linked before. */
export async function linkRecords(ctx: Ctx, options: LinkOptions): Promise<{ linked: number }> {
  const { module, relation, other } = await resolve(ctx, options);
  const ids = await linkable(ctx, { module, other, relation }, options);
  if (relation.kind === "children") return { linked: await setParent(ctx, other, relation, ids, options.id) };
  const given = await givenValues(ctx, relation, { ...options, ids });
  const link = sides(relation);
  return ctx.db.tx(async (db) => {
    const inner = { ...ctx, db };
    const { rows } = await db.query<{ id: string }>(
      sql`INSERT INTO ${ident(link.table)} (${link.own}, ${link.other}) SELECT ${options.id}::bigint, x FROM unnest(${ids}::bigint[]) AS x ON CONFLICT DO NOTHING RETURNING ${link.other} AS id`,
    );
    const made = rows.map((row) => row.id);
    const before = await readLinkValues(inner, relation, options.id, ids);
    await writeLinkValues(inner, relation, options.id, given);
    const after = await readLinkValues(inner, relation, options.id, ids);
    const log = { module, relation, other, id: options.id };
    await logLinks(inner, { ...log, kind: "link", ids: made, values: after });
    const isChanged = (id: string): boolean => JSON.stringify(before.get(id)) !== JSON.stringify(after.get(id));
    const changed = ids.filter((id) => !made.includes(id) && isChanged(id));
    await logLinks(inner, { ...log, kind: "relink", ids: changed, values: after, before });
    return { linked: made.length };
  });
}

async function givenValues(ctx: Ctx, relation: Relation, { id, ids, values, each }: LinkOptions): Promise<ReadonlyMap<string, LinkValues>> {
  if (values === undefined && each === undefined) return new Map();
  const currencies = await linkCurrencies(ctx, relation, id, ids);
  return new Map(
    ids.map((other) => {
      const currency = currencies.get(other);
      const own = each?.[other];
      return [
        other,
        {
          ...parseLinkValues(ctx, relation, values, { at: "values", currency }),
          ...parseLinkValues(ctx, relation, own, { at: `each.${other}`, currency }),
        },
      ];
    }),
  );
}

export async function unlinkRecords(
  ctx: Ctx,
  options: RelationTarget & { readonly ids: readonly string[] },
): Promise<{ unlinked: number }> {
  const { module, relation, other } = await resolve(ctx, options);
  const ids = await linkable(ctx, { module, other, relation }, options);
  if (relation.kind === "children") {
    const { data } = await listRecords(ctx, {
      module: other.name,
      fields: [],
      limit: MOST_LINKED,
      where: [membership(relation, options.id), sql`${ident(BASE, "id")} = ANY(${ids}::bigint[])`],
    });
    return {
      unlinked: await setParent(
        ctx,
        other,
        relation,
        data.map((record) => record.id),
        null,
      ),
    };
  }
  const link = sides(relation);
  return ctx.db.tx(async (db) => {
    const values = await readLinkValues({ ...ctx, db }, relation, options.id, ids);
    const { rows } = await db.query<{ id: string }>(
      sql`DELETE FROM ${ident(link.table)} WHERE ${link.own} = ${options.id}::bigint AND ${link.other} = ANY(${ids}::bigint[]) RETURNING ${link.other} AS id`,
    );
    const gone = rows.map((row) => row.id);
    await logLinks({ ...ctx, db }, { module, relation, other, id: options.id, kind: "unlink", ids: gone, values });
    return { unlinked: rows.length };
  });
}

/**
 * Ids that may be linked: there to be seen. A link is a write to both of its ends; a child's reference is a write to
 * the child, which is checked as such.
 */
async function linkable(
  ctx: Ctx,
  { module, other, relation }: { readonly module: Module; readonly other: Module; readonly relation: Relation },
  options: { readonly id: string; readonly ids: readonly string[] },
): Promise<readonly string[]> {
  const access = accessOf(ctx);
  const written = relation.kind === "link" ? [module, other] : [other];
  for (const end of written) if (!access.module(end).edit) throw new AppError("forbidden", { params: { module: end.name } });
  const ids = [...new Set(options.ids)];
  if (ids.length === 0 || ids.length > MOST_LINKED) throw invalid([{ field: "ids", code: "list_length", params: { max: MOST_LINKED } }]);
  if (module.name === other.name && ids.includes(options.id)) throw invalid([{ field: "ids", code: "unknown_reference" }]);
  const seen = new Set(
    (await getMany(ctx, other, ids, [])).filter((record) => record["deleted_at"] === undefined).map((record) => record.id),
  );
  const errors = ids.flatMap((id, i) => (isId(id) && seen.has(id) ? [] : [{ field: `ids.${i}`, code: "unknown_reference" }]));
  if (errors.length > 0) throw invalid(errors);
  if (relation.kind === "link") {
    await demandEditable(ctx, module, [options.id]);
    await demandEditable(ctx, other, ids);
  }
  return ids;
}

/** Throws forbidden unless the actor may change every one of these records. */
export async function demandEditable(ctx: Ctx, module: Module, ids: readonly string[]): Promise<void> {
  const open = accessOf(ctx).predicate(module, "edit", BASE);
  if (!open) return;
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`SELECT id FROM ${ident(module.name)} ${raw(BASE)} WHERE id = ANY(${ids}::bigint[]) AND ${open}`,
  );
  if (rows.length < ids.length) throw new AppError("forbidden", { params: { module: module.name } });
}

/** A child is linked by writing its reference: a write like any other, with its checks and history. */
async function setParent(ctx: Ctx, other: Module, relation: Relation, ids: readonly string[], parent: string | null): Promise<number> {
  if (ids.length === 0) return 0;
  const operations = ids.map((id) => ({ op: "update" as const, id, values: { [relation.field ?? ""]: parent } }));
  const { results } = await writeRecords(ctx, { module: other.name, operations, atomic: true, present: false });
  return results.length;
}

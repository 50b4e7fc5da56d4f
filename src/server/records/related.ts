/** Related lists: records that refer to this one (children), and many-to-many links. Linking writes to both ends. */
import { fieldType } from "../../fieldtypes/index.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Field, Module, Relation } from "../../model/define.ts";
import { relationOf } from "../../model/registry.ts";
import { accessOf } from "../access/access.ts";
import { valueContext, type Ctx } from "../context.ts";
import { ident, join, raw, sql, type Sql } from "../db/sql.ts";
import { AppError, invalid, type FieldError } from "../errors.ts";
import { BASE } from "./compile/path.ts";
import { getMany } from "./get.ts";
import { isId, notFound } from "./ids.ts";
import { listRecords, type ListOptions, type ListResult } from "./list.ts";
import { moduleOf } from "./plan.ts";
import type { RecordJson } from "./select.ts";
import { logChanges, type Change } from "./write/change-log.ts";
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

const sides = (relation: Relation): { table: string; own: Sql; other: Sql } => {
  if (relation.kind !== "link" || relation.link === undefined) throw new Error(`${relation.name} is not a link`);
  const [own, other] = relation.side === "a" ? ["a_id", "b_id"] : ["b_id", "a_id"];
  return { table: `link_${relation.link}`, own: ident(own), other: ident(other) };
};

/** A page of a related list. Where the link has fields of its own, each record carries their values as `link`. */
export async function listRelated(
  ctx: Ctx,
  options: RelationTarget & Omit<ListOptions, "module" | "where" | "deleted">,
): Promise<ListResult> {
  const { relation, other } = await resolve(ctx, options);
  const page = await listRecords(ctx, { ...options, module: other.name, where: [membership(relation, options.id)] });
  const fields = relation.link === undefined ? [] : linkFields(ctx, relation.link);
  if (fields.length === 0 || page.data.length === 0) return page;
  const link = sides(relation);
  const { rows } = await ctx.db.query<Record<string, Json>>(
    sql`SELECT ${link.other} AS id, ${join(fields.map((field) => ident(field.name)))} FROM ${ident(link.table)} WHERE ${link.own} = ${options.id}::bigint AND ${link.other} = ANY(${page.data.map((record) => record.id)}::bigint[])`,
  );
  const values = new Map(rows.map(({ id, ...value }) => [String(id), value]));
  return { ...page, data: page.data.map((record): RecordJson => ({ ...record, link: values.get(record.id) ?? null })) };
}

function membership(relation: Relation, id: string): Sql {
  if (relation.kind === "children") return sql`${ident(BASE, relation.field ?? "")} = ${id}::bigint`;
  const link = sides(relation);
  return sql`${ident(BASE, "id")} IN (SELECT ${link.other} FROM ${ident(link.table)} WHERE ${link.own} = ${id}::bigint)`;
}

export interface LinkOptions extends RelationTarget {
  readonly ids: readonly string[];
  /** Values of the link's own fields; put on links that are there already, too. */
  readonly values?: unknown;
}

export async function linkRecords(ctx: Ctx, options: LinkOptions): Promise<{ linked: number }> {
  const { module, relation, other } = await resolve(ctx, options);
  const ids = await linkable(ctx, { module, other, relation }, options);
  if (relation.kind === "children") return { linked: await setParent(ctx, other, relation, ids, options.id) };
  const link = sides(relation);
  const values = parseLinkValues(ctx, relation.link ?? "", options.values);
  return ctx.db.tx(async (db) => {
    const { rows } = await db.query<{ id: string }>(
      sql`INSERT INTO ${ident(link.table)} (${link.own}, ${link.other}) SELECT ${options.id}::bigint, x FROM unnest(${ids}::bigint[]) AS x ON CONFLICT DO NOTHING RETURNING ${link.other} AS id`,
    );
    if (values.length > 0)
      await db.query(
        sql`UPDATE ${ident(link.table)} SET ${join(values.map(([name, value]) => sql`${ident(name)} = ${value}`))} WHERE ${link.own} = ${options.id}::bigint AND ${link.other} = ANY(${ids}::bigint[])`,
      );
    await log({ ...ctx, db }, { module, relation, other, id: options.id, kind: "link", ids: rows.map((row) => row.id) });
    return { linked: rows.length };
  });
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
    const { rows } = await db.query<{ id: string }>(
      sql`DELETE FROM ${ident(link.table)} WHERE ${link.own} = ${options.id}::bigint AND ${link.other} = ANY(${ids}::bigint[]) RETURNING ${link.other} AS id`,
    );
    await log({ ...ctx, db }, { module, relation, other, id: options.id, kind: "unlink", ids: rows.map((row) => row.id) });
    return { unlinked: rows.length };
  });
}

const linkFields = (ctx: Ctx, link: string): readonly Field[] =>
  (ctx.registry.links.get(link)?.fields ?? []).map((field) => ({ ...field, module: link, block: "", system: false, custom: false }));

function parseLinkValues(ctx: Ctx, link: string, input: unknown): readonly (readonly [string, Json])[] {
  if (input === undefined) return [];
  const fields = linkFields(ctx, link);
  const errors: FieldError[] = [];
  const values = Object.entries(typeof input === "object" && input !== null ? input : {}).flatMap(([name, given]): [string, Json][] => {
    const field = fields.find((candidate) => candidate.name === name);
    const parsed = field && fieldType(field.type).parse(given, field, valueContext(ctx));
    if (parsed?.ok) return [[name, parsed.value]];
    errors.push(
      parsed
        ? { field: `values.${name}`, ...parsed.error }
        : { field: `values.${name.slice(0, 60)}`, code: "unknown_field", params: { field: name.slice(0, 60) } },
    );
    return [];
  });
  if (errors.length > 0) throw invalid(errors);
  return values;
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

interface LinkChange {
  readonly module: Module;
  readonly relation: Relation;
  readonly other: Module;
  readonly id: string;
  readonly kind: "link" | "unlink";
  readonly ids: readonly string[];
}

/** Both ends' histories show it; their versions stay, since no field of theirs changed. */
async function log(ctx: Ctx, change: LinkChange): Promise<void> {
  if (change.ids.length === 0) return;
  const back = change.other.relations.find((r) => r.link === change.relation.link && r.side !== change.relation.side);
  const versions = await ctx.db.query<{ version: number }>(
    sql`SELECT version FROM ${ident(change.module.name)} WHERE id = ${change.id}::bigint`,
  );
  const entry = (id: string, module: string, relation: string, ids: readonly string[], version: number): Change => {
    const value = { [relation]: ids };
    return {
      record_id: id,
      module,
      kind: change.kind,
      version,
      before: change.kind === "unlink" ? value : null,
      after: change.kind === "link" ? value : null,
    };
  };
  const others = await ctx.db.query<{ id: string; version: number }>(
    sql`SELECT id, version FROM ${ident(change.other.name)} WHERE id = ANY(${change.ids}::bigint[])`,
  );
  await logChanges(ctx, [
    entry(change.id, change.module.name, change.relation.name, change.ids, versions.rows[0]?.version ?? 1),
    ...others.rows.map((row) => entry(row.id, change.other.name, back?.name ?? change.relation.name, [change.id], row.version)),
  ]);
}

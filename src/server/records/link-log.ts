/** What the change log says of links: both ends' histories show it; their versions stay, since no field of theirs changed. */
import type { Module, Relation } from "../../model/define.ts";
import type { Ctx } from "../context.ts";
import { ident, sql } from "../db/sql.ts";
import { LINK_VALUES, type LinkValues } from "./link-values.ts";
import { logChanges, type Change } from "./write/change-log.ts";

interface LinkChange {
  readonly module: Module;
  readonly relation: Relation;
  readonly other: Module;
  readonly id: string;
  /** `relink`: the links were there, their values changed. */
  readonly kind: "link" | "unlink" | "relink";
  readonly ids: readonly string[];
  /** Of the links (those that are cut: as they were), by the other end's id. */
  readonly values: ReadonlyMap<string, LinkValues>;
  /** relink: as they were. */
  readonly before?: ReadonlyMap<string, LinkValues>;
}

export async function logLinks(ctx: Ctx, change: LinkChange): Promise<void> {
  if (change.ids.length === 0) return;
  const { module, relation, other, id, kind, ids, values, before = values } = change;
  const back = other.relations.find((each) => each.link === relation.link && each.side !== relation.side)?.name ?? relation.name;
  const own = await ctx.db.query<{ version: number }>(sql`SELECT version FROM ${ident(module.name)} WHERE id = ${id}::bigint`);
  const others = await ctx.db.query<{ id: string; version: number }>(
    sql`SELECT id, version FROM ${ident(other.name)} WHERE id = ANY(${ids}::bigint[])`,
  );
  /** `{relation: ids, link_values: {id: values}}`; `named`: by which id the values stand there. */
  const shown = (of: ReadonlyMap<string, LinkValues>, name: string, linked: readonly string[], named: (other: string) => string) => {
    const kept = ids.flatMap((each) => (of.has(each) ? [[named(each), of.get(each) ?? {}] as const] : []));
    return { [name]: linked, ...(kept.length > 0 ? { [LINK_VALUES]: Object.fromEntries(kept) } : {}) };
  };
  const entry = (
    record: Pick<Change, "record_id" | "module" | "version">,
    make: (of: ReadonlyMap<string, LinkValues>) => Change["after"],
  ): Change => ({
    ...record,
    kind,
    before: kind === "link" ? null : make(before),
    after: kind === "unlink" ? null : make(values),
  });
  await logChanges(ctx, [
    entry({ record_id: id, module: module.name, version: own.rows[0]?.version ?? 1 }, (of) =>
      shown(of, relation.name, ids, (each) => each),
    ),
    ...others.rows.map((row) =>
      entry({ record_id: row.id, module: other.name, version: row.version }, (of) =>
        shown(new Map([...of].filter(([each]) => each === row.id)), back, [id], () => id),
      ),
    ),
  ]);
}

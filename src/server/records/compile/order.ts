/**
 * Order and keyset paging. Empty values come last in either direction. An optional first key is walked in two phases
 * ("values", then "empties"), each of which is one index range, so that a deep page costs what the first one does.
 */
import type { Module } from "../../../model/define.ts";
import { isReference, type ResolvedPath } from "../../../model/registry.ts";
import type { Ctx } from "../../context.ts";
import { ident, join, raw, sql, type Sql } from "../../db/sql.ts";
import { AppError } from "../../errors.ts";
import { BASE, castType, sortValueOf } from "./path.ts";

export interface SortKey {
  readonly path: ResolvedPath;
  readonly desc: boolean;
}
export type Phase = "values" | "empties" | "all";

/** Where the last page ended: the sort it belongs to, its phase, the last row's keys and id. */
export interface Cursor {
  readonly s: string;
  readonly p: Phase;
  readonly k: readonly unknown[];
  readonly i: string;
}

/** Fields that are never empty, so that their order needs one phase only. */
const NEVER_EMPTY = new Set(["id", "label", "version", "starred", "number", "created_at", "modified_at"]);

export function firstPhase(keys: readonly SortKey[]): Phase {
  const first = keys[0];
  if (!first || first.path.via || first.path.part) return first ? "values" : "all";
  const { field } = first.path;
  return NEVER_EMPTY.has(field.name) || field.type === "checkbox" ? "all" : "values";
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** Reads a cursor that must belong to this sort; anything else is refused. */
export function decodeCursor(text: string, sort: string, keyCount: number): Cursor {
  const wrong = new AppError("invalid_cursor");
  if (text.length > 4000) throw wrong;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw wrong;
  }
  if (typeof value !== "object" || value === null) throw wrong;
  const { s, p, k, i } = value as Record<string, unknown>;
  if (s !== sort || (p !== "values" && p !== "empties" && p !== "all")) throw wrong;
  if (typeof i !== "string" || !/^\d{1,19}$/.test(i) || !Array.isArray(k) || k.length !== keyCount) throw wrong;
  if (k.some((key) => key !== null && typeof key !== "string" && typeof key !== "number" && typeof key !== "boolean")) throw wrong;
  return { s, p, k, i };
}

/** The cast of a key that comes back in a cursor. */
function keyCast(path: ResolvedPath): Sql {
  if (path.part === undefined && isReference(path.field)) return raw("text COLLATE manul");
  if (path.part === undefined && path.family === "choice" && path.field.options) return raw("int");
  return castType(path);
}

export interface Order {
  /** The keys' expressions, to be selected so that the next cursor can be made. */
  readonly keys: readonly Sql[];
  readonly orderBy: Sql;
  /** Phase and cursor conditions. */
  readonly where: readonly Sql[];
}

export function compileOrder(ctx: Ctx, sort: readonly SortKey[], phase: Phase, cursor: Cursor | undefined): Order {
  const active = phase === "empties" ? sort.slice(1) : sort;
  const desc = sort[0]?.desc ?? true;
  const keys = sort.map((key) => sortValueOf(ctx, key.path));
  const activeKeys = phase === "empties" ? keys.slice(1) : keys;
  const where: Sql[] = [];
  if (phase !== "all" && keys[0]) where.push(sql`${keys[0]} IS ${raw(phase === "values" ? "NOT NULL" : "NULL")}`);
  if (cursor)
    where.push(
      after(active, activeKeys, phase === "empties" ? cursor.k.slice(1) : cursor.k, cursor.i, { desc, hasEmpties: phase === "empties" }),
    );
  const terms = active.map((key, i) => {
    // The first key of a phase without empties keeps PostgreSQL's own null order, which is the index's.
    const nulls = i === 0 && phase !== "empties" ? "" : " NULLS LAST";
    return sql`${activeKeys[i]} ${raw((key.desc ? "DESC" : "ASC") + nulls)}`;
  });
  terms.push(sql`${ident(BASE, "id")} ${raw(desc ? "DESC" : "ASC")}`);
  return { keys, orderBy: join(terms), where };
}

/** "Comes after this row" in the given order. */
function after(
  sort: readonly SortKey[],
  keys: readonly Sql[],
  values: readonly unknown[],
  id: string,
  { desc, hasEmpties }: { desc: boolean; hasEmpties: boolean },
): Sql {
  const idColumn = ident(BASE, "id");
  const direction = raw(desc ? "<" : ">");
  const only = sort[0];
  if (sort.length === 0) return sql`${idColumn} ${direction} ${id}::bigint`;
  // One key that is never empty: a row comparison, which is one range of the index.
  if (sort.length === 1 && only && !hasEmpties)
    return sql`(${keys[0]}, ${idColumn}) ${direction} (${values[0]}::${keyCast(only.path)}, ${id}::bigint)`;
  const alternatives: Sql[] = [];
  const equal: Sql[] = [];
  sort.forEach((key, i) => {
    const value = values[i];
    const cast = keyCast(key.path);
    if (value !== null && value !== undefined) {
      const beyond = sql`(${keys[i]} ${raw(key.desc ? "<" : ">")} ${value}::${cast} OR ${keys[i]} IS NULL)`;
      alternatives.push(sql`(${join([...equal, beyond], " AND ")})`);
      equal.push(sql`${keys[i]} = ${value}::${cast}`);
    } else equal.push(sql`${keys[i]} IS NULL`);
  });
  alternatives.push(sql`(${join([...equal, sql`${idColumn} ${direction} ${id}::bigint`], " AND ")})`);
  return sql`(${join(alternatives, " OR ")})`;
}

/** Reads `-modified_at,name` with the help of `resolve`. */
export function parseSort(text: string, module: Module, resolve: (path: string) => ResolvedPath): readonly SortKey[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length > 5) throw new AppError("invalid_sort", { params: { sort: text.slice(0, 100) } });
  return parts.map((part) => {
    const desc = part.startsWith("-");
    const name = part.replace(/^[-+]/, "");
    const path = resolve(name);
    if (path.type.unsortable && path.part === undefined)
      throw new AppError("invalid_sort", { params: { sort: `${module.name}.${name.slice(0, 100)}` } });
    return { path, desc };
  });
}

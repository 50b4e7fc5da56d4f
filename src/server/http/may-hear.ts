/** Of a change, what a listener of the live stream may hear: ids of records that they may see, and no others. */
import { accessOf, type Access } from "../access/access.ts";
import type { Caller } from "../auth/callers.ts";
import type { Database } from "../db/database.ts";
import { ident, sql } from "../db/sql.ts";
import type { Module } from "../../model/define.ts";
import type { RegistryStore } from "../registry-store.ts";

interface Change {
  readonly op?: string;
  readonly module?: string | null;
  readonly ids?: readonly string[];
}
export interface MayHear {
  /** What to tell the caller of the change; undefined: nothing. The owners are looked up once for all callers. */
  (caller: Caller): Promise<string | undefined>;
}

/** `payload` as it came on CHANGES_CHANNEL. */
export function mayHear({ database, registry }: { database: Database; registry: RegistryStore }, payload: string): MayHear {
  const change = JSON.parse(payload) as Change;
  const { ids } = change;
  const definitions = registry.current();
  const module = change.module ? definitions.modules.get(change.module) : undefined;
  let owners: Promise<ReadonlyMap<string, string | null>> | undefined;
  return async ({ actor }) => {
    // A module that is made at this moment: it says no more than that something is new.
    if (!module) return actor.isAdmin ? payload : undefined;
    const access = accessOf({ actor, registry: definitions });
    if (!access.module(module).view) return undefined;
    if (!ids || access.predicate(module, "view", "t") === null) return payload;
    owners ??= readOwners(database, ids);
    const heard = await visibleIds(database, access, { module, ids, owners: await owners });
    return heard.length === 0 ? undefined : JSON.stringify({ ...change, ids: heard });
  };
}

async function readOwners(database: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await database.query<{ id: string; owner_id: string | null }>(
    sql`SELECT id, owner_id FROM records WHERE id = ANY(${ids}::bigint[])`,
  );
  return new Map(rows.map((row) => [row.id, row.owner_id]));
}

async function visibleIds(
  database: Database,
  access: Access,
  { module, ids, owners }: { module: Module; ids: readonly string[]; owners: ReadonlyMap<string, string | null> },
): Promise<readonly string[]> {
  const answers = new Map([...owners].map(([id, ownerId]) => [id, access.seesOwner(module, { id, ownerId })] as const));
  const unsure = [...answers].flatMap(([id, answer]) => (answer === undefined ? [id] : []));
  const seen = new Set([...answers].flatMap(([id, answer]) => (answer === true ? [id] : [])));
  const open = access.predicate(module, "view", "t");
  if (unsure.length > 0 && open) {
    const { rows } = await database.query<{ id: string }>(
      sql`SELECT t.id FROM ${ident(module.name)} t WHERE t.id = ANY(${unsure}::bigint[]) AND ${open}`,
    );
    for (const row of rows) seen.add(row.id);
  }
  return ids.filter((id) => seen.has(id));
}

/**
 * Erasing a person: what identifies them goes out of their records, out of the change log and the search index, and out
 * of the calls and letters that hold their number or address. The records stay, under another name, so that sums,
 * documents and references stay as they were.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Module } from "../../model/define.ts";
import { audit } from "../../server/audit.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import type { FileStore } from "../../server/files/file-store.ts";
import { eraseValues, listRelated, LIST_LIMITS, type RecordJson } from "../../server/records/index.ts";
import { asProgram, personalFields, reachOf, recordsOfPerson, type PersonRecord } from "./person.ts";

const ERASED = { en: "Erased on request", ru: "Удалено по запросу" } as const;
/** Modules whose records hold an address of the person beside the person. */
const CORRESPONDENCE: ReadonlySet<string> = new Set(["calls", "emails", "messages"]);

export interface ErasedPerson {
  /** Records that the person was. */
  readonly records: number;
  /** Calls, letters and messages out of which an address went. */
  readonly correspondence: number;
}

export async function erasePerson(
  ctx: Ctx,
  files: FileStore,
  target: { readonly module: string; readonly id: string },
  reason: string,
): Promise<ErasedPerson> {
  const program = asProgram(ctx);
  const erased = await ctx.db.tx(async (db) => {
    const inner: Ctx = { ...program, db };
    const person = await recordsOfPerson(inner, target);
    const correspondence = await eraseAddresses(inner, person);
    const pictures = person.flatMap(filesOf);
    for (const { module, record } of person) await eraseValues(inner, { module: module.name, id: record.id, ...plan(inner, module) });
    const ids = person.map(({ record }) => record.id);
    await db.query(sql`DELETE FROM personal_grants WHERE record_id = ANY(${ids}::bigint[])`);
    // The reason that a colleague gave may tell of the person.
    await db.query(sql`UPDATE personal_requests SET reason = '', answer = '' WHERE record_id = ANY(${ids}::bigint[])`);
    const { rows } = await db.query<{ key: string }>(sql`DELETE FROM files WHERE id = ANY(${pictures}::bigint[]) RETURNING key`);
    const counts = { records: person.length, correspondence };
    await audit(
      { db, actor: ctx.actor },
      { action: "person_erased", target: { type: target.module, id: target.id }, details: { ...counts, records: ids, reason } },
    );
    return { counts, keys: rows.map(({ key }) => key) };
  });
  for (const key of erased.keys) await files.remove(key);
  return erased.counts;
}

/** Everything personal becomes empty, but for the mandatory part of the name. */
function plan(ctx: Ctx, module: Module): { readonly fields: readonly string[]; readonly replaced: Readonly<Record<string, Json>> } {
  const named = module.nameFields.find((name) => module.fields.get(name)?.mandatory === true && module.fields.get(name)?.type === "text");
  const fields = personalFields(module).map(({ name }) => name);
  return {
    fields: [...new Set([...fields, ...personNames(module)])].filter((name) => name !== named),
    replaced: named === undefined ? {} : { [named]: ERASED[ctx.company.lang] },
  };
}
/** Names and the salutation, whether or not the company still calls them personal. */
const personNames = (module: Module): readonly string[] =>
  [...module.nameFields, "salutation"].filter((name) => {
    const field = module.fields.get(name);
    return field !== undefined && field.type !== "auto_number";
  });

const filesOf = ({ module, record }: PersonRecord): readonly string[] =>
  personalFields(module).flatMap(({ name, type }) => {
    const value = record[name];
    return (type === "image" || type === "file") && typeof value === "string" ? [value] : [];
  });

/** Their numbers and addresses in calls, letters and messages that belong to them. Returns how many records. */
async function eraseAddresses(ctx: Ctx, person: readonly PersonRecord[]): Promise<number> {
  const reach = reachOf(person);
  if (reach.length === 0) return 0;
  const done = new Set<string>();
  for (const { module, record } of person)
    for (const relation of module.relations) {
      const other = ctx.registry.modules.get(relation.module);
      if (!other || !CORRESPONDENCE.has(relation.module)) continue;
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await listRelated(ctx, {
          module: module.name,
          id: record.id,
          relation: relation.name,
          sort: "id",
          limit: LIST_LIMITS.most,
          cursor,
        });
        for (const letter of page.data) if (await eraseFrom(ctx, other, letter, reach)) done.add(letter.id);
        cursor = page.next_cursor;
      }
    }
  return done.size;
}

/** True where one of the addresses stood in it. */
async function eraseFrom(ctx: Ctx, module: Module, letter: RecordJson, reach: readonly string[]): Promise<boolean> {
  const holds = (value: Json | undefined): boolean => {
    const text = typeof value === "string" ? value.toLowerCase() : "";
    return reach.some((one) => text.includes(one.toLowerCase()));
  };
  const fields = personalFields(module)
    .map(({ name }) => name)
    .filter((name) => holds(letter[name]));
  if (fields.length === 0) return false;
  await eraseValues(ctx, { module: module.name, id: letter.id, fields, replaced: {} });
  return true;
}

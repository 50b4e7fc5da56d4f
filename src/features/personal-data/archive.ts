/**
 * All that is held of a person, as one ZIP: their records, what belongs to them (letters, calls, comments, documents
 * of sale …), its history, and the files. JSON as the API gives it, so that people and programs can read it.
 */
import { PassThrough, pipeline, type Readable } from "node:stream";
import { ZipFile } from "yazl";
import { fieldType } from "../../fieldtypes/index.ts";
import type { Module } from "../../model/define.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import type { FileStore } from "../../server/files/file-store.ts";
import { listRelated, LIST_LIMITS, recordHistory, type HistoryEntry, type RecordJson } from "../../server/records/index.ts";
import { asProgram, recordsOfPerson } from "./person.ts";

/** Of one related list: whoever has more of them is a company, not a person. */
const MOST_RELATED = 20_000;
const MOST_FILES = 1000;
const HISTORY_PAGE = 200;

interface Held {
  readonly path: string;
  readonly value: unknown;
}

/** What goes into the archive, as files; `fileIds`: stored files to be added. */
async function collect(ctx: Ctx, target: { module: string; id: string }): Promise<{ held: readonly Held[]; fileIds: readonly string[] }> {
  const program = asProgram(ctx);
  const held: Held[] = [];
  const fileIds = new Set<string>();
  for (const { module, record } of await recordsOfPerson(ctx, target)) {
    const folder = `${module.name}-${record.id}`;
    held.push({ path: `${folder}/record.json`, value: record });
    held.push({ path: `${folder}/history.json`, value: await historyOf(program, module, record.id) });
    filesIn(module, [record]).forEach((id) => fileIds.add(id));
    for (const relation of module.relations) {
      const other = ctx.registry.modules.get(relation.module);
      const related = other ? await relatedOf(program, { module: module.name, id: record.id, relation: relation.name }) : [];
      if (!other || related.length === 0) continue;
      held.push({ path: `${folder}/${relation.name}.json`, value: related });
      filesIn(other, related).forEach((id) => fileIds.add(id));
    }
  }
  return { held, fileIds: [...fileIds].slice(0, MOST_FILES) };
}

async function historyOf(ctx: Ctx, module: Module, id: string): Promise<readonly HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await recordHistory(ctx, { module: module.name, id, limit: HISTORY_PAGE, cursor });
    entries.push(...page.data);
    cursor = page.next_cursor;
  }
  return entries;
}

async function relatedOf(ctx: Ctx, target: { module: string; id: string; relation: string }): Promise<readonly RecordJson[]> {
  const records: RecordJson[] = [];
  for (let cursor: string | null | undefined; cursor !== null && records.length < MOST_RELATED;) {
    const page = await listRelated(ctx, { ...target, sort: "id", limit: LIST_LIMITS.most, cursor });
    records.push(...page.data);
    cursor = page.next_cursor;
  }
  return records;
}

function filesIn(module: Module, records: readonly RecordJson[]): readonly string[] {
  const names = [...module.fields.values()].filter((field) => fieldType(field.type).storedFile).map(({ name }) => name);
  return records.flatMap((record) => names.flatMap((name) => (typeof record[name] === "string" ? [record[name]] : [])));
}

/** Everything is read before the first byte is sent; only the files' bytes follow as they are wanted. */
export async function archiveOfPerson(ctx: Ctx, files: FileStore, target: { module: string; id: string }): Promise<Readable> {
  const { held, fileIds } = await collect(ctx, target);
  const { rows } = await ctx.db.query<{ id: string; key: string; name: string }>(
    sql`SELECT id, key, name FROM files WHERE id = ANY(${fileIds}::bigint[])`,
  );
  const zip = new ZipFile();
  const stream = new PassThrough();
  pipeline(zip.outputStream, stream, () => undefined);
  zip.on("error", (error: Error) => stream.destroy(error));
  for (const { path, value } of held) zip.addBuffer(Buffer.from(`${JSON.stringify(value, null, 2)}\n`), path);
  for (const { id, key, name } of rows)
    zip.addReadStreamLazy(`files/${id}-${plainName(name)}`, (give) => {
      files.open(key).then(
        (opened) => give(null, opened.stream),
        (error: unknown) => give(error, undefined as never),
      );
    });
  zip.end();
  return stream;
}

/** No path, and nothing that a file system can't hold. */
const plainName = (name: string): string =>
  name
    .replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, "_")
    .replace(/^\.+/, "_")
    .slice(-120);

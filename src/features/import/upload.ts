/** Files to be imported: kept gzipped (tables of text shrink to a fifth), read as a stream. */
import { createGunzip, createGzip } from "node:zlib";
import { pipeline, Transform, type Readable } from "node:stream";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError } from "../../server/errors.ts";
import type { FileStore } from "../../server/files/file-store.ts";
import { HEAD_BYTES, looksLikeText, type Encoding } from "./detect.ts";
import { inspect, readHead, type FileFormat, type Inspection } from "./parse.ts";

export const MAX_IMPORT_SIZE = 200 * 1024 * 1024;

export interface ImportFile extends FileFormat {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly storageKey: string;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly rowsEstimate: number;
}

/** Counts and limits the bytes that pass, and keeps the first of them. */
class Gauge extends Transform {
  size = 0;
  head = Buffer.alloc(0);

  override _transform(chunk: Buffer, _encoding: string, next: (error?: Error | null, chunk?: Buffer) => void): void {
    this.size += chunk.length;
    if (this.size > MAX_IMPORT_SIZE) return next(new AppError("payload_too_large", { params: { max: MAX_IMPORT_SIZE } }));
    if (this.head.length < HEAD_BYTES) this.head = Buffer.concat([this.head, chunk.subarray(0, HEAD_BYTES - this.head.length)]);
    next(null, chunk);
  }
}

export async function storeImportFile(
  ctx: Ctx,
  files: FileStore,
  upload: { readonly name: string; readonly content: Readable },
): Promise<ImportFile> {
  const gauge = new Gauge();
  const packed = createGzip({ level: 1 });
  // What fails on the way ends `packed` with the error, and with it the store's own pipeline.
  pipeline(upload.content, gauge, packed, () => undefined);
  const bytes = await files.put(packed).catch((error: unknown) => {
    throw gauge.errored ?? error;
  });
  try {
    if (gauge.size === 0 || !looksLikeText(gauge.head)) throw new AppError("unsupported_media_type");
    return await remember(ctx, { name: upload.name, size: gauge.size, key: bytes.key }, inspect(gauge.head, gauge.size));
  } catch (error) {
    await files.remove(bytes.key);
    throw error;
  }
}

async function remember(ctx: Ctx, stored: { name: string; size: number; key: string }, found: Inspection): Promise<ImportFile> {
  const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const { rows } = await ctx.db.query<{ id: string }>(sql`
    INSERT INTO import_files (name, size, storage_key, encoding, delimiter, has_header, header, sample, rows_estimate, created_by)
    VALUES (${stored.name}, ${stored.size}, ${stored.key}, ${found.encoding}, ${found.delimiter}, ${found.hasHeader},
      ${safeJson(found.header)}, ${safeJson(found.sample)}, ${found.rowsEstimate}, ${by}) RETURNING id`);
  return { ...found, id: rows[0]?.id ?? "", name: stored.name, size: stored.size, storageKey: stored.key };
}

/** NUL and lone surrogates, which no JSON of PostgreSQL may hold, as the sign for an unreadable character. */
export const safeJson = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === "string" ? each.toWellFormed().replaceAll("\0", "\uFFFD") : each));

interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly size: string;
  readonly storage_key: string;
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly has_header: boolean;
  readonly header: string[];
  readonly sample: string[][];
  readonly rows_estimate: string;
}

/** A file of the actor's own, or any for administrators. */
export async function importFile(ctx: Ctx, id: string): Promise<ImportFile> {
  const everyones = ctx.actor.kind === "system" || ctx.actor.isAdmin;
  const { rows } = /^[1-9]\d{0,17}$/.test(id)
    ? await ctx.db
        .query<FileRow>(sql`SELECT id, name, size, storage_key, encoding, delimiter, has_header, header, sample, rows_estimate FROM import_files
        WHERE id = ${id} AND (${everyones}::boolean OR created_by = ${ctx.actor.kind === "user" ? ctx.actor.id : null}::bigint)`)
    : { rows: [] };
  const row = rows[0];
  if (!row) throw new AppError("validation_failed", { errors: [{ field: "file_id", code: "not_found" }] });
  return {
    id: row.id,
    name: row.name,
    size: Number(row.size),
    storageKey: row.storage_key,
    encoding: row.encoding,
    delimiter: row.delimiter,
    hasHeader: row.has_header,
    header: row.header,
    sample: row.sample,
    rowsEstimate: Number(row.rows_estimate),
  };
}

export async function openImportFile(files: FileStore, file: Pick<ImportFile, "storageKey">): Promise<Readable> {
  const { stream } = await files.open(file.storageKey);
  const unpacked = createGunzip();
  // An error in the file reaches the reader through `unpacked`; a reader that stops early closes the file.
  pipeline(stream, unpacked, () => undefined);
  return unpacked;
}

/** The file read in another way than was guessed. */
export async function reinspect(
  files: FileStore,
  file: ImportFile,
  given: { encoding?: Encoding | undefined; delimiter?: string | undefined; hasHeader?: boolean | undefined },
): Promise<ImportFile> {
  if (given.encoding === undefined && given.delimiter === undefined && given.hasHeader === undefined) return file;
  const head = await readHead(await openImportFile(files, file));
  return { ...file, ...inspect(head, file.size, { encoding: file.encoding, ...stripped(given) }) };
}

const stripped = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;

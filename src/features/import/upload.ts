/** Files to be imported: kept gzipped (tables of text shrink to a fifth), read as a stream. */
import { createGunzip, createGzip } from "node:zlib";
import { pipeline, Readable } from "node:stream";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError } from "../../server/errors.ts";
import type { FileStore } from "../../server/files/file-store.ts";
import { READERS, readerOf } from "./tables/index.ts";
import type { Encoding } from "./tables/format-choices.ts";
import {
  HEAD_BYTES,
  unreadable,
  type GivenFormat,
  type Inspection,
  type Kept,
  type Sheet,
  type Stored,
  type TableKind,
  type TableReader,
} from "./tables/table.ts";

/** Bytes of an upload. Text is read as it comes, however long; what is taken apart on disk may be shorter. */
export const MAX_IMPORT_SIZE = 2 * 1024 * 1024 * 1024;
const MAX_BINARY_SIZE = 200 * 1024 * 1024;

export interface ImportFile extends Inspection {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly storageKey: string;
  readonly sheets: readonly Sheet[];
}

/** An upload whose first bytes were looked at. */
interface Peeked {
  readonly head: Buffer;
  readonly whole: Readable;
  /** Bytes so far. */
  size(): number;
  limit(most: number): void;
  /** Reads on to the end, for nothing: who uploads hears an answer only then. */
  drain(): void;
}

async function peek(content: Readable, limit: number): Promise<Peeked> {
  const source = (content as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let size = 0;
  let most = limit;
  const next = async (): Promise<Buffer | undefined> => {
    const { value, done } = await source.next();
    if (done === true) return undefined;
    size += value.length;
    if (size > most) throw new AppError("payload_too_large", { params: { max: most } });
    return value;
  };
  const first: Buffer[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const piece = await next();
    if (!piece) break;
    first.push(piece);
    length += piece.length;
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* first;
    for (let piece = await next(); piece; piece = await next()) yield piece;
  }
  const drain = async (): Promise<void> => {
    while ((await source.next()).done !== true);
  };
  return {
    head: Buffer.concat(first).subarray(0, HEAD_BYTES),
    whole: Readable.from(all(), { objectMode: false }),
    size: () => size,
    limit: (to) => void (most = Math.min(most, to)),
    drain: () => void drain().catch(() => undefined),
  };
}

/** The first bytes of what looks like a table and isn't one that we read. */
function readerFor(head: Buffer): TableReader {
  if (head.length === 0) throw unreadable("table_empty");
  const reader = READERS.find((each) => each.recognises(head));
  if (reader) return reader;
  // Excel before 2007, and workbooks with a password.
  throw unreadable(head.subarray(0, 4).toString("hex") === "d0cf11e0" ? "table_old_excel" : "table_unknown");
}

export async function storeImportFile(
  ctx: Ctx,
  files: FileStore,
  upload: { readonly name: string; readonly content: Readable; /** Bytes. */ readonly most?: number },
): Promise<ImportFile> {
  const peeked = await peek(upload.content, upload.most ?? MAX_IMPORT_SIZE);
  let key: string | undefined;
  try {
    const reader = readerFor(peeked.head);
    if (reader.kind !== "csv") peeked.limit(MAX_BINARY_SIZE);
    const kept = await reader.keep(peeked.whole, ctx.lang);
    key = await keep(files, kept);
    const stored: Stored = {
      size: peeked.size(),
      sheets: kept.sheets(),
      open: async () => openImportFile(files, { storageKey: key ?? "" }),
    };
    const found = await reader.inspect(stored, {});
    return await remember(ctx, { name: upload.name, storageKey: key, size: stored.size, sheets: stored.sheets, ...found });
  } catch (error) {
    peeked.drain();
    if (key !== undefined) await files.remove(key);
    throw error;
  }
}

async function keep(files: FileStore, kept: Kept): Promise<string> {
  const packed = createGzip({ level: 1 });
  try {
    // What fails on the way ends `packed` with the error, and with it the store's own pipeline.
    pipeline(kept.content, packed, () => undefined);
    return (await files.put(packed, { most: MAX_IMPORT_SIZE })).key;
  } catch (error) {
    throw kept.content.errored ?? error;
  } finally {
    await kept.close();
  }
}

async function remember(ctx: Ctx, file: Omit<ImportFile, "id">): Promise<ImportFile> {
  const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const { rows } = await ctx.db.query<{ id: string }>(sql`
    INSERT INTO import_files (name, size, storage_key, kind, sheets, sheet, encoding, delimiter, has_header, header, sample, rows_estimate, created_by)
    VALUES (${file.name}, ${file.size}, ${file.storageKey}, ${file.kind}, ${safeJson(file.sheets)}, ${file.sheet ?? null}, ${file.encoding}, ${file.delimiter},
      ${file.hasHeader}, ${safeJson(file.header)}, ${safeJson(file.sample)}, ${file.rowsEstimate}, ${by}) RETURNING id`);
  return { ...file, id: rows[0]?.id ?? "" };
}

/** NUL and lone surrogates, which no JSON of PostgreSQL may hold, as the sign for an unreadable character. */
export const safeJson = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === "string" ? each.toWellFormed().replaceAll("\0", "\uFFFD") : each));

interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly size: string;
  readonly storage_key: string;
  readonly kind: TableKind;
  readonly sheets: Sheet[];
  readonly sheet: number | null;
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
        .query<FileRow>(sql`SELECT id, name, size, storage_key, kind, sheets, sheet, encoding, delimiter, has_header, header, sample, rows_estimate FROM import_files
        WHERE id = ${id} AND (${everyones}::boolean OR created_by = ${ctx.actor.kind === "user" ? ctx.actor.id : null}::bigint)`)
    : { rows: [] };
  const row = rows[0];
  if (!row) throw new AppError("validation_failed", { errors: [{ field: "file_id", code: "not_found" }] });
  return {
    id: row.id,
    name: row.name,
    size: Number(row.size),
    storageKey: row.storage_key,
    kind: row.kind,
    sheets: row.sheets,
    ...(row.sheet === null ? {} : { sheet: row.sheet }),
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
export async function reinspect(files: FileStore, file: ImportFile, given: GivenFormat): Promise<ImportFile> {
  if (Object.values(given).every((value) => value === undefined)) return file;
  const { size, sheets } = file;
  const stored: Stored = { size, sheets, open: async () => openImportFile(files, file) };
  const encoding = given.encoding ?? file.encoding;
  const sheet = given.sheet ?? file.sheet;
  return { ...file, ...(await readerOf(file.kind).inspect(stored, { ...given, encoding, sheet })) };
}

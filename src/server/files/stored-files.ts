/** Stored bytes and what is known of them: the row that makes a file of them. */
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { Ctx } from "../context.ts";
import { sql } from "../db/sql.ts";
import type { FileStore, StoredBytes } from "./file-store.ts";
import { sniffType } from "./sniff.ts";

const MAX_NAME = 255;

export interface StoredFile {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly size: string;
  readonly type: string;
  readonly sha256: Buffer;
}

/** The last part of whatever path the browser sent, without what no file system or header can hold. */
export function cleanFileName(name: string | undefined): string {
  const last = (name ?? "").split(/[/\\]/).at(-1) ?? "";
  // eslint-disable-next-line no-control-regex -- control characters are the point
  const clean = last
    .toWellFormed()
    .replaceAll(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
  if (clean === "" || clean === "." || clean === "..") return "file";
  if (clean.length <= MAX_NAME) return clean;
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? "";
  return clean.slice(0, MAX_NAME - ending.length).toWellFormed() + ending;
}

export async function rememberFile(ctx: Ctx, name: string, { key, size, sha256, head }: StoredBytes): Promise<StoredFile> {
  const owner = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const { rows } = await ctx.db.query<StoredFile>(sql`INSERT INTO files (id, key, name, size, type, sha256, created_by)
    VALUES (${newFileId()}, ${key}, ${name}, ${size}, ${sniffType(head, name)}, ${sha256}, ${owner}) RETURNING id, key, name, size, type, sha256`);
  const row = rows[0];
  if (!row) throw new Error("the file was not recorded");
  return row;
}

/** Keeps bytes that the program made itself (a printed document) as a file of the actor's. */
export async function storeFile(
  ctx: Ctx,
  files: FileStore,
  file: { readonly name: string; readonly content: Buffer },
): Promise<StoredFile> {
  const bytes = await files.put(Readable.from([file.content]));
  try {
    return await rememberFile(ctx, cleanFileName(file.name), bytes);
  } catch (error) {
    await files.remove(bytes.key);
    throw error;
  }
}

/** Whoever asks has to know that the file may be had (`mayHaveFile`). */
export async function findFile(ctx: Pick<Ctx, "db">, id: string): Promise<StoredFile | undefined> {
  const { rows } = await ctx.db.query<StoredFile>(sql`SELECT id, key, name, size, type, sha256 FROM files WHERE id = ${id}`);
  return rows[0];
}

/** A positive bigint that nobody can guess: 63 random bits. */
const newFileId = (): string => String((randomBytes(8).readBigUInt64BE() >> 1n) | 1n);

/**
 * Uploading and downloading stored files. A file is had from a record that one may see, or fresh from one's own upload.
 */
import { randomBytes } from "node:crypto";
import { Integer, Object as ObjectType, String as StringType } from "typebox";
import { INLINE_TYPES, sniffType } from "../../files/sniff.ts";
import { MAX_FILE_SIZE, type StoredBytes } from "../../files/file-store.ts";
import { isId } from "../../../fieldtypes/record-id.ts";
import { sql } from "../../db/sql.ts";
import { AppError } from "../../errors.ts";
import type { Ctx } from "../../context.ts";
import { mayHaveFile } from "../../records/index.ts";
import type { AppContext } from "../app-context.ts";
import { API, route, type Answer, type Input, type Route } from "../route.ts";
import { oneOf, only, text } from "../schemas.ts";
import { Optional, type TSchema } from "typebox";

const MAX_NAME = 255;

interface FileRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly size: string;
  readonly type: string;
  readonly sha256: Buffer;
}
const fileJson = ({ id, name, size, type, sha256 }: FileRow) => ({ id, name, size: Number(size), type, sha256: sha256.toString("hex") });

/** The last part of whatever path the browser sent, without what no file system or header can hold. */
function cleanName(name: string | undefined): string {
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

async function upload(app: AppContext, ctx: Ctx, request: Input<TSchema, TSchema, TSchema>["request"]): Promise<Answer> {
  if (!request.isMultipart()) throw new AppError("unsupported_media_type");
  const part = await request.file();
  if (!part) throw new AppError("validation_failed", { errors: [{ field: "file", code: "mandatory" }] });
  const bytes = await app.files.put(part.file);
  if (part.file.truncated) {
    await app.files.remove(bytes.key);
    throw new AppError("payload_too_large", { params: { max: MAX_FILE_SIZE } });
  }
  try {
    const row = await remember(ctx, cleanName(part.filename), bytes);
    return { status: 201, headers: { Location: `${API}/files/${row.id}` }, body: { data: fileJson(row) } };
  } catch (error) {
    await app.files.remove(bytes.key);
    throw error;
  }
}

async function remember(ctx: Ctx, name: string, { key, size, sha256, head }: StoredBytes): Promise<FileRow> {
  const owner = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const { rows } = await ctx.db.query<FileRow>(sql`INSERT INTO files (id, key, name, size, type, sha256, created_by)
    VALUES (${newFileId()}, ${key}, ${name}, ${size}, ${sniffType(head, name)}, ${sha256}, ${owner}) RETURNING id, key, name, size, type, sha256`);
  const row = rows[0];
  if (!row) throw new Error("the file was not recorded");
  return row;
}

/** A positive bigint that nobody can guess: 63 random bits. */
const newFileId = (): string => String((randomBytes(8).readBigUInt64BE() >> 1n) | 1n);

const headerName = (name: string): string =>
  `filename="${name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;

async function download(app: AppContext, ctx: Ctx, id: string, inline: boolean): Promise<Answer> {
  if (!isId(id) || !(await mayHaveFile(ctx, id))) throw new AppError("not_found");
  const { rows } = await ctx.db.query<FileRow>(sql`SELECT id, key, name, size, type, sha256 FROM files WHERE id = ${id}`);
  const row = rows[0];
  if (!row) throw new AppError("not_found");
  const { stream, size } = await app.files.open(row.key);
  const shown = inline && INLINE_TYPES.has(row.type);
  return {
    raw: stream,
    headers: {
      "Content-Type": row.type.startsWith("text/") ? `${row.type}; charset=utf-8` : row.type,
      "Content-Length": String(size),
      "Content-Disposition": `${shown ? "inline" : "attachment"}; ${headerName(row.name)}`,
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      // The bytes of an id never change, but the right to them may.
      "Cache-Control": "private, max-age=300",
    },
  };
}

export const fileRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "POST",
    url: `${API}/files`,
    right: "signed-in",
    summary: "Uploads one file (multipart/form-data, part `file`), up to 100 MB",
    multipart: true,
    bodyLimit: MAX_FILE_SIZE + 64 * 1024,
    reply: {
      201: ObjectType({
        data: ObjectType({ id: StringType(), name: StringType(), size: Integer(), type: StringType(), sha256: StringType() }),
      }),
    },
    handler: (ctx, { request }) => upload(app, ctx, request),
  }),
  route({
    method: "GET",
    url: `${API}/files/:id`,
    right: "signed-in",
    summary: "A file's bytes; `disposition=inline` shows pictures in place",
    params: only({ id: text(64) }),
    query: only({ disposition: Optional(oneOf("inline", "attachment")) }),
    handler: (ctx, { params, query }) => download(app, ctx, params.id, query.disposition !== "attachment"),
  }),
];

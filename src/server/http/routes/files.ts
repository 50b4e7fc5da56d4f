/**
 * Uploading and downloading stored files. A file is had from a record that one may see, or fresh from one's own upload.
 */
import { Integer, Object as ObjectType, String as StringType } from "typebox";
import { INLINE_TYPES } from "../../files/sniff.ts";
import { MAX_FILE_SIZE } from "../../files/file-store.ts";
import { cleanFileName, findFile, rememberFile, type StoredFile } from "../../files/stored-files.ts";
import { isId } from "../../../fieldtypes/record-id.ts";
import { AppError } from "../../errors.ts";
import type { Ctx } from "../../context.ts";
import { mayHaveFile } from "../../records/index.ts";
import type { AppContext } from "../app-context.ts";
import { API, route, type Answer, type Input, type Route } from "../route.ts";
import { oneOf, only, text } from "../schemas.ts";
import { Optional, type TSchema } from "typebox";

const fileJson = ({ id, name, size, type, sha256 }: StoredFile) => ({ id, name, size: Number(size), type, sha256: sha256.toString("hex") });

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
    const row = await rememberFile(ctx, cleanFileName(part.filename), bytes);
    return { status: 201, headers: { Location: `${API}/files/${row.id}` }, body: { data: fileJson(row) } };
  } catch (error) {
    await app.files.remove(bytes.key);
    throw error;
  }
}

const headerName = (name: string): string =>
  `filename="${name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;

async function download(app: AppContext, ctx: Ctx, id: string, inline: boolean): Promise<Answer> {
  if (!isId(id) || !(await mayHaveFile(ctx, id))) throw new AppError("not_found");
  const row = await findFile(ctx, id);
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

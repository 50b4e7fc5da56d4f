/** The HTTP door of tables of links. */
import { Optional } from "typebox";
import { valueContext } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { DataReply, Language, oneOf, only, text } from "../../server/http/schemas.ts";
import { csvFile, xlsxFile } from "../export/index.ts";
import { storeImportFile } from "../import/index.ts";
import { exportLinks } from "./export.ts";
import { importLinks } from "./import.ts";

const TABLE = `${API}/records/:module/:id/related/:relation/table`;
const OfRelation = only({ module: text(64), id: text(64), relation: text(64) });
const MOST_BYTES = 20 * 1024 * 1024;

export const linkTableRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: TABLE,
    right: "signed-in",
    audit: "exported",
    summary: "The linked records with their links' values (a price book's prices) as a file: CSV or XLSX",
    params: OfRelation,
    query: only({ format: Optional(oneOf("csv", "xlsx")), language: Optional(Language) }),
    handler: async (ctx, { params, query: { format = "csv", language = ctx.lang } }) => {
      const title = ctx.registry.modules.get(params.module)?.relations.find(({ name }) => name === params.relation)?.label[language] ?? "";
      const file = format === "csv" ? csvFile(language === "ru" ? ";" : ",") : xlsxFile({ title, timezone: valueContext(ctx).timezone });
      const stream = await exportLinks(ctx, params, { file, lang: language });
      ctx.signal?.addEventListener("abort", () => stream.destroy(), { once: true });
      const name = `${params.module}-${params.id}-${params.relation}.${file.extension}`;
      return { raw: stream, headers: { "Content-Type": file.type, "Content-Disposition": `attachment; filename="${name}"` } };
    },
  }),
  route({
    method: "POST",
    url: TABLE,
    right: "signed-in",
    summary: "Links what a table names (multipart/form-data, part `file`: CSV or XLSX up to 20 MB) and gives the links its values",
    params: OfRelation,
    multipart: true,
    bodyLimit: MOST_BYTES + 64 * 1024,
    reply: { 200: DataReply },
    handler: async (ctx, { params, request }) => {
      if (!request.isMultipart()) throw new AppError("unsupported_media_type");
      const part = await request.file({ limits: { fileSize: MOST_BYTES + 1, files: 1 } });
      if (!part) throw new AppError("validation_failed", { errors: [{ field: "file", code: "mandatory" }] });
      const file = await storeImportFile(ctx, app.files, { name: part.filename.slice(0, 200), content: part.file, most: MOST_BYTES });
      return okay({ data: await importLinks(ctx, app.files, params, file) });
    },
  }),
];

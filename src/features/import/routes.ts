/** The HTTP door of imports. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Object as ObjectType,
  Optional,
  Record as RecordOf,
  String as StringType,
  Union,
  Integer,
  Null,
  Unknown,
  Unsafe,
  type Static,
} from "typebox";
import { accessOf } from "../../server/access/access.ts";
import { AppError } from "../../server/errors.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import { API, done, okay, route, type Route } from "../../server/http/route.ts";
import { DataReply, Id, oneOf, only, text } from "../../server/http/schemas.ts";
import type { Task } from "../../server/jobs/index.ts";
import { MOST_FIXES } from "./fixes.ts";
import {
  cancelImport,
  fileOf,
  guess,
  importJson,
  planOf,
  startImport,
  undoImport,
  type FileRequest,
  type ImportRequest,
} from "./imports.ts";
import { checkMapping } from "./check.ts";
import { DEFAULT_OPTIONS, DUPLICATES } from "./mapping.ts";
import { TAKES } from "./name-shapes.ts";
import { preview } from "./preview.ts";
import { rejectedCsv } from "./rejected.ts";
import type { ImportData } from "./run.ts";
import { deleteMapping, savedMappings, saveMapping } from "./saved-mappings.ts";
import { getImport, listImports } from "./store.ts";
import type { Defaults } from "./template.ts";
import { DELIMITERS, ENCODINGS } from "./tables/format-choices.ts";
import { MAX_IMPORT_SIZE, storeImportFile, type ImportFile } from "./upload.ts";

const Short = text(500);
const Values = RecordOf(StringType({ maxLength: 500 }), Short, { maxProperties: 10_000 });
const DefaultValues = Unsafe<Defaults>(RecordOf(text(100), Unknown(), { maxProperties: 600 }));
const OptionJson = ObjectType(
  {
    value: text(60, 1),
    label: ObjectType({ en: text(200, 1), ru: text(200, 1) }),
    color: Optional(text(30)),
    outcome: Optional(oneOf("open", "won", "lost")),
  },
  { additionalProperties: false },
);
const Column = only({
  column: Union([Integer({ minimum: 0, maximum: 1000 }), Short]),
  field: Union([text(100, 1), Null()]),
  take: Optional(oneOf(...TAKES)),
  values: Optional(Values),
  match_by: Optional(text(60, 1)),
  create_missing: Optional(BooleanType()),
  create_with: Optional(DefaultValues),
  options: Optional(ArrayOf(OptionJson, { maxItems: 1000 })),
});
const Columns = ArrayOf(Column, { maxItems: 2000 });
const Links = RecordOf(StringType({ maxLength: 100 }), text(60, 1), { maxProperties: 20 });
const MatchBy = ArrayOf(text(60, 1), { maxItems: 10 });
const Related = only({
  module: text(60, 1),
  columns: Columns,
  defaults: Optional(DefaultValues),
  match_by: Optional(MatchBy),
  duplicates: Optional(oneOf("skip", "overwrite", "merge")),
  links: Optional(Links),
});
const MappingJson = only({
  columns: Columns,
  defaults: Optional(DefaultValues),
  modules: Optional(ArrayOf(Related, { maxItems: 10 })),
  links: Optional(Links),
});
const FixJson = only({
  line: Integer({ minimum: 1, maximum: 2_000_000_000 }),
  cells: Union([RecordOf(StringType({ pattern: "^\\d{1,3}$" }), text(50_000), { maxProperties: 1000 }), Null()]),
});
const OptionsJson = only({
  duplicates: Optional(oneOf(...DUPLICATES)),
  match_fields: Optional(MatchBy),
  date_order: Optional(oneOf("dmy", "mdy", "ymd")),
  decimal_mark: Optional(oneOf(".", ",", "auto")),
  new_options: Optional(oneOf("reject", "add")),
});
const format = {
  delimiter: Optional(oneOf(...DELIMITERS)),
  encoding: Optional(oneOf(...ENCODINGS)),
  has_header: Optional(BooleanType()),
  sheet: Optional(Integer({ minimum: 0, maximum: 1000 })),
};
const ofFile = { module: text(60, 1), file_id: Id, ...format };
const Request = only({
  ...ofFile,
  mapping: MappingJson,
  options: Optional(OptionsJson),
  save_mapping_as: Optional(text(200, 1)),
  fixes: Optional(ArrayOf(FixJson, { maxItems: MOST_FIXES })),
});
const SavedJson = only({ module: text(60, 1), name: text(200, 1), mapping: MappingJson, options: Optional(OptionsJson) });
const ById = only({ id: text(20) });

/** The schema checked it; TypeBox and our types say "optional" in different words. */
const requestOf = (body: Static<typeof Request>): ImportRequest => body;

const fileJson = (file: ImportFile) => ({
  file_id: file.id,
  name: file.name,
  size: file.size,
  kind: file.kind,
  sheets: file.sheets,
  sheet: file.sheet ?? null,
  encoding: file.encoding,
  delimiter: file.delimiter,
  has_header: file.hasHeader,
  header: file.header,
  sample: file.sample,
  rows_estimate: file.rowsEstimate,
});

function cleanName(name: string | undefined): string {
  const last = (name ?? "").split(/[/\\]/).at(-1)?.toWellFormed().replaceAll("\0", "").trim() ?? "";
  return last === "" ? "import.csv" : last.slice(-200).toWellFormed();
}

export const importRoutes = (app: AppContext, task: Task<ImportData>): readonly Route[] => [
  ...fileRoutes(app),
  ...runRoutes(app, task),
  ...mappingRoutes(),
];

const fileRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "POST",
    url: `${API}/imports/files`,
    right: "signed-in",
    summary: "Uploads a table (multipart/form-data, part `file`: CSV up to 2 GB, XLSX or vCard up to 200 MB) and says how it is read",
    multipart: true,
    bodyLimit: MAX_IMPORT_SIZE + 64 * 1024,
    reply: { 201: DataReply },
    handler: async (ctx, { request }) => {
      const access = accessOf(ctx);
      if (![...ctx.registry.modules.values()].some((module) => access.module(module).import)) throw new AppError("forbidden");
      if (!request.isMultipart()) throw new AppError("unsupported_media_type");
      const part = await request.file({ limits: { fileSize: MAX_IMPORT_SIZE + 1, files: 1 } });
      if (!part) throw new AppError("validation_failed", { errors: [{ field: "file", code: "mandatory" }] });
      const file = await storeImportFile(ctx, app.files, { name: cleanName(part.filename), content: part.file });
      return { status: 201, body: { data: fileJson(file) } };
    },
  }),
  route({
    method: "POST",
    url: `${API}/imports/files/:id/read`,
    right: "signed-in",
    summary: "A file read in another way: encoding, delimiter, sheet, with or without a header",
    params: ById,
    body: only(format),
    reads: true,
    reply: { 200: DataReply },
    handler: async (ctx, { params, body }) =>
      okay({ data: fileJson(await fileOf(ctx, app.files, { ...(body as Omit<FileRequest, "file_id">), file_id: params.id })) }),
  }),
  route({
    method: "POST",
    url: `${API}/imports/guess`,
    right: "signed-in",
    summary: "Guesses what the columns of a file mean, for the module and those that are to be fed beside it",
    body: only({ ...ofFile, modules: Optional(ArrayOf(text(60, 1), { maxItems: 10 })) }),
    reads: true,
    reply: { 200: DataReply },
    handler: async (ctx, { body }) => {
      const { suggested, ...mapping } = await guess(ctx, app.files, body);
      return okay({ data: { mapping, suggested } });
    },
  }),
  route({
    method: "POST",
    url: `${API}/imports/check`,
    right: "signed-in",
    summary: "What a mapping finds in the file: unknown choices and records with what was probably meant, empty cells; nothing is written",
    body: only({ ...ofFile, mapping: MappingJson }),
    reads: true,
    reply: { 200: DataReply },
    handler: async (ctx, { body }) =>
      okay({ data: await checkMapping(ctx, app.files, await planOf(ctx, app.files, body as ImportRequest)) }),
  }),
  route({
    method: "POST",
    url: `${API}/imports/preview`,
    right: "signed-in",
    summary: "What the import would do with the first 2,000 rows, and what is wrong with them; nothing is written",
    body: Request,
    reply: { 200: DataReply },
    handler: async (ctx, { body }) => okay({ data: await preview(ctx, app.files, await planOf(ctx, app.files, requestOf(body))) }),
  }),
];

const runRoutes = (app: AppContext, task: Task<ImportData>): readonly Route[] => [
  route({
    method: "POST",
    url: `${API}/imports`,
    right: "signed-in",
    summary: "Starts an import in the background",
    body: Request,
    idempotent: true,
    reply: { 201: DataReply },
    handler: async (ctx, { body }) => ({
      status: 201,
      body: { data: importJson(await startImport(ctx, { files: app.files, task }, requestOf(body)), API) },
    }),
  }),
  route({
    method: "GET",
    url: `${API}/imports`,
    right: "signed-in",
    summary: "Own imports (administrators: all), newest first, a hundred at a time",
    query: only({ before: Optional(Id) }),
    reply: { 200: DataReply },
    handler: async (ctx, { query }) => okay({ data: (await listImports(ctx, query.before)).map((row) => importJson(row, API)) }),
  }),
  route({
    method: "GET",
    url: `${API}/imports/:id`,
    right: "signed-in",
    summary: "An import: how far it is and what came of it",
    params: ById,
    reply: { 200: DataReply },
    handler: async (ctx, { params }) => okay({ data: importJson(await getImport(ctx, params.id), API) }),
  }),
  route({
    method: "GET",
    url: `${API}/imports/:id/rejected.csv`,
    right: "signed-in",
    summary: "The rows that were refused, with the reasons",
    params: ById,
    handler: async (ctx, { params }) => {
      const row = await getImport(ctx, params.id);
      return {
        raw: rejectedCsv(ctx, row),
        headers: {
          "Content-Type": "text/csv; charset=utf-8",
          "Content-Disposition": `attachment; filename="rejected-${row.id}.csv"`,
          "X-Content-Type-Options": "nosniff",
        },
      };
    },
  }),
  route({
    method: "POST",
    url: `${API}/imports/:id/cancel`,
    right: "signed-in",
    summary: "Stops an import after the rows that it is at",
    params: ById,
    reply: { 200: DataReply },
    handler: async (ctx, { params }) => okay({ data: importJson(await cancelImport(ctx, params.id), API) }),
  }),
  route({
    method: "POST",
    url: `${API}/imports/:id/undo`,
    right: "signed-in",
    summary: "Takes a whole import back, in the background",
    params: ById,
    reply: { 200: DataReply },
    handler: async (ctx, { params }) => okay({ data: importJson(await undoImport(ctx, params.id), API) }),
  }),
];

const mappingRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/imports/mappings`,
    right: "signed-in",
    summary: "Saved mappings of a module",
    query: only({ module: text(60, 1) }),
    reply: { 200: DataReply },
    handler: async (ctx, { query }) => okay({ data: await savedMappings(ctx, query.module) }),
  }),
  route({
    method: "POST",
    url: `${API}/imports/mappings`,
    right: "signed-in",
    summary: "Keeps a mapping under a name",
    body: SavedJson,
    reply: { 201: DataReply },
    handler: async (ctx, { body }) => {
      const options = { ...DEFAULT_OPTIONS, ...(body.options as Partial<typeof DEFAULT_OPTIONS> | undefined) };
      return {
        status: 201,
        body: { data: await saveMapping(ctx, { module: body.module, name: body.name, mapping: body.mapping, options }) },
      };
    },
  }),
  route({
    method: "DELETE",
    url: `${API}/imports/mappings/:id`,
    right: "signed-in",
    summary: "Deletes a saved mapping",
    params: ById,
    handler: async (ctx, { params }) => {
      await deleteMapping(ctx, params.id);
      return done;
    },
  }),
];

/**
 * A table of links: each row names a record by its number, a code or its name, and says what the link is to hold. Rows
 * that are wrong are told by their line, the others are linked or changed, all as one operation that can be taken back.
 */
import { fieldType } from "../../fieldtypes/index.ts";
import type { Json, Label, Lang, TextContext } from "../../fieldtypes/field-type.ts";
import type { Field } from "../../model/define.ts";
import { valueContext, type Ctx } from "../../server/context.ts";
import { invalid, type FieldError } from "../../server/errors.ts";
import type { FileStore } from "../../server/files/file-store.ts";
import { getRecord, inOneOperation, linkRecords, listRecords } from "../../server/records/index.ts";
import { errorTexts, normalise, openImportFile, readBatches, type ImportFile, type TableRow } from "../import/index.ts";
import { linkTableOf, type LinkTable, type LinkTarget } from "./relation.ts";

const BATCH = 500;
export const MOST_ROWS = 50_000;
/** Of refused rows so many are told one by one. */
const TOLD = 200;

export interface LinkImport {
  readonly rows: number;
  /** Linked anew; the others of `done` were linked already, and have new values. */
  readonly linked: number;
  readonly done: number;
  readonly refused: number;
  readonly problems: readonly { readonly line: number; readonly name: string; readonly message: string }[];
}

interface Columns {
  readonly keys: readonly { readonly name: string; readonly at: number }[];
  readonly values: readonly { readonly field: Field; readonly at: number }[];
}

/** By the header's words, in either language or as API names. */
function columnsOf(header: readonly string[], table: LinkTable, lang: Lang): Columns {
  const words = header.map(normalise);
  const place = (...names: readonly string[]): number => words.findIndex((word) => names.map(normalise).includes(word));
  const keys = table.keys.flatMap(({ name, title }) => {
    const at = place(name, title.en, title.ru);
    return at < 0 ? [] : [{ name, at }];
  });
  const values = table.fields.flatMap((field) => {
    const at = place(field.name, field.label.en, field.label.ru);
    return at < 0 ? [] : [{ field, at }];
  });
  const demand = (found: readonly unknown[], titles: readonly Label[]): void => {
    const params = { columns: titles.map((title) => title[lang]).join(", ") };
    if (found.length === 0) throw invalid([{ field: "file", code: "columns_missing", params }]);
  };
  demand(
    keys,
    table.keys.map(({ title }) => title),
  );
  demand(
    values,
    table.fields.map(({ label }) => label),
  );
  return { keys, values };
}

export async function importLinks(ctx: Ctx, files: FileStore, target: LinkTarget, file: ImportFile): Promise<LinkImport> {
  const table = linkTableOf(ctx, target, "import");
  const columns = columnsOf(file.header, table, ctx.lang);
  const currency = await currencyOf(ctx, table, target);
  const conventions: TextContext = {
    ...valueContext(ctx),
    ...(currency === undefined ? {} : { currency }),
    dateOrder: ctx.lang === "ru" ? "dmy" : "mdy",
    decimalMark: "auto",
  };
  const { result } = await inOneOperation(ctx, async (inner) => {
    const sum = { rows: 0, linked: 0, done: 0, refused: 0, problems: [] as LinkImport["problems"][number][] };
    for await (const rows of readBatches(await openImportFile(files, file), file, { size: BATCH })) {
      sum.rows += rows.length;
      if (sum.rows > MOST_ROWS) throw invalid([{ field: "file", code: "too_many", params: { max: MOST_ROWS } }]);
      const read = await readRows(inner, { table, columns, conventions }, rows);
      sum.refused += read.problems.length;
      sum.problems.push(...read.problems.slice(0, TOLD - sum.problems.length));
      const ids = [...read.values.keys()];
      sum.done += ids.length;
      if (ids.length > 0) sum.linked += (await linkRecords(inner, { ...target, ids, each: Object.fromEntries(read.values) })).linked;
    }
    return sum;
  });
  return result;
}

/** Of what is money in the links: the owner's own, where its module declares the link and has one. */
async function currencyOf(ctx: Ctx, { owner, relation }: LinkTable, { module, id }: LinkTarget): Promise<string | undefined> {
  if (relation.side !== "a" || !owner.fields.has("currency")) return undefined;
  const { currency } = await getRecord(ctx, { module, id, fields: ["currency"] });
  return typeof currency === "string" ? currency : undefined;
}

interface Reading {
  readonly table: LinkTable;
  readonly columns: Columns;
  readonly conventions: TextContext;
}

async function readRows(ctx: Ctx, { table, columns, conventions }: Reading, rows: readonly TableRow[]) {
  const found = await find(ctx, table, columns, rows);
  const values = new Map<string, Readonly<Record<string, Json>>>();
  const problems: LinkImport["problems"][number][] = [];
  for (const row of rows) {
    const { name, ids } = found(row);
    const errors: FieldError[] = row.broken ? [{ field: "", code: `import_${row.broken}` }] : [];
    if (!row.broken && ids.length !== 1)
      errors.push({ field: "", code: ids.length === 0 ? "import_not_found" : "import_ambiguous", params: { value: name } });
    const own: Record<string, Json> = {};
    for (const { field, at } of columns.values) {
      const cell = row.cells[at]?.trim() ?? "";
      // An empty cell leaves what is there.
      if (cell === "") continue;
      const mark = row.points?.includes(at) ? "." : conventions.decimalMark;
      const read = fieldType(field.type).fromText(cell, field, { ...conventions, decimalMark: mark });
      if (read.ok) own[field.name] = read.value;
      else errors.push({ ...read.error, field: field.label[ctx.lang] });
    }
    const [id] = ids;
    if (errors.length === 0 && id !== undefined) values.set(id, { ...values.get(id), ...own });
    for (const { field, message } of errorTexts(errors.slice(0, 1), ctx.lang))
      problems.push({ line: row.line, name, message: field === "" ? message : `${field}: ${message}` });
  }
  return { values, problems };
}

/** The records that rows mean: by the surest of their columns that says something. */
async function find(ctx: Ctx, { other }: LinkTable, { keys }: Columns, rows: readonly TableRow[]) {
  const keyOf = (row: TableRow) =>
    keys.map(({ name, at }) => ({ name, text: row.cells[at]?.trim() ?? "" })).find(({ text }) => text !== "");
  const known = new Map<string, string[]>();
  for (const { name } of keys) {
    const wanted = [...new Set(rows.flatMap((row) => (keyOf(row)?.name === name ? [keyOf(row)?.text ?? ""] : [])))];
    if (wanted.length === 0) continue;
    const { data } = await listRecords(ctx, {
      module: other.name,
      fields: [name],
      filter: { field: name, op: "in", value: wanted },
      limit: 1000,
    });
    for (const record of data) {
      const key = `${name} ${normalise(String(record[name]))}`;
      known.set(key, [...(known.get(key) ?? []), record.id]);
    }
  }
  return (row: TableRow): { readonly name: string; readonly ids: readonly string[] } => {
    const key = keyOf(row);
    return { name: key?.text ?? "", ids: key ? (known.get(`${key.name} ${normalise(key.text)}`) ?? []) : [] };
  };
}

/** What an import would do with the first rows: it is done, looked at, and rolled back. */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Ctx } from "../../server/context.ts";
import type { FileStore } from "../../server/files/file-store.ts";
import { withNewOptions, writeBatch, type Outcome } from "./batch.ts";
import type { CsvRow } from "./csv.ts";
import { readBatches } from "./parse.ts";
import { compilePlan, type ImportPlan } from "./plan.ts";
import { asImport } from "./run.ts";
import { errorTexts, type ErrorText } from "./texts.ts";
import { transformRows, type NewOption } from "./transform.ts";
import { openImportFile, type ImportFile } from "./upload.ts";

export const PREVIEW_ROWS = 100;

export interface PreviewRow {
  readonly line: number;
  readonly action: Outcome["action"];
  /** As they would be written; references and new choices by the text that names them. */
  readonly values: Readonly<Record<string, Json>>;
  readonly errors: readonly ErrorText[];
}
export interface Preview {
  readonly rows: readonly PreviewRow[];
  readonly counts: Readonly<Record<Outcome["action"], number>>;
}

/** Carries the result out of the transaction that it rolls back. */
class RolledBack extends Error {
  readonly outcomes: readonly Outcome[];
  constructor(outcomes: readonly Outcome[]) {
    super("a preview");
    this.outcomes = outcomes;
  }
}

export async function preview(
  ctx: Ctx,
  files: FileStore,
  request: { readonly plan: ImportPlan; readonly file: ImportFile },
): Promise<Preview> {
  const compiled = compilePlan(ctx, request.plan);
  const rows = await firstRows(files, request);
  const batch = transformRows(compiled.mapping, rows, compiled.transform);
  const outcomes = await rolledBack(ctx, async (inner) => {
    const ready = await withNewOptions(inner, compiled.module.name, batch.newOptions);
    const now = ready.registry === compiled.registry ? compiled : compilePlan(ready, request.plan);
    return (await writeBatch(ready, now, { rows: batch.rows, known: new Map(), fresh: new Map() })).outcomes;
  });
  const counts = { create: 0, update: 0, skip: 0, reject: 0 };
  for (const { action } of outcomes) counts[action]++;
  return { rows: outcomes.map((outcome) => previewRow(outcome, ctx, batch.newOptions)), counts };
}

async function firstRows(files: FileStore, { plan, file }: { plan: ImportPlan; file: ImportFile }): Promise<CsvRow[]> {
  const source = await openImportFile(files, file);
  try {
    for await (const rows of readBatches(source, plan.format, { size: PREVIEW_ROWS })) return rows;
    return [];
  } finally {
    source.destroy();
  }
}

async function rolledBack(ctx: Ctx, write: (ctx: Ctx) => Promise<readonly Outcome[]>): Promise<readonly Outcome[]> {
  try {
    return await ctx.db.tx<readonly Outcome[]>(async (db) => {
      throw new RolledBack(await write(asImport({ ...ctx, db }, "preview")));
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.outcomes;
    throw error;
  }
}

function previewRow({ row, action, values, errors }: Outcome, ctx: Ctx, newOptions: readonly NewOption[]): PreviewRow {
  const references = row.references.map(({ field, text }) => [field.name, text] as const);
  // Choices that aren't there yet, which nobody but their names can show.
  const choices = newOptions
    .filter(({ field, option }) => row.values[field] === option.value)
    .map(({ field, option }) => [field, option.label[ctx.lang]] as const);
  const texts = Object.fromEntries([...references, ...choices]);
  return { line: row.line, action, values: { ...row.values, ...row.parts, ...values, ...texts }, errors: errorTexts(errors, ctx.lang) };
}

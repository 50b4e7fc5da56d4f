/** What an import would do with the first rows: it is done, looked at, and rolled back. */
import type { Json } from "../../fieldtypes/field-type.ts";
import { isReference } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import type { FileStore } from "../../server/files/file-store.ts";
import { withNewOptions, writeBatch, type Action, type Outcome, type RowOutcome } from "./batch.ts";
import { fixed, fixesByLine } from "./fixes.ts";
import { compilePlan, type Compiled, type ImportPlan } from "./plan.ts";
import type { Others } from "./references.ts";
import { asImport } from "./run.ts";
import type { Step } from "./steps.ts";
import { readBatches } from "./tables/index.ts";
import type { TableRow } from "./tables/table.ts";
import { errorTexts, type ErrorText } from "./texts.ts";
import { transformRows, type NewOption } from "./transform.ts";
import { openImportFile, type ImportFile } from "./upload.ts";

/** Rows that are tried; of long files the beginning. */
export const PREVIEW_ROWS = 2000;
/** Rows that are told: the first ones, and refused ones beyond. */
const TOLD = 100;
const TOLD_REFUSED = 200;
const BATCH = 1000;

/** What a row does to a record of one module. */
export interface PreviewPart {
  readonly module: string;
  readonly action: Action;
  /** As they would be written; references and new choices by the text that names them. */
  readonly values: Readonly<Record<string, Json>>;
}
export interface PreviewRow extends Omit<PreviewPart, "module"> {
  readonly line: number;
  /** As they stand in the file. */
  readonly cells: readonly string[];
  readonly errors: readonly ErrorText[];
  /** Of the records beside the imported one. */
  readonly parts: readonly PreviewPart[];
}
export interface Preview {
  readonly rows: readonly PreviewRow[];
  readonly counts: Readonly<Record<Action, number>>;
  /** By module: what would be written beside. */
  readonly others: Readonly<Record<string, { readonly created: number; readonly updated: number }>>;
  /** How many rows were tried; false: the file has more. */
  readonly tried: number;
  readonly complete: boolean;
}

interface Tried {
  readonly outcomes: readonly RowOutcome[];
  readonly others: Others;
}
/** Carries the result out of the transaction that it rolls back. */
class RolledBack extends Error {
  readonly tried: Tried;
  constructor(tried: Tried) {
    super("a preview");
    this.tried = tried;
  }
}

export async function preview(
  ctx: Ctx,
  files: FileStore,
  request: { readonly plan: ImportPlan; readonly file: ImportFile },
): Promise<Preview> {
  const compiled = await compilePlan(ctx, request.plan);
  const { rows, complete } = await firstRows(files, request);
  const batch = transformRows(compiled.steps, rows, compiled.transform);
  const { outcomes, others } = await rolledBack(ctx, async (inner) => {
    const ready = await withNewOptions(inner, batch.newOptions);
    const now = ready.registry === compiled.registry ? compiled : await compilePlan(ready, request.plan);
    const all: Tried = { outcomes: [], others: new Map() };
    const found: RowOutcome[] = [];
    for (let at = 0; at < batch.rows.length; at += BATCH) {
      const part = await writeBatch(ready, now, { rows: batch.rows.slice(at, at + BATCH), known: new Map(), fresh: new Map() });
      found.push(...part.outcomes);
      for (const [module, { created, updated }] of part.others) {
        const before = all.others.get(module) ?? { created: 0, updated: 0 };
        all.others.set(module, { created: before.created + created, updated: before.updated + updated });
      }
    }
    return { ...all, outcomes: found };
  });
  const counts = { create: 0, update: 0, skip: 0, reject: 0 };
  for (const { action } of outcomes) counts[action]++;
  let refused = 0;
  const told = outcomes.filter(({ action }, i) => (action === "reject" ? refused++ < TOLD_REFUSED : i < TOLD));
  return {
    rows: told.map((outcome) => previewRow(outcome, compiled, ctx, batch.newOptions)),
    counts,
    others: Object.fromEntries(others),
    tried: outcomes.length,
    complete,
  };
}

async function firstRows(
  files: FileStore,
  { plan, file }: { plan: ImportPlan; file: ImportFile },
): Promise<{ rows: TableRow[]; complete: boolean }> {
  const source = await openImportFile(files, file);
  const fixes = fixesByLine(plan.fixes);
  try {
    for await (const rows of readBatches(source, plan.format, { size: PREVIEW_ROWS + 1 }))
      return { rows: rows.slice(0, PREVIEW_ROWS).flatMap((row) => fixed(row, fixes) ?? []), complete: rows.length <= PREVIEW_ROWS };
    return { rows: [], complete: true };
  } finally {
    source.destroy();
  }
}

async function rolledBack(ctx: Ctx, write: (ctx: Ctx) => Promise<Tried>): Promise<Tried> {
  try {
    return await ctx.db.tx<Tried>(async (db) => {
      throw new RolledBack(await write(asImport({ ...ctx, db }, "preview")));
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.tried;
    throw error;
  }
}

function previewRow(
  { row, action, errors, parts }: RowOutcome,
  { steps }: Compiled,
  ctx: Ctx,
  newOptions: readonly NewOption[],
): PreviewRow {
  const told = steps.flatMap((step, i) => {
    const part = parts[i];
    return part ? [{ step, action: part.action, values: valuesOf(part, { step, steps, parts }, ctx, newOptions) }] : [];
  });
  return {
    line: row.line,
    action,
    cells: row.cells,
    values: told.find(({ step }) => step.main)?.values ?? {},
    errors: errorTexts(errors, ctx.lang),
    parts: told.filter(({ step }) => !step.main).map(({ step, ...part }) => ({ module: step.module.name, ...part })),
  };
}

function valuesOf(
  { row, values }: Outcome,
  { step, steps, parts }: { step: Step; steps: readonly Step[]; parts: readonly (Outcome | undefined)[] },
  ctx: Ctx,
  newOptions: readonly NewOption[],
): Record<string, Json> {
  const references = row.references.map(({ field, text }) => [field.name, text] as const);
  // Choices that aren't there yet, which nobody but their names can show.
  const choices = newOptions
    .filter(({ module, field, option }) => module === step.module.name && row.values[field] === option.value)
    .map(({ field, option }) => [field, option.label[ctx.lang]] as const);
  const linked = step.links.flatMap(({ field, module }) => {
    const other = steps.findIndex((each) => each.module.name === module);
    const part = parts[other];
    const names = part && steps[other]?.module.nameFields.flatMap((name) => part.row.values[name] ?? []);
    return names ? [[field, names.join(" ")] as const] : [];
  });
  const all: Record<string, Json> = {
    ...row.values,
    ...row.parts,
    ...values,
    ...Object.fromEntries([...references, ...choices, ...linked]),
  };
  // A reference that nothing in the row names is an id, which says nothing to people.
  for (const [name, field] of step.module.fields)
    if (isReference(field) && all[name] !== undefined && ![...references, ...linked].some(([own]) => own === name)) delete all[name];
  return all;
}

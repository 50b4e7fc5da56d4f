/**
 * Writes one batch of rows: references, duplicates, then creates and updates through the records engine. The run and
 * the preview (which is a run that is rolled back) are this same function, so that a preview can't promise otherwise.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Ctx } from "../../server/context.ts";
import type { FieldError } from "../../server/errors.ts";
import { writeRecords, type Operation } from "../../server/records/index.ts";
import { addOptions } from "../../server/registry-store.ts";
import { findExisting, matchKey, readExisting } from "./existing.ts";
import type { Compiled } from "./plan.ts";
import { countOther, resolveReferences, type Cache, type Found, type Others } from "./references.ts";
import type { Step } from "./steps.ts";
import type { TableRow } from "./tables/table.ts";
import { withDefaults } from "./template.ts";
import { reasonsOf } from "./texts.ts";
import type { DraftRow, ImportRowDraft, NewOption, Wanted } from "./transform.ts";

export type Action = "create" | "update" | "skip" | "reject";
/** What became of a row's record of one step. */
export interface Outcome {
  readonly row: DraftRow;
  readonly action: Action;
  readonly id?: string;
  readonly values?: Readonly<Record<string, Json>>;
  readonly errors: readonly FieldError[];
}
/** What became of a row: of its record in the imported module, and of those beside it. */
export interface RowOutcome {
  readonly row: TableRow;
  readonly action: Action;
  readonly errors: readonly ModuleError[];
  /** By step; absent where the row says nothing of that module. */
  readonly parts: readonly (Outcome | undefined)[];
}
/** Where a row feeds several modules, errors say whose. */
export interface ModuleError extends FieldError {
  readonly module?: string;
}
export interface BatchResult {
  readonly outcomes: readonly RowOutcome[];
  /** References to records of the same module that may come further down. */
  readonly pending: readonly { readonly row: DraftRow; readonly id: string; readonly wanted: Wanted }[];
  readonly others: Others;
}
export interface Batch {
  readonly rows: readonly ImportRowDraft[];
  readonly known: ReadonlyMap<string, Found>;
  readonly fresh: Cache;
}

/** A context in which the choices have the new options. */
export async function withNewOptions(ctx: Ctx, added: readonly NewOption[]): Promise<Ctx> {
  let registry = ctx.registry;
  for (const options of Map.groupBy(added, ({ module, field }) => `${module}.${field}`).values()) {
    const [first] = options;
    if (first)
      registry = await addOptions(ctx.db, { module: first.module, field: first.field, options: options.map(({ option }) => option) });
  }
  return registry.version > ctx.registry.version ? { ...ctx, registry } : ctx;
}

/** Some rows were refused after others of their records were written: all is taken back, and done without them. */
class Again extends Error {}

/**
 * Must run in a transaction: what it leaves half-done on an error is rolled back with it. A row is written whole or not
 * at all: where one of its records is refused, none of them is kept.
 */
export async function writeBatch(ctx: Ctx, compiled: Compiled, batch: Batch): Promise<BatchResult> {
  if (compiled.steps.length === 1) return writeSteps(ctx, compiled, { ...batch, refused: new Map() });
  const refused = new Map<ImportRowDraft, RowOutcome>();
  for (;;)
    try {
      return await ctx.db.tx((db) => writeSteps({ ...ctx, db }, compiled, { ...batch, refused }));
    } catch (error) {
      if (!(error instanceof Again)) throw error;
      batch.fresh.clear();
    }
}

interface Attempt extends Batch {
  /** Rows that turned out to be refused; more are added. */
  readonly refused: Map<ImportRowDraft, RowOutcome>;
}

async function writeSteps(ctx: Ctx, compiled: Compiled, { rows, known, fresh, refused }: Attempt): Promise<BatchResult> {
  const { steps } = compiled;
  const done = new Map<ImportRowDraft, (Outcome | undefined)[]>();
  const others: Others = new Map();
  const left = new Map<DraftRow, Wanted[]>();
  // The transaction may be run again from its beginning: the rows that came in stay as they are.
  for (const row of rows) if (!refused.has(row)) done.set(row, []);
  for (const [i, step] of steps.entries()) {
    const drafts = new Map<DraftRow, ImportRowDraft>();
    for (const [row, parts] of done) {
      const draft = row.drafts[i];
      if (draft && !parts.some((part) => part?.action === "reject")) drafts.set(copyOf(draft, step, steps, parts), row);
    }
    const written = await writeStep(ctx, step, { rows: [...drafts.keys()], known, fresh, made: others });
    for (const [draft, wanted] of written.left) left.set(draft, wanted);
    for (const outcome of written.outcomes) {
      const row = drafts.get(outcome.row);
      const parts = row && done.get(row);
      if (parts) parts[i] = outcome;
      if (!step.main && outcome.action === "create") countOther(others, step.module.name, "created");
      if (!step.main && outcome.action === "update") countOther(others, step.module.name, "updated");
    }
  }
  const before = refused.size;
  const mainStep = steps.findIndex(({ main }) => main);
  const outcomes = rows.map((row) => {
    const known = refused.get(row);
    if (known) return known;
    const outcome = rowOutcome(row, done.get(row) ?? [], steps, mainStep);
    if (steps.length > 1 && outcome.action === "reject") refused.set(row, outcome);
    return outcome;
  });
  if (refused.size > before && steps.length > 1) throw new Again();
  const pending = outcomes.flatMap(({ parts }) => {
    const main = parts[mainStep];
    const id = main?.action === "create" || main?.action === "update" ? main.id : undefined;
    return main && id !== undefined ? (left.get(main.row) ?? []).map((wanted) => ({ row: main.row, id, wanted })) : [];
  });
  return { outcomes, pending, others };
}

function copyOf(draft: DraftRow, { links }: Step, steps: readonly Step[], parts: readonly (Outcome | undefined)[]): DraftRow {
  const values = { ...draft.values };
  for (const { field, module } of links) {
    const id = parts[steps.findIndex((step) => step.module.name === module)]?.id;
    if (id !== undefined) values[field] = id;
  }
  return { ...draft, values, errors: [...draft.errors] };
}

function rowOutcome(
  { row, drafts }: ImportRowDraft,
  parts: readonly (Outcome | undefined)[],
  steps: readonly Step[],
  main: number,
): RowOutcome {
  // Records that were never tried tell what is wrong with them as well.
  const errors = steps.flatMap((step, i): ModuleError[] => {
    const own = parts[i] ? (parts[i].action === "reject" ? parts[i].errors : []) : (drafts[i]?.errors ?? []);
    return step.main ? [...own] : own.map((error) => ({ ...error, module: step.module.name }));
  });
  const rejected = parts.some((part) => part?.action === "reject");
  return { row, action: rejected ? "reject" : (parts[main]?.action ?? "reject"), errors, parts };
}

interface StepBatch {
  readonly rows: readonly DraftRow[];
  readonly known: ReadonlyMap<string, Found>;
  readonly fresh: Cache;
  readonly made: Others;
}

/** The records of one module, one for each row. */
async function writeStep(
  ctx: Ctx,
  step: Step,
  { rows, known, fresh, made }: StepBatch,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly left: Map<DraftRow, Wanted[]> }> {
  const options = { module: step.module.name, defaults: step.mapping.defaults, known, fresh, made, later: step.main };
  const left = await resolveReferences(
    ctx,
    rows.filter((row) => row.errors.length === 0),
    options,
  );
  const outcomes = new Map<DraftRow, Outcome>();
  let round = rows.filter((row) => {
    if (row.errors.length > 0) outcomes.set(row, { row, action: "reject", errors: row.errors });
    return row.errors.length === 0;
  });
  // Rows of one batch that mean the same record: the first is written, the others then meet it as an existing one.
  while (round.length > 0) {
    const { first, later } = firstOfEach(step, round);
    for (const outcome of await writeRound(ctx, step, first)) outcomes.set(outcome.row, outcome);
    round = withoutRepeats(step, later, outcomes);
  }
  return { outcomes: rows.map((row): Outcome => outcomes.get(row) ?? { row, action: "reject", errors: row.errors }), left };
}

function firstOfEach({ matchFields, duplicates }: Step, rows: readonly DraftRow[]): { first: DraftRow[]; later: DraftRow[] } {
  const seen = new Set<string>();
  const first: DraftRow[] = [];
  const later: DraftRow[] = [];
  for (const row of rows) {
    const key = matchKey(row, matchFields);
    const matters = key !== undefined && (duplicates !== "create" || row.keys.id !== undefined || row.keys.number !== undefined);
    if (matters && seen.has(key)) later.push(row);
    else first.push(row);
    if (matters) seen.add(key);
  }
  return { first, later };
}

/** Of rows that repeat others, those go on that have something else to say, or whose first one was refused. */
function withoutRepeats({ matchFields, duplicates }: Step, later: readonly DraftRow[], outcomes: Map<DraftRow, Outcome>): DraftRow[] {
  if (later.length === 0) return [];
  const keyOf = (row: DraftRow): string | undefined => {
    const key = matchKey(row, matchFields);
    return key === undefined || duplicates === "skip" ? key : `${key}\n${JSON.stringify([row.values, row.parts])}`;
  };
  const written = new Map<string, string>();
  for (const { row, id } of outcomes.values()) {
    const key = id === undefined ? undefined : keyOf(row);
    if (key !== undefined && id !== undefined) written.set(key, id);
  }
  return later.filter((row) => {
    const id = written.get(keyOf(row) ?? "");
    if (id !== undefined) outcomes.set(row, { row, action: "skip", id, errors: [] });
    return id === undefined;
  });
}

async function writeRound(ctx: Ctx, step: Step, rows: readonly DraftRow[]): Promise<Outcome[]> {
  const { module, duplicates, mapping } = step;
  const keyed = rows.some((row) => row.keys.id !== undefined || row.keys.number !== undefined);
  const existing = duplicates !== "create" || keyed ? await findExisting(ctx, step, rows) : new Map<DraftRow, readonly string[]>();
  const outcomes: Outcome[] = [];
  const creates: DraftRow[] = [];
  const updates: { row: DraftRow; id: string }[] = [];
  for (const row of rows) {
    const ids = existing.get(row) ?? [];
    const byKey = row.keys.id !== undefined || row.keys.number !== undefined;
    const [id] = ids;
    if (id === undefined && byKey)
      outcomes.push({
        row,
        action: "reject",
        errors: [{ field: row.keys.id === undefined ? "number" : "id", code: "import_record_not_found" }],
      });
    else if (id === undefined) creates.push(row);
    else if (duplicates === "skip") outcomes.push({ row, action: "skip", id, errors: [] });
    else if (ids.length > 1) outcomes.push({ row, action: "reject", errors: [{ field: "", code: "import_matches_many" }] });
    else updates.push({ row, id });
  }
  const changes = await updateValues(ctx, step, updates);
  const items = [
    ...creates.map((row) => ({ row, action: "create" as const, values: withDefaults({ ...row.values, ...row.parts }, mapping.defaults) })),
    ...updates.map(({ row, id }) => ({ row, id, action: "update" as const, values: changes.get(row) ?? {} })),
  ];
  const operations = items.map((item): Operation =>
    item.action === "create" ? { op: "create", values: item.values } : { op: "update", id: item.id, values: item.values },
  );
  if (operations.length === 0) return outcomes;
  const { results } = await writeRecords(ctx, { module: module.name, operations, atomic: false, present: false });
  items.forEach(({ row, action, values }, i) => {
    const result = results[i];
    if (!result) throw new Error("a write without a result");
    outcomes.push(
      result.ok ? { row, action, id: result.id, values, errors: [] } : { row, action: "reject", values, errors: reasonsOf(result.error) },
    );
  });
  return outcomes;
}

/** What an update changes: everything given, or (merge) only what is empty. Parts are laid over the whole value. */
async function updateValues(
  ctx: Ctx,
  { module, duplicates }: Step,
  updates: readonly { row: DraftRow; id: string }[],
): Promise<Map<DraftRow, Record<string, Json>>> {
  const merge = duplicates === "merge";
  const fields = new Set<string>();
  for (const { row } of updates)
    for (const name of [...Object.keys(row.parts), ...(merge ? Object.keys(row.values) : [])]) fields.add(name);
  const records = await readExisting(
    ctx,
    module.name,
    updates.map(({ id }) => id),
    [...fields],
  );
  return new Map(
    updates.map(({ row, id }) => {
      const record: Readonly<Record<string, unknown>> = records.get(id) ?? {};
      const values: Record<string, Json> = {};
      for (const [name, value] of Object.entries(row.values)) if (!merge || isEmpty(record[name])) values[name] = value;
      for (const [name, parts] of Object.entries(row.parts)) {
        const whole = (record[name] ?? {}) as Record<string, Json>;
        values[name] = merge ? { ...parts, ...whole } : { ...whole, ...parts };
      }
      return [row, values];
    }),
  );
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

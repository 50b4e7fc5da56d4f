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
import { resolveReferences, type Cache, type Found } from "./references.ts";
import { withDefaults } from "./template.ts";
import { reasonsOf } from "./texts.ts";
import type { DraftRow, NewOption, Wanted } from "./transform.ts";

export interface Outcome {
  readonly row: DraftRow;
  readonly action: "create" | "update" | "skip" | "reject";
  readonly id?: string;
  readonly values?: Readonly<Record<string, Json>>;
  readonly errors: readonly FieldError[];
}
export interface BatchResult {
  readonly outcomes: readonly Outcome[];
  /** References to records of the same module that may come further down. */
  readonly pending: readonly { readonly row: DraftRow; readonly id: string; readonly wanted: Wanted }[];
}
export interface Batch {
  readonly rows: readonly DraftRow[];
  readonly known: ReadonlyMap<string, Found>;
  readonly fresh: Cache;
}

/** A context in which the choices have the new options. */
export async function withNewOptions(ctx: Ctx, module: string, added: readonly NewOption[]): Promise<Ctx> {
  let registry = ctx.registry;
  for (const [field, options] of Map.groupBy(added, (each) => each.field))
    registry = await addOptions(ctx.db, { module, field, options: options.map(({ option }) => option) });
  return registry.version > ctx.registry.version ? { ...ctx, registry } : ctx;
}

/** Must run in a transaction: what it leaves half-done on an error is rolled back with it. */
export async function writeBatch(ctx: Ctx, compiled: Compiled, batch: Batch): Promise<BatchResult> {
  const { module, mapping } = compiled;
  // The transaction may be run again from its beginning: the rows that came in stay as they are.
  const rows = batch.rows.map((row): DraftRow => ({ ...row, values: { ...row.values }, errors: [...row.errors] }));
  const options = { module: module.name, defaults: mapping.defaults, known: batch.known, fresh: batch.fresh, later: true };
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
    const { first, later } = firstOfEach(compiled, round);
    for (const outcome of await writeRound(ctx, compiled, first)) outcomes.set(outcome.row, outcome);
    round = compiled.plan.options.duplicates === "skip" ? withoutRepeats(compiled, later, outcomes) : later;
  }
  const ordered = rows.map((row): Outcome => outcomes.get(row) ?? { row, action: "reject", errors: row.errors });
  const pending = ordered.flatMap(({ row, id, action }) =>
    id === undefined || (action !== "create" && action !== "update") ? [] : (left.get(row) ?? []).map((wanted) => ({ row, id, wanted })),
  );
  return { outcomes: ordered, pending };
}

function firstOfEach({ plan }: Compiled, rows: readonly DraftRow[]): { first: DraftRow[]; later: DraftRow[] } {
  const seen = new Set<string>();
  const first: DraftRow[] = [];
  const later: DraftRow[] = [];
  for (const row of rows) {
    const key = matchKey(row, plan.options.match_fields);
    const matters =
      key !== undefined && (plan.options.duplicates !== "create" || row.keys.id !== undefined || row.keys.number !== undefined);
    if (matters && seen.has(key)) later.push(row);
    else first.push(row);
    if (matters) seen.add(key);
  }
  return { first, later };
}

/** Of rows to be skipped as repeats, only those go on whose first one was refused. */
function withoutRepeats({ plan }: Compiled, later: readonly DraftRow[], outcomes: Map<DraftRow, Outcome>): DraftRow[] {
  const fields = plan.options.match_fields;
  const written = new Map<string, string>();
  for (const { row, id } of outcomes.values()) {
    const key = id === undefined ? undefined : matchKey(row, fields);
    if (key !== undefined && id !== undefined) written.set(key, id);
  }
  return later.filter((row) => {
    const id = written.get(matchKey(row, fields) ?? "");
    if (id !== undefined) outcomes.set(row, { row, action: "skip", id, errors: [] });
    return id === undefined;
  });
}

async function writeRound(ctx: Ctx, compiled: Compiled, rows: readonly DraftRow[]): Promise<Outcome[]> {
  const { module, plan, mapping } = compiled;
  const keyed = rows.some((row) => row.keys.id !== undefined || row.keys.number !== undefined);
  const existing =
    plan.options.duplicates !== "create" || keyed ? await findExisting(ctx, compiled, rows) : new Map<DraftRow, readonly string[]>();
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
    else if (plan.options.duplicates === "skip") outcomes.push({ row, action: "skip", id, errors: [] });
    else if (ids.length > 1) outcomes.push({ row, action: "reject", errors: [{ field: "", code: "import_matches_many" }] });
    else updates.push({ row, id });
  }
  const changes = await updateValues(ctx, compiled, updates);
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
  { module, plan }: Compiled,
  updates: readonly { row: DraftRow; id: string }[],
): Promise<Map<DraftRow, Record<string, Json>>> {
  const merge = plan.options.duplicates === "merge";
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

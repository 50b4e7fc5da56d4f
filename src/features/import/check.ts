/**
 * What a mapping comes to over the file: choices that the lists lack and records that aren't there, with what was
 * probably meant; cells that are empty. Read only, and of long files only the beginning.
 */
import type { Field } from "../../model/define.ts";
import type { Ctx } from "../../server/context.ts";
import type { FileStore } from "../../server/files/file-store.ts";
import { LIST_LIMITS, listRecords, matchRecords } from "../../server/records/index.ts";
import type { CompiledColumn, ReferenceRule } from "./mapping.ts";
import { compilePlan, type Compiled, type ImportPlan } from "./plan.ts";
import { nearest } from "./similar.ts";
import type { Step } from "./steps.ts";
import { readBatches } from "./tables/index.ts";
import type { TableRow } from "./tables/table.ts";
import { textOfCell } from "./transform.ts";
import { openImportFile, type ImportFile } from "./upload.ts";
import { normaliseValue } from "./words.ts";

const MOST_ROWS = 20_000;
const MOST_DISTINCT = 2_000;
const MOST_SHOWN = 50;

export interface UnknownValue {
  readonly value: string;
  readonly rows: number;
  /** Near enough to have been meant: what would be written, and how it is called. */
  readonly suggestion?: Suggestion;
}
interface Suggestion {
  readonly value: string;
  readonly label: { readonly en: string; readonly ru: string };
}
interface Candidate extends Suggestion {
  readonly names: readonly string[];
}
export interface ColumnCheck {
  /** Absent: of the imported module. */
  readonly module?: string;
  readonly column: number;
  readonly field: string;
  /** Rows where nothing stands. */
  readonly empty: number;
  /** The most frequent first; `unknown_count` counts them all. */
  readonly unknown: readonly UnknownValue[];
  readonly unknown_count: number;
}
export interface Check {
  /** How many rows were looked at; false: the file has more. */
  readonly rows: number;
  readonly complete: boolean;
  readonly columns: readonly ColumnCheck[];
}

/** The texts of a column, as first written, with the number of their rows, by what makes them equal. */
interface Gathered {
  readonly step: Step;
  readonly column: CompiledColumn;
  readonly texts: Map<string, { readonly value: string; rows: number }>;
  empty: number;
}

export async function checkMapping(
  ctx: Ctx,
  files: FileStore,
  request: { readonly plan: ImportPlan; readonly file: ImportFile },
): Promise<Check> {
  const compiled = await compilePlan(ctx, request.plan);
  const gathered = compiled.steps.flatMap((step) =>
    step.mapping.columns.map((column): Gathered => ({ step, column, texts: new Map(), empty: 0 })),
  );
  const own = new Map(compiled.steps.map(({ module }) => [module.name, new Set<string>()]));
  let rows = 0;
  const source = await openImportFile(files, request.file);
  try {
    for await (const batch of readBatches(source, request.plan.format, { size: 1000 })) {
      for (const row of batch) if (!row.broken) gather(gathered, row, own);
      rows += batch.length;
      if (rows >= MOST_ROWS) break;
    }
  } finally {
    source.destroy();
  }
  const columns: ColumnCheck[] = [];
  for (const each of gathered) {
    const field = fieldOf(each.column);
    const whose = each.step.main ? {} : { module: each.step.module.name };
    if (field)
      columns.push({
        ...whose,
        column: each.column.index,
        field: field.name,
        empty: each.empty,
        ...(await unknownOf(ctx, each, compiled, own)),
      });
  }
  return { rows, complete: rows < MOST_ROWS, columns };
}

function fieldOf({ target }: CompiledColumn): Field | undefined {
  return target.kind === "value" || target.kind === "reference" ? target.field : undefined;
}

/** Other columns are counted only: their values may be as many as the rows. */
const isNamed = ({ target }: CompiledColumn): boolean =>
  target.kind === "reference" || (target.kind === "value" && (target.field.type === "picklist" || target.field.type === "radio"));

/** What the file itself names, by module. */
type Own = ReadonlyMap<string, Set<string>>;

function gather(gathered: readonly Gathered[], row: TableRow, own: Own): void {
  const names = new Map<Step, Map<string, string>>();
  for (const each of gathered) {
    const text = textOfCell(row.cells, each.column);
    const name = fieldOf(each.column)?.name;
    if (name !== undefined && each.step.module.nameFields.includes(name))
      names.set(each.step, (names.get(each.step) ?? new Map<string, string>()).set(name, text));
    if (text === "") each.empty++;
    else if (isNamed(each.column)) {
      const key = normaliseValue(text);
      const known = each.texts.get(key);
      if (known) known.rows++;
      else if (each.texts.size < MOST_DISTINCT) each.texts.set(key, { value: text, rows: 1 });
    }
  }
  for (const [{ module }, parts] of names) {
    const label = module.nameFields
      .map((name) => parts.get(name) ?? "")
      .filter((text) => text !== "")
      .join(" ");
    if (label !== "") own.get(module.name)?.add(normaliseValue(label));
  }
}

async function unknownOf(
  ctx: Ctx,
  { step, column, texts }: Gathered,
  compiled: Compiled,
  own: Own,
): Promise<Pick<ColumnCheck, "unknown" | "unknown_count">> {
  const { target } = column;
  const all = [...texts.values()];
  let unknown: typeof all = [];
  if (target.kind === "reference")
    unknown = await notFound(
      ctx,
      all,
      target.reference,
      (text) =>
        step.main && target.reference.modules.includes(step.module.name) && own.get(step.module.name)?.has(normaliseValue(text)) === true,
    );
  else if (target.kind === "value")
    unknown = all.filter(({ value }) => !target.type.fromText(value, target.field, compiled.transform.text).ok);
  if (unknown.length === 0) return { unknown: [], unknown_count: 0 };
  const candidates =
    target.kind === "reference" ? await labelsOf(ctx, target.reference) : target.kind === "value" ? optionsOf(target.field) : [];
  const shown = unknown.toSorted((a, b) => b.rows - a.rows).slice(0, MOST_SHOWN);
  return {
    unknown_count: unknown.length,
    unknown: shown.map(({ value, rows }) => {
      const near = nearest(value, candidates);
      return near ? { value, rows, suggestion: { value: near.value, label: near.label } } : { value, rows };
    }),
  };
}

/** What no record is found for, nor (in the imported module itself) a row of the file. */
async function notFound<T extends { readonly value: string }>(
  ctx: Ctx,
  all: readonly T[],
  rule: ReferenceRule,
  inFile: (text: string) => boolean,
): Promise<T[]> {
  let left = all.filter(({ value }) => !(rule.by === "label" && inFile(value)));
  for (const name of rule.modules) {
    const module = ctx.registry.modules.get(name);
    if (left.length === 0 || !module || !(["id", "label", "number"].includes(rule.by) || module.fields.has(rule.by))) continue;
    const found = await matchRecords(ctx, { module: name, field: rule.by, values: left.map(({ value }) => value) });
    left = left.filter(({ value }) => !found.has(value));
  }
  return left;
}

const optionsOf = (field: Field): Candidate[] =>
  (field.options ?? [])
    .filter((option) => option.active !== false)
    .map(({ value, label }) => ({ value, label, names: [value, label.en, label.ru] }));

/** What could have been meant, where there is not too much to look through. */
async function labelsOf(ctx: Ctx, { modules, by }: ReferenceRule): Promise<Candidate[]> {
  if (by !== "label") return [];
  const pages = await Promise.all(modules.map((module) => listRecords(ctx, { module, fields: [], limit: LIST_LIMITS.most })));
  return pages.flatMap(({ data }) => data.map(({ label }) => ({ value: label, label: { en: label, ru: label }, names: [label] })));
}

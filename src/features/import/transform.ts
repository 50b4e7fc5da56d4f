/** A row of text → values of the module, without asking the database: what must be looked up is only named. */
import type { Json, TextContext } from "../../fieldtypes/field-type.ts";
import type { Field, Option } from "../../model/define.ts";
import { unguardCell } from "../../model/format/csv-cell.ts";
import { slug } from "../../model/format/slug.ts";
import type { FieldError } from "../../server/errors.ts";
import { unambiguousDecimal } from "../../fieldtypes/decimal-string.ts";
import type { CompiledColumn, ReferenceRule } from "./mapping.ts";
import { takeWords } from "./name-shapes.ts";
import type { Step } from "./steps.ts";
import type { TableRow } from "./tables/table.ts";
import { normaliseValue } from "./words.ts";

export interface Wanted {
  readonly field: Field;
  readonly rule: ReferenceRule;
  readonly text: string;
  /** Equal for all that means the same. */
  readonly key: string;
}
export const wantedOf = (field: Field, rule: ReferenceRule, text: string): Wanted => ({
  field,
  rule,
  text,
  key: `${rule.place}\n${normaliseValue(text)}`,
});
export interface DraftRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly values: Record<string, Json>;
  /** Parts of composite values, to be laid over what the record has. */
  readonly parts: Record<string, Record<string, Json>>;
  readonly references: Wanted[];
  /** Id or number of the record that the row means. */
  readonly keys: { id?: string; number?: string };
  readonly errors: FieldError[];
}
export interface NewOption {
  readonly module: string;
  readonly field: string;
  readonly option: Option;
}
/** A row of the file, and what it says of a record of each step; undefined: nothing. */
export interface ImportRowDraft {
  readonly row: TableRow;
  readonly drafts: readonly (DraftRow | undefined)[];
}
export interface Transformed {
  readonly rows: readonly ImportRowDraft[];
  /** Options that the rows need and the choices lack; to be added before the rows are written. */
  readonly newOptions: readonly NewOption[];
}

/** More cells than the header names: a delimiter inside a text, most likely; the values can't be trusted. */
const tooMany = (row: TableRow, columns: number): boolean =>
  row.cells.length > columns && row.cells.slice(columns).some((cell) => cell.trim() !== "");

export interface TransformOptions {
  readonly text: TextContext;
  readonly addOptions: boolean;
  /** How many columns the header has. */
  readonly columns: number;
}

export function transformRows(steps: readonly Step[], rows: readonly TableRow[], options: TransformOptions): Transformed {
  const newOptions = new Map<string, NewOption>();
  // Money is read by the currency of its own row.
  const columns = steps.map(({ mapping }) => mapping.columns.toSorted((a, b) => Number(isCurrency(b)) - Number(isCurrency(a))));
  const drafts = rows.map((row): ImportRowDraft => {
    const fault = faultOf(row, options.columns);
    return {
      row,
      drafts: steps.map(({ module, main }, i) => {
        const own = columns[i] ?? [];
        if (!main && (fault || own.every((column) => textOfCell(row.cells, column) === ""))) return undefined;
        const draft: DraftRow = { line: row.line, cells: row.cells, values: {}, parts: {}, references: [], keys: {}, errors: [] };
        if (fault) draft.errors.push(fault);
        else for (const column of own) readCell({ row, draft, module: module.name }, column, options, newOptions);
        return draft;
      }),
    };
  });
  return { rows: drafts, newOptions: [...newOptions.values()] };
}

function faultOf(row: TableRow, columns: number): FieldError | undefined {
  if (row.broken) return { field: "", code: `import_${row.broken}` };
  return tooMany(row, columns) ? { field: "", code: "import_too_many_cells", params: { cells: row.cells.length, columns } } : undefined;
}

const isCurrency = ({ target }: CompiledColumn): boolean => target.kind === "value" && target.field.name === "currency";

function textContext(draft: DraftRow, text: TextContext): TextContext {
  const currency = draft.values["currency"];
  return typeof currency === "string" && currency !== text.currency ? { ...text, currency } : text;
}

/** What the row says in this column: the words that are meant, replaced where the mapping says so. */
export function textOfCell(cells: readonly string[], column: CompiledColumn): string {
  const text = takeWords(unguardCell(cells[column.index]?.trim() ?? ""), column.take);
  return column.values?.get(normaliseValue(text)) ?? text;
}

interface Reading {
  readonly row: TableRow;
  readonly draft: DraftRow;
  readonly module: string;
}
function readCell(
  { row, draft, module }: Reading,
  column: CompiledColumn,
  options: TransformOptions,
  newOptions: Map<string, NewOption>,
): void {
  const written = textOfCell(draft.cells, column);
  if (written === "") return;
  const sure = row.points?.includes(column.index) === true && column.target.kind === "value" && column.target.type.family === "number";
  const text = sure ? unambiguousDecimal(written) : written;
  const { target } = column;
  switch (target.kind) {
    case "key":
      draft.keys[target.name] = text;
      return;
    case "reference":
      draft.references.push(wantedOf(target.field, target.reference, text));
      return;
    case "part":
      (draft.parts[target.field.name] ??= {})[target.part] = text;
      return;
    case "value": {
      const parsed = target.type.fromText(text, target.field, textContext(draft, options.text));
      if (parsed.ok) {
        if (parsed.value !== null) draft.values[target.field.name] = parsed.value;
      } else if (options.addOptions && isNewOption(target.field, parsed.error.code)) {
        const option = optionFor(text, target.options, target.field);
        newOptions.set(`${module} ${target.field.name} ${option.value}`, { module, field: target.field.name, option });
        draft.values[target.field.name] = option.value;
      } else draft.errors.push({ field: target.field.name, ...parsed.error });
    }
  }
}

/** Only a single choice can be added to: a list of several may be wrong in more ways than one. */
const isNewOption = (field: Field, code: string): boolean =>
  (field.type === "picklist" || field.type === "radio") && code === "not_an_option";

function optionFor(text: string, named: readonly Option[], field: Field): Option {
  const wanted = normaliseValue(text);
  const given = named.find((option) => [option.value, option.label.en, option.label.ru].some((name) => normaliseValue(name) === wanted));
  if (given) return given;
  const base = slug(text, "_") || "option";
  const values = new Set(field.options?.map((option) => option.value));
  let value = base;
  for (let i = 2; values.has(value); i++) value = `${base}_${i}`;
  return { value, label: { en: text, ru: text } };
}

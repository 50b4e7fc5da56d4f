/** What the columns mean when one row feeds several modules: each column goes to the module that it names best. */
import type { Field, Module } from "../../model/define.ts";
import { isReference, targetsOf } from "../../model/registry.ts";
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import { guessDefaults, guessMapping } from "./guess.ts";
import type { ColumnMapping, Mapping, RelatedMapping } from "./mapping.ts";
import { importable } from "./steps.ts";
import type { Inspection } from "./tables/table.ts";
import { normalise } from "./words.ts";

export interface Guess extends Mapping {
  readonly columns: readonly ColumnMapping[];
  /** Modules that the file seems to hold as well, and that the user may import into. */
  readonly suggested: readonly string[];
}
type Table = Pick<Inspection, "header" | "sample">;

export function guessAll(ctx: Ctx, table: Table, request: { readonly module: string; readonly modules: readonly string[] }): Guess {
  const main = importable(ctx, request.module);
  const own = guessOne(ctx, main, table);
  // People first: an address or a telephone without more is a person's.
  const related = request.modules.map((name) => importable(ctx, name)).toSorted((a, b) => Number(isPerson(b)) - Number(isPerson(a)));
  let columns = own;
  const modules: RelatedMapping[] = [];
  const firms = related.some((module) => !isPerson(module));
  for (const module of related) {
    const wished = guessBeside(ctx, module, table, [...columns, ...modules.flatMap((each) => each.columns)]);
    // A town without more is the firm's, where there is one.
    const found = wished
      .filter(({ column, sure }) => sure || !(firms && isPerson(module) && column.field?.includes(".")))
      .map(({ column }) => column);
    const taken = new Set(found.map(({ column }) => column));
    columns = columns.map((each) => (taken.has(each.column) ? { column: each.column, field: null } : each));
    if (found.length > 0) modules.push({ module: module.name, columns: found });
  }
  const suggested = relatives(ctx, main).filter(
    (module) => !request.modules.includes(module.name) && tellsMore(module, guessBeside(ctx, module, table, own)),
  );
  return {
    columns,
    defaults: guessDefaults(main, columns),
    ...(modules.length > 0 ? { modules } : {}),
    suggested: suggested.map(({ name }) => name),
  };
}

const isPerson = (module: Module): boolean => module.fields.has("first_name") && module.fields.has("last_name");

const guessOne = (ctx: Ctx, module: Module, { header, sample }: Table): ColumnMapping[] => {
  const access = accessOf(ctx);
  return guessMapping(module, header, sample, (field: Field) => access.field(field) === "edit");
};

interface Wished {
  readonly column: ColumnMapping;
  /** The column names the module. */
  readonly sure: boolean;
}

/** Columns that name the module ("Contact: Email"), that nobody else wants, or that refer to it. */
function guessBeside(ctx: Ctx, module: Module, { header, sample }: Table, taken: readonly ColumnMapping[]): Wished[] {
  const prefixes = [module.singular.en, module.singular.ru, module.label.en, module.label.ru].map(normalise).filter((each) => each !== "");
  const names = header.map((title, column) => {
    const words = normalise(title);
    const prefix = prefixes.find((each) => words.startsWith(`${each} `));
    if (prefix !== undefined) return { name: words.slice(prefix.length + 1), sure: true };
    const wanted = taken.filter((each) => each.column === column && each.field !== null);
    const free = wanted.every(({ field, match_by }) => match_by === "label" && refersTo(ctx, field, module));
    return { name: free ? title : "", sure: false };
  });
  const table = {
    header: names.map(({ name }) => name),
    sample: sample.map((row) => row.map((cell, column) => (names[column]?.name === "" ? "" : cell))),
  };
  return guessOne(ctx, module, table)
    .filter(({ field }) => field !== null && field !== "id" && field !== "number")
    .map((column) => ({ column, sure: typeof column.column === "number" && names[column.column]?.sure === true }));
}

/** Whether a field of that name, in any module that has it, may point there. */
function refersTo(ctx: Ctx, name: string | null, module: Module): boolean {
  for (const each of ctx.registry.modules.values()) {
    const field = name === null ? undefined : each.fields.get(name);
    if (field && isReference(field) && targetsOf(field).includes(module.name)) return true;
  }
  return false;
}

/** Modules with which records of this one are linked directly, both ways. */
function relatives(ctx: Ctx, main: Module): Module[] {
  const access = accessOf(ctx);
  const pointsTo = (from: Module, to: Module): boolean =>
    [...from.fields.values()].some((field) => isReference(field) && !field.readOnly && !field.system && targetsOf(field).includes(to.name));
  return [...ctx.registry.modules.values()].filter(
    (module) =>
      module !== main &&
      !module.adminOnly &&
      access.module(module).import &&
      (pointsTo(main, module) || (isPerson(module) && pointsTo(module, main))),
  );
}

/** More than the name by which it is referred to anyway. */
const tellsMore = (module: Module, columns: readonly Wished[]): boolean =>
  columns.some(({ column: { field } }) => field !== null && module.nameFields.includes(field)) &&
  columns.some(({ column: { field } }) => field !== null && !module.nameFields.includes(field));

/**
 * Guesses what the columns of a file mean: by the names that the fields have in both languages, in the API and in
 * vTiger, by synonyms, and, where the name says nothing, by what stands in the column.
 */
import { fieldType } from "../../fieldtypes/index.ts";
import { isId } from "../../fieldtypes/record-id.ts";
import type { Field, Module } from "../../model/define.ts";
import { isReference } from "../../model/registry.ts";
import type { ColumnMapping } from "./mapping.ts";
import { guessNameShape, NAME_SHAPES } from "./name-shapes.ts";
import { FULL_NAME_SYNONYMS, PART_SYNONYMS, SYNONYMS } from "./synonyms.ts";
import type { Defaults } from "./template.ts";
import { normalise } from "./words.ts";

/** What a column may be, and how sure its name makes us: own names before synonyms, whole addresses before parts. */
interface Candidate {
  readonly path: string;
  readonly weight: number;
}

export function guessMapping(
  module: Module,
  header: readonly string[],
  sample: readonly (readonly string[])[],
  writable: (field: Field) => boolean,
): ColumnMapping[] {
  const names = candidates(module, writable);
  const values = (column: number): string[] => sample.map((row) => row[column]?.trim() ?? "").filter((value) => value !== "");
  const wishes = header
    .flatMap((name, column) => (names.get(normalise(name)) ?? []).map((candidate) => ({ column, ...candidate })))
    .sort((a, b) => b.weight - a.weight || a.column - b.column);
  splitOnlyName(wishes, values);
  const byColumn = new Map<number, string>();
  const taken = new Set<string>();
  for (const { column, path } of wishes) {
    if (byColumn.has(column) || taken.has(path)) continue;
    byColumn.set(column, path);
    taken.add(path);
  }
  header.forEach((_, column) => {
    if (byColumn.has(column)) return;
    const path = byContent(module, values(column), (name) => !taken.has(name));
    if (!path) return;
    byColumn.set(column, path);
    taken.add(path);
  });
  return header.flatMap((title, column) => describe(module, { column, title, path: byColumn.get(column) ?? null }, values(column)));
}

/** Stands for a column that holds the whole name of a person. */
const FULL_NAME = "full_name";
const isPerson = (module: Module): boolean => module.fields.has("first_name") && module.fields.has("last_name");

/** A column for the whole name is one only where none are for its parts; and a lonely "Имя" may hold whole names. */
function splitOnlyName(wishes: { readonly column: number; path: string }[], values: (column: number) => readonly string[]): void {
  const parts = wishes.filter(({ path }) => path === "first_name" || path === "last_name");
  const [only] = parts;
  const whole = wishes.some(({ path }) => path === FULL_NAME);
  if (!only) return;
  const texts = values(only.column);
  const split =
    !whole &&
    parts.every(({ column }) => column === only.column) &&
    texts.length > 0 &&
    texts.filter((text) => /\s/.test(text)).length * 2 > texts.length;
  if (split) only.path = FULL_NAME;
  else for (let i = wishes.length - 1; i >= 0; i--) if (wishes[i]?.path === FULL_NAME) wishes.splice(i, 1);
}

/** What new records need and no column gives: people who sign in need an address, and their names can make one. */
export function guessDefaults(module: Module, columns: readonly ColumnMapping[]): Defaults {
  const fed = (name: string): boolean => columns.some((column) => column.field === name);
  const field = module.fields.get("email");
  if (!field?.mandatory || fed("email") || !fed("first_name") || !fed("last_name")) return {};
  return { email: { template: "{first_name|slug}.{last_name|slug}@example.com" } };
}

function candidates(module: Module, writable: (field: Field) => boolean): Map<string, Candidate[]> {
  const names = new Map<string, Candidate[]>();
  const add = (name: string, path: string, weight: number): void => {
    const key = normalise(name);
    if (key === "") return;
    const list = names.get(key);
    if (!list) names.set(key, [{ path, weight }]);
    else if (!list.some((candidate) => candidate.path === path)) list.push({ path, weight });
  };
  add("id", "id", 100);
  for (const field of module.fields.values()) {
    const number = field.name === "number";
    if (!number && (field.readOnly || !writable(field))) continue;
    // A field of the form outranks the record's own ones of the same label.
    const rank = field.system ? 0 : 1;
    for (const name of [field.label.en, field.label.ru]) add(name, field.name, 90 + rank);
    add(field.name, field.name, 80 + rank);
    if (isReference(field)) add(field.name.replace(/_id$/, ""), field.name, 70 + rank);
    if (field.vtiger) add(field.vtiger, field.name, 60 + rank);
    for (const name of SYNONYMS[`${module.name}.${field.name}`] ?? []) add(name, field.name, 55 + rank);
    for (const name of SYNONYMS[field.name] ?? []) add(name, field.name, 50 + rank);
    addParts(field, add);
  }
  if (isPerson(module)) {
    for (const name of FULL_NAME_SYNONYMS[module.name] ?? []) add(name, FULL_NAME, 57);
    for (const name of [...(FULL_NAME_SYNONYMS["*"] ?? []), module.singular.en, module.singular.ru]) add(name, FULL_NAME, 46);
  }
  module.nameFields.slice(0, 1).forEach((name) => {
    for (const label of [module.singular.en, module.singular.ru, "name", "имя", "название"])
      if (module.nameFields.length === 1) add(label, name, 45);
  });
  return names;
}

function addParts(field: Field, add: (name: string, path: string, weight: number) => void): void {
  const { parts } = fieldType(field.type);
  for (const [part, { label }] of Object.entries(parts ?? {})) {
    const path = `${field.name}.${part}`;
    add(`${field.name}.${part}`, path, 85);
    for (const name of [label.en, ...(PART_SYNONYMS[part] ?? [])]) {
      add(`${field.label.en} ${name}`, path, 75);
      add(`${field.label.en.replace(/ address$/i, "")} ${name}`, path, 74);
    }
    for (const name of [label.ru, ...(PART_SYNONYMS[part] ?? [])]) add(`${field.label.ru} ${name}`, path, 75);
    for (const name of [label.en, label.ru, ...(PART_SYNONYMS[part] ?? [])]) add(name, path, 40);
  }
}

const EMAIL = /^\S+@\S+\.\S+$/;
const PHONE = /^\+?[\d\s().-]{7,20}$/;
const URL = /^(https?:\/\/|www\.)\S+$/i;

/** For a column whose name says nothing: its first free field of the kind that all its values are. */
function byContent(module: Module, filled: readonly string[], free: (name: string) => boolean): string | undefined {
  if (filled.length === 0) return undefined;
  const all = (pattern: RegExp): boolean => filled.every((value) => pattern.test(value));
  const phone = all(PHONE) && filled.every((value) => value.replace(/\D/g, "").length >= 10 && /[\s()+-]/.test(value));
  const type = all(EMAIL) ? "email" : all(URL) ? "url" : phone ? "phone" : undefined;
  return type && [...module.fields.values()].find((field) => field.type === type && !field.readOnly && free(field.name))?.name;
}

function describe(
  module: Module,
  { column, title, path }: { column: number; title: string; path: string | null },
  values: readonly string[],
): ColumnMapping[] {
  if (path === FULL_NAME)
    return NAME_SHAPES[guessNameShape(title, values, module.fields.has("middle_name"))].map((part) => ({ column, ...part }));
  const field = path === null ? undefined : module.fields.get(path);
  if (!field || !isReference(field)) return [{ column, field: path }];
  const all = (is: (value: string) => boolean): boolean => values.length > 0 && values.every(is);
  const by = all((value) => EMAIL.test(value))
    ? "email"
    : all((value) => /^[A-Z]{2,8}\d+$/.test(value))
      ? "number"
      : title === field.name && all(isId)
        ? "id"
        : "label";
  return [{ column, field: path, match_by: by }];
}

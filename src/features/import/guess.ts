/**
 * Guesses what the columns of a file mean: by the names that the fields have in both languages, in the API and in
 * vTiger, by synonyms, and, where the name says nothing, by what stands in the column.
 */
import { fieldType } from "../../fieldtypes/index.ts";
import { isId } from "../../fieldtypes/record-id.ts";
import type { Field, Module } from "../../model/define.ts";
import { isReference } from "../../model/registry.ts";
import type { ColumnMapping } from "./mapping.ts";
import { PART_SYNONYMS, SYNONYMS } from "./synonyms.ts";
import { normalise } from "./words.ts";

/** What a column may be, and how sure its name makes us: own names before synonyms, whole addresses before parts. */
interface Candidate {
  readonly path: string;
  readonly weight: number;
}

export function guessMapping(module: Module, header: readonly string[], sample: readonly (readonly string[])[], writable: (field: Field) => boolean): ColumnMapping[] {
  const names = candidates(module, writable);
  const wishes = header
    .flatMap((name, column) => (names.get(normalise(name)) ?? []).map((candidate) => ({ column, ...candidate })))
    .sort((a, b) => b.weight - a.weight || a.column - b.column);
  const byColumn = new Map<number, string>();
  const taken = new Set<string>();
  for (const { column, path } of wishes) {
    if (byColumn.has(column) || taken.has(path)) continue;
    byColumn.set(column, path);
    taken.add(path);
  }
  header.forEach((_, column) => {
    if (byColumn.has(column)) return;
    const path = byContent(module, sample.map((row) => row[column] ?? ""), (name) => !taken.has(name));
    if (!path) return;
    byColumn.set(column, path);
    taken.add(path);
  });
  return header.map((title, column) => describe(module, { column, title, path: byColumn.get(column) ?? null }, sample));
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
  module.nameFields.slice(0, 1).forEach((name) => {
    for (const label of [module.singular.en, module.singular.ru, "name", "имя", "название"]) if (module.nameFields.length === 1) add(label, name, 45);
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
function byContent(module: Module, values: readonly string[], free: (name: string) => boolean): string | undefined {
  const filled = values.map((value) => value.trim()).filter((value) => value !== "");
  if (filled.length === 0) return undefined;
  const all = (pattern: RegExp): boolean => filled.every((value) => pattern.test(value));
  const phone = all(PHONE) && filled.every((value) => value.replace(/\D/g, "").length >= 10 && /[\s()+-]/.test(value));
  const type = all(EMAIL) ? "email" : all(URL) ? "url" : phone ? "phone" : undefined;
  return type && [...module.fields.values()].find((field) => field.type === type && !field.readOnly && free(field.name))?.name;
}

function describe(module: Module, { column, title, path }: { column: number; title: string; path: string | null }, sample: readonly (readonly string[])[]): ColumnMapping {
  const field = path === null ? undefined : module.fields.get(path);
  if (!field || !isReference(field)) return { column, field: path };
  const values = sample.map((row) => row[column]?.trim() ?? "").filter((value) => value !== "");
  const all = (is: (value: string) => boolean): boolean => values.length > 0 && values.every(is);
  const by = all((value) => EMAIL.test(value)) ? "email" : all((value) => /^[A-Z]{2,8}\d+$/.test(value)) ? "number" : title === field.name && all(isId) ? "id" : "label";
  return { column, field: path, match_by: by };
}

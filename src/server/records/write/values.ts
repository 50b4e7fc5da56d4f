/** From the values that a writer gives to the values that are kept: known fields only, parsed, with defaults. */
import { fieldType } from "../../../fieldtypes/index.ts";
import type { Json, ValueContext } from "../../../fieldtypes/field-type.ts";
import type { Field, Module } from "../../../model/define.ts";
import { withoutMentions } from "../../../model/mentions.ts";
import { isReference } from "../../../model/registry.ts";
import { mayGiveOnCreate, type Access, type FieldAccess } from "../../access/access.ts";
import type { FieldError } from "../../errors.ts";
import type { Row } from "../rules.ts";

export interface ParsedValues {
  readonly values: Record<string, Json>;
  readonly errors: FieldError[];
}

/** Who writes, and whether the record is new: then personal data may be given by who won't see it. */
export interface Writer {
  readonly access: Access;
  readonly creates: boolean;
}

/** Refuses unknown, hidden, closed and read-only fields; parses the others by their types. */
export function parseValues(input: unknown, module: Module, writer: Writer, ctx: ValueContext): ParsedValues {
  const values: Record<string, Json> = {};
  const errors: FieldError[] = [];
  if (typeof input !== "object" || input === null || Array.isArray(input)) return { values, errors: [{ field: "", code: "wrong_type" }] };
  for (const [name, given] of Object.entries(input)) {
    const field = module.fields.get(name);
    const right = field ? rightTo(field, writer) : "hidden";
    if (right === "closed") errors.push({ field: name, code: "personal_data" });
    else if (!field || right === "hidden")
      errors.push({ field: name.slice(0, 100), code: "unknown_field", params: { field: name.slice(0, 100) } });
    else if (field.computed) continue;
    else if (field.readOnly || right === "read") errors.push({ field: name, code: "read_only_field" });
    else {
      const parsed = fieldType(field.type).parse(given, field, ctx);
      if (parsed.ok) values[name] = parsed.value ?? (field.type === "checkbox" ? false : null);
      else {
        const { path, ...error } = parsed.error;
        errors.push({ field: path === undefined ? name : `${name}.${path}`, ...error });
      }
    }
  }
  return { values, errors };
}

function rightTo(field: Field, { access, creates }: Writer): FieldAccess | "closed" {
  const personal = access.personal(field);
  if (!personal || personal.open || personal.level === "hidden") return access.field(field);
  return creates && mayGiveOnCreate(field, personal) ? "edit" : "closed";
}

/** A new record's values before the rules: given ones, else defaults, else empty. */
export function withDefaults(given: Row, module: Module, system: { ownerId: string | null; currency: string }): Record<string, Json> {
  const row: Record<string, Json> = {};
  for (const field of module.fields.values()) {
    if (given[field.name] !== undefined) row[field.name] = given[field.name] ?? null;
    else if (field.default !== undefined) row[field.name] = field.default;
    else row[field.name] = field.type === "checkbox" ? false : null;
  }
  row["owner_id"] ??= system.ownerId;
  if (module.fields.get("currency")?.system) row["currency"] ??= system.currency;
  return row;
}

/** Mandatory fields must have a value; on update only those that the change touches. */
export function missingFields(row: Row, module: Module, touched?: ReadonlySet<string>): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of module.fields.values()) {
    // Where it is shown only sometimes, conditions.ts says when it must have a value.
    if (!field.mandatory || field.readOnly || field.when?.shown || (touched && !touched.has(field.name))) continue;
    const value = row[field.name];
    if (value === null || value === undefined) errors.push({ field: field.name, code: "mandatory" });
  }
  return errors;
}

/** The record's label: its name fields joined; never empty. */
export function labelOf(row: Row, module: Module): string {
  const parts = module.nameFields.map((name) => row[name]).filter((value) => value !== null && value !== undefined && value !== "");
  const label = withoutMentions(parts.join(" ")).replace(/\s+/g, " ").trim();
  return label === "" ? String(row["number"] ?? "") : label.slice(0, 500);
}

/** References that the row newly points to: field → id. */
export function newReferences(before: Row | null, after: Row, module: Module): { field: Field; id: string }[] {
  const found: { field: Field; id: string }[] = [];
  for (const field of module.fields.values()) {
    if (!isReference(field)) continue;
    const id = after[field.name];
    if (typeof id === "string" && id !== before?.[field.name]) found.push({ field, id });
  }
  return found;
}

/** Deep equality of JSON values, key order aside. */
export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b || (a ?? null) === (b ?? null)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || a === undefined || b === undefined) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item: Json, i) => sameValue(item, b[i] as Json));
  const left = a as Readonly<Record<string, Json>>;
  const right = b as Readonly<Record<string, Json>>;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => sameValue(left[key], right[key]));
}

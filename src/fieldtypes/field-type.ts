/**
 * What a field type is. The pure half of a type (`money.ts`) exports one `FieldType`; its React half
 * (`money.control.tsx`) exports one `FieldControl` for the same name. `index.ts` and `controls.ts` list them, and
 * their types make a missing half a compile error. Nothing else in the program switches on a type's name.
 */
import type { Field, FieldDefinition } from "../model/define.ts";
import type { Family } from "./families.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Lang = "en" | "ru";
/** A text in both languages of the product. */
export interface Label {
  readonly en: string;
  readonly ru: string;
}

/** Why a value is refused: a code of `value.*` in i18n, with the parameters of its message. */
export interface ValueError {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Where in a composite value: "2.quantity". */
  readonly path?: string;
}
export type Parsed<V> = { readonly ok: true; readonly value: V | null } | { readonly ok: false; readonly error: ValueError };
export const accept = <V>(value: V | null): Parsed<V> => ({ ok: true, value });
export const refuse = <V>(code: string, params?: ValueError["params"]): Parsed<V> => ({
  ok: false,
  error: params ? { code, params } : { code },
});

/** What a value may depend on besides its field: the company's and the reader's conventions. */
export interface ValueContext {
  readonly lang: Lang;
  /** IANA zone in which dates without a zone are read and times are shown. */
  readonly timezone: string;
  /** ISO 4217 code of the record (or company) for money. */
  readonly currency: string;
  /** ISO 3166 alpha-2, for telephone numbers without a country code. */
  readonly country: string;
}
/** How human-written text is read on import. */
export interface TextContext extends ValueContext {
  /** Order of day and month in dates like 03/04/2026; ISO dates are always understood. */
  readonly dateOrder: "dmy" | "mdy" | "ymd";
  /** The decimal mark; "auto" guesses per value and refuses what is ambiguous. */
  readonly decimalMark: "." | "," | "auto";
}

/** The value's form in JSON is its form everywhere: API, history, import, rules, browser. */
export interface FieldType<V extends Json = Json> {
  readonly name: string;
  readonly family: Family;
  /** Extensions: what settings call it. The program's own types have a word in the dictionaries. */
  readonly label?: Label;
  /** SQL column type; null for values that are computed when read. */
  column(field: Field): string | null;
  /** Validates and normalises a JSON value. Empty ("", [], {}) becomes null. Never throws. */
  parse(input: unknown, field: Field, ctx: ValueContext): Parsed<V>;
  /** Reads human-written text (import). `toText` of a value, read back, gives the same value. */
  fromText(text: string, field: Field, ctx: TextContext): Parsed<V>;
  /** Text for files: unambiguous, without locale. */
  toText(value: V, field: Field): string;
  /** Text for people, by locale. */
  format(value: V, field: Field, ctx: ValueContext): string;
  /** Computed types: the type of the field's values. */
  of?(field: FieldDefinition): FieldType;
  /** From what the driver returns to the JSON form (never called with null). Absent: the driver's value as it is. */
  fromDb?(value: unknown, field: Field): V;
  /** Order of two values (equal: 0). Absent: JavaScript's own `<` is right for the JSON form. */
  compare?(a: V, b: V): number;
  /** JSON Schema of the value, null excluded. */
  schema(field: Field): Record<string, unknown>;
  /** A plausible value for tests and generators; `random()` is in [0, 1). */
  sample(field: Field, random: () => number): V;
  /** Named parts of a composite value, each with the family of its operators (`billing_address.city`). */
  readonly parts?: Readonly<Record<string, { readonly label: Label }>>;
  /** Family `date`: values are moments (ISO 8601 UTC), so days are ranges of them in the reader's time zone. */
  readonly instant?: boolean;
  /** True if lists can't be ordered by it. */
  readonly unsortable?: boolean;
  /** True where the value's text belongs in the search index unless the field says otherwise. */
  readonly searchable?: boolean;
  /** True where the value is the id of a stored file: answers carry its name, size and kind as `<field>__file`. */
  readonly storedFile?: boolean;
  /** Kept in a table of its own instead of a column (document_lines); left out of lists unless it is asked for. */
  readonly ownTable?: boolean;
  /** Right-aligned with tabular figures in tables. */
  readonly numeric?: boolean;
}

/** Which settings a custom field of which type may have. */
import { fieldTypeNames, type FieldTypeName } from "../../fieldtypes/index.ts";

type Types = Pick<ReadonlySet<FieldTypeName>, "has">;
const types = (...names: readonly FieldTypeName[]): ReadonlySet<FieldTypeName> => new Set(names);

/** Lines belong to the documents of sale, prices by quantity to the price books: their rules reckon with them. */
const OF_SALES = types("lines", "price_breaks");
/** The types that a custom field may be of. */
export const customTypes = (): readonly FieldTypeName[] => fieldTypeNames().filter((name) => !OF_SALES.has(name));
/** Nobody writes these: the system gives them. */
const GIVEN = types("auto_number", "formula", "rollup");
const ALL_BUT_GIVEN: Types = { has: (name) => !OF_SALES.has(name) && !GIVEN.has(name) };
/** A record or file that every new record points to may be gone tomorrow. */
const WITHOUT_DEFAULT = types("reference", "user", "file", "image");

const NUMBERS = types("integer", "decimal", "percent", "money");
export const CHOICES = types("picklist", "radio", "multi_select", "tags");
/** One value out of its options. */
export const SINGLE_CHOICES = types("picklist", "radio");

/** The types that have the setting. */
export const SETTINGS = {
  max_length: types("text", "long_text"),
  scale: types("decimal", "formula", "rollup"),
  min: NUMBERS,
  max: NUMBERS,
  options: CHOICES,
  targets: types("reference"),
  // Values that are compared as they are written, and short enough for an index.
  unique: types("text", "email", "phone", "integer", "decimal", "date"),
  default: { has: (name) => ALL_BUT_GIVEN.has(name) && !WITHOUT_DEFAULT.has(name) },
  pattern: types("text"),
  mask: types("text"),
  pattern_hint: types("text"),
  prefix: types("auto_number"),
  formula: types("formula"),
  rollup: types("rollup"),
  result: types("formula", "rollup"),
  mandatory: ALL_BUT_GIVEN,
  create_only: ALL_BUT_GIVEN,
  quick_create: ALL_BUT_GIVEN,
  depends_on: types("picklist", "radio", "multi_select"),
} as const satisfies Readonly<Record<string, Types>>;
export type Setting = keyof typeof SETTINGS;

/** The settings without which a field of the type is none. */
export const NEEDED: Readonly<Partial<Record<FieldTypeName, Setting>>> = {
  picklist: "options",
  radio: "options",
  multi_select: "options",
  reference: "targets",
  formula: "formula",
  rollup: "rollup",
};
export const isGiven = (type: FieldTypeName): boolean => GIVEN.has(type);

/** Most characters of a text that may be set; a unique one has to fit into an index entry. */
export const MAX_LENGTHS: Readonly<Partial<Record<FieldTypeName, number>>> = { text: 4000, long_text: 100_000 };
export const UNIQUE_MAX_LENGTH = 500;

/** Types that a list can be filtered and sorted by with an index, since their values are short. */
export const INDEXABLE = types(
  ...(["text", "integer", "decimal", "percent", "money", "date", "time", "datetime", "checkbox"] as const),
  ...(["picklist", "radio", "multi_select", "tags", "email", "phone", "currency"] as const),
);
/** Most characters of a text with an index: PostgreSQL's entries end at 2,704 bytes. */
export const INDEXED_MAX_LENGTH = UNIQUE_MAX_LENGTH;

/** Types whose values are what they say, so that text carries them from one to another. */
export const CONVERTIBLE = types(
  ...(["text", "long_text", "rich_text", "integer", "decimal", "percent", "money", "date", "time", "datetime", "checkbox"] as const),
  ...(["picklist", "radio", "multi_select", "tags", "email", "phone", "url", "currency"] as const),
);

/** What formula and roll-up share: no column of their own; their value is one of another type, named by the field. */
import { checkbox } from "./checkbox.ts";
import { date } from "./date.ts";
import { datetime } from "./datetime.ts";
import { decimal } from "./decimal.ts";
import type { FieldType } from "./field-type.ts";
import { integer } from "./integer.ts";
import { money } from "./money.ts";
import { percent } from "./percent.ts";
import { text } from "./text.ts";
import type { FieldDefinition } from "../model/define.ts";
import type { ResultType } from "../model/formula/result.ts";

const RESULTS: Readonly<Record<ResultType, FieldType>> = { text, integer, decimal, percent, money, date, datetime, checkbox };

/** The type of a computed field's value. */
export const resultTypeOf = (field: FieldDefinition): FieldType => RESULTS[field.result ?? "decimal"];

/**
 * A type that is computed when it is read. Its value behaves as its result's type in everything but writing; `of` says
 * which type that is, for whoever asks about operators, order or alignment.
 */
export const computedType = (name: string): FieldType => ({
  name,
  family: "number",
  column: () => null,
  of: resultTypeOf,
  parse: (input, field, ctx) => resultTypeOf(field).parse(input, field, ctx),
  fromText: (input, field, ctx) => resultTypeOf(field).fromText(input, field, ctx),
  toText: (value, field) => resultTypeOf(field).toText(value, field),
  format: (value, field, ctx) => resultTypeOf(field).format(value, field, ctx),
  fromDb: (value, field) => resultTypeOf(field).fromDb?.(value, field) ?? (value as string),
  schema: (field) => ({ ...resultTypeOf(field).schema(field), readOnly: true }),
  sample: (field, random) => resultTypeOf(field).sample(field, random),
});

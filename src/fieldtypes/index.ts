/** The field types: a new one is its two files, a line here and a line in controls.ts. */
import type { FieldDefinition } from "../model/define.ts";
import { address } from "./address.ts";
import { autoNumber } from "./auto_number.ts";
import { checkbox } from "./checkbox.ts";
import { currency } from "./currency.ts";
import { date } from "./date.ts";
import { datetime } from "./datetime.ts";
import { decimal } from "./decimal.ts";
import { email } from "./email.ts";
import type { FieldType } from "./field-type.ts";
import { file } from "./file.ts";
import { formula } from "./formula.ts";
import { image } from "./image.ts";
import { integer } from "./integer.ts";
import { lines } from "./lines.ts";
import { longText } from "./long_text.ts";
import { money } from "./money.ts";
import { multiSelect } from "./multi_select.ts";
import { percent } from "./percent.ts";
import { phone } from "./phone.ts";
import { picklist } from "./picklist.ts";
import { price_breaks } from "./price_breaks.ts";
import { radio } from "./radio.ts";
import { reference } from "./reference.ts";
import { richText } from "./rich_text.ts";
import { rollup } from "./rollup.ts";
import { tags } from "./tags.ts";
import { text } from "./text.ts";
import { time } from "./time.ts";
import { url } from "./url.ts";
import { user } from "./user.ts";

export const fieldTypes = {
  text,
  long_text: longText,
  rich_text: richText,
  integer,
  decimal,
  percent,
  money,
  currency,
  date,
  time,
  datetime,
  checkbox,
  picklist,
  multi_select: multiSelect,
  tags,
  radio,
  email,
  phone,
  url,
  address,
  reference,
  user,
  file,
  image,
  auto_number: autoNumber,
  lines,
  price_breaks,
  formula,
  rollup,
} as const satisfies Readonly<Record<string, FieldType>>;

/** `x_…`: types that extensions add (server/extension.ts). */
export type FieldTypeName = keyof typeof fieldTypes | `x_${string}`;

const all = new Map<string, FieldType>(Object.entries(fieldTypes));
/** All of them at this moment: those of extensions come before anything is declared or asked. */
export const fieldTypeNames = (): readonly FieldTypeName[] => [...all.keys()] as FieldTypeName[];
/** An extension's type. Throws where its name is taken or isn't one for extensions. */
export function addFieldType(type: FieldType): void {
  if (!/^x(?:_[a-z0-9]+)+$/.test(type.name)) throw new Error(`the name of field type ${type.name} has to begin with x_`);
  if (all.has(type.name) && all.get(type.name) !== type) throw new Error(`there are two field types ${type.name}`);
  all.set(type.name, type);
}

/** The type of that name. */
export function fieldType(name: FieldTypeName): FieldType {
  const found = all.get(name);
  if (!found) throw new Error(`there is no field type ${name}`);
  return found;
}

/** The type of a field's values: its own, or that of what a computed field gives. */
export function valueTypeOf(field: FieldDefinition): FieldType {
  const own = fieldType(field.type);
  return own.of?.(field) ?? own;
}

/** True for the name of a type (names from outside, like a custom field's definition). */
export const isFieldTypeName = (name: string): name is FieldTypeName => all.has(name);

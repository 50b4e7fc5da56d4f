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

export type FieldTypeName = keyof typeof fieldTypes;

/** The type of that name. */
export const fieldType = (name: FieldTypeName): FieldType => fieldTypes[name];

/** The type of a field's values: its own, or that of what a computed field gives. */
export function valueTypeOf(field: FieldDefinition): FieldType {
  const own = fieldType(field.type);
  return own.of?.(field) ?? own;
}

/** True for the name of a type (names from outside, like a custom field's definition). */
export const isFieldTypeName = (name: string): name is FieldTypeName => Object.hasOwn(fieldTypes, name);

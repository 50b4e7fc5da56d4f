/** The browser halves of all field types; a type without one doesn't compile. */
import type { FieldType } from "./field-type.ts";
import { addFieldType, type FieldTypeName } from "./index.ts";
import type { FieldControl } from "../web/fields/field-control.ts";
import { control as address } from "./address.control.tsx";
import { control as autoNumber } from "./auto_number.control.tsx";
import { control as checkbox } from "./checkbox.control.tsx";
import { control as currency } from "./currency.control.tsx";
import { control as date } from "./date.control.tsx";
import { control as datetime } from "./datetime.control.tsx";
import { control as decimal } from "./decimal.control.tsx";
import { control as email } from "./email.control.tsx";
import { control as file } from "./file.control.tsx";
import { control as formula } from "./formula.control.tsx";
import { control as image } from "./image.control.tsx";
import { control as integer } from "./integer.control.tsx";
import { control as lines } from "./lines.control.tsx";
import { control as longText } from "./long_text.control.tsx";
import { control as money } from "./money.control.tsx";
import { control as multiSelect } from "./multi_select.control.tsx";
import { control as percent } from "./percent.control.tsx";
import { control as phone } from "./phone.control.tsx";
import { control as picklist } from "./picklist.control.tsx";
import { control as priceBreaks } from "./price_breaks.control.tsx";
import { control as radio } from "./radio.control.tsx";
import { control as reference } from "./reference.control.tsx";
import { control as richText } from "./rich_text.control.tsx";
import { control as rollup } from "./rollup.control.tsx";
import { control as tags } from "./tags.control.tsx";
import { control as text } from "./text.control.tsx";
import { control as time } from "./time.control.tsx";
import { control as url } from "./url.control.tsx";
import { control as user } from "./user.control.tsx";

export const fieldControls: Readonly<Record<FieldTypeName, FieldControl>> = {
  address,
  auto_number: autoNumber,
  checkbox,
  currency,
  date,
  datetime,
  decimal,
  email,
  file,
  formula,
  image,
  integer,
  lines,
  price_breaks: priceBreaks,
  long_text: longText,
  money,
  multi_select: multiSelect,
  percent,
  phone,
  picklist,
  radio,
  reference,
  rich_text: richText,
  rollup,
  tags,
  text,
  time,
  url,
  user,
};

const all = new Map<string, FieldControl>(Object.entries(fieldControls));
/** The browser half of an extension's type (scripts/extensions-plugin.ts). */
export function addFieldControl(type: FieldType, control: FieldControl): void {
  addFieldType(type);
  all.set(type.name, control);
}

/** An extension that was taken away leaves values behind: they are shown and typed as text. */
export const controlOf = (type: FieldTypeName): FieldControl => all.get(type) ?? text;

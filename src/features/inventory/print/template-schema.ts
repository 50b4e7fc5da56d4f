/** The shape of a print form's template, as routes and the configuration file take it. */
import { Array as ArrayOf, Boolean as BooleanType, Number as NumberType, Optional, Tuple } from "typebox";
import { invalid } from "../../../server/errors.ts";
import { nullable, oneOf, only, text } from "../../../server/http/schemas.ts";
import { ALIGNS, BLOCK_TYPES, templateFaults, type PrintTemplate } from "./print-template.ts";

const LabelBody = only({ en: text(20_000), ru: text(20_000) });
const FactBody = only({ label: LabelBody, value: LabelBody });
const ColumnBody = only({
  label: LabelBody,
  value: LabelBody,
  width: nullable(NumberType({ minimum: 10, maximum: 500 })),
  align: oneOf(...ALIGNS),
  hide_empty: Optional(BooleanType()),
});
const BlockBody = only({
  type: oneOf(...BLOCK_TYPES),
  when: Optional(text(200)),
  text: Optional(LabelBody),
  more: Optional(LabelBody),
  facts: Optional(ArrayOf(FactBody, { maxItems: 100 })),
  columns: Optional(ArrayOf(ColumnBody, { maxItems: 100 })),
  carried: Optional(BooleanType()),
  labels: Optional(Tuple([LabelBody, LabelBody])),
  align: Optional(oneOf(...ALIGNS)),
  size: Optional(NumberType({ minimum: 1, maximum: 500 })),
  bold: Optional(BooleanType()),
  muted: Optional(BooleanType()),
});
export const TemplateBody = only({
  name: only({ en: text(100), ru: text(100) }),
  blocks: ArrayOf(BlockBody, { maxItems: 200 }),
  mail: Optional(only({ subject: LabelBody, body: LabelBody })),
});
/** What the schema has checked is the model's shape; AppError where a place in it can't be read. */
export const checkedTemplate = (given: unknown): PrintTemplate => {
  const template = given as PrintTemplate;
  const faults = templateFaults(template);
  if (faults.length > 0) throw invalid(faults);
  return template;
};

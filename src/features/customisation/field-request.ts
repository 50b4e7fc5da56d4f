/** What an administrator may ask for of a field, as it comes by HTTP. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Number as NumberType,
  Optional,
  Record as RecordOf,
  String as StringType,
  Unknown,
  Unsafe,
  type Static,
} from "typebox";
import type { Json } from "../../fieldtypes/field-type.ts";
import { MOST_MASK } from "../../model/mask.ts";
import { RESULT_TYPES } from "../../model/formula/result.ts";
import { nullable, oneOf, only, text } from "../../server/http/schemas.ts";
// Their types are there before the types are listed here.
import "../../server/extensions.ts";
import { customTypes } from "./field-settings.ts";

export const LabelJson = only({ en: Optional(text(200)), ru: Optional(text(200)) });
const HelpJson = only({ en: Optional(text(1000)), ru: Optional(text(1000)) });
export const OptionJson = only({
  value: Optional(text(200)),
  label: LabelJson,
  color: Optional(nullable(text(30, 1))),
  active: Optional(BooleanType()),
  outcome: Optional(nullable(oneOf("open", "won", "lost"))),
  probability: Optional(nullable(NumberType({ minimum: 0, maximum: 100 }))),
  requires: Optional(ArrayOf(text(64, 1), { maxItems: 50 })),
  asks: Optional(ArrayOf(text(64, 1), { maxItems: 50 })),
  within: Optional(nullable(Integer({ minimum: 1, maximum: 3650 }))),
  idle: Optional(nullable(Integer({ minimum: 1, maximum: 3650 }))),
});
const FilterJson = Unsafe<unknown>(Unknown());
const ConditionsJson = only({
  shown: Optional(nullable(FilterJson)),
  required: Optional(nullable(FilterJson)),
  read_only: Optional(nullable(FilterJson)),
  options: Optional(nullable(ArrayOf(only({ if: FilterJson, values: ArrayOf(text(200), { maxItems: 1000 }) }), { maxItems: 50 }))),
});
const DependencyJson = only({
  field: text(64, 1),
  allowed: RecordOf(StringType({ maxLength: 200 }), ArrayOf(text(200), { maxItems: 1000 })),
});
const RollupJson = only({
  relation: text(64, 1),
  fn: oneOf("count", "sum", "avg", "min", "max"),
  field: Optional(nullable(text(130, 1))),
  filter: Optional(nullable(FilterJson)),
});

/** What may be set when a field is made, and changed afterwards. Null takes a setting away. */
const settings = {
  mandatory: Optional(nullable(BooleanType())),
  unique: Optional(nullable(BooleanType())),
  default: Optional(Unsafe<Json>(Unknown())),
  help: Optional(nullable(HelpJson)),
  hidden: Optional(nullable(BooleanType())),
  /** Personal data: masked where the company keeps it closed, exported and erased with the person. */
  personal: Optional(nullable(BooleanType())),
  quick_create: Optional(nullable(BooleanType())),
  create_only: Optional(nullable(BooleanType())),
  pattern: Optional(nullable(text(200, 1))),
  mask: Optional(nullable(text(MOST_MASK, 1))),
  pattern_hint: Optional(nullable(LabelJson)),
  options: Optional(ArrayOf(OptionJson, { maxItems: 1000 })),
  max_length: Optional(nullable(Integer({ minimum: 1 }))),
  scale: Optional(nullable(Integer({ minimum: 0, maximum: 12 }))),
  min: Optional(nullable(NumberType())),
  max: Optional(nullable(NumberType())),
  prefix: Optional(nullable(text(10))),
  formula: Optional(text(4000)),
  rollup: Optional(RollupJson),
  result: Optional(oneOf(...RESULT_TYPES)),
  conditions: Optional(nullable(ConditionsJson)),
  depends_on: Optional(nullable(DependencyJson)),
};
export const NewFieldJson = only({
  label: LabelJson,
  type: oneOf(...customTypes()),
  block: Optional(text(64, 1)),
  name: Optional(text(64, 1)),
  targets: Optional(ArrayOf(text(64, 1), { maxItems: 20, uniqueItems: true })),
  ...settings,
});
export const FieldChangeJson = only({
  label: Optional(LabelJson),
  type: Optional(oneOf(...customTypes())),
  /** With `type`: values that can't become the new type are left behind in a deleted field. */
  accept_loss: Optional(BooleanType()),
  /** The registry's version that the asker saw: 409 where somebody changed this field since. */
  version: Optional(Integer({ minimum: 0 })),
  block: Optional(text(64, 1)),
  targets: Optional(ArrayOf(text(64, 1), { maxItems: 20, uniqueItems: true })),
  ...settings,
});

export type FieldRequest = Static<typeof NewFieldJson>;
export type FieldChangeRequest = Static<typeof FieldChangeJson>;
export type GivenLabel = Static<typeof LabelJson>;
export type GivenOption = Static<typeof OptionJson>;

/** The shape of a configuration document; what its parts mean is checked by the registry. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Literal,
  Number as NumberType,
  Optional,
  Record as RecordOf,
  String as StringType,
  Union,
  Unknown,
  Unsafe,
  type Static,
} from "typebox";
import { fieldTypeNames } from "../../fieldtypes/index.ts";
import { PRINCIPAL_TYPES } from "../../model/access/vocabulary.ts";
import { MENU_GROUPS } from "../../model/define.ts";
import { MOST_MASK } from "../../model/mask.ts";
import { RESULT_TYPES } from "../../model/formula/result.ts";
import { VIEW_TYPES } from "../../model/view-settings.ts";
import { nullable, oneOf, only, text } from "../../server/http/schemas.ts";
import { ViewSettingsJson } from "../../server/http/routes/views.ts";
import { VIEW_LIMITS } from "../../server/records/index.ts";
import { MenuGroupJson } from "./menu.ts";
import { SettingsJson } from "./settings-parts.ts";

const Name = text(64, 1);
const names = ArrayOf(text(200, 1), { maxItems: 2000 });
const Label = only({ en: text(500), ru: text(500) });
const Any = Unsafe<unknown>(Unknown());
const flag = Optional(BooleanType());
const keyed = <T extends Parameters<typeof RecordOf>[1]>(value: T) => RecordOf(StringType({ maxLength: 200 }), value);

const OptionPart = only({
  value: text(200, 1),
  label: Label,
  color: Optional(text(30)),
  outcome: Optional(oneOf("open", "won", "lost")),
  probability: Optional(NumberType({ minimum: 0, maximum: 100 })),
  active: flag,
  requires: Optional(names),
  asks: Optional(names),
  within: Optional(Integer({ minimum: 1 })),
  idle: Optional(Integer({ minimum: 1 })),
});
const When = only({
  shown: Optional(Any),
  required: Optional(Any),
  readOnly: Optional(Any),
  options: Optional(ArrayOf(only({ if: Any, values: names }), { maxItems: 50 })),
});
const Dependency = only({ field: Name, allowed: keyed(names) });
const changeable = {
  label: Optional(Label),
  help: Optional(Label),
  mandatory: flag,
  default: Optional(Any),
  hidden: flag,
  personal: flag,
  quickCreate: flag,
  options: Optional(ArrayOf(OptionPart, { maxItems: 1000 })),
  pattern: Optional(text(200)),
  patternHint: Optional(Label),
  createOnly: flag,
  indexed: flag,
  when: Optional(When),
  dependsOn: Optional(Dependency),
};
/** Of a field that code declares: null takes away what the code says. */
const ChangesPart = only({
  ...changeable,
  help: Optional(nullable(Label)),
  pattern: Optional(nullable(text(200))),
  patternHint: Optional(nullable(Label)),
  when: Optional(nullable(When)),
  dependsOn: Optional(nullable(Dependency)),
});
const FieldPart = only({
  ...changeable,
  label: Label,
  name: Name,
  type: oneOf(...fieldTypeNames()),
  unique: flag,
  readOnly: flag,
  searchable: flag,
  maxLength: Optional(Integer({ minimum: 1, maximum: 100_000 })),
  scale: Optional(Integer({ minimum: 0, maximum: 12 })),
  ungrouped: flag,
  mask: Optional(text(MOST_MASK)),
  min: Optional(NumberType()),
  max: Optional(NumberType()),
  open: flag,
  targets: Optional(names),
  inverse: Optional(Union([only({ name: text(130, 1), label: Label }), Literal(false)])),
  prefix: Optional(text(10)),
  formula: Optional(text(4000)),
  rollup: Optional(
    only({ relation: text(130, 1), fn: oneOf("count", "sum", "avg", "min", "max"), field: Optional(text(130)), filter: Optional(Any) }),
  ),
  result: Optional(oneOf(...RESULT_TYPES)),
});
const Layout = only({
  version: Integer(),
  blocks: ArrayOf(only({ name: Name, label: Label, collapsed: flag, columns: Optional(Union([Literal(1), Literal(2)])), fields: names }), {
    maxItems: 50,
  }),
  hidden: Optional(names),
  quickCreate: Optional(names),
  keyFields: Optional(names),
  related: Optional(ArrayOf(only({ name: text(130, 1), hidden: flag }), { maxItems: 500 })),
});
const ModulePart = only({
  name: Name,
  label: Label,
  singular: Label,
  icon: text(60),
  menu: oneOf(...MENU_GROUPS),
  numberPrefix: text(10),
  nameFields: names,
  blocks: ArrayOf(only({ name: Name, label: Label, fields: ArrayOf(FieldPart, { maxItems: 600 }), collapsed: flag }), {
    maxItems: 50,
    minItems: 1,
  }),
  list: only({ columns: names, sort: text(200) }),
});
const End = only({ name: text(130, 1), label: Label });

export const ConfigurationJson = only({
  format: Literal(1),
  modules: Optional(ArrayOf(ModulePart, { maxItems: 200 })),
  fields: Optional(ArrayOf(only({ module: Name, block: Name, field: FieldPart }), { maxItems: 20_000 })),
  options: Optional(ArrayOf(only({ module: Name, field: Name, option: OptionPart }), { maxItems: 20_000 })),
  changes: Optional(
    keyed(
      only({
        label: Optional(Label),
        singular: Optional(Label),
        icon: Optional(text(60)),
        fields: Optional(keyed(ChangesPart)),
        layout: Optional(Layout),
      }),
    ),
  ),
  links: Optional(
    ArrayOf(only({ module: Name, name: Name, here: End, there: only({ module: Name, name: text(130, 1), label: Label }) }), {
      maxItems: 500,
    }),
  ),
  menu: Optional(ArrayOf(only({ group: MenuGroupJson, label: Optional(Label), modules: names }), { maxItems: 40 })),
  role_options: Optional(
    ArrayOf(
      only({
        role: ArrayOf(text(200, 1), { minItems: 1, maxItems: 100 }),
        module: Name,
        field: Name,
        options: ArrayOf(text(200, 1), { minItems: 1, maxItems: 1000 }),
      }),
      { maxItems: 20_000 },
    ),
  ),
  views: Optional(
    ArrayOf(
      only({
        module: Name,
        name: text(200, 1),
        type: oneOf(...VIEW_TYPES),
        filter: Any,
        columns: nullable(names),
        sort: nullable(text(1000)),
        widths: Optional(nullable(keyed(NumberType({ minimum: 20, maximum: 5000 })))),
        settings: Optional(nullable(ViewSettingsJson)),
        pinned: flag,
        position: Optional(Integer({ minimum: 0, maximum: 1_000_000 })),
        /** For everybody, unless it is said that it is only for those named. */
        shared: flag,
        shared_with: Optional(ArrayOf(only({ type: oneOf(...PRINCIPAL_TYPES), name: text(300, 1) }), { maxItems: VIEW_LIMITS.sharedWith })),
      }),
      { maxItems: 2000 },
    ),
  ),
  settings: Optional(SettingsJson),
});
export type ConfigurationDocument = Static<typeof ConfigurationJson>;

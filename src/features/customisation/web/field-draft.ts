/** A field while it is edited, and what of it is sent: of a new one everything, of a known one what was changed. Pure. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { FieldTypeName } from "../../../fieldtypes/index.ts";
import type { FieldConditions, Option } from "../../../model/define.ts";
import type { DescribedField } from "../../../model/describe.ts";
import type { ResultType } from "../../../model/formula/result.ts";
import type { Filter } from "../../../model/filter/ast.ts";
import { SETTINGS, type Setting } from "../field-settings.ts";
import { freeValue } from "../option-values.ts";
import type { FieldBody } from "./customisation-api.ts";
import { filledLabel, type PartialLabel } from "./labels-input.tsx";
import type { EditedRollup } from "./rollup-input.tsx";

export interface EditedOption {
  /** For this screen alone: a new option has no value yet. */
  readonly key: string;
  readonly value?: string;
  readonly label: PartialLabel;
  readonly color?: string | null;
  readonly active?: boolean;
  readonly outcome?: "open" | "won" | "lost" | null;
  readonly probability?: number | null;
  readonly requires?: readonly string[];
  readonly asks?: readonly string[];
}
let made = 0;
export const newOption = (): EditedOption => ({ key: `new-${(made += 1)}`, label: {} });

/** A rule that narrows the options. */
export interface OptionRule {
  readonly if: Filter | undefined;
  readonly values: readonly string[];
}
export interface Draft {
  readonly type: FieldTypeName;
  readonly label: PartialLabel;
  readonly help: PartialLabel;
  readonly mandatory: boolean;
  readonly unique: boolean;
  readonly createOnly: boolean;
  readonly hidden: boolean;
  readonly personal: boolean;
  readonly options: readonly EditedOption[];
  readonly targets: readonly string[];
  readonly maxLength: number | null;
  readonly scale: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly default: Json;
  readonly mask: string;
  readonly pattern: string;
  readonly patternHint: PartialLabel;
  readonly prefix: string;
  readonly formula: string;
  readonly result: ResultType | null;
  readonly rollup: EditedRollup;
  readonly shown: Filter | undefined;
  readonly required: Filter | undefined;
  readonly readOnly: Filter | undefined;
  readonly optionRules: readonly OptionRule[];
  /** The choice that this one follows; null: none. */
  readonly leader: string | null;
  readonly allowed: Readonly<Record<string, readonly string[]>>;
  /** Of roles that got or lost their own list here; null: lost. */
  readonly roleLists: Readonly<Record<string, readonly string[] | null>>;
}

export function draftOf(field: DescribedField | undefined, type: FieldTypeName = "text"): Draft {
  const when: FieldConditions = field?.when ?? {};
  return {
    type: field?.type ?? type,
    label: field?.label ?? {},
    help: field?.help ?? {},
    mandatory: field?.mandatory === true,
    unique: field?.unique === true,
    createOnly: field?.createOnly === true,
    hidden: field?.hidden === true,
    personal: field?.personal === true,
    options: field?.options?.map(({ choosable: _mine, ...option }) => ({ ...option, key: option.value })) ?? [newOption()],
    targets: field?.targets ?? [],
    maxLength: field?.maxLength ?? null,
    scale: field?.scale ?? null,
    min: field?.min ?? null,
    max: field?.max ?? null,
    default: field?.default ?? null,
    mask: field?.mask ?? "",
    pattern: field?.pattern ?? "",
    patternHint: field?.patternHint ?? {},
    prefix: field?.prefix ?? "",
    formula: field?.formula ?? "",
    result: field?.result ?? null,
    rollup: field?.rollup ?? { relation: "", fn: "count" },
    shown: when.shown,
    required: when.required,
    readOnly: when.readOnly,
    optionRules: when.options ?? [],
    leader: field?.dependsOn?.field ?? null,
    allowed: field?.dependsOn?.allowed ?? {},
    roleLists: {},
  };
}

export const has = (setting: Setting, type: FieldTypeName): boolean => SETTINGS[setting].has(type);

/** The options with the values that they will have: rules and defaults name them before they are saved. */
export function withValues(options: readonly EditedOption[]): readonly (EditedOption & { readonly value: string })[] {
  const taken = new Set(options.flatMap(({ value }) => value ?? []));
  return options.map((option) => {
    const value = option.value ?? freeValue(filledLabel(option.label), taken);
    taken.add(value);
    return { ...option, value };
  });
}
/** Those that have a name get their values for good. */
export const settled = (options: readonly EditedOption[]): readonly EditedOption[] =>
  withValues(options).map((option, i) => (Object.keys(filledLabel(option.label)).length > 0 ? option : (options[i] ?? option)));
/** As inputs of the field offer them. */
export const optionsOf = (draft: Draft): readonly Option[] =>
  withValues(draft.options)
    .filter(({ label }) => Object.keys(filledLabel(label)).length > 0)
    .map(({ value, label, color }) => ({
      value,
      label: { en: label.en ?? label.ru ?? value, ru: label.ru ?? label.en ?? value },
      ...(color ? { color } : {}),
    }));

export const hasChoices = (type: FieldTypeName): boolean => has("options", type) && type !== "tags";

function conditionsBody({ shown, required, readOnly, optionRules }: Draft): unknown {
  const options = optionRules.flatMap((rule) => (rule.if ? [{ if: rule.if, values: rule.values }] : []));
  if (!shown && !required && !readOnly && options.length === 0) return null;
  return {
    ...(shown ? { shown } : {}),
    ...(required ? { required } : {}),
    ...(readOnly ? { read_only: readOnly } : {}),
    ...(options.length > 0 ? { options } : {}),
  };
}

function bodyOf(draft: Draft, field: DescribedField | undefined): FieldBody {
  const { type } = draft;
  const own = !field || field.custom;
  const writable = !field?.readOnly;
  const filled = (label: PartialLabel): PartialLabel | null => (Object.keys(filledLabel(label)).length > 0 ? filledLabel(label) : null);
  const number = (setting: "max_length" | "scale" | "min" | "max", value: number | null) =>
    own && has(setting, type) ? { [setting]: value } : {};
  return {
    label: filledLabel(draft.label),
    help: filled(draft.help),
    ...(has("mandatory", type) && writable ? { mandatory: draft.mandatory } : {}),
    ...(has("create_only", type) && writable ? { create_only: draft.createOnly } : {}),
    ...(field ? { hidden: draft.hidden } : {}),
    ...(draft.personal === (field?.personal === true) ? {} : { personal: draft.personal }),
    ...(own && has("unique", type) ? { unique: draft.unique } : {}),
    ...(hasChoices(type)
      ? { options: withValues(draft.options).map(({ key: _key, ...option }) => ({ ...option, label: filledLabel(option.label) })) }
      : {}),
    ...(own && has("targets", type) ? { targets: draft.targets } : {}),
    ...number("max_length", draft.maxLength),
    ...(type === "rollup" ? {} : number("scale", draft.scale)),
    ...number("min", draft.min),
    ...number("max", draft.max),
    ...(has("default", type) && writable ? { default: draft.default } : {}),
    ...(own && has("mask", type) ? { mask: draft.mask === "" ? null : draft.mask } : {}),
    ...(has("pattern", type) && writable
      ? { pattern: draft.pattern === "" ? null : draft.pattern, pattern_hint: filled(draft.patternHint) }
      : {}),
    ...(own && has("prefix", type) ? { prefix: draft.prefix } : {}),
    ...(own && has("formula", type) ? { formula: draft.formula, ...(draft.result ? { result: draft.result } : {}) } : {}),
    ...(own && has("rollup", type) ? { rollup: draft.rollup } : {}),
    ...(writable ? { conditions: conditionsBody(draft) } : {}),
    ...(writable && has("depends_on", type)
      ? { depends_on: draft.leader === null ? null : { field: draft.leader, allowed: draft.allowed } }
      : {}),
  };
}

/** What is to be sent; of a known field only what differs from how it was when the editing began. */
export function changesOf(draft: Draft, field: DescribedField | undefined): FieldBody {
  const body = bodyOf(draft, field);
  if (!field) return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
  const before = bodyOf(draftOf(field), field);
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])));
}

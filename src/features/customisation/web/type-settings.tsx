/** The settings that a field has by its type: values of a choice, bounds, what it looks like, what it begins with. */
import { MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { Suspense } from "react";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { DescribedField } from "../../../model/describe.ts";
import { MOST_MASK } from "../../../model/mask.ts";
import { RESULT_TYPES } from "../../../model/formula/result.ts";
import { useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import classes from "./customisation.module.css";
import type { FieldPartProps } from "./field-dialog.tsx";
import { has, hasChoices, optionsOf, settled } from "./field-draft.ts";
import { FormulaInput } from "./formula-input.tsx";
import { LabelsInput } from "./labels-input.tsx";
import { OptionsEditor } from "./options-editor.tsx";
import { RollupInput } from "./rollup-input.tsx";
import { useTypeName } from "./type-name.ts";

export function TypeSettings(parts: FieldPartProps) {
  const { module, field, draft, set, errors } = parts;
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const typeName = useTypeName();
  const own = !field || field.custom;
  const { type } = draft;
  return (
    <>
      {hasChoices(type) && <OptionsEditor {...parts} />}
      {has("targets", type) && own && (
        <MultiSelect
          label={t("customisation.targets")}
          description={field ? t("customisation.targets-hint") : undefined}
          required
          searchable
          value={[...draft.targets]}
          error={errors["targets"]}
          data={modules.map((one) => ({ value: one.name, label: text(one.label) }))}
          onChange={(targets) => set({ targets })}
        />
      )}
      {has("formula", type) && own && (
        <>
          <FormulaInput module={module} value={draft.formula} onChange={(formula) => set({ formula })} error={errors["formula"]} />
          <Select
            label={t("customisation.result")}
            placeholder={t("customisation.result-by-itself")}
            clearable
            value={draft.result}
            error={errors["result"]}
            data={RESULT_TYPES.map((name) => ({ value: name, label: typeName(name) }))}
            onChange={(name) => set({ result: RESULT_TYPES.find((one) => one === name) ?? null })}
          />
        </>
      )}
      {has("rollup", type) && own && (
        <RollupInput module={module} value={draft.rollup} onChange={(rollup) => set({ rollup })} errors={errors} />
      )}
      {has("prefix", type) && own && (
        <TextInput
          label={t("customisation.prefix")}
          placeholder="A-"
          maxLength={10}
          value={draft.prefix}
          onChange={({ currentTarget }) => set({ prefix: currentTarget.value })}
        />
      )}
      {has("pattern", type) && !field?.readOnly ? <Format {...parts} /> : own && <Bounds {...parts} />}
      {has("default", type) && !field?.readOnly && <DefaultValue {...parts} />}
    </>
  );
}

function Bounds({ draft, set, errors }: FieldPartProps) {
  const t = useT();
  const { type } = draft;
  const numbers = [
    { setting: "max_length", key: "maxLength", label: t("customisation.max-length"), min: 1 },
    { setting: "scale", key: "scale", label: t("customisation.scale"), min: 0, max: 12 },
    { setting: "min", key: "min", label: t("customisation.min") },
    { setting: "max", key: "max", label: t("customisation.max") },
  ] as const;
  const fitting = numbers.filter(({ setting }) => has(setting, type) && !(setting === "scale" && type === "rollup"));
  if (fitting.length === 0) return null;
  return (
    <div className={classes["pair"]}>
      {fitting.map(({ setting, key, label, ...limits }) => (
        <NumberInput
          key={setting}
          label={label}
          {...limits}
          value={draft[key] ?? ""}
          error={errors[setting]}
          onChange={(value) => set({ [key]: typeof value === "number" ? value : null })}
        />
      ))}
    </div>
  );
}

/** Most texts are free: how one has to look is folded away until somebody wants it. */
function Format(parts: FieldPartProps) {
  const { field, draft, errors } = parts;
  const t = useT();
  const isSet = draft.mask !== "" || draft.pattern !== "" || draft.maxLength !== null;
  return (
    <details className={classes["folded"]} open={isSet || ["mask", "pattern", "max_length"].some((at) => errors[at] !== undefined)}>
      <summary>{t("customisation.format")}</summary>
      <div className={classes["form"]}>
        {(!field || field.custom) && <Bounds {...parts} />}
        <Pattern {...parts} />
      </div>
    </details>
  );
}

function Pattern({ field, draft, set, errors }: FieldPartProps) {
  const t = useT();
  return (
    <>
      {(!field || field.custom) && (
        <TextInput
          label={t("customisation.mask")}
          description={t("customisation.mask-help")}
          placeholder="99 99 999999"
          maxLength={MOST_MASK}
          value={draft.mask}
          error={errors["mask"]}
          onChange={({ currentTarget }) => set({ mask: currentTarget.value })}
        />
      )}
      <TextInput
        label={t("customisation.pattern")}
        description={t("customisation.pattern-help")}
        placeholder="[A-Z]{2}\d{6}"
        value={draft.pattern}
        error={errors["pattern"]}
        onChange={({ currentTarget }) => set({ pattern: currentTarget.value })}
      />
      {(draft.pattern !== "" || draft.mask !== "") && (
        <LabelsInput label={t("customisation.pattern-hint")} value={draft.patternHint} onChange={(patternHint) => set({ patternHint })} />
      )}
    </>
  );
}

/** Typed with the field's own input. */
function DefaultValue({ field, draft, set, errors }: FieldPartProps) {
  const t = useT();
  const { Input } = controlOf(draft.type);
  const label = t("customisation.default");
  const shown: DescribedField = {
    name: "default",
    type: draft.type,
    label: { en: label, ru: label },
    system: false,
    custom: true,
    block: "",
    access: "edit",
    operators: [],
    sortable: false,
    ...(hasChoices(draft.type) ? { options: optionsOf(draft) } : {}),
    ...(draft.scale === null ? {} : { scale: draft.scale }),
    ...(field?.open ? { open: true } : {}),
  };
  return (
    <div data-field="default">
      <Suspense>
        <Input
          field={shown}
          value={draft.default}
          error={errors["default"]}
          // The values that it names are settled with it.
          onChange={(value) => set({ default: value, ...(hasChoices(draft.type) ? { options: settled(draft.options) } : {}) })}
        />
      </Suspense>
    </div>
  );
}

/** Adding a field of any type, and changing one: only what its type has is asked for. */
import { typeName } from "./type-name.ts";
import { Alert, Button, Checkbox, Modal, MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FieldTypeName } from "../../../fieldtypes/index.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { isProblem } from "../../../web/api/problem.ts";
import { useModules } from "../../../web/api/modules.ts";
import { useSession } from "../../../web/api/session.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { CUSTOM_TYPES, SETTINGS, type Setting } from "../field-settings.ts";
import classes from "./customisation.module.css";
import { addField, changeField, useChange, type FieldBody } from "./customisation-api.ts";
import { DeleteField } from "./delete-field.tsx";
import { FormulaInput } from "./formula-input.tsx";
import { LabelsInput, filledLabel, type PartialLabel } from "./labels-input.tsx";
import { OptionsEditor, newOption, type EditedOption } from "./options-editor.tsx";
import { RetypeField } from "./retype-field.tsx";
import { RollupInput, type EditedRollup } from "./rollup-input.tsx";

export interface FieldDialogProps {
  readonly module: DescribedModule;
  readonly field?: DescribedField | undefined;
  readonly block?: string | undefined;
  readonly onClose: () => void;
}
interface Draft {
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
  readonly pattern: string;
  readonly patternHint: PartialLabel;
  readonly prefix: string;
  readonly formula: string;
  readonly rollup: EditedRollup;
}
const draftOf = (field: DescribedField | undefined): Draft => ({
  type: field?.type ?? "text",
  label: field?.label ?? {},
  help: field?.help ?? {},
  mandatory: field?.mandatory === true,
  unique: field?.unique === true,
  createOnly: field?.createOnly === true,
  hidden: field?.hidden === true,
  personal: field?.personal === true,
  options: field?.options?.map((option) => ({ ...option, key: option.value })) ?? [newOption()],
  targets: field?.targets ?? [],
  maxLength: field?.maxLength ?? null,
  scale: field?.scale ?? null,
  pattern: field?.pattern ?? "",
  patternHint: field?.patternHint ?? {},
  prefix: field?.prefix ?? "",
  formula: field?.formula ?? "",
  rollup: field?.rollup ?? { relation: "", fn: "count" },
});
const has = (setting: Setting, type: FieldTypeName): boolean => (SETTINGS[setting] as ReadonlySet<FieldTypeName>).has(type);

/** What is sent: of a new field everything, of a known one what its kind lets change. */
function bodyOf(draft: Draft, field: DescribedField | undefined): FieldBody {
  const { type } = draft;
  const own = !field || field.custom;
  const writable = !field?.readOnly;
  return {
    label: filledLabel(draft.label),
    help: filledLabel(draft.help),
    ...(has("mandatory", type) && writable ? { mandatory: draft.mandatory } : {}),
    ...(has("create_only", type) && writable ? { create_only: draft.createOnly } : {}),
    ...(field ? { hidden: draft.hidden } : {}),
    ...(draft.personal === (field?.personal === true) ? {} : { personal: draft.personal }),
    ...(own && has("unique", type) ? { unique: draft.unique } : {}),
    ...(has("options", type) && type !== "tags"
      ? { options: draft.options.map(({ key: _key, ...option }) => ({ ...option, label: filledLabel(option.label) })) }
      : {}),
    ...(!field && has("targets", type) ? { targets: draft.targets } : {}),
    ...(own && has("max_length", type) && draft.maxLength !== null ? { max_length: draft.maxLength } : {}),
    ...(own && has("scale", type) && draft.scale !== null ? { scale: draft.scale } : {}),
    ...(has("pattern", type) && writable
      ? { pattern: draft.pattern === "" ? null : draft.pattern, pattern_hint: filledLabel(draft.patternHint) }
      : {}),
    ...(own && has("prefix", type) ? { prefix: draft.prefix } : {}),
    ...(own && has("formula", type) ? { formula: draft.formula } : {}),
    ...(own && has("rollup", type) ? { rollup: draft.rollup } : {}),
  };
}

export function FieldDialog({ module, field, block, onClose }: FieldDialogProps) {
  const t = useT();
  const text = useLabel();
  const [draft, setDraft] = useState<Draft>(() => draftOf(field));
  const save = useChange((body: FieldBody) =>
    field ? changeField(module.name, field.name, body) : addField(module.name, { ...body, type: draft.type, ...(block ? { block } : {}) }),
  );
  const errors: Record<string, string> = {};
  if (isProblem(save.error)) for (const { field: at, message } of save.error.errors) errors[at] ??= message;
  const set = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }));
  const send = (): void =>
    save.mutate(bodyOf(draft, field), {
      onSuccess: () => {
        showToast({ message: t("settings.saved") });
        onClose();
      },
    });
  const types = CUSTOM_TYPES.filter((type) => type !== "tags" || field?.type === "tags");
  const isStage = field !== undefined && module.stageField === field.name;
  const loose = save.error && (Object.keys(errors).length === 0 || errors[""] !== undefined || errors["options"] !== undefined);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={field ? text(field.label) : t("customisation.new-field")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        className={classes["form"]}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {loose && (
          <Alert color="red" variant="light" role="alert">
            {errors[""] ?? errors["options"] ?? errorText(save.error, t)}
          </Alert>
        )}
        <LabelsInput
          autoFocus
          required
          label={t("customisation.label")}
          value={draft.label}
          onChange={(label) => set({ label })}
          error={errors["label"]}
        />
        {!field && (
          <Select
            label={t("customisation.type")}
            searchable
            allowDeselect={false}
            value={draft.type}
            data={types.map((type) => ({ value: type, label: typeName(t, type) }))}
            onChange={(type) => type && set({ type: type as FieldTypeName })}
          />
        )}
        <TypeSettings module={module} field={field} draft={draft} set={set} errors={errors} isStage={isStage} />
        <LabelsInput label={t("customisation.help")} value={draft.help} onChange={(help) => set({ help })} />
        <Flags field={field} draft={draft} set={set} errors={errors} />
        {field?.custom && <RetypeField module={module.name} field={field} onDone={onClose} />}
        <div className={classes["foot"]}>
          {field?.custom && <DeleteField module={module.name} field={field} onDone={onClose} />}
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t("action.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface PartProps {
  readonly module: DescribedModule;
  readonly field: DescribedField | undefined;
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly isStage: boolean;
}
function TypeSettings({ module, field, draft, set, errors, isStage }: PartProps) {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const own = !field || field.custom;
  const { type } = draft;
  return (
    <>
      {has("options", type) && type !== "tags" && (
        <OptionsEditor options={draft.options} onChange={(options) => set({ options })} stages={isStage} standard={!own} errors={errors} />
      )}
      {has("targets", type) && !field && (
        <MultiSelect
          label={t("customisation.targets")}
          required
          searchable
          value={[...draft.targets]}
          error={errors["targets"]}
          data={modules.map((one) => ({ value: one.name, label: text(one.label) }))}
          onChange={(targets) => set({ targets })}
        />
      )}
      {has("formula", type) && own && (
        <FormulaInput module={module} value={draft.formula} onChange={(formula) => set({ formula })} error={errors["formula"]} />
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
      {own && (has("max_length", type) || has("scale", type)) && (
        <div className={classes["pair"]}>
          {has("max_length", type) && (
            <NumberInput
              label={t("customisation.max-length")}
              min={1}
              value={draft.maxLength ?? ""}
              error={errors["max_length"]}
              onChange={(value) => set({ maxLength: typeof value === "number" ? value : null })}
            />
          )}
          {has("scale", type) && type !== "rollup" && (
            <NumberInput
              label={t("customisation.scale")}
              min={0}
              max={12}
              value={draft.scale ?? ""}
              error={errors["scale"]}
              onChange={(value) => set({ scale: typeof value === "number" ? value : null })}
            />
          )}
        </div>
      )}
      {has("pattern", type) && !field?.readOnly && (
        <TextInput
          label={t("customisation.pattern")}
          description={t("customisation.pattern-help")}
          placeholder="[A-Z]{2}\d{6}"
          value={draft.pattern}
          error={errors["pattern"]}
          onChange={({ currentTarget }) => set({ pattern: currentTarget.value })}
        />
      )}
      {has("pattern", type) && draft.pattern !== "" && (
        <LabelsInput label={t("customisation.pattern-hint")} value={draft.patternHint} onChange={(patternHint) => set({ patternHint })} />
      )}
    </>
  );
}

function Flags({ field, draft, set, errors }: Omit<PartProps, "module" | "isStage">) {
  const t = useT();
  const { type } = draft;
  const own = !field || field.custom;
  const writable = !field?.readOnly;
  const decides = useSession().user?.tools.includes("access") === true;
  return (
    <div className={classes["flags"]}>
      {has("mandatory", type) && writable && (
        <Checkbox
          label={t("customisation.mandatory")}
          checked={draft.mandatory}
          error={errors["mandatory"]}
          onChange={({ currentTarget }) => set({ mandatory: currentTarget.checked })}
        />
      )}
      {own && has("unique", type) && (
        <Checkbox
          label={t("customisation.unique")}
          checked={draft.unique}
          error={errors["unique"]}
          onChange={({ currentTarget }) => set({ unique: currentTarget.checked })}
        />
      )}
      {has("create_only", type) && writable && (
        <Checkbox
          label={t("customisation.create-only")}
          checked={draft.createOnly}
          onChange={({ currentTarget }) => set({ createOnly: currentTarget.checked })}
        />
      )}
      {writable && decides && (
        <Checkbox
          label={t("customisation.personal")}
          description={t("customisation.personal-text")}
          checked={draft.personal}
          error={errors["personal"]}
          onChange={({ currentTarget }) => set({ personal: currentTarget.checked })}
        />
      )}
      {field && (
        <Checkbox
          label={t("customisation.hidden")}
          checked={draft.hidden}
          error={errors["hidden"]}
          onChange={({ currentTarget }) => set({ hidden: currentTarget.checked })}
        />
      )}
    </div>
  );
}

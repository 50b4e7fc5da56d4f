/** One block of a form: what it says and how it looks. Which of that there is depends on its kind. */
import { ActionIcon, Button, Checkbox, Group, NumberInput, SegmentedControl, Select } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useContext, type ReactNode } from "react";
import type { Label } from "../../../../fieldtypes/field-type.ts";
import { useLabel, useT } from "../../../../web/i18n.tsx";
import { ALIGNS, type Align, type BlockType, type Fact, type LinesColumn, type PrintBlock } from "../../print/print-template.ts";
import { PlaceText, TemplateTextsContext } from "./place-text.tsx";
import classes from "./print-forms.module.css";

interface BlockProps {
  readonly block: PrintBlock;
  /** "blocks.2" */
  readonly field: string;
  readonly onChange: (block: PrintBlock) => void;
}
const WITH_TEXT: ReadonlySet<BlockType> = new Set(["text", "head", "signature", "optional_lines"]);
const WITH_FACTS: ReadonlySet<BlockType> = new Set(["head", "facts"]);
const WITH_COLUMNS: ReadonlySet<BlockType> = new Set(["lines", "optional_lines"]);
const WITH_SIZE: ReadonlySet<BlockType> = new Set(["text", "logo", "space"]);
const WITH_ALIGN: ReadonlySet<BlockType> = new Set(["text", "logo"]);
const EMPTY: Label = { en: "", ru: "" };

export function BlockEditor({ block, field, onChange }: BlockProps) {
  const t = useT();
  const set = (part: Partial<PrintBlock>): void => onChange({ ...block, ...part });
  const { type } = block;
  const title = type === "head" || type === "optional_lines" ? t("print-forms.title") : t("print-forms.text");
  return (
    <div className={classes["fields"]}>
      {type === "standard" && <p className={classes["note"]}>{t("print-forms.fixed")}</p>}
      {WITH_TEXT.has(type) && (
        <PlaceText
          label={type === "signature" ? t("print-forms.label") : title}
          field={`${field}.text`}
          value={block.text}
          onChange={(text) => set({ text })}
          {...(type === "text" ? { rows: 2 } : {})}
        />
      )}
      {(type === "head" || type === "signature") && (
        <PlaceText
          label={t(type === "head" ? "print-forms.subtitle" : "print-forms.signs")}
          field={`${field}.more`}
          value={block.more}
          onChange={(more) => set({ more })}
        />
      )}
      {type === "parties" && <Labels block={block} field={field} onChange={onChange} />}
      {WITH_FACTS.has(type) && <Facts facts={block.facts ?? []} field={field} onChange={(facts) => set({ facts })} />}
      {WITH_COLUMNS.has(type) && <Columns columns={block.columns ?? []} field={field} onChange={(columns) => set({ columns })} />}
      {type === "lines" && (
        <Checkbox
          size="xs"
          label={t("print-forms.carried")}
          checked={block.carried ?? false}
          onChange={(event) => set({ carried: event.currentTarget.checked })}
        />
      )}
      <Look block={block} set={set} />
      {type !== "standard" && type !== "page_break" && <When block={block} set={set} />}
    </div>
  );
}

interface PartProps {
  readonly block: PrintBlock;
  readonly set: (part: Partial<PrintBlock>) => void;
}
function Look({ block, set }: PartProps): ReactNode {
  const t = useT();
  if (!WITH_SIZE.has(block.type)) return null;
  return (
    <Group gap="sm" align="end">
      <NumberInput
        size="xs"
        w={90}
        label={t("print-forms.size")}
        min={1}
        max={500}
        allowDecimal={false}
        value={block.size ?? (block.type === "text" ? 9 : 120)}
        onChange={(size) => typeof size === "number" && set({ size })}
      />
      {WITH_ALIGN.has(block.type) && <AlignControl value={block.align ?? "left"} onChange={(align) => set({ align })} />}
      {block.type === "text" && (
        <>
          <Checkbox
            size="xs"
            label={t("print-forms.bold")}
            checked={block.bold ?? false}
            onChange={(event) => set({ bold: event.currentTarget.checked })}
          />
          <Checkbox
            size="xs"
            label={t("print-forms.muted")}
            checked={block.muted ?? false}
            onChange={(event) => set({ muted: event.currentTarget.checked })}
          />
        </>
      )}
    </Group>
  );
}

function AlignControl({ value, onChange }: { readonly value: Align; readonly onChange: (align: Align) => void }) {
  const t = useT();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("print-forms.align")}
      data={ALIGNS.map((align) => ({ value: align, label: t(`print-forms.align.${align}`) }))}
      value={value}
      onChange={(align) => onChange(align as Align)}
    />
  );
}

function When({ block: { when = "" }, set }: PartProps) {
  const t = useT();
  const say = useLabel();
  const { places } = useContext(TemplateTextsContext);
  const own = places.filter(({ group }) => group === "document");
  return (
    <Select
      size="xs"
      label={t("print-forms.when")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("action.clear") }}
      nothingFoundMessage={t("picker.nothing")}
      data={own.map(({ place, label }) => ({ value: place, label: say(label) }))}
      value={when === "" ? null : when}
      onChange={(place) => set({ when: place ?? "" })}
    />
  );
}

function Labels({ block, field, onChange }: BlockProps) {
  const t = useT();
  const [left, right] = block.labels ?? [EMPTY, EMPTY];
  return (
    <Group grow align="start">
      <PlaceText
        label={t("print-forms.label")}
        field={`${field}.labels.0`}
        value={left}
        onChange={(label) => onChange({ ...block, labels: [label, right] })}
      />
      <PlaceText
        label={t("print-forms.label")}
        field={`${field}.labels.1`}
        value={right}
        onChange={(label) => onChange({ ...block, labels: [left, label] })}
      />
    </Group>
  );
}

const replaced = <T,>(list: readonly T[], at: number, item: T): readonly T[] => list.map((each, i) => (i === at ? item : each));

function Facts({
  facts,
  field,
  onChange,
}: {
  readonly facts: readonly Fact[];
  readonly field: string;
  readonly onChange: (facts: readonly Fact[]) => void;
}) {
  const t = useT();
  return (
    <>
      {facts.map((fact, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- facts have no other name, and move only by being edited
        <Group key={i} gap="xs" align="end" wrap="nowrap">
          <PlaceText
            label={t("print-forms.label")}
            field={`${field}.facts.${i}.label`}
            value={fact.label}
            onChange={(label) => onChange(replaced(facts, i, { ...fact, label }))}
          />
          <PlaceText
            label={t("print-forms.value")}
            field={`${field}.facts.${i}.value`}
            value={fact.value}
            onChange={(value) => onChange(replaced(facts, i, { ...fact, value }))}
          />
          <RemoveButton onClick={() => onChange(facts.filter((_, at) => at !== i))} />
        </Group>
      ))}
      <Button
        variant="subtle"
        size="compact-xs"
        className={classes["add"]}
        onClick={() => onChange([...facts, { label: EMPTY, value: EMPTY }])}
      >
        {t("print-forms.add-fact")}
      </Button>
    </>
  );
}

interface ColumnsProps {
  readonly columns: readonly LinesColumn[];
  readonly field: string;
  readonly onChange: (columns: readonly LinesColumn[]) => void;
}
const NEW_COLUMN: LinesColumn = { label: EMPTY, value: EMPTY, width: 60, align: "left" };

function Columns({ columns, field, onChange }: ColumnsProps) {
  const t = useT();
  return (
    <>
      {columns.map((column, i) => {
        const set = (part: Partial<LinesColumn>): void => onChange(replaced(columns, i, { ...column, ...part }));
        return (
          // oxlint-disable-next-line react/no-array-index-key -- columns have no other name, and move only by being edited
          <div key={i} className={classes["column"]}>
            <Group gap="xs" align="end" wrap="nowrap">
              <PlaceText
                label={t("print-forms.label")}
                field={`${field}.columns.${i}.label`}
                value={column.label}
                onChange={(label) => set({ label })}
              />
              <PlaceText
                label={t("print-forms.value")}
                field={`${field}.columns.${i}.value`}
                value={column.value}
                onChange={(value) => set({ value })}
              />
              <RemoveButton onClick={() => onChange(columns.filter((_, at) => at !== i))} />
            </Group>
            <Group gap="xs" align="end">
              <NumberInput
                size="xs"
                w={90}
                label={t("print-forms.width")}
                placeholder="*"
                min={10}
                max={500}
                allowDecimal={false}
                hideControls
                value={column.width ?? ""}
                onChange={(width) => set({ width: typeof width === "number" && width >= 10 ? width : null })}
              />
              <AlignControl value={column.align} onChange={(align) => set({ align })} />
              <Checkbox
                size="xs"
                label={t("print-forms.hide-empty")}
                checked={column.hide_empty ?? false}
                onChange={(event) => set({ hide_empty: event.currentTarget.checked })}
              />
            </Group>
          </div>
        );
      })}
      <Button variant="subtle" size="compact-xs" className={classes["add"]} onClick={() => onChange([...columns, NEW_COLUMN])}>
        {t("print-forms.add-column")}
      </Button>
    </>
  );
}

function RemoveButton({ onClick }: { readonly onClick: () => void }) {
  const t = useT();
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={t("action.remove")} onClick={onClick}>
      <IconTrash size={16} aria-hidden />
    </ActionIcon>
  );
}

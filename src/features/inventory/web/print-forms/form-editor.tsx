/** A form being edited: its blocks in their order on the left, the paper as it will be on the right. */
import { arrayMove } from "@dnd-kit/sortable";
import { ActionIcon, Alert, Button, Group, Menu, SegmentedControl, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight, IconGripVertical, IconPlus, IconTrash } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import type { Lang } from "../../../../fieldtypes/field-type.ts";
import { faultOf, isProblem } from "../../../../web/api/problem.ts";
import { useLang, useT } from "../../../../web/i18n.tsx";
import { errorText } from "../../../../web/ui/error-state.tsx";
import { BLOCK_TYPES, mailTextOf, type BlockType, type PrintBlock, type PrintTemplate } from "../../print/print-template.ts";
import { useSortableRow } from "../../../../web/ui/use-sortable-row.ts";
import { SortableLines } from "../sortable-lines.tsx";
import { BlockEditor } from "./block-editor.tsx";
import { PlaceText, TemplateTextsContext } from "./place-text.tsx";
import { placesQuery, previewQuery, type PrintForm } from "./print-forms-api.ts";
import classes from "./print-forms.module.css";

const PaperPreview = lazy(async () => ({ default: (await import("./paper-preview.tsx")).PaperPreview }));
/** After the last keystroke, milliseconds. */
const SETTLED = 500;

interface FormEditorProps {
  readonly form: PrintForm;
  readonly module: string;
  readonly template: PrintTemplate;
  readonly onChange: (template: PrintTemplate) => void;
}
export function FormEditor({ form, module, template, onChange }: FormEditorProps) {
  const t = useT();
  const own = useLang();
  const [lang, setLang] = useState<Lang>(form.only_in ?? own);
  const [settled] = useDebouncedValue(template, SETTLED);
  const places = useQuery(placesQuery(module)).data;
  const preview = useQuery({
    ...previewQuery({ module, form: form.name, template: settled, language: lang }),
    placeholderData: keepPreviousData,
  });
  const texts = useMemo(
    () => ({ places: places ?? [], lang, fault: (field: string) => faultOf(preview.error, field) }),
    [places, lang, preview.error],
  );
  const plainError =
    preview.error && !(isProblem(preview.error) && preview.error.errors.some(({ field }) => /^(blocks|mail|name)/.test(field)));
  return (
    <TemplateTextsContext.Provider value={texts}>
      <div className={classes["editor"]}>
        <div className={classes["blocks"]}>
          <Group align="end" gap="sm">
            <TextInput
              className={classes["grow"]}
              size="xs"
              label={t("print-forms.name")}
              value={template.name[lang]}
              error={texts.fault(`name.${lang}`)}
              onChange={(event) => onChange({ ...template, name: { ...template.name, [lang]: event.currentTarget.value } })}
            />
            {form.only_in === null && (
              <SegmentedControl
                size="xs"
                aria-label={t("setup.language")}
                data={[
                  { value: "ru", label: "Русский" },
                  { value: "en", label: "English" },
                ]}
                value={lang}
                onChange={(value) => setLang(value as Lang)}
              />
            )}
          </Group>
          <Blocks template={template} onChange={onChange} hasStandard={form.template.blocks.some(({ type }) => type === "standard")} />
          <MailWords template={template} onChange={onChange} />
        </div>
        <section className={classes["preview"]} aria-label={t("print-forms.preview")} data-stale={preview.isFetching || undefined}>
          {plainError && (
            <Alert color="yellow" variant="light">
              {(isProblem(preview.error) && preview.error.errors[0]?.message) || errorText(preview.error, t)}
            </Alert>
          )}
          <Suspense>{preview.data && <PaperPreview pdf={preview.data} label={t("print-forms.preview")} />}</Suspense>
        </section>
      </div>
    </TemplateTextsContext.Provider>
  );
}

interface BlocksProps {
  readonly template: PrintTemplate;
  readonly onChange: (template: PrintTemplate) => void;
  readonly hasStandard: boolean;
}
function Blocks({ template, onChange, hasStandard }: BlocksProps) {
  const t = useT();
  const { blocks } = template;
  const [open, setOpen] = useState<number>();
  const set = (next: readonly PrintBlock[]): void => onChange({ ...template, blocks: next });
  const offered = BLOCK_TYPES.filter((type) => type !== "standard" || hasStandard);
  const move = (from: number, to: number): void => {
    setOpen(undefined);
    set(arrayMove([...blocks], from, to));
  };
  return (
    <>
      <SortableLines keys={blocks.map((_, i) => String(i))} onMove={move}>
        {blocks.map((block, i) => (
          <BlockRow
            // oxlint-disable-next-line react/no-array-index-key -- blocks have no other name; moving one closes the open one
            key={i}
            at={i}
            block={block}
            isOpen={open === i}
            onToggle={() => setOpen(open === i ? undefined : i)}
            onChange={(next) => set(blocks.map((each, at) => (at === i ? next : each)))}
            onRemove={() => (setOpen(undefined), set(blocks.filter((_, at) => at !== i)))}
          />
        ))}
      </SortableLines>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" size="xs" className={classes["add"]} leftSection={<IconPlus size={14} aria-hidden />}>
            {t("print-forms.add-block")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
          {offered.map((type) => (
            <Menu.Item key={type} onClick={() => (setOpen(blocks.length), set([...blocks, newBlock(type)]))}>
              {t(`print-forms.block.${type}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

interface BlockRowProps {
  readonly at: number;
  readonly block: PrintBlock;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onChange: (block: PrintBlock) => void;
  readonly onRemove: () => void;
}
function BlockRow({ at, block, isOpen, onToggle, onChange, onRemove }: BlockRowProps) {
  const t = useT();
  const { row, handle } = useSortableRow(String(at));
  const name = t(`print-forms.block.${block.type}`);
  return (
    <div {...row} className={classes["block"]}>
      <div className={classes["blockHead"]}>
        <button type="button" {...handle} className={classes["handle"]} aria-label={t("lines.drag", { place: at + 1 })}>
          <IconGripVertical size={16} aria-hidden />
        </button>
        <button type="button" className={classes["blockName"]} aria-expanded={isOpen} onClick={onToggle}>
          {isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          {name}
        </button>
        <ActionIcon variant="subtle" color="gray" aria-label={`${t("action.remove")}: ${name}`} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </div>
      {isOpen && <BlockEditor block={block} field={`blocks.${at}`} onChange={onChange} />}
    </div>
  );
}

const same = (text: string) => ({ en: text, ru: text });
/** What a fresh block begins with. */
function newBlock(type: BlockType): PrintBlock {
  if (type === "lines" || type === "optional_lines")
    return {
      type,
      columns: [
        { label: { en: "Item", ru: "Наименование" }, value: same("{{name}}"), width: null, align: "left" },
        { label: { en: "Amount", ru: "Сумма" }, value: same("{{net}}"), width: 70, align: "right" },
      ],
    };
  if (type === "parties")
    return {
      type,
      labels: [
        { en: "From", ru: "От" },
        { en: "Customer", ru: "Клиент" },
      ],
    };
  if (type === "head") return { type, text: same("{{number}}"), facts: [] };
  return type === "space" ? { type, size: 12 } : { type };
}

function MailWords({ template, onChange }: Pick<BlocksProps, "template" | "onChange">) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const mail = mailTextOf(template);
  return (
    <div className={classes["block"]}>
      <button type="button" className={classes["blockName"]} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
        {t("print-forms.mail-words")}
      </button>
      {open && (
        <div className={classes["fields"]}>
          <PlaceText
            label={t("print-forms.mail-subject")}
            field="mail.subject"
            value={mail.subject}
            onChange={(subject) => onChange({ ...template, mail: { ...mail, subject } })}
          />
          <PlaceText
            label={t("print-forms.mail-text")}
            field="mail.body"
            rows={6}
            value={mail.body}
            onChange={(body) => onChange({ ...template, mail: { ...mail, body } })}
          />
        </div>
      )}
    </div>
  );
}

/** What a print form is made of: blocks from top to bottom, whose texts have places (model/template). Pure: the editor uses it too. */
import type { Label } from "../../../fieldtypes/field-type.ts";
import { parseTemplate, placesOf, type TemplateFault } from "../../../model/template/template.ts";

export const BLOCK_TYPES = [
  "logo",
  "head",
  "text",
  "parties",
  "facts",
  "lines",
  "optional_lines",
  "totals",
  "words",
  "bank",
  "qr",
  "terms",
  "signature",
  "space",
  "page_break",
  "standard",
] as const;
export type BlockType = (typeof BLOCK_TYPES)[number];
export const ALIGNS = ["left", "center", "right"] as const;
export type Align = (typeof ALIGNS)[number];

/** A label and what stands beside it; without a value it is left out. */
export interface Fact {
  readonly label: Label;
  readonly value: Label;
}
export interface LinesColumn {
  readonly label: Label;
  readonly value: Label;
  /** Points; null: what is left of the page. */
  readonly width: number | null;
  readonly align: Align;
  /** Left out where it is empty (or zero) on every line. */
  readonly hide_empty?: boolean;
}
/** One block; which of the rest it has depends on its type. */
export interface PrintBlock {
  readonly type: BlockType;
  /** Shown only where this place isn't empty. */
  readonly when?: string;
  /** text, head (its title), signature (whose). */
  readonly text?: Label;
  /** head: under the title; signature: the name. */
  readonly more?: Label;
  /** head, facts */
  readonly facts?: readonly Fact[];
  /** lines, optional_lines */
  readonly columns?: readonly LinesColumn[];
  /** lines: sums of the page and of what came before stand at the foot of each page but the last. */
  readonly carried?: boolean;
  /** parties: what their columns are called. */
  readonly labels?: readonly [Label, Label];
  /** text, logo */
  readonly align?: Align;
  /** text: points; logo: width; space: height. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly muted?: boolean;
}
/** The mail that the paper goes with. */
export interface MailText {
  readonly subject: Label;
  readonly body: Label;
}
export interface PrintTemplate {
  readonly name: Label;
  readonly blocks: readonly PrintBlock[];
  /** Absent: the usual words (`mailTextOf`). */
  readonly mail?: MailText;
}

/** What the mail says unless the template says it otherwise. */
export const mailTextOf = ({ name, mail }: PrintTemplate): MailText =>
  mail ?? {
    subject: { en: `${name.en} {{number}}, {{seller.name}}`, ru: `${name.ru} № {{number}}, {{seller.name}}` },
    body: {
      en: `Hello{{#contact_id.first_name}} {{contact_id.first_name}}{{/contact_id.first_name}},\n\nPlease find attached: ${name.en} {{number}} of {{date}}{{#total}}, {{total}}{{/total}}.\n\nKind regards,\n{{user.name}}\n{{seller.name}}`,
      ru: `Здравствуйте{{#contact_id.first_name}}, {{contact_id.first_name}}{{/contact_id.first_name}}!\n\nВо вложении: ${name.ru} № {{number}} от {{date}}{{#total}} на сумму {{total}}{{/total}}.\n\nС уважением,\n{{user.name}}\n{{seller.name}}`,
    },
  };

const MOST_BLOCKS = 60;
const MOST_ITEMS = 20;

export interface PlacedFault {
  /** `blocks.2.text.ru` */
  readonly field: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The names of all places that it has. */
export const templatePlaces = (template: PrintTemplate): readonly string[] => [
  ...template.blocks.flatMap(({ when }) => when ?? []),
  ...textsOf(template).flatMap(({ label }) =>
    [label.en, label.ru].flatMap((text) => {
      const parsed = parseTemplate(text);
      return parsed.ok ? placesOf(parsed.parts) : [];
    }),
  ),
];

/** Every text of a template, with its place. */
export function textsOf({ blocks, mail }: PrintTemplate): readonly { readonly field: string; readonly label: Label }[] {
  const ofMail = mail
    ? [
        { field: "mail.subject", label: mail.subject },
        { field: "mail.body", label: mail.body },
      ]
    : [];
  const ofBlocks = blocks.flatMap((block, i) => {
    const at = (name: string, label: Label | undefined) => (label ? [{ field: `blocks.${i}.${name}`, label }] : []);
    return [
      ...at("text", block.text),
      ...at("more", block.more),
      ...(block.facts ?? []).flatMap((fact, j) => [...at(`facts.${j}.label`, fact.label), ...at(`facts.${j}.value`, fact.value)]),
      ...(block.columns ?? []).flatMap((column, j) => [
        ...at(`columns.${j}.label`, column.label),
        ...at(`columns.${j}.value`, column.value),
      ]),
      ...(block.labels ?? []).flatMap((label, j) => at(`labels.${j}`, label)),
    ];
  });
  return [...ofMail, ...ofBlocks];
}

/** What is wrong with a template, at its place; nothing where it can be printed. */
export function templateFaults(template: PrintTemplate): readonly PlacedFault[] {
  const faults: PlacedFault[] = [];
  for (const lang of ["en", "ru"] as const)
    if (template.name[lang].trim() === "") faults.push({ field: `name.${lang}`, code: "mandatory" });
  if (template.blocks.length > MOST_BLOCKS) faults.push({ field: "blocks", code: "too_many", params: { max: MOST_BLOCKS } });
  template.blocks.forEach((block, i) => {
    if (Math.max(block.facts?.length ?? 0, block.columns?.length ?? 0) > MOST_ITEMS)
      faults.push({ field: `blocks.${i}`, code: "too_many", params: { max: MOST_ITEMS } });
    if (block.type === "lines" && (block.columns?.length ?? 0) === 0) faults.push({ field: `blocks.${i}.columns`, code: "mandatory" });
    if (block.when !== undefined && block.when !== "" && fault(`{{${block.when}}}`))
      faults.push({ field: `blocks.${i}.when`, code: "template_bad_place", params: { place: block.when.slice(0, 60) } });
  });
  for (const { field, label } of textsOf(template))
    for (const lang of ["en", "ru"] as const) {
      const wrong = fault(label[lang]);
      if (wrong) faults.push({ field: `${field}.${lang}`, code: wrong.code, params: wrong.params });
    }
  return faults;
}
function fault(text: string): TemplateFault | undefined {
  const parsed = parseTemplate(text);
  return parsed.ok ? undefined : parsed.fault;
}

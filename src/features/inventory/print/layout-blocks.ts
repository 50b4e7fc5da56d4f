/** From a form's blocks to a page: each kind of block is one function, and shows nothing where it has nothing to show. */
import type { Column, Content, TableCell, TDocumentDefinitions } from "pdfmake/interfaces.js";
import type { Label } from "../../../fieldtypes/field-type.ts";
import { amountInWords } from "../../../model/sales/amount-in-words.ts";
import { renderTemplate, type TemplateScope } from "../../../model/template/template.ts";
import { paymentPayload, qrSvg } from "./payment-qr.ts";
import { bold, right, rows, sheet, signature, sum } from "./parts.ts";
import type { Party, PrintData, PrintLine } from "./print-data.ts";
import type { Align, LinesColumn, PrintBlock, PrintTemplate } from "./print-template.ts";

export interface Paper {
  readonly data: PrintData;
  readonly scope: TemplateScope;
  readonly lineScope: (line: PrintLine) => TemplateScope;
  /** A form that law or custom has fixed: what the block `standard` stands for. */
  readonly fixed: ((data: PrintData) => TDocumentDefinitions) | undefined;
}
type Margins = [number, number, number, number];

const MUTED = "#5f6368";
const T = {
  discount: { en: "Discount", ru: "Скидка" },
  subtotal: { en: "Subtotal", ru: "Сумма по позициям" },
  shipping: { en: "Shipping", ru: "Доставка" },
  adjustment: { en: "Adjustment", ru: "Корректировка" },
  total: { en: "Total", ru: "Итого" },
  received: { en: "Received", ru: "Оплачено" },
  balance: { en: "To pay", ru: "К оплате" },
  including: { en: "including", ru: "в том числе" },
  bank: { en: "Bank details", ru: "Банковские реквизиты" },
  terms: { en: "Terms and conditions", ru: "Условия" },
  shipTo: { en: "Ship to", ru: "Адрес доставки" },
} as const satisfies Record<string, Label>;

/** The whole paper of a template. */
export function composePaper(template: PrintTemplate, paper: Paper): TDocumentDefinitions {
  const { data } = paper;
  const fixed = template.blocks.some(({ type }) => type === "standard") ? paper.fixed?.(data) : undefined;
  const content = template.blocks.flatMap((block): Content[] => {
    if (block.when !== undefined && block.when !== "" && paper.scope.text(block.when).trim() === "") return [];
    if (block.type !== "standard") return BLOCKS[block.type](block, paper);
    return Array.isArray(fixed?.content) ? fixed.content : [];
  });
  if (fixed) return { ...fixed, content };
  return sheet(data, `${template.name[data.lang]} ${data.number}`, content);
}

type Layout = (block: PrintBlock, paper: Paper) => Content[];
const say = (label: Label | undefined, { data, scope }: Paper): string => (label ? renderTemplate(label[data.lang], scope).trim() : "");

const BLOCKS: Readonly<Record<Exclude<PrintBlock["type"], "standard">, Layout>> = {
  logo: ({ size = 120, align = "left" }, { data }) =>
    data.logo === undefined ? [] : [{ image: data.logo, fit: [size, size * 0.6], alignment: align, margin: [0, 0, 0, 12] }],
  head,
  text: (block, paper) => {
    const text = say(block.text, paper);
    const { size = 9, align = "left", bold: isBold = false, muted = false } = block;
    return text === ""
      ? []
      : [{ text, fontSize: size, alignment: align, bold: isBold, ...(muted ? { color: MUTED } : {}), margin: [0, 2, 0, 6] as Margins }];
  },
  parties,
  facts: (block, paper) => factsTable(factsOf(block, paper)),
  lines: (block, paper) => {
    const lines = paper.data.lines.filter((line) => !line.isOptional);
    return [linesTable(block, paper, lines)];
  },
  optional_lines: (block, paper) => {
    const lines = paper.data.lines.filter((line) => line.isOptional);
    if (lines.length === 0) return [];
    return [{ text: say(block.text, paper), bold: true, margin: [0, 16, 0, 6] }, linesTable(block, paper, lines)];
  },
  totals: (_block, { data }) => [totals(data)],
  words: (_block, { data }) => [{ text: amountInWords(data.total, data.currency, data.lang), margin: [0, 10, 0, 0], italics: true }],
  bank: (_block, { data }) => bankDetails(data),
  qr: (_block, { data }) => {
    const payload = paymentPayload(data);
    return payload === undefined ? [] : [{ svg: qrSvg(payload), fit: [92, 92], margin: [0, 10, 0, 0] }];
  },
  terms: (_block, { data: { record, lang } }) => {
    const text = record["terms"];
    return typeof text === "string" && text !== ""
      ? [
          { text: T.terms[lang], bold: true, margin: [0, 16, 0, 4] },
          { text, color: MUTED },
        ]
      : [];
  },
  signature: (block, paper) => [signature(say(block.text, paper), say(block.more, paper))],
  space: ({ size = 12 }) => [{ text: "", margin: [0, size, 0, 0] }],
  page_break: () => [{ text: "", pageBreak: "before" }],
};

/** Those that have a value. */
const factsOf = ({ facts = [] }: PrintBlock, paper: Paper): readonly (readonly [string, string])[] =>
  facts.map((fact) => [say(fact.label, paper), say(fact.value, paper)] as const).filter(([, value]) => value !== "");

const factsTable = (pairs: readonly (readonly [string, string])[]): Content[] =>
  pairs.length === 0
    ? []
    : [
        {
          layout: "noBorders",
          table: { widths: ["auto", "*"], body: pairs.map(([label, value]) => [{ text: label, color: MUTED }, { text: value }]) },
          margin: [0, 0, 0, 8],
        },
      ];

function head(block: PrintBlock, paper: Paper): Content[] {
  const under = say(block.more, paper);
  return [
    {
      columns: [
        {
          width: "*",
          stack: [
            { text: say(block.text, paper), fontSize: 18, bold: true },
            ...(under === "" ? [] : [{ text: under, color: MUTED, margin: [0, 2, 0, 0] as Margins }]),
          ],
        },
        {
          width: "auto",
          alignment: "right",
          stack: factsOf(block, paper).map(([label, value]) => ({ text: [{ text: `${label}  `, color: MUTED }, value] })),
        },
      ],
      columnGap: 20,
      margin: [0, 0, 0, 18],
    },
  ];
}

function parties({ labels }: PrintBlock, paper: Paper): Content[] {
  const { data } = paper;
  const side = (label: Label | undefined, party: Party, address: string): Column => ({
    width: "*",
    stack: [
      { text: say(label, paper), color: MUTED, fontSize: 8 },
      { text: party.name || "—", bold: true, margin: [0, 2, 0, 2] },
      ...[party.address, ...numbers(party, data), party.phone, party.email].filter((line) => line !== "").map((text) => ({ text })),
      ...(address === "" ? [] : [{ text: [{ text: `${T.shipTo[data.lang]}: `, color: MUTED }, address], margin: [0, 4, 0, 0] as Margins }]),
    ],
  });
  const [mine, theirs] = data.module === "purchase_orders" ? [data.buyer, data.seller] : [data.seller, data.buyer];
  return [
    { columns: [side(labels?.[0], mine, ""), side(labels?.[1], theirs, data.shippingAddress)], columnGap: 24, margin: [0, 0, 0, 18] },
  ];
}

const numbers = (party: Party, { lang }: PrintData): string[] =>
  lang === "ru"
    ? [[party.inn && `ИНН ${party.inn}`, party.kpp && `КПП ${party.kpp}`].filter((part) => part !== "").join(" / ")]
    : [party.vatId && `VAT ID ${party.vatId}`, party.inn && `INN ${party.inn}`];

const isNothing = (text: string): boolean => !/[1-9\p{L}]/u.test(text);

function linesTable(block: PrintBlock, paper: Paper, lines: readonly PrintLine[]): Content {
  const { data, scope } = paper;
  const scopes = new Map(lines.map((line) => [line, paper.lineScope(line)]));
  const cell = (column: LinesColumn, line: PrintLine): string => renderTemplate(column.value[data.lang], scopes.get(line) ?? scope);
  const columns = (block.columns ?? []).filter((column) => !column.hide_empty || lines.some((line) => !isNothing(cell(column, line))));
  const wide = columns.findIndex(({ width }) => width === null);
  const aligned = (text: string, align: Align, more: Record<string, unknown> = {}): TableCell => ({ text, alignment: align, ...more });
  const heading = (line: PrintLine): TableCell[] => {
    const at = Math.max(0, Math.min(wide, columns.length - 1));
    return columns.map((_column, i) => (i === at ? bold(line.name, { colSpan: columns.length - at }) : { text: "" }));
  };
  const body = lines.map((line) => {
    if (line.isHeading) return heading(line);
    const cells = columns.map((column) => aligned(cell(column, line), column.align));
    if (block.carried && cells[0]) data.carried.add(cells[0], line.net);
    return cells;
  });
  return {
    layout: rows,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ width }) => width ?? "*"),
      body: [columns.map(({ label, align }) => aligned(say(label, paper), align, { color: MUTED, fontSize: 8 })), ...body],
    },
  };
}

const isAmount = (value: string): boolean => /[1-9]/.test(value);

function totals(data: PrintData): Content {
  const { lang, currency } = data;
  const money = (value: string): string => sum(value, currency, lang);
  const received = typeof data.record["received"] === "string" ? data.record["received"] : "";
  const included = data.pricesIncludeTax ? ` (${T.including[lang]})` : "";
  const lines: [string, string][] = [
    [T.subtotal[lang], money(data.subtotal)],
    ...(isAmount(data.discount) ? [[T.discount[lang], `−${money(data.discount)}`] as [string, string]] : []),
    ...(isAmount(data.shipping) ? [[T.shipping[lang], money(data.shipping)] as [string, string]] : []),
    ...data.taxes.map(({ label, amount }): [string, string] => [`${label}${included}`, money(amount)]),
    ...(isAmount(data.adjustment) ? [[T.adjustment[lang], money(data.adjustment)] as [string, string]] : []),
  ];
  const after: [string, string][] = isAmount(received)
    ? [
        [T.received[lang], money(received)],
        [T.balance[lang], money(String(data.record["balance"] ?? "0"))],
      ]
    : [];
  return {
    columns: [
      { width: "*", text: "" },
      {
        width: 260,
        layout: "noBorders",
        table: {
          widths: ["*", "auto"],
          body: [
            ...lines.map(([label, value]) => [{ text: label, color: MUTED }, right(value)]),
            [bold(`${T.total[lang]}, ${currency}`, { fontSize: 12 }), right(money(data.total), { bold: true, fontSize: 12 })],
            ...after.map(([label, value]) => [{ text: label, color: MUTED }, right(value)]),
          ],
        },
      },
    ],
    margin: [0, 10, 0, 0],
    unbreakable: true,
  };
}

function bankDetails({ seller, lang }: PrintData): Content[] {
  const pairs: [string, string][] = (
    lang === "ru"
      ? [
          ["Банк", seller.bank],
          ["БИК", seller.bik],
          ["Корр. счёт", seller.correspondentAccount],
          ["Расчётный счёт", seller.account],
          ["SWIFT", seller.swift],
        ]
      : [
          ["Bank", seller.bank],
          ["Account", seller.account],
          ["BIC (SWIFT)", seller.swift],
          ["BIK", seller.bik],
          ["Correspondent account", seller.correspondentAccount],
        ]
  ).filter((pair): pair is [string, string] => pair[1] !== "");
  return pairs.length === 0 ? [] : [{ text: T.bank[lang], bold: true, margin: [0, 16, 0, 4] }, ...factsTable(pairs)];
}

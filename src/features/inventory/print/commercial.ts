/** Forms for any country, in Russian and English: quote, order, invoice, purchase order, delivery note, credit note. */
import type { Column, Content, TableCell, TDocumentDefinitions } from "pdfmake/interfaces.js";
import type { Label } from "../../../fieldtypes/field-type.ts";
import { amountInWords } from "../../../model/sales/amount-in-words.ts";
import { bold, dateText, quantityText, right, rows, sheet, signature, sum } from "./parts.ts";
import type { Party, PrintData, PrintLine } from "./print-data.ts";

export interface CommercialForm {
  readonly title: Label;
  /** Of the other party. */
  readonly to: Label;
  /** Goods without their prices. */
  readonly unpriced?: boolean;
  /** Fields of dates that the head shows, with their labels. */
  readonly dates?: readonly { readonly field: string; readonly label: Label }[];
  /** What the reader has to pay to. */
  readonly bank?: boolean;
}

const T = {
  from: { en: "From", ru: "От" },
  item: { en: "Item", ru: "Наименование" },
  quantity: { en: "Quantity", ru: "Кол-во" },
  unit: { en: "Unit", ru: "Ед." },
  price: { en: "Price", ru: "Цена" },
  discount: { en: "Discount", ru: "Скидка" },
  tax: { en: "Tax", ru: "Налог" },
  amount: { en: "Amount", ru: "Сумма" },
  subtotal: { en: "Subtotal", ru: "Сумма по позициям" },
  documentDiscount: { en: "Discount", ru: "Скидка" },
  shipping: { en: "Shipping", ru: "Доставка" },
  adjustment: { en: "Adjustment", ru: "Корректировка" },
  total: { en: "Total", ru: "Итого" },
  received: { en: "Received", ru: "Оплачено" },
  balance: { en: "To pay", ru: "К оплате" },
  including: { en: "including", ru: "в том числе" },
  optional: { en: "Optional, not included in the total", ru: "Дополнительно, в итог не входит" },
  bank: { en: "Bank details", ru: "Банковские реквизиты" },
  terms: { en: "Terms and conditions", ru: "Условия" },
  date: { en: "Date", ru: "Дата" },
  shipTo: { en: "Ship to", ru: "Адрес доставки" },
  handed: { en: "Handed over by", ru: "Отпустил" },
  taken: { en: "Received by", ru: "Получил" },
  signed: { en: "Signature", ru: "Подпись" },
} as const satisfies Record<string, Label>;

const MUTED = "#5f6368";

export function commercialForm(form: CommercialForm): (data: PrintData) => TDocumentDefinitions {
  return (data) => {
    const t = (name: keyof typeof T): string => T[name][data.lang];
    const title = `${form.title[data.lang]} ${data.number}`;
    const optional = data.lines.filter((line) => line.isOptional);
    const content: Content[] = [
      head(form, data, title),
      parties(form, data),
      items(
        form,
        data,
        data.lines.filter((line) => !line.isOptional),
      ),
      ...(form.unpriced ? [] : [totals(data), words(data)]),
      ...(optional.length > 0 && !form.unpriced
        ? [{ text: t("optional"), bold: true, margin: [0, 16, 0, 6] } as Content, items(form, data, optional)]
        : []),
      ...(form.bank ? bankDetails(data) : []),
      ...terms(data),
      ...(form.unpriced ? [signature(t("handed"), ""), signature(t("taken"), "")] : [signature(t("signed"), data.seller.director)]),
    ];
    return sheet(data, title, content);
  };
}

function head(form: CommercialForm, data: PrintData, title: string): Content {
  const dates = [
    { label: T.date[data.lang], day: data.date },
    ...(form.dates ?? []).flatMap(({ field, label }) =>
      typeof data.record[field] === "string" ? [{ label: label[data.lang], day: data.record[field] }] : [],
    ),
  ];
  return {
    columns: [
      {
        width: "*",
        stack: [
          { text: title, fontSize: 18, bold: true },
          { text: String(data.record["subject"] ?? ""), color: MUTED, margin: [0, 2, 0, 0] },
        ],
      },
      {
        width: "auto",
        alignment: "right",
        stack: dates.map(({ label, day }) => ({ text: [{ text: `${label}  `, color: MUTED }, dateText(day, data.lang)] })),
      },
    ],
    columnGap: 20,
    margin: [0, 0, 0, 18],
  };
}

function parties(form: CommercialForm, data: PrintData): Content {
  const block = (label: string, party: Party, address?: string): Column => ({
    width: "*",
    stack: [
      { text: label, color: MUTED, fontSize: 8 },
      { text: party.name || "—", bold: true, margin: [0, 2, 0, 2] },
      ...[party.address, ...numbers(party, data), party.phone, party.email].filter((line) => line !== "").map((text) => ({ text })),
      ...(address
        ? [
            {
              text: [{ text: `${T.shipTo[data.lang]}: `, color: MUTED }, address],
              margin: [0, 4, 0, 0] as [number, number, number, number],
            },
          ]
        : []),
    ],
  });
  const [mine, theirs] = data.module === "purchase_orders" ? [data.buyer, data.seller] : [data.seller, data.buyer];
  return {
    columns: [block(T.from[data.lang], mine), block(form.to[data.lang], theirs, data.shippingAddress)],
    columnGap: 24,
    margin: [0, 0, 0, 18],
  };
}

const numbers = (party: Party, { lang }: PrintData): string[] =>
  lang === "ru"
    ? [[party.inn && `ИНН ${party.inn}`, party.kpp && `КПП ${party.kpp}`].filter((part) => part !== "").join(" / ")]
    : [party.vatId && `VAT ID ${party.vatId}`, party.inn && `INN ${party.inn}`];

function items(form: CommercialForm, data: PrintData, lines: readonly PrintLine[]): Content {
  const { lang, currency } = data;
  const hasDiscount = lines.some((line) => /[1-9]/.test(line.discount));
  const columns: { label: string; width: string | number; cell: (line: PrintLine) => TableCell }[] = [
    { label: "№", width: 18, cell: (line) => right(line.position === null ? "" : String(line.position), { color: MUTED }) },
    { label: T.item[lang], width: "*", cell: (line) => ({ text: line.name }) },
    { label: T.quantity[lang], width: 46, cell: (line) => right(quantityText(line.quantity, lang)) },
    { label: T.unit[lang], width: 32, cell: (line) => ({ text: line.unit.name }) },
  ];
  if (!form.unpriced)
    columns.push(
      { label: T.price[lang], width: 62, cell: (line) => right(sum(line.price, currency, lang)) },
      ...(hasDiscount
        ? [{ label: T.discount[lang], width: 54, cell: (line: PrintLine) => right(sum(line.discount, currency, lang)) }]
        : []),
      { label: T.tax[lang], width: 44, cell: (line) => right(line.rate) },
      { label: T.amount[lang], width: 70, cell: (line) => right(sum(line.net, currency, lang)) },
    );
  const heading = (line: PrintLine): TableCell[] => [
    { text: "" },
    bold(line.name, { colSpan: columns.length - 1 }),
    ...columns.slice(2).map(() => ({ text: "" })),
  ];
  return {
    layout: rows,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map((column) => column.width),
      body: [
        columns.map((column, i) => ({
          text: column.label,
          color: MUTED,
          fontSize: 8,
          alignment: i === 1 || i === 3 ? ("left" as const) : ("right" as const),
        })),
        ...lines.map((line) => (line.isHeading ? heading(line) : columns.map((column) => column.cell(line)))),
      ],
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
    ...(isAmount(data.discount) ? [[T.documentDiscount[lang], `−${money(data.discount)}`] as [string, string]] : []),
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

const words = (data: PrintData): Content => ({
  text: amountInWords(data.total, data.currency, data.lang),
  margin: [0, 10, 0, 0],
  italics: true,
});

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
  if (pairs.length === 0) return [];
  return [
    { text: T.bank[lang], bold: true, margin: [0, 16, 0, 4] },
    {
      layout: "noBorders",
      table: { widths: ["auto", "*"], body: pairs.map(([label, value]) => [{ text: label, color: MUTED }, { text: value }]) },
    },
  ];
}

function terms({ record, lang }: PrintData): Content[] {
  const text = record["terms"];
  return typeof text === "string" && text !== ""
    ? [
        { text: T.terms[lang], bold: true, margin: [0, 16, 0, 4] },
        { text, color: MUTED },
      ]
    : [];
}

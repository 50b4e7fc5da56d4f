/** What print forms are put together from. Sizes are in points. */
import type { Content, ContentTable, DynamicContent, TableCell, TDocumentDefinitions } from "pdfmake/interfaces.js";
import type { Lang } from "../../../fieldtypes/field-type.ts";
import { minorDigits } from "../../../model/format/numbers.ts";
import type { Party, PrintData } from "./print-data.ts";

const literal = (value: string): Intl.StringNumericLiteral => value as Intl.StringNumericLiteral;

/** "1 234,50" or "1,234.50": with the currency's digits, without its sign. */
export function sum(value: string, currency: string, lang: Lang): string {
  const digits = minorDigits(currency);
  return new Intl.NumberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: Math.max(digits, 6) }).format(
    literal(value || "0"),
  );
}
export const quantityText = (value: string, lang: Lang): string =>
  new Intl.NumberFormat(lang, { maximumFractionDigits: 6 }).format(literal(value || "0"));

/** "10 марта 2026 г." or "10 March 2026". */
export function dateText(day: string, lang: Lang): string {
  const date = new Date(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat(lang === "ru" ? "ru" : "en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(date);
}
export const shortDate = (day: string): string => day.split("-").toReversed().join(".");

const LINE = "#9aa0a6";
export const grid = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => LINE,
  vLineColor: () => LINE,
  paddingLeft: () => 4,
  paddingRight: () => 4,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};
/** Rules between rows alone: for tables that people read rather than file. */
export const rows = {
  ...grid,
  vLineWidth: () => 0,
  hLineWidth: (i: number, node: ContentTable) => (i === 0 || i === node.table.body.length ? 1 : 0.5),
  paddingTop: () => 5,
  paddingBottom: () => 5,
};
export const blackGrid = {
  ...grid,
  hLineColor: () => "#000",
  vLineColor: () => "#000",
  paddingLeft: () => 2,
  paddingRight: () => 2,
  paddingTop: () => 2,
  paddingBottom: () => 2,
};

export const right = (text: string, more: Record<string, unknown> = {}): TableCell => ({ text, alignment: "right", ...more });
export const center = (text: string, more: Record<string, unknown> = {}): TableCell => ({ text, alignment: "center", ...more });
export const bold = (text: string, more: Record<string, unknown> = {}): TableCell => ({ text, bold: true, ...more });

const PAGE: Readonly<Record<Lang, (page: number, of: number) => string>> = {
  ru: (page, of) => `Страница ${page} из ${of}`,
  en: (page, of) => `Page ${page} of ${of}`,
};

/** A page with its number at the foot; the title becomes the file's. */
export function sheet(data: PrintData, title: string, content: Content[], more: Partial<TDocumentDefinitions> = {}): TDocumentDefinitions {
  const { carried } = data;
  const side = more.pageOrientation === "landscape" ? 24 : 40;
  const footer: DynamicContent = (page, of) => ({
    stack: [
      { text: carried.foot(page) ?? "", alignment: "right", fontSize: 8, margin: [0, 0, 0, 4] },
      {
        columns: [
          { text: title, width: "*" },
          { text: PAGE[data.lang](page, of), alignment: "right", width: "auto" },
        ],
        fontSize: 7,
        color: "#5f6368",
      },
    ],
    margin: [side, 4, side, 0],
  });
  return {
    header: (page) => carried.head(page, side),
    info: { title, author: data.seller.name, creator: "Manul CRM" },
    pageSize: "A4",
    pageMargins: [40, 36, 40, 40],
    defaultStyle: { font: "Roboto", fontSize: 9, lineHeight: 1.15 },
    footer,
    content,
    ...more,
  };
}

/** "ООО «Ромашка», ИНН 7707083893, КПП 773601001, 101000, Москва, ул. …" */
export function partyText(party: Party, lang: Lang): string {
  const numbered =
    lang === "ru"
      ? [party.inn && `ИНН ${party.inn}`, party.kpp && `КПП ${party.kpp}`]
      : [party.vatId && `VAT ID ${party.vatId}`, party.inn && `INN ${party.inn}`];
  return [party.name, ...numbered, party.address, party.phone && (lang === "ru" ? `тел. ${party.phone}` : `phone ${party.phone}`)]
    .filter((part) => part !== "")
    .join(", ");
}

/** Who signs, with a line for it. */
export const signature = (role: string, name: string): Content => ({
  columns: [
    { text: role, width: 130 },
    { canvas: [{ type: "line", x1: 0, y1: 10, x2: 120, y2: 10, lineWidth: 0.5 }], width: 130 },
    { text: name === "" ? "" : `/ ${name} /`, width: "*" },
  ],
  margin: [0, 14, 0, 0],
});

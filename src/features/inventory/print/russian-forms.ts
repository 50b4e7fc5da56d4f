/**
 * Forms of Russian law: счёт-фактура (постановление Правительства 1137) and УПД (письмо ФНС ММВ-20-3/96@). Columns have
 * the numbers and the order that the forms give them.
 */
import type { Column as Cell, Content, TableCell, TDocumentDefinitions } from "pdfmake/interfaces.js";
import { blackGrid, bold, center, dateText, quantityText, right, shortDate, sheet, sum } from "./parts.ts";
import type { Party, PrintData, PrintLine } from "./print-data.ts";
import { goodsOf, totalOf } from "./russian.ts";

/** Name and numeric code of ОКВ. */
const CURRENCIES: Readonly<Record<string, string>> = {
  RUB: "Российский рубль, 643",
  USD: "Доллар США, 840",
  EUR: "Евро, 978",
  KZT: "Тенге, 398",
  BYN: "Белорусский рубль, 933",
  CNY: "Юань, 156",
};
export const landscape: Partial<TDocumentDefinitions> = {
  pageOrientation: "landscape",
  pageMargins: [24, 24, 24, 32],
  defaultStyle: { font: "Roboto", fontSize: 7, lineHeight: 1.1 },
};

export interface Column {
  readonly label: string;
  readonly code: string;
  readonly width: number | string;
  readonly cell: (line: PrintLine, i: number) => TableCell;
  /** In the last row. */
  readonly total?: (lines: readonly PrintLine[]) => string;
}

function taxColumns(data: PrintData): readonly Column[] {
  const money = (value: string): string => sum(value, data.currency, "ru");
  const all = (name: "preTax" | "tax" | "total") => (lines: readonly PrintLine[]) => money(totalOf(lines, name, data.digits));
  const dash = (): TableCell => center("—");
  return [
    { label: "№ п/п", code: "1", width: 18, cell: (_line, i) => center(String(i + 1)) },
    {
      label: "Наименование товара (описание выполненных работ, оказанных услуг), имущественного права",
      code: "1а",
      width: "*",
      cell: (line) => ({ text: line.name }),
    },
    { label: "Код вида товара", code: "1б", width: 28, cell: dash },
    { label: "Код ед. изм.", code: "2", width: 26, cell: (line) => center(line.unit.code || "—") },
    { label: "Условное обозначение", code: "2а", width: 40, cell: (line) => center(line.unit.name) },
    { label: "Количество (объём)", code: "3", width: 40, cell: (line) => right(quantityText(line.quantity, "ru")) },
    { label: "Цена (тариф) за единицу измерения", code: "4", width: 50, cell: (line) => right(money(line.netPrice)) },
    { label: "Стоимость без налога — всего", code: "5", width: 58, cell: (line) => right(money(line.preTax)), total: all("preTax") },
    { label: "В том числе сумма акциза", code: "6", width: 40, cell: () => center("без акциза") },
    { label: "Налоговая ставка", code: "7", width: 38, cell: (line) => center(line.rate.toLowerCase()) },
    {
      label: "Сумма налога, предъявляемая покупателю",
      code: "8",
      width: 52,
      cell: (line) => right(line.rate === "Без НДС" ? "без НДС" : money(line.tax)),
      total: all("tax"),
    },
    { label: "Стоимость с налогом — всего", code: "9", width: 58, cell: (line) => right(money(line.total)), total: all("total") },
    { label: "Код страны", code: "10", width: 26, cell: dash },
    { label: "Страна происхождения", code: "10а", width: 52, cell: dash },
    { label: "Рег. номер декларации или партии", code: "11", width: 50, cell: dash },
  ];
}

export function codedTable(columns: readonly Column[], lines: readonly PrintLine[], totalLabel: string): Content {
  const first = columns.findIndex((column) => column.total);
  const last: TableCell[] = columns.map((column, i) => {
    if (i === 0) return bold(totalLabel, { colSpan: first });
    if (i < first) return {};
    return column.total ? right(column.total(lines), { bold: true }) : center("Х");
  });
  return {
    layout: blackGrid,
    table: {
      headerRows: 2,
      dontBreakRows: true,
      widths: columns.map((column) => column.width),
      body: [
        columns.map((column) => center(column.label, { fontSize: 6 })),
        columns.map((column) => center(column.code, { fontSize: 6 })),
        ...lines.map((line, i) => columns.map((column) => column.cell(line, i))),
        last,
      ],
    },
    margin: [0, 6, 0, 6],
  };
}

const innKpp = (party: Party): string => [party.inn, party.kpp].filter((part) => part !== "").join("/") || "—";

/** The numbered rows above the table. From 2026 on a shipment names the invoice of its advance (ст. 169 НК РФ). */
function invoiceHead(data: PrintData): Content {
  const { seller, buyer, lines } = data;
  const goods = lines.some((line) => line.isProduct);
  const shipped = goods ? `${buyer.name}, ${data.shippingAddress || buyer.address}` : "—";
  const row = (label: string, value: string, code: string): TableCell[] => [{ text: label }, { text: value || "—" }, right(code)];
  return {
    layout: "noBorders",
    table: {
      widths: [150, "*", 30],
      body: [
        [{ text: `Счёт-фактура № ${data.number} от ${dateText(data.date, "ru")}`, colSpan: 2, bold: true, fontSize: 10 }, {}, right("(1)")],
        row("Исправление №", "— от —", "(1а)"),
        row("Продавец:", seller.name, "(2)"),
        row("Адрес:", seller.address, "(2а)"),
        row("ИНН/КПП продавца:", innKpp(seller), "(2б)"),
        row("Грузоотправитель и его адрес:", goods ? "он же" : "—", "(3)"),
        row("Грузополучатель и его адрес:", shipped, "(4)"),
        row("К платёжно-расчётному документу №", "— от —", "(5)"),
        row("Документ об отгрузке:", `№ п/п 1–${goodsOf(data).length} № ${data.number} от ${shortDate(data.date)}`, "(5а)"),
        ...(data.date >= "2026-01-01" ? [row("К счёту-фактуре на аванс №", "— от —", "")] : []),
        row("Покупатель:", buyer.name, "(6)"),
        row("Адрес:", buyer.address, "(6а)"),
        row("ИНН/КПП покупателя:", innKpp(buyer), "(6б)"),
        row("Валюта: наименование, код", CURRENCIES[data.currency] ?? data.currency, "(7)"),
        row("Идентификатор государственного контракта, договора (соглашения):", "—", "(8)"),
      ],
    },
  };
}

const signers = (seller: Party): Content => ({
  columns: [
    { width: "*", text: `Руководитель организации или иное уполномоченное лицо  ______________  ${seller.director}` },
    { width: "*", text: `Главный бухгалтер или иное уполномоченное лицо  ______________  ${seller.accountant}` },
  ],
  columnGap: 20,
  margin: [0, 10, 0, 0],
});

export function taxInvoice(data: PrintData): TDocumentDefinitions {
  const title = `Счёт-фактура № ${data.number} от ${dateText(data.date, "ru")}`;
  return sheet(
    data,
    title,
    [
      {
        text: "Приложение № 1 к постановлению Правительства Российской Федерации от 26 декабря 2011 г. № 1137",
        alignment: "right",
        fontSize: 5.5,
        color: "#5f6368",
      },
      invoiceHead(data),
      codedTable(taxColumns(data), goodsOf(data), "Всего к оплате (9)"),
      signers(data.seller),
    ],
    landscape,
  );
}

/** Status 1: счёт-фактура and transfer in one paper; 2: transfer alone, where there is no VAT. */
export function universalTransfer(data: PrintData): TDocumentDefinitions {
  const title = `УПД № ${data.number} от ${dateText(data.date, "ru")}`;
  const status = data.untaxed ? "2" : "1";
  const basis = data.record["sales_order_id__label"] ?? data.record["quote_id__label"];
  const field = (label: string, value: string, code: string): TableCell[] => [{ text: label }, { text: value }, right(`[${code}]`)];
  const block = (rows: TableCell[][]): Cell => ({ width: "*", layout: "noBorders", table: { widths: [120, "*", 22], body: rows } });
  return sheet(
    data,
    title,
    [
      {
        columns: [
          {
            width: 78,
            stack: [
              { text: "Универсальный передаточный документ", bold: true },
              { text: `Статус: ${status}`, bold: true, fontSize: 9, margin: [0, 6, 0, 6] },
              { text: "1 — счёт-фактура и передаточный документ (акт)\n2 — передаточный документ (акт)", fontSize: 5.5 },
            ],
          },
          { width: "*", stack: [invoiceHead(data)] },
        ],
        columnGap: 8,
      },
      codedTable(taxColumns(data), goodsOf(data), "Всего к оплате (9)"),
      signers(data.seller),
      {
        unbreakable: true,
        margin: [0, 8, 0, 0],
        stack: [
          {
            text: `Основание передачи (сдачи) / получения (приёмки): ${typeof basis === "string" ? basis : "без документа-основания"}  [8]`,
            margin: [0, 0, 0, 2],
          },
          {
            text: `Данные о транспортировке и грузе: ${typeof data.record["carrier"] === "string" ? data.record["carrier"] : "—"}  [9]`,
            margin: [0, 0, 0, 6],
          },
          {
            columns: [
              block([
                field("Товар (груз) передал / услуги, результаты работ сдал", "______________", "10"),
                field("Дата отгрузки, передачи (сдачи)", shortDate(data.date), "11"),
                field("Иные сведения об отгрузке", "—", "12"),
                field("Ответственный за правильность оформления", `______________ ${data.seller.director}`, "13"),
                field("Составитель документа", `${data.seller.name}, ИНН/КПП ${innKpp(data.seller)}`, "14"),
              ]),
              block([
                field("Товар (груз) получил / услуги, результаты работ принял", "______________", "15"),
                field("Дата получения (приёмки)", "«__» __________ 20__ г.", "16"),
                field("Иные сведения о получении", "—", "17"),
                field("Ответственный за правильность оформления", `______________ ${data.buyer.director}`, "18"),
                field("Составитель документа", `${data.buyer.name}, ИНН/КПП ${innKpp(data.buyer)}`, "19"),
              ]),
            ],
            columnGap: 16,
          },
        ],
      },
    ],
    landscape,
  );
}

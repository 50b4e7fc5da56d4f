/** Russian papers: счёт на оплату с QR-кодом и акт. What the law's own forms look like stands in russian-forms.ts. */
import type { Column, Content, TableCell, TDocumentDefinitions } from "pdfmake/interfaces.js";
import { amountInWords } from "../../../model/sales/amount-in-words.ts";
import { decimalOf, unitsOf } from "../../../model/sales/exact.ts";
import { blackGrid, bold, center, dateText, partyText, quantityText, right, sheet, signature, sum } from "./parts.ts";
import { paymentPayload, qrSvg } from "./payment-qr.ts";
import type { PrintData, PrintLine } from "./print-data.ts";

/** The counted lines; shipping is one of them, since these forms know no other place for it. */
export function goodsOf(data: PrintData): readonly PrintLine[] {
  const lines = data.lines.filter((line) => !line.isOptional && !line.isHeading);
  const rest = (whole: string, name: "preTax" | "tax"): string =>
    decimalOf(unitsOf(whole || "0", data.digits) - lines.reduce((all, line) => all + unitsOf(line[name], data.digits), 0n), data.digits);
  const [preTax, tax] = [rest(data.preTax, "preTax"), rest(data.tax, "tax")];
  if (!/[1-9]/.test(preTax)) return lines;
  const total = decimalOf(unitsOf(preTax, data.digits) + unitsOf(tax, data.digits), data.digits);
  const shipping: PrintLine = {
    position: lines.length + 1,
    isHeading: false,
    isProduct: false,
    isOptional: false,
    goodsId: null,
    name: "Доставка",
    unit: { name: "усл. ед", code: "876" },
    quantity: "1",
    price: data.shipping,
    netPrice: preTax,
    ownDiscount: "0",
    discount: "0",
    net: data.shipping,
    preTax,
    rate: /[1-9]/.test(tax) ? (lines[0]?.rate ?? "—") : "Без НДС",
    tax,
    total,
  };
  return [...lines, shipping];
}

export const totalOf = (lines: readonly PrintLine[], name: "preTax" | "tax" | "total", digits: number): string =>
  decimalOf(
    lines.reduce((all, line) => all + unitsOf(line[name], digits), 0n),
    digits,
  );

export function invoiceForPayment(data: PrintData): TDocumentDefinitions {
  const title = `Счёт на оплату № ${data.number} от ${dateText(data.date, "ru")}`;
  const lines = goodsOf(data);
  return sheet(data, title, [
    bankBlock(data),
    { text: title, fontSize: 14, bold: true, margin: [0, 14, 0, 4] },
    { canvas: [{ type: "line", x1: 0, y1: 0, x2: 515, y2: 0, lineWidth: 1.5 }], margin: [0, 0, 0, 8] },
    sides([["Поставщик", partyText(data.seller, "ru")], ["Покупатель", partyText(data.buyer, "ru")], ...basis(data)]),
    goodsTable(data, lines),
    totalsBlock(data, lines.length),
    { canvas: [{ type: "line", x1: 0, y1: 0, x2: 515, y2: 0, lineWidth: 1.5 }], margin: [0, 8, 0, 0] },
    signature(data.seller.directorPost || "Руководитель", data.seller.director),
    signature("Бухгалтер", data.seller.accountant),
    ...(typeof data.record["terms"] === "string"
      ? [{ text: data.record["terms"], margin: [0, 16, 0, 0] as [number, number, number, number], fontSize: 8 }]
      : []),
  ]);
}

/** The head that a bank's clerk copies from, with the code that an app reads. */
function bankBlock(data: PrintData): Content {
  const { seller } = data;
  const table: Content = {
    layout: blackGrid,
    table: {
      widths: ["*", 110, 50, 140],
      body: [
        [
          { stack: [{ text: seller.bank || "—" }, caption("Банк получателя")], colSpan: 2, rowSpan: 2 },
          {},
          { text: "БИК" },
          { text: seller.bik },
        ],
        [{}, {}, { text: "Сч. №" }, { text: seller.correspondentAccount }],
        [{ text: `ИНН ${seller.inn}` }, { text: `КПП ${seller.kpp}` }, { text: "Сч. №", rowSpan: 2 }, { text: seller.account, rowSpan: 2 }],
        [{ stack: [{ text: seller.name }, caption("Получатель")], colSpan: 2 }, {}, {}, {}],
      ],
    },
  };
  const payload = paymentPayload(data);
  return payload === undefined
    ? table
    : {
        columns: [
          { width: "*", stack: [table] },
          { width: 92, svg: qrSvg(payload), fit: [92, 92] },
        ],
        columnGap: 8,
      };
}

/** What stands in the field above it. */
const caption = (text: string): Content => ({ text, fontSize: 7, color: "#5f6368", margin: [0, 2, 0, 0] });

/** The order or offer that the document follows from. */
export const basis = (data: PrintData): [string, string][] => {
  const order = data.record["sales_order_id__label"] ?? data.record["quote_id__label"];
  return typeof order === "string" ? [["Основание", order]] : [];
};

export const sides = (pairs: readonly (readonly [string, string])[]): Content => ({
  layout: "noBorders",
  table: { widths: [72, "*"], body: pairs.map(([label, value]) => [{ text: `${label}:` }, bold(value || "—")]) },
  margin: [0, 0, 0, 10],
});

/** The first cell of a row: where it stands tells the row's page. */
export function carriedCell(data: PrintData, cell: TableCell, amount: string): TableCell {
  data.carried.add(cell, amount);
  return cell;
}

function goodsTable(data: PrintData, lines: readonly PrintLine[]): Content {
  const money = (value: string): string => sum(value, data.currency, "ru");
  const discounted = lines.some((line) => /[1-9]/.test(line.discount));
  const head: TableCell[] = ["№", "Товары (работы, услуги)", "Кол-во", "Ед.", "Цена", ...(discounted ? ["Скидка"] : []), "Сумма"].map(
    (label) => center(label, { bold: true }),
  );
  // After every discount, also the document's: the sum of the column is the total.
  const amount = (line: PrintLine): string => (data.pricesIncludeTax ? line.total : line.preTax);
  return {
    layout: blackGrid,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [20, "*", 42, 34, 62, ...(discounted ? [54] : []), 70],
      body: [
        head,
        ...lines.map((line, i) => [
          carriedCell(data, center(String(i + 1)), amount(line)),
          { text: line.name },
          right(quantityText(line.quantity, "ru")),
          { text: line.unit.name },
          right(money(line.price)),
          ...(discounted ? [right(money(line.discount))] : []),
          right(money(amount(line))),
        ]),
      ],
    },
  };
}

function totalsBlock(data: PrintData, count: number): Content {
  const money = (value: string): string => sum(value, data.currency, "ru");
  const taxes: [string, string][] =
    data.taxes.length === 0
      ? [["Без налога (НДС)", "—"]]
      : data.taxes.map(({ label, amount }) => [data.pricesIncludeTax ? `В том числе ${label}` : label, money(amount)]);
  const lines: [string, string][] = [
    ["Итого", money(data.pricesIncludeTax ? data.total : data.preTax)],
    ...taxes,
    ...(/[1-9]/.test(data.adjustment) ? [["Корректировка", money(data.adjustment)] as [string, string]] : []),
    ["Всего к оплате", money(data.total)],
  ];
  return {
    unbreakable: true,
    stack: [
      {
        layout: "noBorders",
        table: {
          widths: ["*", "auto"],
          body: lines.map(([label, value]) => [right(`${label}:`, { bold: true }), right(value, { bold: true })]),
        },
        margin: [0, 4, 0, 4],
      },
      { text: `Всего наименований ${count}, на сумму ${money(data.total)} ${data.currency === "RUB" ? "руб." : data.currency}` },
      { text: amountInWords(data.total, data.currency, "ru"), bold: true },
    ],
  };
}

/** Акт об оказании услуг (выполнении работ): no state form; both sides sign. */
export function actOfServices(data: PrintData): TDocumentDefinitions {
  const title = `Акт № ${data.number} от ${dateText(data.date, "ru")}`;
  const lines = goodsOf(data);
  const side = (role: string, post: string, name: string): Column => ({
    width: "*",
    stack: [
      bold(role) as Content,
      { text: post, margin: [0, 2, 0, 18] },
      { text: `__________________ ${name}` },
      { text: "М. П.", fontSize: 8, margin: [20, 4, 0, 0] },
    ],
  });
  return sheet(data, title, [
    { text: title, fontSize: 14, bold: true, margin: [0, 0, 0, 8] },
    sides([["Исполнитель", partyText(data.seller, "ru")], ["Заказчик", partyText(data.buyer, "ru")], ...basis(data)]),
    goodsTable(data, lines),
    totalsBlock(data, lines.length),
    {
      text: "Вышеперечисленные услуги выполнены полностью и в срок. Заказчик претензий по объёму, качеству и срокам оказания услуг не имеет.",
      margin: [0, 12, 0, 18],
    },
    {
      columns: [
        side("Исполнитель", data.seller.directorPost || "Руководитель", data.seller.director),
        side("Заказчик", "Руководитель", data.buyer.director),
      ],
      columnGap: 30,
      unbreakable: true,
    },
  ]);
}

/** ТОРГ-12 (постановление Госкомстата 132, ОКУД 0330212): the waybill of goods, with the form's own columns and codes. */
import type { Content, TableCell, TDocumentDefinitions } from "pdfmake/interfaces.js";
import { amountInWords, countInRussian } from "../../../model/sales/amount-in-words.ts";
import { blackGrid, center, dateText, partyText, quantityText, right, shortDate, sheet, sum } from "./parts.ts";
import type { Party, PrintData, PrintLine } from "./print-data.ts";
import { basis, carriedCell, goodsOf, totalOf } from "./russian.ts";
import { codedTable, landscape, type Column } from "./russian-forms.ts";

const NO_BORDER: [boolean, boolean, boolean, boolean] = [false, false, false, false];

/** Parties on the left, the table of codes on the right, row by row. */
function waybillHead(data: PrintData): Content {
  const { seller, buyer } = data;
  const side = (label: string, party: Party): Content => ({
    text: [
      { text: `${label}: `, bold: true },
      partyText(party, "ru"),
      party.account && `, р/с ${party.account}, ${party.bank}, БИК ${party.bik}`,
    ].filter((part) => part !== ""),
  });
  const [reason] = basis(data);
  const consignee = data.shippingAddress ? { ...buyer, address: data.shippingAddress } : buyer;
  const title = "Унифицированная форма № ТОРГ-12. Утверждена постановлением Госкомстата России от 25.12.98 № 132";
  const rows: readonly (readonly [Content, string, string])[] = [
    [{ text: title, fontSize: 5.5, color: "#5f6368" }, "Форма по ОКУД", "0330212"],
    [side("Грузоотправитель", seller), "по ОКПО", seller.okpo],
    [{ text: "Структурное подразделение: —" }, "Вид деятельности по ОКДП", ""],
    [side("Грузополучатель", consignee), "по ОКПО", buyer.okpo],
    [side("Поставщик", seller), "по ОКПО", seller.okpo],
    [side("Плательщик", buyer), "по ОКПО", buyer.okpo],
    [{ text: [{ text: "Основание: ", bold: true }, reason?.[1] ?? "—"] }, "номер", ""],
    [{ text: "" }, "дата", ""],
    [{ text: [{ text: "Транспортная накладная: ", bold: true }, "—"] }, "номер", ""],
    [{ text: "" }, "дата", ""],
    [{ text: "" }, "Вид операции", ""],
  ];
  return {
    layout: {
      ...blackGrid,
      paddingTop: () => 1,
      paddingBottom: () => 1,
    },
    table: {
      widths: ["*", 84, 50],
      body: rows.map(([left, label, code]) => [
        // Only the codes stand in boxes.
        { stack: [left], border: NO_BORDER },
        right(label, { fontSize: 6, border: NO_BORDER }),
        center(code || "—"),
      ]),
    },
  };
}

/** Товарная накладная. */
export function torg12(data: PrintData): TDocumentDefinitions {
  const title = `Товарная накладная № ${data.number} от ${shortDate(data.date)}`;
  // It is a paper of goods: services have their акт.
  const lines = goodsOf(data).filter((line) => line.isProduct);
  const money = (value: string): string => sum(value, data.currency, "ru");
  const all = (name: "preTax" | "tax" | "total") => (list: readonly PrintLine[]) => money(totalOf(list, name, data.digits));
  const dash = (): TableCell => center("—");
  const columns: readonly Column[] = [
    { label: "Номер по порядку", code: "1", width: 26, cell: (line, i) => carriedCell(data, center(String(i + 1)), line.total) },
    { label: "Наименование, характеристика, сорт, артикул товара", code: "2", width: "*", cell: (line) => ({ text: line.name }) },
    { label: "Код", code: "3", width: 26, cell: dash },
    { label: "Единица измерения", code: "4", width: 36, cell: (line) => center(line.unit.name) },
    { label: "Код по ОКЕИ", code: "5", width: 28, cell: (line) => center(line.unit.code || "—") },
    { label: "Вид упаковки", code: "6", width: 34, cell: dash },
    { label: "Кол-во в одном месте", code: "7", width: 34, cell: dash },
    { label: "Мест, штук", code: "8", width: 28, cell: dash },
    { label: "Масса брутто", code: "9", width: 32, cell: dash },
    { label: "Количество (масса нетто)", code: "10", width: 42, cell: (line) => right(quantityText(line.quantity, "ru")) },
    { label: "Цена, руб. коп.", code: "11", width: 50, cell: (line) => right(money(line.netPrice)) },
    { label: "Сумма без учёта НДС", code: "12", width: 56, cell: (line) => right(money(line.preTax)), total: all("preTax") },
    { label: "НДС, ставка", code: "13", width: 34, cell: (line) => center(line.rate) },
    { label: "НДС, сумма", code: "14", width: 50, cell: (line) => right(money(line.tax)), total: all("tax") },
    { label: "Сумма с учётом НДС", code: "15", width: 56, cell: (line) => right(money(line.total)), total: all("total") },
  ];
  return sheet(
    data,
    title,
    [
      waybillHead(data),
      { text: `ТОВАРНАЯ НАКЛАДНАЯ № ${data.number} от ${shortDate(data.date)}`, bold: true, fontSize: 11, margin: [0, 6, 0, 0] },
      codedTable(columns, lines, "Всего по накладной"),
      {
        unbreakable: true,
        stack: [
          {
            text: `Товарная накладная имеет приложение на ______ листах и содержит ${countInRussian(lines.length)} порядковых номеров записей`,
          },
          {
            columns: [
              { width: "*", text: "Всего мест  ______________" },
              { width: "*", text: "Масса груза (нетто)  ______________" },
              { width: "*", text: "Масса груза (брутто)  ______________" },
            ],
            margin: [0, 3, 0, 3],
          },
          { text: "Приложение (паспорта, сертификаты и т. п.) на  ______________ листах" },
          {
            text: `Всего отпущено на сумму: ${amountInWords(totalOf(lines, "total", data.digits), data.currency, "ru")}`,
            bold: true,
            margin: [0, 2, 0, 8],
          },
          {
            columns: [
              {
                width: "*",
                stack: [
                  { text: `Отпуск разрешил  ______________  ${data.seller.director}` },
                  { text: `Главный (старший) бухгалтер  ______________  ${data.seller.accountant}`, margin: [0, 8, 0, 0] },
                  { text: "Отпуск груза произвёл  ______________", margin: [0, 8, 0, 0] },
                  { text: `М. П.    ${dateText(data.date, "ru")}`, margin: [0, 8, 0, 0] },
                ],
              },
              {
                width: "*",
                stack: [
                  { text: "По доверенности №  ______________ от «__» __________ 20__ г., выданной  ______________" },
                  { text: "Груз принял  ______________", margin: [0, 8, 0, 0] },
                  { text: "Груз получил грузополучатель  ______________", margin: [0, 8, 0, 0] },
                  { text: "М. П.    «__» __________ 20__ г.", margin: [0, 8, 0, 0] },
                ],
              },
            ],
            columnGap: 20,
          },
        ],
      },
    ],
    landscape,
  );
}

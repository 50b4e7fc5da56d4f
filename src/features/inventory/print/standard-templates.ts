/** The print forms as they come with the program. Administrators change them in the settings, and may go back to these. */
import type { Label } from "../../../fieldtypes/field-type.ts";
import type { Fact, LinesColumn, PrintBlock, PrintTemplate } from "./print-template.ts";

const label = (en: string, ru: string): Label => ({ en, ru });
const same = (text: string): Label => ({ en: text, ru: text });

const DATE: Fact = { label: label("Date", "Дата"), value: same("{{date}}") };
const DUE: Fact = { label: label("Due", "Срок"), value: same("{{due_date}}") };
const CUSTOMER = label("Customer", "Клиент");

const COLUMNS: readonly LinesColumn[] = [
  { label: same("№"), value: same("{{position}}"), width: 18, align: "right" },
  { label: label("Item", "Наименование"), value: same("{{name}}"), width: null, align: "left" },
  { label: label("Quantity", "Кол-во"), value: same("{{quantity}}"), width: 46, align: "right" },
  { label: label("Unit", "Ед."), value: same("{{unit}}"), width: 32, align: "left" },
];
const PRICES: readonly LinesColumn[] = [
  { label: label("Price", "Цена"), value: same("{{price}}"), width: 62, align: "right" },
  { label: label("Discount", "Скидка"), value: same("{{discount}}"), width: 54, align: "right", hide_empty: true },
  { label: label("Tax", "Налог"), value: same("{{rate}}"), width: 44, align: "right" },
  { label: label("Amount", "Сумма"), value: same("{{net}}"), width: 70, align: "right" },
];
const PRICED = [...COLUMNS, ...PRICES];
const TERMS: PrintBlock = { type: "terms" };
const SIGNED: PrintBlock = { type: "signature", text: label("Signature", "Подпись"), more: same("{{seller.director}}") };

interface Commercial {
  readonly title: Label;
  readonly to?: Label;
  readonly dates?: readonly Fact[];
  readonly after?: readonly PrintBlock[];
}

const begin = ({ title, to = CUSTOMER, dates = [] }: Commercial): readonly PrintBlock[] => [
  { type: "logo", size: 120, align: "left" },
  {
    type: "head",
    text: { en: `${title.en} {{number}}`, ru: `${title.ru} {{number}}` },
    more: same("{{subject}}"),
    facts: [DATE, ...dates],
  },
  { type: "parties", labels: [label("From", "От"), to] },
];

/** For any country, in both languages. */
const commercial = (form: Commercial): PrintTemplate => ({
  name: form.title,
  blocks: [
    ...begin(form),
    { type: "lines", columns: PRICED, carried: true },
    { type: "totals" },
    { type: "words" },
    { type: "optional_lines", text: label("Optional, not included in the total", "Дополнительно, в итог не входит"), columns: PRICED },
    ...(form.after ?? []),
    TERMS,
    SIGNED,
  ],
});
/** Goods without their prices. */
const unpriced = (title: Label): PrintTemplate => ({
  name: title,
  blocks: [
    ...begin({ title }),
    { type: "lines", columns: COLUMNS },
    TERMS,
    { type: "signature", text: label("Handed over by", "Отпустил") },
    { type: "signature", text: label("Received by", "Получил") },
  ],
});
/** A form that law or custom has fixed: what is one's own stands before and after it. */
const fixed = (name: Label): PrintTemplate => ({ name, blocks: [{ type: "standard" }] });

export const STANDARD_TEMPLATES: Readonly<Record<string, PrintTemplate>> = {
  quote: commercial({
    title: label("Quote", "Коммерческое предложение"),
    dates: [{ label: label("Valid until", "Действует до"), value: same("{{valid_until}}") }],
  }),
  sales_order: commercial({ title: label("Order", "Заказ"), dates: [DUE] }),
  invoice: commercial({ title: label("Invoice", "Счёт"), dates: [DUE], after: [{ type: "bank" }] }),
  purchase_order: commercial({ title: label("Purchase order", "Заказ поставщику"), to: label("Vendor", "Поставщик"), dates: [DUE] }),
  credit_note: commercial({ title: label("Credit note", "Корректировка") }),
  delivery_note: unpriced(label("Delivery note", "Накладная")),
  schet: {
    name: label("Invoice for payment (Russia)", "Счёт на оплату"),
    blocks: [{ type: "logo", size: 120, align: "left" }, { type: "standard" }],
  },
  akt: fixed(label("Act of services (Russia)", "Акт")),
  upd: fixed(label("Universal transfer document (Russia)", "УПД")),
  schet_faktura: fixed(label("Tax invoice (Russia)", "Счёт-фактура")),
  torg12: fixed(label("TORG-12 (Russia)", "ТОРГ-12")),
};

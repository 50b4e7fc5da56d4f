/** Fields that quotes, orders, invoices and credit notes share: their lines, and the totals that follow from them. */
import type { Block, FieldDefinition } from "../model/define.ts";
import { carriers, taxKinds, taxModes } from "./option-sets.ts";

export const subject = (): FieldDefinition => ({
  name: "subject",
  type: "text",
  label: { en: "Subject", ru: "Тема" },
  mandatory: true,
  quickCreate: true,
  indexed: true,
  vtiger: "subject",
});

export const carrier = (): FieldDefinition => ({
  name: "carrier",
  type: "picklist",
  label: { en: "Carrier", ru: "Перевозчик" },
  options: carriers,
  vtiger: "carrier",
});

/** The document's customer, for quotes, sales orders and invoices. */
export const customer = (): FieldDefinition[] => [
  {
    name: "organization_id",
    type: "reference",
    label: { en: "Organization", ru: "Организация" },
    targets: ["organizations"],
    mandatory: true,
    quickCreate: true,
    vtiger: "account_id",
  },
  documentContact(),
  {
    name: "opportunity_id",
    type: "reference",
    label: { en: "Opportunity", ru: "Сделка" },
    targets: ["opportunities"],
    vtiger: "potential_id",
  },
];

export const documentContact = (): FieldDefinition => ({
  name: "contact_id",
  type: "reference",
  label: { en: "Contact", ru: "Контакт" },
  targets: ["contacts"],
  vtiger: "contact_id",
});

export const dueDate = (): FieldDefinition => ({
  name: "due_date",
  type: "date",
  label: { en: "Due date", ru: "Срок" },
  indexed: true,
  vtiger: "duedate",
});

/** References of the customer's side, on sales orders and invoices. */
export const customerReferences = (): FieldDefinition[] => [
  { name: "customer_number", type: "text", label: { en: "Customer number", ru: "Номер клиента" }, vtiger: "customerno" },
  {
    name: "customer_order_number",
    type: "text",
    label: { en: "Customer's purchase order", ru: "Номер заказа у клиента" },
    vtiger: "vtiger_purchaseorder",
  },
];

export const commissionAndDuty = (): FieldDefinition[] => [
  {
    name: "sales_commission",
    type: "decimal",
    label: { en: "Sales commission", ru: "Комиссия за продажу" },
    scale: 3,
    vtiger: "salescommission",
  },
  { name: "excise_duty", type: "decimal", label: { en: "Excise duty", ru: "Акциз" }, scale: 3, vtiger: "exciseduty" },
];

/** The day whose tax rates and prices hold; today where it is left empty. */
export const documentDate = (): FieldDefinition => ({
  name: "document_date",
  type: "date",
  label: { en: "Date", ru: "Дата" },
  help: { en: "Tax rates and prices of this day hold.", ru: "По этой дате берутся ставки налогов и цены." },
  indexed: true,
  vtiger: null,
});

/** Which of our own companies the document is from: its requisites are printed. */
export const ownCompany = (): FieldDefinition => ({
  name: "office_id",
  type: "reference",
  label: { en: "Our company", ru: "Наша организация" },
  targets: ["offices"],
  inverse: false,
  vtiger: null,
});

export const priceBook = (): FieldDefinition => ({
  name: "price_book_id",
  type: "reference",
  label: { en: "Price book", ru: "Прайс-лист" },
  help: { en: "Empty: the one that suits customer, currency and date.", ru: "Пусто: подходящий клиенту, валюте и дате." },
  targets: ["price_books"],
  inverse: false,
  vtiger: null,
});

/** What is offered, ordered or billed. */
export const linesBlock = (): Block => ({
  name: "lines",
  label: { en: "Items", ru: "Позиции" },
  fields: [{ name: "lines", type: "lines", label: { en: "Lines", ru: "Строки документа" }, vtiger: null }],
});

/** Money that the document's rules work out of its lines. */
export const computedMoney = (name: string, en: string, ru: string, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name,
  type: "money",
  label: { en, ru },
  readOnly: true,
  computed: true,
  vtiger: null,
  ...more,
});

const chosenTaxes = (name: string, en: string, ru: string): FieldDefinition => ({
  name,
  type: "multi_select",
  label: { en, ru },
  options: taxKinds,
  vtiger: null,
});

/** Totals; `payments` are the money fields after `total` (paid or received, balance). */
export const totalsBlock = (payments: readonly FieldDefinition[] = []): Block => ({
  name: "totals",
  label: { en: "Totals", ru: "Итоги" },
  fields: [
    {
      name: "tax_mode",
      type: "picklist",
      label: { en: "Tax type", ru: "Расчёт налога" },
      options: taxModes,
      default: "individual",
      vtiger: "hdnTaxType",
    },
    {
      ...chosenTaxes("tax_ids", "Taxes of the document", "Налоги документа"),
      help: { en: "When tax is computed on the document as a whole.", ru: "Если налог считается на документ в целом." },
    },
    {
      name: "prices_include_tax",
      type: "checkbox",
      label: { en: "Prices include tax", ru: "Цены включают налог" },
      default: false,
      vtiger: null,
    },
    {
      name: "tax_region",
      type: "text",
      label: { en: "Tax region", ru: "Налоговый регион" },
      help: {
        en: "A country's code, or a part of it: GB, US-NY. Empty: our own country.",
        ru: "Код страны или её части: RU, KZ, US-NY. Пусто: наша страна.",
      },
      maxLength: 10,
      searchable: false,
      vtiger: null,
    },
    {
      name: "exchange_rate",
      type: "decimal",
      label: { en: "Conversion rate", ru: "Курс валюты" },
      scale: 6,
      min: 0,
      default: "1",
      vtiger: "conversion_rate",
    },
    computedMoney("subtotal", "Subtotal", "Сумма по позициям", { vtiger: "hdnSubTotal" }),
    {
      name: "discount_percent",
      type: "percent",
      label: { en: "Discount, percent", ru: "Скидка, %" },
      min: 0,
      max: 100,
      vtiger: "hdnDiscountPercent",
    },
    { name: "discount_amount", type: "money", label: { en: "Discount", ru: "Скидка" }, min: 0, vtiger: "hdnDiscountAmount" },
    {
      name: "shipping_amount",
      type: "money",
      label: { en: "Shipping and charges", ru: "Доставка и сборы" },
      min: 0,
      vtiger: "hdnS_H_Amount",
    },
    chosenTaxes("shipping_tax_ids", "Taxes on shipping", "Налоги на доставку"),
    computedMoney("pre_tax_total", "Total before tax", "Итого без налога", { vtiger: "pre_tax_total" }),
    computedMoney("tax_amount", "Tax", "Налог"),
    { name: "adjustment", type: "money", label: { en: "Adjustment", ru: "Корректировка" }, vtiger: "txtAdjustment" },
    computedMoney("total", "Total", "Итого", { indexed: true, vtiger: "hdnGrandTotal" }),
    computedMoney("margin", "Margin", "Маржа"),
    ...payments,
  ],
});

export const documentAddressBlock = (): Block => ({
  name: "address",
  label: { en: "Addresses", ru: "Адреса" },
  fields: [
    { name: "billing_address", type: "address", label: { en: "Billing address", ru: "Адрес плательщика" }, vtiger: null },
    { name: "shipping_address", type: "address", label: { en: "Shipping address", ru: "Адрес доставки" }, vtiger: null },
  ],
});

export const termsBlock = (): Block => ({
  name: "terms",
  label: { en: "Terms and conditions", ru: "Условия" },
  fields: [
    {
      name: "terms",
      type: "long_text",
      label: { en: "Terms and conditions", ru: "Условия" },
      vtiger: "terms_conditions",
    },
  ],
});

/**
 * Fields that quotes, orders and invoices share. Their totals are ordinary fields for now, since the documents work as
 * plain records; once they have lines, the computed ones (subtotal … balance) become readOnly.
 */
import type { Block, FieldDefinition } from "../model/define.ts";
import { carriers, taxModes } from "./option-sets.ts";

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
      name: "exchange_rate",
      type: "decimal",
      label: { en: "Conversion rate", ru: "Курс валюты" },
      scale: 6,
      min: 0,
      default: "1",
      vtiger: "conversion_rate",
    },
    { name: "subtotal", type: "money", label: { en: "Subtotal", ru: "Сумма по позициям" }, vtiger: "hdnSubTotal" },
    { name: "discount_amount", type: "money", label: { en: "Discount", ru: "Скидка" }, vtiger: "hdnDiscountAmount" },
    {
      name: "shipping_amount",
      type: "money",
      label: { en: "Shipping and charges", ru: "Доставка и сборы" },
      vtiger: "hdnS_H_Amount",
    },
    { name: "pre_tax_total", type: "money", label: { en: "Total before tax", ru: "Итого без налога" }, vtiger: "pre_tax_total" },
    { name: "tax_amount", type: "money", label: { en: "Tax", ru: "Налог" }, vtiger: null },
    { name: "adjustment", type: "money", label: { en: "Adjustment", ru: "Корректировка" }, vtiger: "txtAdjustment" },
    { name: "total", type: "money", label: { en: "Total", ru: "Итого" }, quickCreate: true, indexed: true, vtiger: "hdnGrandTotal" },
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

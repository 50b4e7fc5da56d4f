/** Fields that products and services share. */
import type { Block, FieldDefinition } from "../model/define.ts";
import { taxKinds } from "./option-sets.ts";

export const active = (vtiger: string, en = "Active", ru = "Действует"): FieldDefinition => ({
  name: "active",
  type: "checkbox",
  label: { en, ru },
  default: true,
  quickCreate: true,
  indexed: true,
  vtiger,
});

export const website = (): FieldDefinition => ({
  name: "website",
  type: "url",
  label: { en: "Website", ru: "Сайт" },
  vtiger: "website",
});

/** From when until when it is sold and supported. */
export const periods = (): FieldDefinition[] => [
  { name: "sales_start_date", type: "date", label: { en: "Sold from", ru: "Продажи с" }, vtiger: "sales_start_date" },
  { name: "sales_end_date", type: "date", label: { en: "Sold until", ru: "Продажи до" }, vtiger: "sales_end_date" },
  { name: "support_start_date", type: "date", label: { en: "Supported from", ru: "Поддержка с" }, vtiger: "start_date" },
  { name: "support_end_date", type: "date", label: { en: "Supported until", ru: "Поддержка до" }, vtiger: "expiry_date" },
];

export const pricingBlock = (): Block => ({
  name: "pricing",
  label: { en: "Prices", ru: "Цены" },
  fields: [
    {
      name: "unit_price",
      type: "money",
      label: { en: "Unit price", ru: "Цена за единицу" },
      quickCreate: true,
      indexed: true,
      vtiger: "unit_price",
    },
    { name: "purchase_cost", type: "money", label: { en: "Purchase cost", ru: "Себестоимость" }, vtiger: "purchase_cost" },
    {
      name: "commission_rate",
      type: "percent",
      label: { en: "Commission rate", ru: "Комиссия" },
      min: 0,
      max: 100,
      vtiger: "commissionrate",
    },
    { name: "taxes", type: "multi_select", label: { en: "Taxes", ru: "Налоги" }, options: taxKinds, quickCreate: true, vtiger: "taxclass" },
  ],
});

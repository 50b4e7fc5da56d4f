/** Legal and bank details: of organizations, and of our own companies. Their check digits: requisite-rules.ts. */
import type { Block, FieldDefinition } from "../model/define.ts";

export const legalName = (en = "Legal name", ru = "Полное наименование"): FieldDefinition => ({
  name: "legal_name",
  type: "text",
  label: { en, ru },
  vtiger: null,
});

/** `first`: fields that stand before the numbers. */
export const requisitesBlock = (first: readonly FieldDefinition[] = [legalName()]): Block => ({
  name: "requisites",
  label: { en: "Legal and bank details", ru: "Реквизиты" },
  fields: [
    ...first,
    { name: "inn", type: "text", label: { en: "INN (Russian tax number)", ru: "ИНН" }, maxLength: 12, indexed: true, vtiger: null },
    { name: "kpp", type: "text", label: { en: "KPP (tax registration reason code)", ru: "КПП" }, maxLength: 9, vtiger: null },
    { name: "ogrn", type: "text", label: { en: "OGRN (state registration number)", ru: "ОГРН (ОГРНИП)" }, maxLength: 15, vtiger: null },
    { name: "okpo", type: "text", label: { en: "OKPO (statistics code)", ru: "ОКПО" }, maxLength: 10, vtiger: null },
    { name: "vat_id", type: "text", label: { en: "VAT ID", ru: "Номер плательщика НДС (VAT ID)" }, maxLength: 30, vtiger: null },
    {
      name: "swift",
      type: "text",
      label: { en: "BIC (SWIFT)", ru: "Код SWIFT (BIC)" },
      maxLength: 11,
      vtiger: null,
    },
    { name: "director", type: "text", label: { en: "Director", ru: "Руководитель" }, vtiger: null },
    { name: "chief_accountant", type: "text", label: { en: "Chief accountant", ru: "Главный бухгалтер" }, vtiger: null },
    { name: "bank_name", type: "text", label: { en: "Bank", ru: "Банк" }, vtiger: null },
    { name: "bik", type: "text", label: { en: "BIK (bank code)", ru: "БИК" }, maxLength: 9, vtiger: null },
    { name: "bank_account", type: "text", label: { en: "Bank account", ru: "Расчётный счёт" }, maxLength: 34, vtiger: null },
    {
      name: "correspondent_account",
      type: "text",
      label: { en: "Correspondent account", ru: "Корреспондентский счёт" },
      maxLength: 34,
      vtiger: null,
    },
  ],
});

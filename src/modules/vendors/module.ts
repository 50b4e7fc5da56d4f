import { defineModule } from "../../model/define.ts";
import { addressBlock, descriptionBlock } from "../blocks.ts";
import { glAccounts } from "../option-sets.ts";

/** Firms from which we buy. */
export const vendors = defineModule({
  name: "vendors",
  label: { en: "Vendors", ru: "Поставщики" },
  singular: { en: "Vendor", ru: "Поставщик" },
  icon: "truck-delivery",
  menu: "inventory",
  numberPrefix: "VEN",
  nameFields: ["name"],
  keyFields: ["category", "phone", "email", "website"],
  list: { columns: ["name", "category", "phone", "email", "website", "owner_id"], sort: "-modified_at" },
  vtiger: "Vendors",
  blocks: [
    {
      name: "basic",
      label: { en: "Vendor details", ru: "Основное" },
      fields: [
        {
          name: "name",
          type: "text",
          label: { en: "Vendor name", ru: "Название" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: "vendorname",
        },
        { name: "phone", type: "phone", label: { en: "Phone", ru: "Телефон" }, quickCreate: true, indexed: true, vtiger: "phone" },
        { name: "email", type: "email", label: { en: "Email", ru: "Эл. почта" }, quickCreate: true, indexed: true, vtiger: "email" },
        { name: "website", type: "url", label: { en: "Website", ru: "Сайт" }, vtiger: "website" },
        { name: "category", type: "text", label: { en: "Category", ru: "Категория" }, indexed: true, vtiger: "category" },
        { name: "gl_account", type: "picklist", label: { en: "GL account", ru: "Счёт учёта" }, options: glAccounts, vtiger: "glacct" },
        { name: "inn", type: "text", label: { en: "INN (Russian tax number)", ru: "ИНН" }, maxLength: 12, vtiger: null },
        { name: "kpp", type: "text", label: { en: "KPP (tax registration reason code)", ru: "КПП" }, maxLength: 9, vtiger: null },
      ],
    },
    addressBlock([{ name: "address", type: "address", label: { en: "Address", ru: "Адрес" }, vtiger: null }]),
    descriptionBlock(),
  ],
  links: [
    {
      name: "vendor_catalogue",
      here: { name: "catalogue", label: { en: "Catalogue", ru: "Каталог" } },
      there: { module: "products", name: "vendor_prices", label: { en: "Vendors' prices", ru: "Цены поставщиков" } },
      fields: [
        { name: "purchase_price", type: "money", label: { en: "Purchase price", ru: "Закупочная цена" }, mandatory: true },
        { name: "vendor_code", type: "text", label: { en: "Vendor's code", ru: "Код поставщика" }, maxLength: 100 },
        { name: "lead_days", type: "integer", label: { en: "Delivery, days", ru: "Срок поставки, дней" }, min: 0, max: 10_000 },
      ],
    },
    {
      name: "vendor_contacts",
      here: { name: "contacts", label: { en: "Contacts", ru: "Контакты" } },
      there: { module: "contacts", name: "vendors", label: { en: "Vendors", ru: "Поставщики" } },
    },
  ],
});

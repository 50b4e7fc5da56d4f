import { defineModule, type LinkDefinition } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { active, periods, pricingBlock, website } from "../goods-fields.ts";
import { glAccounts, option } from "../option-sets.ts";

const productsLabel = { en: "Products", ru: "Товары" };

/** Those who have the product or are interested in it. */
const customers = (module: string, en: string, ru: string): LinkDefinition => ({
  name: `product_${module}`,
  here: { name: module, label: { en, ru } },
  there: { module, name: "products", label: productsLabel },
});

/** What the firm sells. */
export const products = defineModule({
  name: "products",
  label: productsLabel,
  singular: { en: "Product", ru: "Товар" },
  icon: "package",
  menu: "inventory",
  numberPrefix: "PRO",
  nameFields: ["name"],
  keyFields: ["code", "category", "unit_price", "stock_quantity", "active"],
  list: {
    columns: ["name", "code", "category", "unit_price", "stock_quantity", "vendor_id", "active"],
    sort: "name",
  },
  vtiger: "Products",
  blocks: [
    {
      name: "basic",
      label: { en: "Product details", ru: "Основное" },
      fields: [
        {
          name: "name",
          type: "text",
          label: { en: "Product name", ru: "Название" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: "productname",
        },
        active("discontinued", "Active", "Продаётся"),
        { name: "code", type: "text", label: { en: "Part number", ru: "Артикул" }, maxLength: 100, indexed: true, vtiger: "productcode" },
        {
          name: "category",
          type: "picklist",
          label: { en: "Category", ru: "Категория" },
          options: [
            option("hardware", "Hardware", "Оборудование"),
            option("software", "Software", "Программное обеспечение"),
            option("crm_applications", "CRM applications", "Приложения CRM"),
            option("consumables", "Consumables", "Расходные материалы"),
            option("accessories", "Accessories", "Аксессуары"),
            option("other", "Other", "Другое"),
          ],
          indexed: true,
          vtiger: "productcategory",
        },
        { name: "series", type: "text", label: { en: "Series", ru: "Серия" }, maxLength: 100, indexed: true, vtiger: null },
        {
          name: "manufacturer",
          type: "text",
          label: { en: "Manufacturer", ru: "Производитель" },
          indexed: true,
          vtiger: "manufacturer",
        },
        {
          name: "manufacturer_part_number",
          type: "text",
          label: { en: "Manufacturer's part number", ru: "Артикул производителя" },
          vtiger: "mfr_part_no",
        },
        { name: "vendor_id", type: "reference", label: { en: "Vendor", ru: "Поставщик" }, targets: ["vendors"], vtiger: "vendor_id" },
        {
          name: "vendor_part_number",
          type: "text",
          label: { en: "Vendor's part number", ru: "Артикул поставщика" },
          vtiger: "vendor_part_no",
        },
        { name: "serial_number", type: "text", label: { en: "Serial number", ru: "Серийный номер" }, vtiger: "serial_no" },
        { name: "product_sheet", type: "text", label: { en: "Product sheet", ru: "Техническое описание" }, vtiger: "productsheet" },
        website(),
        { name: "gl_account", type: "picklist", label: { en: "GL account", ru: "Счёт учёта" }, options: glAccounts, vtiger: "glacct" },
        ...periods(),
      ],
    },
    pricingBlock(),
    {
      name: "stock",
      label: { en: "Stock", ru: "Склад" },
      fields: [
        {
          name: "unit",
          type: "picklist",
          label: { en: "Usage unit", ru: "Единица измерения" },
          options: [
            option("each", "Each", "Штука"),
            option("pieces", "Pieces", "Изделие"),
            option("box", "Box", "Коробка"),
            option("carton", "Carton", "Картонная упаковка"),
            option("pack", "Pack", "Пачка"),
            option("dozen", "Dozen", "Дюжина"),
            option("quantity", "Quantity", "Комплект"),
            option("hours", "Hours", "Час"),
            option("impressions", "Impressions", "Показ"),
            option("pages", "Pages", "Страница"),
            option("sheet", "Sheet", "Лист"),
            option("reams", "Reams", "Стопа бумаги"),
            option("spiral_binder", "Spiral binder", "Брошюра на спирали"),
            option("kg", "Kg", "Килограмм"),
            option("lb", "Lb", "Фунт"),
            option("m", "M", "Метр"),
            option("sq_m", "Sq m", "Квадратный метр"),
            option("sq_ft", "Sq Ft", "Квадратный фут"),
            option("licence", "Licence", "Лицензия"),
          ],
          default: "each",
          vtiger: "usageunit",
        },
        {
          name: "quantity_per_unit",
          type: "decimal",
          label: { en: "Quantity per unit", ru: "Количество в единице" },
          scale: 3,
          min: 0,
          vtiger: "qty_per_unit",
        },
        {
          name: "stock_quantity",
          type: "decimal",
          label: { en: "Quantity in stock", ru: "Остаток на складе" },
          scale: 3,
          quickCreate: true,
          indexed: true,
          vtiger: "qtyinstock",
        },
        {
          name: "reorder_level",
          type: "decimal",
          label: { en: "Reorder level", ru: "Минимальный остаток" },
          scale: 3,
          min: 0,
          vtiger: "reorderlevel",
        },
        {
          name: "demand_quantity",
          type: "decimal",
          label: { en: "Quantity in demand", ru: "Ожидается заказов" },
          scale: 3,
          vtiger: "qtyindemand",
        },
      ],
    },
    descriptionBlock(),
    {
      name: "picture",
      label: { en: "Product image", ru: "Изображение" },
      fields: [{ name: "image", type: "image", label: { en: "Product image", ru: "Изображение" }, vtiger: "imagename" }],
    },
  ],
  links: [
    customers("leads", "Leads", "Лиды"),
    customers("contacts", "Contacts", "Контакты"),
    customers("organizations", "Organizations", "Организации"),
    {
      name: "product_bundle",
      here: { name: "bundle_items", label: { en: "Bundle contents", ru: "Состав комплекта" } },
      there: { module: "products", name: "bundles", label: { en: "Part of bundles", ru: "Входит в комплекты" } },
      fields: [{ name: "quantity", type: "decimal", label: { en: "Quantity", ru: "Количество" }, scale: 3, min: 0, default: "1" }],
    },
  ],
});

import { defineModule, type FieldDefinition, type LinkDefinition } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { active } from "../goods-fields.ts";

const priceBooksLabel = { en: "Price books", ru: "Прайс-листы" };

const listPrice: FieldDefinition = {
  name: "list_price",
  type: "money",
  label: { en: "List price", ru: "Цена" },
  mandatory: true,
};

const quantityPrices: FieldDefinition = {
  name: "price_breaks",
  type: "price_breaks",
  label: { en: "Prices by quantity", ru: "Цены от количества" },
};

/** The goods of a price book, each with its prices there. */
const goods = (module: string, en: string, ru: string): LinkDefinition => ({
  name: `price_book_${module}`,
  here: { name: module, label: { en, ru } },
  there: { module, name: "price_books", label: priceBooksLabel },
  fields: [listPrice, quantityPrices],
});

/** Prices by currency and kind of customer. */
export const priceBooks = defineModule({
  name: "price_books",
  label: priceBooksLabel,
  singular: { en: "Price book", ru: "Прайс-лист" },
  icon: "tags",
  menu: "inventory",
  numberPrefix: "PB",
  nameFields: ["name"],
  keyFields: ["active", "currency"],
  list: { columns: ["name", "active", "currency", "owner_id", "modified_at"], sort: "name" },
  vtiger: "PriceBooks",
  blocks: [
    {
      name: "basic",
      label: { en: "Price book details", ru: "Основное" },
      fields: [
        {
          name: "name",
          type: "text",
          label: { en: "Price book name", ru: "Название" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: "bookname",
        },
        active("active"),
        {
          name: "currency",
          type: "currency",
          label: { en: "Currency", ru: "Валюта" },
          mandatory: true,
          quickCreate: true,
          vtiger: "currency_id",
        },
      ],
    },
    {
      name: "conditions",
      label: { en: "When it holds", ru: "Когда действует" },
      fields: [
        {
          name: "for_everyone",
          type: "checkbox",
          label: { en: "For every customer", ru: "Для всех клиентов" },
          help: { en: "Otherwise only for the organizations linked to it.", ru: "Иначе — только для связанных с ним организаций." },
          default: false,
          vtiger: null,
        },
        { name: "valid_from", type: "date", label: { en: "Valid from", ru: "Действует с" }, vtiger: null },
        { name: "valid_until", type: "date", label: { en: "Valid until", ru: "Действует до" }, vtiger: null },
        {
          name: "min_quantity",
          type: "decimal",
          label: { en: "From quantity", ru: "От количества" },
          help: {
            en: "Its prices hold for lines of at least this quantity.",
            ru: "Цены действуют для строк с количеством не меньше этого.",
          },
          scale: 6,
          min: 0,
          vtiger: null,
        },
      ],
    },
    descriptionBlock(),
  ],
  links: [
    {
      name: "price_book_organizations",
      here: { name: "organizations", label: { en: "For organizations", ru: "Для организаций" } },
      there: { module: "organizations", name: "price_books", label: priceBooksLabel },
    },
    goods("products", "Products", "Товары"),
    goods("services", "Services", "Услуги"),
  ],
});

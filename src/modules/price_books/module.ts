import { defineModule, type FieldDefinition, type LinkDefinition } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { active } from "../goods-fields.ts";

const priceBooksLabel = { en: "Price books", ru: "Прайс-листы" };

const listPrice: FieldDefinition = {
  name: "list_price",
  type: "money",
  label: { en: "List price", ru: "Цена по прайс-листу" },
  mandatory: true,
};

/** The goods of a price book, each with its price there. */
const goods = (module: string, en: string, ru: string): LinkDefinition => ({
  name: `price_book_${module}`,
  here: { name: module, label: { en, ru } },
  there: { module, name: "price_books", label: priceBooksLabel },
  fields: [listPrice],
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
    descriptionBlock(),
  ],
  links: [goods("products", "Products", "Товары"), goods("services", "Services", "Услуги")],
});

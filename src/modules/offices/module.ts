import { defineModule } from "../../model/define.ts";
import { addressBlock, descriptionBlock } from "../blocks.ts";
import { requisitesBlock } from "../requisite-fields.ts";

/** The company's own offices. */
export const offices = defineModule({
  name: "offices",
  label: { en: "Offices", ru: "Офисы" },
  singular: { en: "Office", ru: "Офис" },
  icon: "building-community",
  menu: "admin",
  numberPrefix: "OFF",
  nameFields: ["name"],
  keyFields: ["phone", "email", "timezone"],
  list: { columns: ["name", "legal_name", "phone", "email", "timezone"], sort: "name" },
  adminOnly: true,
  vtiger: null,
  blocks: [
    {
      name: "basic",
      label: { en: "Office details", ru: "Основное" },
      fields: [
        {
          name: "name",
          type: "text",
          label: { en: "Office name", ru: "Название" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: null,
        },
        { name: "legal_name", type: "text", label: { en: "Legal name", ru: "Юридическое лицо" }, vtiger: null },
        {
          name: "number_prefix",
          type: "text",
          label: { en: "Prefix of numbers", ru: "Префикс номеров" },
          help: { en: "Stands for {prefix} in numbers of documents.", ru: "Подставляется вместо {prefix} в номерах документов." },
          maxLength: 10,
          vtiger: null,
        },
        {
          name: "logo",
          type: "image",
          label: { en: "Logo", ru: "Логотип" },
          help: { en: "PNG or JPEG; stands on printed documents.", ru: "PNG или JPEG; печатается на документах." },
          vtiger: null,
        },
        { name: "phone", type: "phone", label: { en: "Phone", ru: "Телефон" }, quickCreate: true, vtiger: null },
        { name: "email", type: "email", label: { en: "Email", ru: "Эл. почта" }, quickCreate: true, vtiger: null },
        {
          name: "timezone",
          type: "text",
          label: { en: "Time zone", ru: "Часовой пояс" },
          help: { en: "IANA name, such as Europe/London.", ru: "Название по IANA, например Europe/Moscow." },
          maxLength: 64,
          searchable: false,
          vtiger: null,
        },
      ],
    },
    requisitesBlock([
      {
        name: "director_post",
        type: "text",
        label: { en: "Director's post", ru: "Должность руководителя" },
        maxLength: 100,
        vtiger: null,
      },
    ]),
    addressBlock([{ name: "address", type: "address", label: { en: "Address", ru: "Адрес" }, vtiger: null }]),
    descriptionBlock(),
  ],
});

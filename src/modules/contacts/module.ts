import { defineModule } from "../../model/define.ts";
import {
  addressBlock,
  convertedFromLead,
  descriptionBlock,
  emailOptOut,
  leadSource,
  notifyOwner,
  personName,
  personReach,
} from "../blocks.ts";

/** People with whom business is done. */
export const contacts = defineModule({
  name: "contacts",
  label: { en: "Contacts", ru: "Контакты" },
  singular: { en: "Contact", ru: "Контакт" },
  icon: "address-book",
  menu: "sales",
  numberPrefix: "CON",
  nameFields: ["first_name", "middle_name", "last_name"],
  keyFields: ["title", "organization_id", "phone", "mobile", "email"],
  list: {
    columns: ["last_name", "first_name", "title", "organization_id", "phone", "email", "owner_id"],
    sort: "-modified_at",
  },
  vtiger: "Contacts",
  blocks: [
    {
      name: "basic",
      label: { en: "Basic information", ru: "Основное" },
      fields: [
        ...personName(),
        {
          name: "organization_id",
          type: "reference",
          label: { en: "Organization", ru: "Организация" },
          targets: ["organizations"],
          quickCreate: true,
          vtiger: "account_id",
        },
        { name: "title", type: "text", label: { en: "Job title", ru: "Должность" }, vtiger: "title" },
        { name: "department", type: "text", label: { en: "Department", ru: "Отдел" }, vtiger: "department" },
        {
          name: "manager_id",
          type: "reference",
          label: { en: "Reports to", ru: "Руководитель" },
          targets: ["contacts"],
          inverse: { name: "subordinates", label: { en: "Direct reports", ru: "Подчинённые" } },
          vtiger: "contact_id",
        },
        leadSource(),
        { name: "birthday", type: "date", label: { en: "Date of birth", ru: "Дата рождения" }, personal: true, vtiger: "birthday" },
        { name: "assistant", type: "text", label: { en: "Assistant", ru: "Помощник" }, vtiger: "assistant" },
        { name: "is_reference", type: "checkbox", label: { en: "Gives references", ru: "Готов дать рекомендацию" }, vtiger: "reference" },
        notifyOwner(),
        convertedFromLead(),
      ],
    },
    {
      name: "contact",
      label: { en: "Contact details", ru: "Контактные данные" },
      fields: [
        {
          name: "phone",
          type: "phone",
          label: { en: "Office phone", ru: "Рабочий телефон" },
          quickCreate: true,
          indexed: true,
          personal: true,
          vtiger: "phone",
        },
        ...personReach(),
        { name: "home_phone", type: "phone", label: { en: "Home phone", ru: "Домашний телефон" }, personal: true, vtiger: "homephone" },
        {
          name: "other_phone",
          type: "phone",
          label: { en: "Secondary phone", ru: "Дополнительный телефон" },
          personal: true,
          vtiger: "otherphone",
        },
        {
          name: "assistant_phone",
          type: "phone",
          label: { en: "Assistant's phone", ru: "Телефон помощника" },
          personal: true,
          vtiger: "assistantphone",
        },
        { name: "fax", type: "phone", label: { en: "Fax", ru: "Факс" }, personal: true, vtiger: "fax" },
        { name: "do_not_call", type: "checkbox", label: { en: "Do not call", ru: "Не звонить" }, vtiger: "donotcall" },
        emailOptOut(),
      ],
    },
    addressBlock([
      { name: "mailing_address", type: "address", label: { en: "Mailing address", ru: "Почтовый адрес" }, personal: true, vtiger: null },
      { name: "other_address", type: "address", label: { en: "Other address", ru: "Другой адрес" }, personal: true, vtiger: null },
    ]),
    {
      name: "portal",
      label: { en: "Customer portal", ru: "Портал клиента" },
      fields: [
        { name: "portal_access", type: "checkbox", label: { en: "Portal access", ru: "Доступ к порталу" }, vtiger: "portal" },
        { name: "support_start_date", type: "date", label: { en: "Support from", ru: "Поддержка с" }, vtiger: "support_start_date" },
        { name: "support_end_date", type: "date", label: { en: "Support until", ru: "Поддержка до" }, vtiger: "support_end_date" },
      ],
    },
    descriptionBlock(),
    {
      name: "picture",
      label: { en: "Photo", ru: "Фотография" },
      fields: [{ name: "photo", type: "image", label: { en: "Photo", ru: "Фотография" }, personal: true, vtiger: "imagename" }],
    },
  ],
});

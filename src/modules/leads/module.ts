import { defineModule, type FieldDefinition } from "../../model/define.ts";
import { addressBlock, descriptionBlock, emailOptOut, leadSource, personName, personReach } from "../blocks.ts";
import { colored, industries, ratings } from "../option-sets.ts";

/** What a lead was converted into (features/leads). */
const became = (name: string, module: string, en: string, ru: string): FieldDefinition => ({
  name,
  type: "reference",
  label: { en, ru },
  targets: [module],
  inverse: { name: "source_leads", label: { en: "Source leads", ru: "Исходные лиды" } },
  readOnly: true,
  vtiger: null,
});

/** First business contacts, which may come to nothing. */
export const leads = defineModule({
  name: "leads",
  label: { en: "Leads", ru: "Лиды" },
  singular: { en: "Lead", ru: "Лид" },
  icon: "user-search",
  menu: "sales",
  numberPrefix: "LEAD",
  nameFields: ["first_name", "middle_name", "last_name"],
  stageField: "status",
  archivedBy: "converted_at",
  keyFields: [
    "company",
    "title",
    "status",
    "phone",
    "email",
    "lead_source",
    "converted_organization_id",
    "converted_contact_id",
    "converted_opportunity_id",
  ],
  list: {
    columns: ["last_name", "first_name", "company", "status", "phone", "email", "lead_source", "owner_id"],
    sort: "-modified_at",
  },
  vtiger: "Leads",
  blocks: [
    {
      name: "basic",
      label: { en: "Lead details", ru: "Основное" },
      fields: [
        ...personName(),
        { name: "company", type: "text", label: { en: "Company", ru: "Компания" }, quickCreate: true, indexed: true, vtiger: "company" },
        { name: "title", type: "text", label: { en: "Job title", ru: "Должность" }, vtiger: "designation" },
        {
          name: "status",
          type: "picklist",
          label: { en: "Lead status", ru: "Статус" },
          options: [
            colored("not_contacted", "Not contacted", "Новый, не связывались", "gray", { outcome: "open" }),
            colored("attempted_to_contact", "Attempted to contact", "Не дозвонились", "yellow", { outcome: "open" }),
            colored("contacted", "Contacted", "Связались", "blue", { outcome: "open" }),
            colored("contact_in_future", "Contact in future", "Связаться позже", "indigo", { outcome: "open" }),
            colored("cold", "Cold", "Холодный", "cyan", { outcome: "open" }),
            colored("warm", "Warm", "Тёплый", "orange", { outcome: "open" }),
            colored("hot", "Hot", "Горячий", "red", { outcome: "open" }),
            colored("pre_qualified", "Pre qualified", "Предварительно квалифицирован", "teal", { outcome: "open" }),
            colored("qualified", "Qualified", "Квалифицирован", "green", { outcome: "won" }),
            colored("junk_lead", "Junk lead", "Нецелевой", "dark", { outcome: "lost" }),
            colored("lost_lead", "Lost lead", "Потерян", "dark", { outcome: "lost" }),
          ],
          default: "not_contacted",
          quickCreate: true,
          indexed: true,
          vtiger: "leadstatus",
        },
        leadSource(),
        { name: "rating", type: "picklist", label: { en: "Rating", ru: "Оценка" }, options: ratings, vtiger: "rating" },
        { name: "industry", type: "picklist", label: { en: "Industry", ru: "Отрасль" }, options: industries, vtiger: "industry" },
        { name: "annual_revenue", type: "money", label: { en: "Annual revenue", ru: "Годовой оборот" }, vtiger: "annualrevenue" },
        {
          name: "employees",
          type: "integer",
          label: { en: "Number of employees", ru: "Число сотрудников" },
          min: 0,
          vtiger: "noofemployees",
        },
      ],
    },
    {
      name: "contact",
      label: { en: "Contact details", ru: "Контактные данные" },
      fields: [
        {
          name: "phone",
          type: "phone",
          label: { en: "Phone", ru: "Телефон" },
          quickCreate: true,
          indexed: true,
          personal: true,
          vtiger: "phone",
        },
        ...personReach(),
        { name: "fax", type: "phone", label: { en: "Fax", ru: "Факс" }, personal: true, vtiger: "fax" },
        { name: "website", type: "url", label: { en: "Website", ru: "Сайт" }, vtiger: "website" },
        emailOptOut(),
      ],
    },
    addressBlock([{ name: "address", type: "address", label: { en: "Address", ru: "Адрес" }, personal: true, vtiger: null }]),
    descriptionBlock(),
    {
      name: "conversion",
      label: { en: "Conversion", ru: "Преобразование" },
      fields: [
        {
          name: "converted_at",
          type: "datetime",
          label: { en: "Converted", ru: "Преобразован" },
          readOnly: true,
          indexed: true,
          vtiger: null,
        },
        became("converted_organization_id", "organizations", "Became organization", "Стал организацией"),
        became("converted_contact_id", "contacts", "Became contact", "Стал контактом"),
        became("converted_opportunity_id", "opportunities", "Became opportunity", "Стал сделкой"),
      ],
    },
  ],
});

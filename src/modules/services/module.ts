import { defineModule, type LinkDefinition } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { active, periods, pricingBlock, website } from "../goods-fields.ts";
import { option, serviceUnits } from "../option-sets.ts";

const servicesLabel = { en: "Services", ru: "Услуги" };

/** Those to whom the service is rendered or offered. */
const rendered = (module: string, en: string, ru: string): LinkDefinition => ({
  name: `service_${module}`,
  here: { name: module, label: { en, ru } },
  there: { module, name: "services", label: servicesLabel },
});

/** Services that the firm sells. */
export const services = defineModule({
  name: "services",
  label: servicesLabel,
  singular: { en: "Service", ru: "Услуга" },
  icon: "tools",
  menu: "inventory",
  numberPrefix: "SER",
  nameFields: ["name"],
  keyFields: ["category", "unit", "unit_price", "active"],
  list: { columns: ["name", "category", "unit", "unit_price", "active", "owner_id"], sort: "name" },
  vtiger: "Services",
  blocks: [
    {
      name: "basic",
      label: { en: "Service details", ru: "Основное" },
      fields: [
        {
          name: "name",
          type: "text",
          label: { en: "Service name", ru: "Название" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: "servicename",
        },
        active("discontinued", "Active", "Оказывается"),
        {
          name: "category",
          type: "picklist",
          label: { en: "Category", ru: "Категория" },
          options: [
            option("support", "Support", "Поддержка"),
            option("installation", "Installation", "Установка"),
            option("migration", "Migration", "Перенос данных"),
            option("customization", "Customization", "Доработка"),
            option("training", "Training", "Обучение"),
          ],
          indexed: true,
          vtiger: "servicecategory",
        },
        {
          name: "unit",
          type: "picklist",
          label: { en: "Usage unit", ru: "Единица измерения" },
          options: serviceUnits,
          default: "hours",
          vtiger: "service_usageunit",
        },
        {
          name: "quantity_per_unit",
          type: "decimal",
          label: { en: "Number of units", ru: "Количество единиц" },
          scale: 3,
          min: 0,
          vtiger: "qty_per_unit",
        },
        website(),
        ...periods(),
      ],
    },
    pricingBlock(),
    descriptionBlock(),
  ],
  links: [
    rendered("leads", "Leads", "Лиды"),
    rendered("contacts", "Contacts", "Контакты"),
    rendered("organizations", "Organizations", "Организации"),
    rendered("tickets", "Tickets", "Обращения"),
  ],
});

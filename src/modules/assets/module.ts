import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { colored } from "../option-sets.ts";

/** Items sold, with serial number. */
export const assets = defineModule({
  name: "assets",
  label: { en: "Assets", ru: "Активы" },
  singular: { en: "Asset", ru: "Актив" },
  icon: "devices-pc",
  menu: "service",
  numberPrefix: "AST",
  nameFields: ["name"],
  stageField: "status",
  keyFields: ["status", "product_id", "serial_number", "organization_id"],
  list: {
    columns: ["name", "product_id", "serial_number", "organization_id", "status", "sold_date", "in_service_date"],
    sort: "-modified_at",
  },
  vtiger: "Assets",
  blocks: [
    {
      name: "basic",
      label: { en: "Asset details", ru: "Основное" },
      fields: [
        { name: "name", type: "text", label: { en: "Asset name", ru: "Название" }, mandatory: true, quickCreate: true, indexed: true, vtiger: "assetname" },
        { name: "product_id", type: "reference", label: { en: "Product", ru: "Товар" }, targets: ["products"], mandatory: true, quickCreate: true, vtiger: "product" },
        { name: "serial_number", type: "text", label: { en: "Serial number", ru: "Серийный номер" }, mandatory: true, quickCreate: true, indexed: true, vtiger: "serialnumber" },
        { name: "organization_id", type: "reference", label: { en: "Customer", ru: "Клиент" }, targets: ["organizations"], mandatory: true, quickCreate: true, vtiger: "account" },
        { name: "contact_id", type: "reference", label: { en: "Contact", ru: "Контакт" }, targets: ["contacts"], quickCreate: true, vtiger: "contact" },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [colored("in_service", "In service", "В эксплуатации", "green"), colored("out_of_service", "Out-of-service", "Выведен из эксплуатации", "gray")],
          mandatory: true,
          default: "in_service",
          quickCreate: true,
          indexed: true,
          vtiger: "assetstatus",
        },
        { name: "sold_date", type: "date", label: { en: "Date sold", ru: "Дата продажи" }, mandatory: true, quickCreate: true, indexed: true, vtiger: "datesold" },
        { name: "in_service_date", type: "date", label: { en: "Date in service", ru: "Введён в эксплуатацию" }, mandatory: true, quickCreate: true, vtiger: "dateinservice" },
        { name: "tag_number", type: "text", label: { en: "Tag number", ru: "Инвентарный номер" }, indexed: true, vtiger: "tagnumber" },
        { name: "invoice_id", type: "reference", label: { en: "Invoice", ru: "Счёт" }, targets: ["invoices"], vtiger: "invoiceid" },
        { name: "shipping_method", type: "text", label: { en: "Shipping method", ru: "Способ доставки" }, vtiger: "shippingmethod" },
        { name: "tracking_number", type: "text", label: { en: "Shipping tracking number", ru: "Номер отправления" }, vtiger: "shippingtrackingnumber" },
      ],
    },
    descriptionBlock(),
  ],
  links: [
    {
      name: "asset_tickets",
      here: { name: "tickets", label: { en: "Tickets", ru: "Обращения" } },
      there: { module: "tickets", name: "assets", label: { en: "Assets", ru: "Активы" } },
    },
  ],
});

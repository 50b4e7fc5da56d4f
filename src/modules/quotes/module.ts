import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { carrier, customer, documentAddressBlock, subject, termsBlock, totalsBlock } from "../document-fields.ts";
import { colored } from "../option-sets.ts";

/** Commercial offers. */
export const quotes = defineModule({
  name: "quotes",
  label: { en: "Quotes", ru: "Предложения" },
  singular: { en: "Quote", ru: "Предложение" },
  icon: "file-dollar",
  menu: "sales",
  numberPrefix: "QUO",
  nameFields: ["subject"],
  stageField: "stage",
  keyFields: ["stage", "organization_id", "contact_id", "total", "valid_until"],
  list: {
    columns: ["number", "subject", "organization_id", "opportunity_id", "stage", "total", "valid_until", "owner_id"],
    sort: "-modified_at",
  },
  vtiger: "Quotes",
  blocks: [
    {
      name: "basic",
      label: { en: "Quote details", ru: "Основное" },
      fields: [
        subject(),
        ...customer(),
        {
          name: "stage",
          type: "picklist",
          label: { en: "Quote stage", ru: "Стадия" },
          options: [
            colored("created", "Created", "Создано", "gray", { outcome: "open" }),
            colored("delivered", "Delivered", "Отправлено", "blue", { outcome: "open" }),
            colored("reviewed", "Reviewed", "Рассмотрено", "yellow", { outcome: "open" }),
            colored("accepted", "Accepted", "Принято", "green", { outcome: "won" }),
            colored("rejected", "Rejected", "Отклонено", "red", { outcome: "lost" }),
          ],
          mandatory: true,
          default: "created",
          quickCreate: true,
          indexed: true,
          vtiger: "quotestage",
        },
        {
          name: "valid_until",
          type: "date",
          label: { en: "Valid until", ru: "Действует до" },
          quickCreate: true,
          indexed: true,
          vtiger: "validtill",
        },
        carrier(),
        { name: "shipping_method", type: "text", label: { en: "Shipping", ru: "Способ доставки" }, vtiger: "shipping" },
        {
          name: "inventory_manager_id",
          type: "user",
          label: { en: "Inventory manager", ru: "Ответственный за склад" },
          vtiger: "assigned_user_id1",
        },
      ],
    },
    totalsBlock(),
    documentAddressBlock(),
    termsBlock(),
    descriptionBlock(),
  ],
});

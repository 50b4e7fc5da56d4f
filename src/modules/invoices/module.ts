import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import {
  commissionAndDuty,
  customer,
  customerReferences,
  documentAddressBlock,
  dueDate,
  subject,
  termsBlock,
  totalsBlock,
} from "../document-fields.ts";
import { invoiceStatuses } from "../option-sets.ts";

/** Bills to customers. */
export const invoices = defineModule({
  name: "invoices",
  label: { en: "Invoices", ru: "Счета" },
  singular: { en: "Invoice", ru: "Счёт" },
  icon: "file-invoice",
  menu: "inventory",
  numberPrefix: "INV",
  nameFields: ["subject"],
  stageField: "status",
  keyFields: ["status", "organization_id", "total", "balance", "due_date"],
  list: {
    columns: ["number", "subject", "organization_id", "status", "total", "balance", "invoice_date", "due_date"],
    sort: "-modified_at",
  },
  vtiger: "Invoice",
  blocks: [
    {
      name: "basic",
      label: { en: "Invoice details", ru: "Основное" },
      fields: [
        subject(),
        ...customer(),
        {
          name: "sales_order_id",
          type: "reference",
          label: { en: "Sales order", ru: "Заказ клиента" },
          targets: ["sales_orders"],
          vtiger: "salesorder_id",
        },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: invoiceStatuses,
          default: "created",
          quickCreate: true,
          indexed: true,
          vtiger: "invoicestatus",
        },
        {
          name: "invoice_date",
          type: "date",
          label: { en: "Invoice date", ru: "Дата счёта" },
          quickCreate: true,
          indexed: true,
          vtiger: "invoicedate",
        },
        dueDate(),
        ...customerReferences(),
        ...commissionAndDuty(),
      ],
    },
    totalsBlock([
      { name: "received", type: "money", label: { en: "Received", ru: "Оплачено" }, vtiger: "received" },
      { name: "balance", type: "money", label: { en: "Balance", ru: "Остаток к оплате" }, indexed: true, vtiger: "balance" },
    ]),
    documentAddressBlock(),
    termsBlock(),
    descriptionBlock(),
  ],
});

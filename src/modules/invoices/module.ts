import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import {
  commissionAndDuty,
  computedMoney,
  customer,
  customerReferences,
  documentAddressBlock,
  dueDate,
  linesBlock,
  ownCompany,
  priceBook,
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
          name: "quote_id",
          type: "reference",
          label: { en: "Quote", ru: "Предложение" },
          targets: ["quotes"],
          vtiger: null,
        },
        ownCompany(),
        priceBook(),
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
    linesBlock(),
    totalsBlock([
      computedMoney("received", "Received", "Оплачено", { vtiger: "received" }),
      computedMoney("credited", "Credited", "Скорректировано"),
      computedMoney("balance", "Balance", "Остаток к оплате", { indexed: true, vtiger: "balance" }),
    ]),
    documentAddressBlock(),
    termsBlock(),
    descriptionBlock(),
  ],
});

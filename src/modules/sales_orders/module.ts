import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import {
  carrier,
  commissionAndDuty,
  customer,
  customerReferences,
  documentAddressBlock,
  dueDate,
  subject,
  termsBlock,
  totalsBlock,
} from "../document-fields.ts";
import { colored, invoiceFrequencies, invoiceStatuses, paymentTerms } from "../option-sets.ts";

/** Customers' orders for goods. */
export const salesOrders = defineModule({
  name: "sales_orders",
  label: { en: "Sales orders", ru: "Заказы клиентов" },
  singular: { en: "Sales order", ru: "Заказ клиента" },
  icon: "shopping-cart",
  menu: "inventory",
  numberPrefix: "SO",
  nameFields: ["subject"],
  stageField: "status",
  keyFields: ["status", "organization_id", "contact_id", "total", "due_date"],
  list: {
    columns: ["number", "subject", "organization_id", "status", "total", "due_date", "owner_id"],
    sort: "-modified_at",
  },
  vtiger: "SalesOrder",
  blocks: [
    {
      name: "basic",
      label: { en: "Sales order details", ru: "Основное" },
      fields: [
        subject(),
        ...customer(),
        { name: "quote_id", type: "reference", label: { en: "Quote", ru: "Предложение" }, targets: ["quotes"], vtiger: "quote_id" },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("created", "Created", "Создан", "gray", { outcome: "open" }),
            colored("approved", "Approved", "Согласован", "blue", { outcome: "open" }),
            colored("delivered", "Delivered", "Отгружен", "green", { outcome: "won" }),
            colored("cancelled", "Cancelled", "Отменён", "red", { outcome: "lost" }),
          ],
          mandatory: true,
          default: "created",
          quickCreate: true,
          indexed: true,
          vtiger: "sostatus",
        },
        dueDate(),
        ...customerReferences(),
        carrier(),
        { name: "pending", type: "text", label: { en: "Pending", ru: "Ожидает исполнения" }, vtiger: "pending" },
        ...commissionAndDuty(),
      ],
    },
    totalsBlock(),
    {
      name: "recurring",
      label: { en: "Recurring invoices", ru: "Регулярные счета" },
      collapsed: true,
      fields: [
        {
          name: "recurring",
          type: "checkbox",
          label: { en: "Create invoices regularly", ru: "Выставлять счета регулярно" },
          default: false,
          vtiger: "enable_recurring",
        },
        {
          name: "recurring_frequency",
          type: "picklist",
          label: { en: "Frequency", ru: "Периодичность" },
          options: invoiceFrequencies,
          vtiger: "recurring_frequency",
        },
        { name: "recurring_from", type: "date", label: { en: "From", ru: "Начало периода" }, vtiger: "start_period" },
        { name: "recurring_until", type: "date", label: { en: "Until", ru: "Конец периода" }, vtiger: "end_period" },
        {
          name: "payment_terms",
          type: "picklist",
          label: { en: "Payment terms", ru: "Срок оплаты" },
          options: paymentTerms,
          vtiger: "payment_duration",
        },
        {
          name: "recurring_invoice_status",
          type: "picklist",
          label: { en: "Status of new invoices", ru: "Статус новых счетов" },
          options: invoiceStatuses,
          default: "auto_created",
          vtiger: "invoicestatus",
        },
        {
          name: "next_invoice_date",
          type: "date",
          label: { en: "Next invoice date", ru: "Дата следующего счёта" },
          readOnly: true,
          indexed: true,
          vtiger: "last_recurring_date",
        },
      ],
    },
    documentAddressBlock(),
    termsBlock(),
    descriptionBlock(),
  ],
});

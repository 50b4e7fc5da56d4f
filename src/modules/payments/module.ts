import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { colored, option } from "../option-sets.ts";

/** Money that came in for an invoice, whole or in part. */
export const payments = defineModule({
  name: "payments",
  label: { en: "Payments", ru: "Платежи" },
  singular: { en: "Payment", ru: "Платёж" },
  icon: "cash",
  menu: "inventory",
  numberPrefix: "PAY",
  nameFields: ["number"],
  stageField: "status",
  keyFields: ["status", "invoice_id", "amount", "paid_on"],
  list: { columns: ["number", "invoice_id", "organization_id", "amount", "paid_on", "method", "status", "reference"], sort: "-paid_on" },
  vtiger: null,
  blocks: [
    {
      name: "basic",
      label: { en: "Payment details", ru: "Основное" },
      fields: [
        {
          name: "invoice_id",
          type: "reference",
          label: { en: "Invoice", ru: "Счёт" },
          targets: ["invoices"],
          mandatory: true,
          quickCreate: true,
          vtiger: null,
        },
        {
          name: "amount",
          type: "money",
          label: { en: "Amount", ru: "Сумма" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: null,
        },
        { name: "paid_on", type: "date", label: { en: "Paid on", ru: "Дата платежа" }, quickCreate: true, indexed: true, vtiger: null },
        {
          name: "method",
          type: "picklist",
          label: { en: "Method", ru: "Способ" },
          options: [
            option("bank_transfer", "Bank transfer", "Банковский перевод"),
            option("card", "Card", "Карта"),
            option("cash", "Cash", "Наличные"),
            option("offset", "Offset", "Взаимозачёт"),
            option("other", "Other", "Другое"),
          ],
          default: "bank_transfer",
          quickCreate: true,
          vtiger: null,
        },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("received", "Received", "Получен", "green", { outcome: "won" }),
            colored("cancelled", "Cancelled", "Отменён", "red", { outcome: "lost" }),
          ],
          mandatory: true,
          default: "received",
          indexed: true,
          vtiger: null,
        },
        {
          name: "organization_id",
          type: "reference",
          label: { en: "Organization", ru: "Организация" },
          targets: ["organizations"],
          readOnly: true,
          computed: true,
          vtiger: null,
        },
        { name: "reference", type: "text", label: { en: "Payment order", ru: "Платёжное поручение" }, indexed: true, vtiger: null },
      ],
    },
    descriptionBlock(),
  ],
});

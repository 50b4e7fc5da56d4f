import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { documentContact, documentDate, linesBlock, ownCompany, subject, totalsBlock } from "../document-fields.ts";
import { colored } from "../option-sets.ts";

/** What is taken back of an invoice that was posted: goods returned, prices put right. */
export const creditNotes = defineModule({
  name: "credit_notes",
  label: { en: "Credit notes", ru: "Корректировки счетов" },
  singular: { en: "Credit note", ru: "Корректировка счёта" },
  icon: "receipt-refund",
  menu: "inventory",
  numberPrefix: "CN",
  nameFields: ["subject"],
  stageField: "status",
  keyFields: ["status", "organization_id", "invoice_id", "total"],
  list: {
    columns: ["number", "subject", "organization_id", "invoice_id", "status", "total", "document_date", "owner_id"],
    sort: "-modified_at",
  },
  vtiger: null,
  blocks: [
    {
      name: "basic",
      label: { en: "Credit note details", ru: "Основное" },
      fields: [
        subject(),
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
          name: "organization_id",
          type: "reference",
          label: { en: "Organization", ru: "Организация" },
          targets: ["organizations"],
          vtiger: null,
        },
        { ...documentContact(), vtiger: null },
        documentDate(),
        ownCompany(),
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("created", "Created", "Создана", "gray", { outcome: "open" }),
            colored("posted", "Posted", "Проведена", "green", { outcome: "won" }),
            colored("cancelled", "Cancelled", "Отменена", "red", { outcome: "lost" }),
          ],
          mandatory: true,
          default: "created",
          indexed: true,
          vtiger: null,
        },
        { name: "reason", type: "text", label: { en: "Reason", ru: "Основание" }, vtiger: null },
      ],
    },
    linesBlock(),
    totalsBlock(),
    descriptionBlock(),
  ],
});

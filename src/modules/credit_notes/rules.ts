import type { ModuleRules } from "../../server/records/rules.ts";
import { steps, transition } from "../documents-of-sale/fulfil.ts";
import { settleTheirInvoices } from "../documents-of-sale/payments.ts";
import { prepareDocuments } from "../documents-of-sale/prepare.ts";

export const rules: ModuleRules = {
  lock: {
    when: (row) => row["status"] === "posted" || row["status"] === "cancelled",
    except: ["status", "owner_id", "tags", "description"],
  },
  validate: [steps("credit_notes", { posted: ["cancelled"], cancelled: [] })],
  prepare: [prepareDocuments({ module: "credit_notes", dateField: "document_date", side: "sale" })],
  afterSave: [settleTheirInvoices],
  afterRemoval: [settleTheirInvoices],
  actions: { post: transition("credit_notes", "posted", ["created"]), cancel: transition("credit_notes", "cancelled") },
};

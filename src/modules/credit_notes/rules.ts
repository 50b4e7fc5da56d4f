import type { ModuleRules } from "../../server/records/rules.ts";
import { fulfilment, reverseWhenCancelled, steps, transition, type Fulfilment } from "../documents-of-sale/fulfil.ts";
import { settleTheirInvoices } from "../documents-of-sale/payments.ts";
import { prepareDocuments } from "../documents-of-sale/prepare.ts";

/** What the customer sent back: goods of a posted note, all or some, go into the stock. Money alone may be credited too. */
const RETURN: Fulfilment = { module: "credit_notes", kind: "receipt", refusedStates: ["created", "cancelled"], doneState: "posted" };

export const rules: ModuleRules = {
  lock: {
    when: (row) => row["status"] === "posted" || row["status"] === "cancelled",
    except: ["status", "owner_id", "tags", "description"],
  },
  validate: [steps("credit_notes", { posted: ["cancelled"], cancelled: [] })],
  prepare: [prepareDocuments({ module: "credit_notes", dateField: "document_date", side: "sale" })],
  afterSave: [settleTheirInvoices, reverseWhenCancelled],
  afterRemoval: [settleTheirInvoices],
  actions: {
    post: transition("credit_notes", "posted", ["created"]),
    cancel: transition("credit_notes", "cancelled"),
    receive: fulfilment(RETURN),
  },
};

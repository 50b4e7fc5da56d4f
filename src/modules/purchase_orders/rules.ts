import type { ModuleRules } from "../../server/records/rules.ts";
import { fulfilment, fulfilWhenDone, reverseWhenCancelled, steps, transition, type Fulfilment } from "../documents-of-sale/fulfil.ts";
import { balanceOf } from "../documents-of-sale/payments.ts";
import { prepareDocuments } from "../documents-of-sale/prepare.ts";

const RECEIPT: Fulfilment = { module: "purchase_orders", kind: "receipt", refusedStates: ["cancelled"], doneState: "received_shipment" };
const SENT = ["approved", "delivered", "received_shipment", "cancelled"];

export const rules: ModuleRules = {
  lock: {
    when: (row) => SENT.includes(String(row["status"])),
    except: ["status", "owner_id", "tags", "description", "due_date", "carrier", "tracking_number", "paid"],
  },
  validate: [
    steps("purchase_orders", {
      approved: ["delivered", "received_shipment", "cancelled"],
      delivered: ["received_shipment", "cancelled"],
      received_shipment: ["cancelled"],
      cancelled: [],
    }),
  ],
  prepare: [prepareDocuments({ module: "purchase_orders", dateField: "document_date", side: "purchase" })],
  beforeSave: [balanceOf("paid")],
  afterSave: [fulfilWhenDone(RECEIPT), reverseWhenCancelled],
  actions: {
    send: transition("purchase_orders", "approved", ["created"]),
    receive: fulfilment(RECEIPT),
    cancel: transition("purchase_orders", "cancelled"),
  },
};

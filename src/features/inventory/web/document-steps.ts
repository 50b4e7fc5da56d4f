/** What can be done with a document in its state, the likeliest first. The server has the last word. */
import type { RecordData } from "../../../web/api/record-data.ts";
import { textOf } from "../../../web/api/record-data.ts";
import type { MessageKey } from "../../../i18n/translate.ts";

export interface Step {
  readonly action: string;
  readonly label: MessageKey;
  /** The module of the record that it makes. */
  readonly makes?: string;
  /** It can be done for a part of the lines. */
  readonly partial?: boolean;
  readonly asks?: "payment" | "cancel";
}

const step = (action: string, label: MessageKey, more: Partial<Step> = {}): Step => ({ action, label, ...more });
const send = step("send", "document.act.send");
const cancel = step("cancel", "document.act.cancel", { asks: "cancel" });
const toOrder = step("create_sales_order", "document.act.create_sales_order", { makes: "sales_orders" });
const toInvoice = step("create_invoice", "document.act.create_invoice", { makes: "invoices", partial: true });
const deliver = step("deliver", "document.act.deliver", { partial: true });
const receive = step("receive", "document.act.receive", { partial: true });
const purchase = step("create_purchase_order", "document.act.create_purchase_order", { makes: "purchase_orders" });
const accept = step("accept", "document.act.accept");
const decline = step("decline", "document.act.decline");
const revise = step("new_revision", "document.act.new_revision", { makes: "quotes" });
const pay = step("pay", "document.act.pay", { asks: "payment" });
const credit = step("create_credit_note", "document.act.create_credit_note", { makes: "credit_notes", partial: true });

const STEPS: Readonly<Record<string, Readonly<Record<string, readonly Step[]>>>> = {
  quotes: {
    created: [send, toOrder, toInvoice],
    delivered: [accept, toOrder, toInvoice, decline, revise],
    reviewed: [accept, toOrder, toInvoice, decline, revise],
    accepted: [toOrder, toInvoice],
    rejected: [revise],
  },
  sales_orders: {
    created: [step("approve", "document.act.approve"), purchase, deliver, toInvoice, cancel],
    approved: [toInvoice, deliver, purchase, cancel],
    delivered: [toInvoice, cancel],
  },
  purchase_orders: {
    created: [send, receive, cancel],
    approved: [receive, cancel],
    delivered: [receive, cancel],
    received_shipment: [cancel],
  },
  credit_notes: {
    created: [step("post", "document.act.post"), cancel],
    posted: [step("receive", "document.act.take_back", { partial: true }), cancel],
  },
};
const INVOICE_OPEN: readonly Step[] = [pay, credit, cancel];

export function stepsOf(module: string, state: string, record: RecordData): readonly Step[] {
  if (module !== "invoices") return STEPS[module]?.[state] ?? [];
  if (["auto_created", "created", "approved"].includes(state)) return [send, pay, cancel];
  if (["sent", "overdue", "partly_paid"].includes(state)) return INVOICE_OPEN;
  return state === "paid" && textOf(record["balance"]) !== "" ? [credit] : [];
}

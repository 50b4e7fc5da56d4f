import type { ModuleRules } from "../../server/records/rules.ts";
import { CUSTOMER_HEAD, conversion } from "../documents-of-sale/convert.ts";
import {
  fulfilment,
  fulfilWhenDone,
  heldBy,
  reverseWhenCancelled,
  steps,
  transition,
  type Fulfilment,
} from "../documents-of-sale/fulfil.ts";
import { prepareDocuments } from "../documents-of-sale/prepare.ts";
import { orderShortage } from "../documents-of-sale/shortage.ts";

const DELIVERY: Fulfilment = { module: "sales_orders", kind: "delivery", refusedStates: ["cancelled"], doneState: "delivered" };
const AGREED = ["approved", "delivered", "cancelled"];

export const rules: ModuleRules = {
  lock: {
    when: (row) => AGREED.includes(String(row["status"])),
    except: ["status", "owner_id", "tags", "description", "due_date", "carrier", "pending", "customer_order_number"],
  },
  validate: [steps("sales_orders", { approved: ["delivered", "cancelled"], delivered: ["cancelled"], cancelled: [] })],
  prepare: [
    prepareDocuments({ module: "sales_orders", dateField: "document_date", side: "sale" }),
    heldBy({ module: "invoices", field: "sales_order_id" }),
  ],
  afterSave: [fulfilWhenDone(DELIVERY), reverseWhenCancelled],
  actions: {
    approve: transition("sales_orders", "approved", ["created"]),
    deliver: fulfilment(DELIVERY),
    cancel: transition("sales_orders", "cancelled"),
    create_invoice: conversion({
      from: "sales_orders",
      to: "invoices",
      link: "sales_order_id",
      refusedStates: ["cancelled"],
      fields: [...CUSTOMER_HEAD, "quote_id", "customer_number", "customer_order_number", "sales_commission", "excise_duty"],
    }),
    create_purchase_order: orderShortage,
  },
};

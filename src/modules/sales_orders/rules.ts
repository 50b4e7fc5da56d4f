import { isFrequency } from "../../model/recurrence.ts";
import type { ModuleRules, RecordRule, ValidationRule } from "../../server/records/rules.ts";
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

const RECURRING = ["recurring", "recurring_frequency", "recurring_from", "recurring_until", "payment_terms", "recurring_invoice_status"];

/** The first day is the beginning of the period; a new period or rhythm begins anew, after the days that were billed. */
const nextInvoice: RecordRule = ({ before, after }) => {
  const { recurring, recurring_frequency: frequency, recurring_from: from, recurring_until: until, next_invoice_date: next } = after;
  if (recurring !== true || typeof from !== "string" || !isFrequency(frequency))
    return next === null ? undefined : { next_invoice_date: null };
  const changed = before === null || RECURRING.slice(0, 4).some((name) => before[name] !== after[name]);
  if (!changed) return undefined;
  const billedTo = before?.["recurring"] === true && before["recurring_from"] === from && typeof next === "string" ? next : from;
  return { next_invoice_date: typeof until === "string" && billedTo > until ? null : billedTo };
};

const recurringIsWhole: ValidationRule = ({ after, given }) => {
  if (after["recurring"] !== true || !RECURRING.some((name) => given.has(name))) return [];
  const missing = ["recurring_frequency", "recurring_from"].filter((name) => (after[name] ?? null) === null);
  return missing.map((field) => ({ field, code: "mandatory" }));
};

export const rules: ModuleRules = {
  lock: {
    when: (row) => AGREED.includes(String(row["status"])),
    except: ["status", "owner_id", "tags", "description", "due_date", "carrier", "pending", "customer_order_number", ...RECURRING],
  },
  beforeSave: [nextInvoice],
  validate: [recurringIsWhole, steps("sales_orders", { approved: ["delivered", "cancelled"], delivered: ["cancelled"], cancelled: [] })],
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

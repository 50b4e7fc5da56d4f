import type { ModuleRules } from "../../server/records/rules.ts";
import { conversion } from "../documents-of-sale/convert.ts";
import { heldBy, steps, transition } from "../documents-of-sale/fulfil.ts";
import { balanceOf, nothingReceived, payWhatIsMarked, receivePayment } from "../documents-of-sale/payments.ts";
import { prepareDocuments } from "../documents-of-sale/prepare.ts";

const POSTED = ["sent", "overdue", "partly_paid", "paid", "credit_invoice", "cancelled"];

export const rules: ModuleRules = {
  lock: { when: (row) => POSTED.includes(String(row["status"])), except: ["status", "owner_id", "tags", "description"] },
  validate: [
    steps("invoices", {
      sent: ["overdue", "partly_paid", "paid", "credit_invoice", "cancelled"],
      overdue: ["sent", "partly_paid", "paid", "credit_invoice", "cancelled"],
      partly_paid: ["overdue", "paid", "credit_invoice", "cancelled"],
      paid: ["cancelled"],
      credit_invoice: ["cancelled"],
      cancelled: [],
    }),
  ],
  prepare: [
    prepareDocuments({ module: "invoices", dateField: "invoice_date", side: "sale" }),
    heldBy(
      { module: "payments", field: "invoice_id", state: "received" },
      { module: "credit_notes", field: "invoice_id", state: "posted" },
    ),
  ],
  beforeSave: [nothingReceived, balanceOf("received", "credited")],
  afterSave: [payWhatIsMarked],
  actions: {
    send: transition("invoices", "sent", ["auto_created", "created", "approved"]),
    cancel: transition("invoices", "cancelled"),
    pay: receivePayment,
    create_credit_note: conversion({
      from: "invoices",
      to: "credit_notes",
      link: "invoice_id",
      refusedStates: ["cancelled", "auto_created", "created"],
      fields: ["subject", "organization_id", "contact_id", "office_id"],
    }),
  },
};

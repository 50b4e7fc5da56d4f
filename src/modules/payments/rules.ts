import type { ModuleRules } from "../../server/records/rules.ts";
import { transition } from "../documents-of-sale/fulfil.ts";
import { preparePayments, settleTheirInvoices } from "../documents-of-sale/payments.ts";

export const rules: ModuleRules = {
  prepare: [preparePayments],
  afterSave: [settleTheirInvoices],
  afterRemoval: [settleTheirInvoices],
  actions: { cancel: transition("payments", "cancelled", ["received"]) },
};

/** The modules' own rules, server side; a module without rules isn't listed. */
import type { ModuleRules } from "../server/records/rules.ts";
import { rules as creditNotes } from "./credit_notes/rules.ts";
import { rules as invoices } from "./invoices/rules.ts";
import { rules as requisites } from "./requisite-rules.ts";
import { rules as opportunities } from "./opportunities/rules.ts";
import { rules as payments } from "./payments/rules.ts";
import { rules as products } from "./products/rules.ts";
import { rules as purchaseOrders } from "./purchase_orders/rules.ts";
import { rules as quotes } from "./quotes/rules.ts";
import { rules as salesOrders } from "./sales_orders/rules.ts";
import { rules as tasks } from "./tasks/rules.ts";
import { rules as tickets } from "./tickets/rules.ts";

const rules: Readonly<Record<string, ModuleRules>> = {
  credit_notes: creditNotes,
  invoices,
  offices: requisites,
  opportunities,
  organizations: requisites,
  payments,
  products,
  purchase_orders: purchaseOrders,
  quotes,
  sales_orders: salesOrders,
  tasks,
  tickets,
  vendors: requisites,
};
const NONE: ModuleRules = {};

export const rulesOf = (module: string): ModuleRules => (Object.hasOwn(rules, module) ? (rules[module] ?? NONE) : NONE);

/**
 * Orders that are billed again and again: on each of their days an invoice with their lines. The order's row is locked
 * while its invoice is written and its next day set, in one transaction: no day is billed twice, however many servers
 * look at once; and days that passed while none was running are made up for, one after the other.
 */
import { linesJson, linesOf } from "../../../fieldtypes/lines.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { addDays, isFrequency, nextDay } from "../../../model/recurrence.ts";
import { CUSTOMER_HEAD, setValues } from "../../../modules/documents-of-sale/convert.ts";
import { todayOf } from "../../../modules/documents-of-sale/settings.ts";
import type { Ctx } from "../../../server/context.ts";
import { engine, listRecords, type ItemResult } from "../../../server/records/index.ts";

/** Orders looked at in one transaction. */
const AT_ONCE = 20;
const COPIED = [
  ...CUSTOMER_HEAD.filter((name) => name !== "carrier"),
  "customer_number",
  "customer_order_number",
  "sales_commission",
  "excise_duty",
  "currency",
  "tax_mode",
  "tax_ids",
  "prices_include_tax",
  "tax_region",
  "shipping_amount",
  "shipping_tax_ids",
  "adjustment",
  "owner_id",
];

/** True: there may be more. */
export async function billRecurringOrders(ctx: Ctx): Promise<boolean> {
  const today = todayOf(ctx);
  const { data } = await listRecords(ctx, {
    module: "sales_orders",
    fields: ["next_invoice_date"],
    filter: {
      and: [
        { field: "recurring", op: "eq", value: true },
        { field: "status", op: "ne", value: "cancelled" },
        { field: "next_invoice_date", op: "le", value: today },
      ],
    },
    sort: "next_invoice_date",
    limit: AT_ONCE,
  });
  let billed = 0;
  for (const { id } of data) if (await billOnce(ctx, id, today)) billed += 1;
  return billed > 0;
}

/** One day of one order. False: there was nothing to do, or it is being done elsewhere. */
async function billOnce(ctx: Ctx, id: string, today: string): Promise<boolean> {
  const order = (await engine.lock(ctx, "sales_orders", [id])).get(id);
  const row = order?.values;
  const { next_invoice_date: day, recurring_frequency: frequency, recurring_from: from, recurring_until: until } = row ?? {};
  if (!row || order.deleted || row["recurring"] !== true || typeof day !== "string" || day > today || !isFrequency(frequency)) return false;
  const first = typeof from === "string" ? from : day;
  const next = nextDay(first, frequency, day);
  const isLast = typeof until === "string" && next > until;
  const [made] = typeof until === "string" && day > until ? [] : await invoiceOf(ctx, id, row, day);
  // An invoice that can't be (its customer is gone) doesn't hold up the others: the log tells, the next day comes.
  if (made && !made.ok) ctx.log.warn({ err: made.error, order: id, day }, "a recurring invoice was refused");
  await setValues(ctx, engine, "sales_orders", id, { next_invoice_date: isLast ? null : next });
  return true;
}

async function invoiceOf(ctx: Ctx, id: string, row: Readonly<Record<string, Json>>, day: string): Promise<readonly ItemResult[]> {
  const kept = Object.fromEntries(COPIED.flatMap((name) => ((row[name] ?? null) === null ? [] : [[name, row[name] ?? null]])));
  const days = /^net_(\d+)$/.exec(String(row["payment_terms"] ?? ""))?.[1];
  const discount = row["discount_percent"] ?? null;
  const values = {
    ...kept,
    ...(discount === null ? { discount_amount: row["discount_amount"] ?? null } : { discount_percent: discount }),
    // Each period is billed whole: its lines don't use up those of the order.
    lines: linesJson(linesOf(row["lines"]).map((line) => ({ ...line, id: null, source_line_id: null }))),
    sales_order_id: id,
    invoice_date: day,
    ...(days === undefined ? {} : { due_date: addDays(day, Number(days)) }),
    status: row["recurring_invoice_status"] ?? "auto_created",
  };
  const { results } = await engine.write(ctx, {
    module: "invoices",
    operations: [{ op: "create", values }],
    atomic: false,
    present: false,
  });
  return results;
}

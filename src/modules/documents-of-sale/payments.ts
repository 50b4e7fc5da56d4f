/** What an invoice still asks for: its total, less payments and credit notes. Kept with it, under its lock. */
import { compareDecimals } from "../../fieldtypes/decimal-string.ts";
import { decimalOf, unitsOf } from "../../model/sales/exact.ts";
import { minorDigits } from "../../model/format/numbers.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import type { AfterSaveRule, Engine, PrepareRule, RecordAction, RecordChange, RecordRule, Row } from "../../server/records/rules.ts";
import { lockDocument, refuseStates, setValues } from "./convert.ts";
import { asProgram, todayOf } from "./settings.ts";

const OPEN_STATES = ["auto_created", "created", "approved", "sent", "overdue", "partly_paid"];
const MOST_PAYMENTS = 1000;

const amount = (row: Row, name: string): string => (typeof row[name] === "string" ? row[name] : "0");
const digitsOf = (row: Row): number => minorDigits(String(row["currency"]));

/** total − received − credited (purchase orders: total − paid); nothing once it is cancelled. */
export const balanceOf =
  (...less: readonly string[]): RecordRule =>
  ({ after }) => {
    const digits = digitsOf(after);
    const rest = less.reduce((left, name) => left - unitsOf(amount(after, name), digits), unitsOf(amount(after, "total"), digits));
    return { balance: decimalOf(after["status"] === "cancelled" ? 0n : rest, digits) };
  };

/** A new invoice has received nothing. */
export const nothingReceived: RecordRule = ({ before, after }) =>
  before === null ? { received: decimalOf(0n, digitsOf(after)), credited: decimalOf(0n, digitsOf(after)) } : undefined;

/** Counts payments and credit notes anew, under the invoice's lock: two at once are served one after the other. */
export async function settleInvoice(ctx: Ctx, engine: Engine, id: string): Promise<void> {
  const row = (await engine.lock(asProgram(ctx), "invoices", [id])).get(id)?.values;
  if (!row) return;
  const digits = digitsOf(row);
  const sumOf = async (module: string, status: string, field: string): Promise<bigint> => {
    const filter = {
      and: [
        { field: "invoice_id", op: "eq", value: id },
        { field: "status", op: "eq", value: status },
      ],
    };
    const { data } = await engine.list(asProgram(ctx), { module, filter, fields: [field], limit: MOST_PAYMENTS });
    return data.reduce((sum, record) => sum + unitsOf(amount(record, field), digits), 0n);
  };
  const [received, credited] = [await sumOf("payments", "received", "amount"), await sumOf("credit_notes", "posted", "total")];
  const balance = unitsOf(amount(row, "total"), digits) - received - credited;
  const status = stateFor(String(row["status"]), { balance, received: received + credited });
  const text = (units: bigint): string => decimalOf(units, digits);
  await setValues(ctx, engine, "invoices", id, {
    received: text(received),
    credited: text(credited),
    balance: text(status === "cancelled" ? 0n : balance),
    status,
  });
}

function stateFor(state: string, { balance, received }: { balance: bigint; received: bigint }): string {
  if (state === "cancelled" || state === "credit_invoice") return state;
  if (received > 0n && balance <= 0n) return "paid";
  if (received > 0n) return "partly_paid";
  return state === "paid" || state === "partly_paid" ? "sent" : state;
}

/** A payment belongs to a living invoice, in its currency; today unless it says when. */
export const preparePayments: PrepareRule = async (ctx, changes, engine) => {
  const ids = changes.flatMap(({ after }) => (typeof after["invoice_id"] === "string" ? [after["invoice_id"]] : []));
  const invoices = await engine.lock(asProgram(ctx), "invoices", ids);
  for (const change of changes) {
    const { before, after, given } = change;
    const invoice = invoices.get(String(after["invoice_id"]))?.values;
    if (!invoice) continue;
    if (compareDecimals(amount(after, "amount"), "0") <= 0) change.refuse([{ field: "amount", code: "not_positive" }]);
    if (given.has("currency") && after["currency"] !== invoice["currency"])
      change.refuse([{ field: "currency", code: "currency_of_invoice", params: { currency: String(invoice["currency"]) } }]);
    if (before === null && invoice["status"] === "cancelled") change.refuse([{ field: "invoice_id", code: "locked_record" }]);
    change.set({
      currency: invoice["currency"] ?? null,
      exchange_rate: before?.["exchange_rate"] ?? invoice["exchange_rate"] ?? null,
      organization_id: invoice["organization_id"] ?? null,
      paid_on: after["paid_on"] ?? todayOf(ctx),
    });
  }
};

/** Of payments and credit notes: their invoices follow. */
export const settleTheirInvoices: AfterSaveRule = async (ctx, changes, engine) => {
  const ids = new Set(
    changes.flatMap(({ before, after }) => [before?.["invoice_id"], after["invoice_id"]]).filter((id) => typeof id === "string"),
  );
  for (const id of [...ids].sort()) await settleInvoice(ctx, engine, id);
};

/** An invoice that somebody marks as paid was paid: what is missing becomes a payment, so that the sums stay true. */
export const payWhatIsMarked: AfterSaveRule = async (ctx, changes, engine) => {
  const marked = changes.filter((change) => change.given.has("status") && isMarkedPaid(change));
  for (const { id, after } of marked) await pay(ctx, engine, id, { amount: amount(after, "balance"), method: "other" });
};
const isMarkedPaid = ({ before, after }: RecordChange): boolean =>
  after["status"] === "paid" && before?.["status"] !== "paid" && compareDecimals(amount(after, "balance"), "0") > 0;

async function pay(ctx: Ctx, engine: Engine, id: string, values: Row) {
  const [result] = (
    await engine.write(ctx, { module: "payments", operations: [{ op: "create", values: { ...values, invoice_id: id } }], atomic: true })
  ).results;
  if (!result?.ok) throw result?.error ?? new AppError("internal");
  return result.record;
}

/** `{amount?, paid_on?, method?, reference?}`: a payment; without an amount, of all that is open. */
export const receivePayment: RecordAction = async (ctx, id, input, engine) => {
  const row = await lockDocument(ctx, engine, "invoices", id);
  if (!OPEN_STATES.includes(String(row["status"]))) refuseStates(ctx, "invoices", row, [String(row["status"])]);
  const given = typeof input === "object" && input !== null ? (input as Row) : {};
  return pay(ctx, engine, id, { ...given, amount: given["amount"] ?? amount(row, "balance") });
};

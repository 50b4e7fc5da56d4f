import { decimalOf, fraction, nearest, powerOf10, unitsOf } from "../../model/sales/exact.ts";
import { minorDigits } from "../../model/format/numbers.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import { linesJson, linesOf } from "../../fieldtypes/lines.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import type { AfterSaveRule, Engine, ModuleRules, RecordAction, RecordRule } from "../../server/records/rules.ts";
import { CUSTOMER_HEAD, conversion, lockDocument, refuseStates, setValues } from "../documents-of-sale/convert.ts";
import { steps, transition } from "../documents-of-sale/fulfil.ts";
import { prepareDocuments } from "../documents-of-sale/prepare.ts";
import { asProgram } from "../documents-of-sale/settings.ts";

const SENT = ["delivered", "reviewed", "accepted", "rejected", "superseded"];

const firstRevision: RecordRule = ({ before, after }) => (before === null && after["revision"] === null ? { revision: 1 } : undefined);

/** A sent quote stays as it is; what is to change becomes its next revision, and takes its place. */
const newRevision: RecordAction = async (ctx, id, _input, engine) => {
  const row = await lockDocument(ctx, engine, "quotes", id);
  refuseStates(ctx, "quotes", row, ["accepted", "superseded"]);
  const quotes = ctx.registry.modules.get("quotes");
  const values: Record<string, Json> = {};
  for (const field of quotes?.fields.values() ?? [])
    if (!field.readOnly && field.name !== "stage" && field.name !== "document_date" && field.name !== "lines")
      values[field.name] = row[field.name] ?? null;
  values["lines"] = linesJson(linesOf(row["lines"]).map((line) => ({ ...line, id: null })));
  // The percentage says it all: both at once would be two discounts.
  if (values["discount_percent"] !== null) delete values["discount_amount"];
  const [result] = (await engine.write(ctx, { module: "quotes", operations: [{ op: "create", values }], atomic: true })).results;
  if (!result?.ok) throw result?.error ?? new AppError("internal");
  await setValues(ctx, engine, "quotes", result.id, { revision: Number(row["revision"] ?? 1) + 1, previous_id: id });
  await setValues(ctx, engine, "quotes", id, { stage: "superseded" });
  return (await engine.read(ctx, "quotes", [result.id]))[0];
};

/** The deal is worth what its accepted quotes come to; while there is none, what the newest one says. */
const opportunityAmount: AfterSaveRule = async (ctx, changes, engine) => {
  if (ctx.source === "demo" || ctx.source === "import") return;
  const concerned = changes.filter(({ before, after }) =>
    ["total", "stage", "opportunity_id"].some((name) => before?.[name] !== after[name]),
  );
  const ids = new Set(
    concerned.flatMap(({ before, after }) => [before?.["opportunity_id"], after["opportunity_id"]]).filter((id) => typeof id === "string"),
  );
  for (const id of [...ids].sort()) await amountOf(asProgram(ctx), engine, id);
};

async function amountOf(ctx: Ctx, engine: Engine, id: string): Promise<void> {
  const deal = (await engine.lock(ctx, "opportunities", [id])).get(id);
  if (!deal || deal.deleted || deal.values["amount_from_quotes"] !== true) return;
  const filter = {
    and: [
      { field: "opportunity_id", op: "eq", value: id },
      { field: "stage", op: "not_in", value: ["rejected", "superseded"] },
    ],
  };
  const { data } = await engine.list(ctx, {
    module: "quotes",
    filter,
    fields: ["total", "exchange_rate", "stage"],
    sort: "-created_at,-id",
    limit: 100,
  });
  const accepted = data.filter((quote) => quote["stage"] === "accepted");
  const counted = accepted.length > 0 ? accepted : data.slice(0, 1);
  if (counted.length === 0) return;
  const digits = minorDigits(String(deal.values["currency"]));
  const into = fraction(String(deal.values["exchange_rate"] ?? "1"));
  const amount = counted.reduce((sum, quote) => {
    const [total, rate] = [fraction(String(quote["total"] ?? "0")), fraction(String(quote["exchange_rate"] ?? "1"))];
    return sum + nearest(total.num * rate.num * into.den * powerOf10(digits), total.den * rate.den * into.num);
  }, 0n);
  const before = deal.values["amount"];
  if (typeof before === "string" && unitsOf(before, digits) === amount) return;
  await engine.write(ctx, {
    module: "opportunities",
    operations: [{ op: "update", id, values: { amount: decimalOf(amount, digits) } }],
    atomic: true,
    present: false,
  });
}

const accepted = (stage: Json | undefined): { stage: string } | undefined => (stage === "accepted" ? undefined : { stage: "accepted" });
const onward = {
  from: "quotes",
  link: "quote_id",
  refusedStates: ["rejected", "superseded"],
  mark: (quote: Readonly<Record<string, Json>>) => accepted(quote["stage"]),
};

export const rules: ModuleRules = {
  lock: { when: (row) => SENT.includes(String(row["stage"])), except: ["stage", "owner_id", "tags", "description"] },
  validate: [
    steps("quotes", {
      delivered: ["reviewed", "accepted", "rejected", "superseded"],
      reviewed: ["accepted", "rejected", "superseded"],
      accepted: ["rejected"],
      rejected: ["accepted", "superseded"],
      superseded: [],
    }),
  ],
  prepare: [prepareDocuments({ module: "quotes", dateField: "document_date", side: "sale" })],
  beforeSave: [firstRevision],
  afterSave: [opportunityAmount],
  afterRemoval: [opportunityAmount],
  actions: {
    send: transition("quotes", "delivered", ["created"]),
    accept: transition("quotes", "accepted"),
    decline: transition("quotes", "rejected"),
    new_revision: newRevision,
    create_sales_order: conversion({ ...onward, to: "sales_orders", fields: CUSTOMER_HEAD }),
    create_invoice: conversion({ ...onward, to: "invoices", fields: CUSTOMER_HEAD }),
  },
};

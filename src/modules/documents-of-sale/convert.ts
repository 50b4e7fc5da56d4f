/** From one document to the next: a quote becomes an order, an order an invoice, whole or in part. */
import { compareDecimals } from "../../fieldtypes/decimal-string.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import { linesJson, linesOf, type ComputedLine, type LineValue } from "../../fieldtypes/lines.ts";
import { decimalOf, fraction, nearest, powerOf10, unitsOf } from "../../model/sales/exact.ts";
import { minorDigits } from "../../model/format/numbers.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid } from "../../server/errors.ts";
import { continuedQuantities } from "../../server/records/lines.ts";
import type { Engine, RecordAction, Row } from "../../server/records/rules.ts";
import type { RecordJson } from "../../server/records/select.ts";
import { asProgram } from "./settings.ts";
import { subtract, voidOf } from "./sources.ts";

export interface Conversion {
  readonly from: string;
  readonly to: string;
  /** The field of the new document that names the old one. */
  readonly link: string;
  /** States of the old one that end its way. */
  readonly refusedStates: readonly string[];
  /** Which fields of the old document the new one takes over, beside lines and totals. */
  readonly fields: readonly string[];
  /** Which lines may go on; all of them by default. */
  readonly takes?: (line: ComputedLine) => boolean;
  /** Further values of the new document. */
  readonly values?: (source: Row, ctx: Ctx) => Row;
  /** Prices are found anew (a purchase costs something else). */
  readonly reprice?: boolean;
  /** Values that the old document gets. */
  readonly mark?: (source: Row) => Row | undefined;
}

const HEAD = [
  "subject",
  "organization_id",
  "contact_id",
  "opportunity_id",
  "office_id",
  "price_book_id",
  "billing_address",
  "shipping_address",
  "terms",
  "carrier",
];
const MONEY = ["currency", "exchange_rate", "tax_mode", "tax_ids", "prices_include_tax", "tax_region", "shipping_tax_ids"];
export const CUSTOMER_HEAD: readonly string[] = HEAD;

/** `{lines: [{line_id, quantity}]}`: how much of which line; without it, all that is left. */
export function chosenLines(input: unknown): ReadonlyMap<string, string> | undefined {
  const lines = typeof input === "object" && input !== null ? (input as Record<string, unknown>)["lines"] : undefined;
  if (lines === undefined || lines === null) return undefined;
  const wrong = (at: number, field: string): never => {
    throw invalid([{ field: `lines.${at}.${field}`, code: "wrong_type", params: { expected: "decimal" } }]);
  };
  if (!Array.isArray(lines) || lines.length === 0) throw invalid([{ field: "lines", code: "wrong_type", params: { expected: "list" } }]);
  return new Map(
    lines.map((each: unknown, at): [string, string] => {
      const { line_id: id, quantity } = (each ?? {}) as { line_id?: unknown; quantity?: unknown };
      if (typeof id !== "string" || !/^\d{1,18}$/.test(id)) return wrong(at, "line_id");
      const text = typeof quantity === "number" ? String(quantity) : quantity;
      if (typeof text !== "string" || !/^\d{1,12}(\.\d{1,6})?$/.test(text) || compareDecimals(text, "0") <= 0) return wrong(at, "quantity");
      return [id, text];
    }),
  );
}

/** The quantities of an action: those chosen, none of them more than what is left; else all that is left. */
export function quantitiesOf(
  lines: readonly ComputedLine[],
  left: ReadonlyMap<string, string>,
  chosen: ReadonlyMap<string, string> | undefined,
): ReadonlyMap<string, string> {
  if (!chosen) return new Map([...left].filter(([, quantity]) => compareDecimals(quantity, "0") > 0));
  for (const [id, quantity] of chosen) {
    if (!left.has(id)) throw invalid([{ field: "lines", code: "not_in_document" }]);
    const most = left.get(id) ?? "0";
    if (compareDecimals(quantity, most) > 0)
      throw invalid([
        { field: `lines.${lines.findIndex((line) => line.id === id)}.quantity`, code: "exceeds_source", params: { left: most } },
      ]);
  }
  return chosen;
}

/** Locks the document and reads it whole; what others did before is seen. */
export async function lockDocument(ctx: Ctx, engine: Engine, module: string, id: string): Promise<Row> {
  const row = (await engine.lock(asProgram(ctx), module, [id])).get(id);
  if (!row || row.deleted) throw new AppError("not_found", { params: { id } });
  return row.values;
}

export const stateField = (module: string): string => voidOf(module).field;

export function refuseStates(ctx: Ctx, module: string, row: Row, states: readonly string[]): void {
  const field = stateField(module);
  const state = String(row[field]);
  if (!states.includes(state)) return;
  const label = ctx.registry.modules
    .get(module)
    ?.fields.get(field)
    ?.options?.find((option) => option.value === state)?.label[ctx.lang];
  throw new AppError("wrong_state", { params: { state: label ?? state } });
}

export const conversion =
  (spec: Conversion): RecordAction =>
  async (ctx, id, input, engine) => {
    const source = await lockDocument(ctx, engine, spec.from, id);
    refuseStates(ctx, spec.from, source, spec.refusedStates);
    const lines = linesOf(source["lines"]).filter((line) => !line.optional && (spec.takes?.(line) ?? true));
    const goods = lines.filter((line) => line.kind !== "heading");
    const used = await continuedQuantities(ctx, { module: spec.to, sources: goods.map((line) => line.id), void: voidOf(spec.to) });
    const left = new Map(goods.map((line) => [line.id, subtract(line.quantity, used.get(line.id) ?? "0")]));
    const quantities = quantitiesOf(lines, left, chosenLines(input));
    if (goods.length > 0 && quantities.size === 0) throw new AppError("nothing_left");
    const values = await valuesOf(ctx, engine, spec, { id, source, lines, quantities, left });
    const [result] = (await engine.write(ctx, { module: spec.to, operations: [{ op: "create", values }], atomic: true })).results;
    if (!result?.ok) throw result?.error ?? new AppError("internal");
    const mark = spec.mark?.(source);
    if (mark) await setValues(ctx, engine, spec.from, id, mark);
    return result.record;
  };

/** Writes what follows from an action: past the locks, with history, as the one who acts. */
export async function setValues(ctx: Ctx, engine: Engine, module: string, id: string, values: Row): Promise<void> {
  const { results } = await engine.write(ctx, {
    module,
    operations: [{ op: "update", id, values }],
    atomic: true,
    internal: true,
    present: false,
  });
  if (results[0]?.ok === false) throw results[0].error;
}

interface Partial {
  readonly id: string;
  readonly source: Row;
  readonly lines: readonly ComputedLine[];
  readonly quantities: ReadonlyMap<string, string>;
  readonly left: ReadonlyMap<string, string>;
}

async function valuesOf(ctx: Ctx, engine: Engine, spec: Conversion, partial: Partial): Promise<Record<string, Json>> {
  const { source, lines, quantities } = partial;
  const target = ctx.registry.modules.get(spec.to);
  const pick = (names: readonly string[]): Record<string, Json> =>
    Object.fromEntries(
      names.flatMap((name) => (target?.fields.has(name) && (source[name] ?? null) !== null ? [[name, source[name] ?? null]] : [])),
    );
  const kept = lines.filter((line) => line.kind === "heading" || quantities.has(line.id));
  const digits = minorDigits(String(source["currency"] ?? ctx.company.currency));
  return {
    ...pick([...spec.fields, ...(spec.reprice ? [] : MONEY)]),
    ...(spec.reprice ? {} : await shares(ctx, engine, spec, partial, digits)),
    lines: linesJson(kept.map((line) => continuedLine(spec, line, quantities.get(line.id) ?? "1", digits))),
    [spec.link]: partial.id,
    ...(source["owner_id"] ? { owner_id: source["owner_id"] } : {}),
    ...spec.values?.(source, ctx),
  };
}

function continuedLine(spec: Conversion, line: ComputedLine, quantity: string, digits: number): LineValue {
  const { kind, product_id, service_id, description, unit, unit_price, discount, tax_ids } = line;
  return {
    id: null,
    kind,
    product_id,
    service_id,
    description,
    unit,
    quantity,
    unit_price: spec.reprice ? null : unit_price,
    discount: spec.reprice
      ? null
      : discount?.type === "amount"
        ? { type: "amount", value: prorated(discount.value, quantity, line.quantity, digits) }
        : discount,
    tax_ids,
    optional: false,
    source_line_id: kind === "heading" ? null : line.id,
  };
}

/** `amount × part / whole`, rounded. */
function prorated(amount: string, part: string, whole: string, digits: number): string {
  const [value, p, w] = [fraction(amount), fraction(part), fraction(whole)];
  return w.num === 0n ? amount : decimalOf(nearest(value.num * p.num * w.den * powerOf10(digits), value.den * p.den * w.num), digits);
}

const SHARED = ["discount_amount", "shipping_amount", "adjustment"] as const;

/** Amounts of the whole document go along in proportion; the last part takes what is left of them, to the kopeck. */
async function shares(ctx: Ctx, engine: Engine, spec: Conversion, partial: Partial, digits: number): Promise<Record<string, Json>> {
  const { source, quantities, left, lines, id } = partial;
  const isRest = [...left].every(([line, quantity]) => (quantities.get(line) ?? "0") === quantity || compareDecimals(quantity, "0") <= 0);
  const { field, value } = voidOf(spec.to);
  const filter = {
    and: [
      { field: spec.link, op: "eq", value: id },
      { field, op: "ne", value },
    ],
  };
  const earlier = await engine.list(asProgram(ctx), { module: spec.to, filter, fields: [...SHARED], limit: 1000 });
  const whole = lines.reduce((sum, line) => sum + unitsOf(line.net, digits), 0n);
  const part = lines.reduce(
    (sum, line) => sum + unitsOf(prorated(line.net, quantities.get(line.id) ?? "0", line.quantity, digits), digits),
    0n,
  );
  const share = (name: (typeof SHARED)[number]): string | null => {
    const amount = source[name];
    if (typeof amount !== "string") return null;
    if (isRest) return decimalOf(unitsOf(amount, digits) - sumOf(earlier.data, name, digits), digits);
    return whole === 0n ? null : decimalOf(nearest(unitsOf(amount, digits) * part, whole), digits);
  };
  const percent = source["discount_percent"] ?? null;
  return {
    discount_percent: percent,
    ...(percent === null ? { discount_amount: share("discount_amount") } : {}),
    shipping_amount: share("shipping_amount"),
    adjustment: share("adjustment"),
  };
}

const sumOf = (records: readonly RecordJson[], name: string, digits: number): bigint =>
  records.reduce((sum, record) => sum + unitsOf(typeof record[name] === "string" ? record[name] : "0", digits), 0n);

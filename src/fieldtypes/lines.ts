/**
 * The lines of a document of sale: goods, services, free text and headings, each with its quantity, price, discount
 * and taxes. What is computed of them (amounts, taxes) comes back beside what was given; a client that sends it along
 * is overruled. Kept in a table of its own (`document_lines`), in the transaction of its record.
 */
import type { Json, Parsed, ValueError } from "./field-type.ts";
import { accept, refuse, type FieldType, type ValueContext } from "./field-type.ts";
import { cleanText } from "./clean-text.ts";
import { parseDecimal } from "./decimal-string.ts";
import { minorDigits } from "../model/format/numbers.ts";
import { LINE_KINDS, type Discount, type LineKind, type LineTotals } from "../model/sales/totals.ts";

/** A line as it is given; the engine adds `id` and what it computes (LineTotals). */
export interface LineValue {
  /** Of a line that exists already. */
  readonly id: string | null;
  readonly kind: LineKind;
  readonly product_id: string | null;
  readonly service_id: string | null;
  /** Kept whatever becomes of the product: what was offered stays readable. */
  readonly description: string | null;
  readonly unit: string | null;
  readonly quantity: string;
  /** Null: by the price book. */
  readonly unit_price: string | null;
  readonly discount: Discount | null;
  /** Null: the product's own. */
  readonly tax_ids: readonly string[] | null;
  readonly optional: boolean;
  /** The line of an earlier document that this one continues: a quote's, an order's. */
  readonly source_line_id: string | null;
}
export type ComputedLine = LineValue & LineTotals & { readonly id: string };

const MOST_LINES = 1000;
const SCALE = 6;
const MAX_TEXT = 4_000_000;
const COMPUTED: ReadonlySet<string> = new Set<keyof LineTotals>([
  "amount",
  "discount_amount",
  "net",
  "document_discount",
  "pre_tax",
  "taxes",
  "tax_amount",
  "total",
]);

/** Reads one member after another; the first fault ends it, and says where it was. */
class Reader {
  error: ValueError | undefined;
  readonly #line: Readonly<Record<string, unknown>>;
  readonly #at: number;
  readonly #known = new Set<string>();
  constructor(line: Readonly<Record<string, unknown>>, at: number) {
    this.#line = line;
    this.#at = at;
  }
  take<V>(name: string, parse: (input: unknown) => Parsed<V>): V | null {
    this.#known.add(name);
    const parsed = parse(this.#line[name]);
    if (parsed.ok) return parsed.value;
    this.error ??= { ...parsed.error, path: `${this.#at}.${name}` };
    return null;
  }
  finish(): void {
    const unknown = Object.keys(this.#line).find((name) => !this.#known.has(name) && !COMPUTED.has(name) && !name.endsWith("__label"));
    if (unknown !== undefined)
      this.error ??= { code: "unknown_part", params: { part: unknown.slice(0, 50).toWellFormed() }, path: String(this.#at) };
  }
}

const decimal = (limits: { scale: number; minScale?: number }) => (input: unknown) => parseDecimal(input, limits);
const id = (input: unknown): Parsed<string> => {
  if (input === null || input === undefined || input === "") return accept<string>(null);
  const text = typeof input === "number" && Number.isSafeInteger(input) ? String(input) : input;
  return typeof text === "string" && /^[1-9]\d{0,17}$/.test(text) ? accept(text) : refuse("wrong_type", { expected: "id" });
};
const flag = (input: unknown): Parsed<boolean> =>
  input === undefined || input === null
    ? accept(false)
    : typeof input === "boolean"
      ? accept(input)
      : refuse("wrong_type", { expected: "boolean" });
const words = (max: number, multiline: boolean) => (input: unknown) => cleanText(input, { max, multiline });

function kindOf(input: unknown): Parsed<LineKind> {
  if (input === undefined || input === null) return accept<LineKind>(null);
  const kind = LINE_KINDS.find((each) => each === input);
  return kind ? accept(kind) : refuse("not_an_option", { value: typeof input === "string" ? input.slice(0, 50).toWellFormed() : "?" });
}

/** `{type, value}`; "10%" is a percentage, "100" or 100 an amount. */
function discount(input: unknown): Parsed<Discount> {
  if (input === undefined || input === null || input === "") return accept<Discount>(null);
  if (typeof input === "object") {
    const { type, value, ...rest } = input as Readonly<Record<string, unknown>>;
    if ((type !== "percent" && type !== "amount") || Object.keys(rest).length > 0)
      return refuse("wrong_type", { expected: "{type, value}" });
    const parsed = parseDecimal(value, { scale: SCALE });
    return parsed.ok ? accept(parsed.value === null || /^-?0(\.0*)?$/.test(parsed.value) ? null : { type, value: parsed.value }) : parsed;
  }
  const percent = typeof input === "string" && input.length < 60 ? /^\s*(.*?)\s*%\s*$/.exec(input)?.[1] : undefined;
  return discount({ type: percent === undefined ? "amount" : "percent", value: percent ?? input });
}

function taxIds(input: unknown): Parsed<readonly string[]> {
  if (input === undefined || input === null) return accept<readonly string[]>(null);
  const isList =
    Array.isArray(input) && input.length <= 10 && input.every((each) => typeof each === "string" && /^[a-z][a-z0-9_]{0,49}$/.test(each));
  return isList ? accept([...new Set(input as readonly string[])]) : refuse("wrong_type", { expected: "list" });
}

function parseLine(input: unknown, at: number, ctx: ValueContext): Parsed<LineValue> {
  if (typeof input !== "object" || input === null || Array.isArray(input))
    return { ok: false, error: { code: "wrong_type", params: { expected: "object" }, path: String(at) } };
  const reader = new Reader(input as Readonly<Record<string, unknown>>, at);
  const [product_id, service_id] = [reader.take("product_id", id), reader.take("service_id", id)];
  const line: LineValue = {
    id: reader.take("id", id),
    kind: reader.take("kind", kindOf) ?? (product_id ? "product" : service_id ? "service" : "text"),
    product_id,
    service_id,
    description: reader.take("description", words(10_000, true)),
    unit: reader.take("unit", words(50, false)),
    quantity: reader.take("quantity", decimal({ scale: SCALE })) ?? "1",
    unit_price: reader.take("unit_price", decimal({ scale: SCALE, minScale: minorDigits(ctx.currency) })),
    discount: reader.take("discount", discount),
    tax_ids: reader.take("tax_ids", taxIds),
    optional: reader.take("optional", flag) ?? false,
    source_line_id: reader.take("source_line_id", id),
  };
  reader.finish();
  const fault = (name: string, code: string): ValueError => ({ code, path: `${at}.${name}` });
  if (line.kind === "product" && !product_id) reader.error ??= fault("product_id", "mandatory");
  if (line.kind === "service" && !service_id) reader.error ??= fault("service_id", "mandatory");
  if (product_id !== null && line.kind !== "product") reader.error ??= fault("product_id", "not_for_this_line");
  if (service_id !== null && line.kind !== "service") reader.error ??= fault("service_id", "not_for_this_line");
  if ((line.kind === "text" || line.kind === "heading") && line.description === null) reader.error ??= fault("description", "mandatory");
  return reader.error ? { ok: false, error: reader.error } : accept(line);
}

function parseLines(input: unknown, ctx: ValueContext): Parsed<readonly LineValue[]> {
  if (input === null || input === undefined || input === "") return accept<readonly LineValue[]>(null);
  if (!Array.isArray(input)) return refuse("wrong_type", { expected: "list" });
  if (input.length > MOST_LINES) return refuse("too_many", { max: MOST_LINES });
  const lines: LineValue[] = [];
  for (const [at, each] of input.entries()) {
    const parsed = parseLine(each, at, ctx);
    if (!parsed.ok) return parsed;
    if (parsed.value) lines.push(parsed.value);
  }
  return accept(lines.length === 0 ? null : lines);
}

/** The field's value as lines, wherever it came from. */
export const linesOf = (value: Json | undefined): readonly ComputedLine[] => (Array.isArray(value) ? value : []);
export const linesJson = (lines: readonly LineValue[]): Json => (lines.length === 0 ? null : (lines as unknown as Json));

export const lines: FieldType = {
  name: "lines",
  family: "none",
  unsortable: true,
  ownTable: true,
  column: () => null,
  parse: (input, _field, ctx) => parseLines(input, ctx) as Parsed<Json>,
  fromText: (text, _field, ctx) => {
    const trimmed = text.length > MAX_TEXT ? "x" : text.trim();
    if (trimmed === "") return accept<Json>(null);
    if (!trimmed.startsWith("[")) return refuse("wrong_type", { expected: "JSON" });
    try {
      return parseLines(JSON.parse(trimmed), ctx) as Parsed<Json>;
    } catch {
      return refuse("wrong_type", { expected: "JSON" });
    }
  },
  toText: (value) => JSON.stringify(value),
  format: (value) =>
    linesOf(value)
      .map((line) => line.description ?? "")
      .join("; ") || "—",
  schema: () => ({
    type: "array",
    maxItems: MOST_LINES,
    items: {
      type: "object",
      properties: {
        id: { type: ["string", "null"] },
        kind: { enum: LINE_KINDS },
        product_id: { type: ["string", "null"] },
        service_id: { type: ["string", "null"] },
        description: { type: ["string", "null"] },
        unit: { type: ["string", "null"] },
        quantity: { type: "string" },
        unit_price: { type: ["string", "null"], description: "Absent: by the price book" },
        discount: { type: ["object", "null"], properties: { type: { enum: ["percent", "amount"] }, value: { type: "string" } } },
        tax_ids: { type: ["array", "null"], items: { type: "string" }, description: "Absent: the product's own" },
        optional: { type: "boolean" },
        source_line_id: { type: ["string", "null"] },
      },
    },
  }),
  sample: (_field, random) => [
    {
      id: null,
      kind: "text",
      product_id: null,
      service_id: null,
      description: `Line ${1 + Math.floor(random() * 99)}`,
      unit: "each",
      quantity: String(1 + Math.floor(random() * 9)),
      unit_price: `${1 + Math.floor(random() * 999)}.500`,
      discount: { type: "percent", value: "5" },
      tax_ids: [],
      optional: false,
      source_line_id: null,
    },
  ],
};

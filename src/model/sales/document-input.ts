/** From a document's values and lines to what is computed: the same in the form that one types into and on the server. */
import type { Json, ValueError } from "../../fieldtypes/field-type.ts";
import type { LineValue } from "../../fieldtypes/lines.ts";
import { minorDigits } from "../format/numbers.ts";
import { taxOn, type AppliedTax, type Tax } from "./tax.ts";
import type { DocumentInput } from "./totals.ts";

export interface DocumentSettings {
  readonly rounding: "line" | "document";
  /** Our own country: the region of documents that name none. */
  readonly country: string;
  readonly taxes: ReadonlyMap<string, Tax>;
}
export interface DocumentParts {
  /** The document's values by their API names. */
  readonly row: Readonly<Record<string, Json | undefined>>;
  readonly lines: readonly LineValue[];
  readonly currency: string;
  /** YYYY-MM-DD: whose tax rates hold. */
  readonly date: string;
  readonly costOf?: (line: LineValue) => string | null;
}
export interface DocumentFault extends ValueError {
  readonly field: string;
}

const textOr = (value: Json | undefined): string | null => (typeof value === "string" && value !== "" ? value : null);
const idsOf = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? (value as readonly string[]) : []);

/** What computeTotals takes, and the taxes that don't exist or have no rate on the day. */
export function documentInput(
  settings: DocumentSettings,
  parts: DocumentParts,
): { input: DocumentInput; faults: readonly DocumentFault[] } {
  const { row, lines, currency, date } = parts;
  const faults: DocumentFault[] = [];
  const region = textOr(row["tax_region"]) ?? settings.country;
  const apply = (ids: readonly string[], field: string): readonly AppliedTax[] =>
    ids.flatMap((id) => {
      const tax = settings.taxes.get(id);
      const applied = tax && taxOn(tax, date, region);
      if (!tax) faults.push({ field, code: "unknown_tax", params: { tax: id } });
      else if (!applied) faults.push({ field, code: "no_tax_rate", params: { tax: id, date } });
      return applied ?? [];
    });
  const isGroup = row["tax_mode"] === "group";
  const percent = row["discount_percent"];
  const amount = textOr(row["discount_amount"]);
  const input: DocumentInput = {
    digits: minorDigits(currency),
    rounding: settings.rounding,
    tax_mode: isGroup ? "group" : "individual",
    prices_include_tax: row["prices_include_tax"] === true,
    lines: lines.map((line, at) => ({
      kind: line.kind,
      optional: line.optional,
      quantity: line.quantity,
      unit_price: line.unit_price ?? "0",
      discount: line.discount,
      unit_cost: parts.costOf?.(line) ?? null,
      taxes: isGroup ? [] : apply(line.tax_ids ?? [], `lines.${at}.tax_ids`),
    })),
    discount:
      typeof percent === "number"
        ? { type: "percent", value: String(percent) }
        : amount === null
          ? null
          : { type: "amount", value: amount },
    taxes: isGroup ? apply(idsOf(row["tax_ids"]), "tax_ids") : [],
    shipping_amount: textOr(row["shipping_amount"]),
    shipping_taxes: apply(idsOf(row["shipping_tax_ids"]), "shipping_tax_ids"),
    adjustment: textOr(row["adjustment"]),
  };
  return { input, faults };
}

/** A currency, by its ISO 4217 code. */
import { cellText, excerpt } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";
import { currenciesOfSign, currencyCodes, isCurrency } from "../model/format/numbers.ts";

const SAMPLES = ["RUB", "USD", "EUR", "KZT", "JPY"];

function parseCurrency(input: unknown): Parsed<string> {
  if (input === null || input === undefined) return accept<string>(null);
  if (typeof input !== "string") return refuse("wrong_type", { expected: "text" });
  const code = input.slice(0, 20).trim().toUpperCase();
  if (code === "" && input.length <= 20) return accept<string>(null);
  return isCurrency(code) ? accept(code) : refuse("unknown_currency", { value: excerpt(code) });
}

export const currency: FieldType<string> = {
  name: "currency",
  family: "choice",
  column: () => 'text COLLATE "C"',
  parse: parseCurrency,
  fromText: (input) => {
    const text = cellText(input) ?? input.slice(0, 30);
    return parseCurrency(currenciesOfSign(text)[0] ?? text);
  },
  toText: (value) => value,
  format: (value) => value,
  schema: () => ({ type: "string", enum: currencyCodes() }),
  sample: (_field, random) => SAMPLES[Math.floor(random() * SAMPLES.length)] ?? "RUB",
};

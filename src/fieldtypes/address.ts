/** A postal address in parts. Each part can be shown, filtered and imported by itself (`billing_address.city`). */
import { cleanText } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Label, type Lang, type Parsed } from "./field-type.ts";

export type Address = Readonly<Record<string, string>>;

const PARTS = {
  street: { label: { en: "Street", ru: "Улица, дом" } },
  city: { label: { en: "City", ru: "Город" } },
  region: { label: { en: "State or region", ru: "Регион" } },
  postal_code: { label: { en: "Postal code", ru: "Индекс" } },
  country: { label: { en: "Country", ru: "Страна" } },
  po_box: { label: { en: "PO box", ru: "А/я" } },
} as const satisfies Readonly<Record<string, { readonly label: Label }>>;
type Part = keyof typeof PARTS;
const NAMES = Object.keys(PARTS) as readonly Part[];
const LIMITS: Readonly<Record<Part, number>> = { street: 500, city: 255, region: 255, postal_code: 30, country: 255, po_box: 50 };
const MAX_TEXT = 10_000;

/** The order in which people of a language read an address. */
const ORDER: Readonly<Record<Lang, readonly Part[]>> = {
  ru: ["postal_code", "country", "region", "city", "street", "po_box"],
  en: ["street", "po_box", "city", "region", "postal_code", "country"],
};

function parseAddress(input: unknown): Parsed<Address> {
  if (input === null || input === undefined || input === "") return accept<Address>(null);
  if (typeof input !== "object" || Array.isArray(input)) return refuse("wrong_type", { expected: "object" });
  const given = input as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(PARTS, key));
  if (unknown !== undefined) return refuse("unknown_part", { part: unknown.slice(0, 50).toWellFormed() });
  // Parts always stand in the same order: equal addresses are equal as text too.
  const address: Record<string, string> = {};
  for (const name of NAMES) {
    if (!Object.hasOwn(given, name)) continue;
    const part = cleanText(given[name], { max: LIMITS[name], multiline: name === "street" });
    if (!part.ok) return refuse(part.error.code, { ...part.error.params, part: name });
    if (part.value !== null) address[name] = part.value;
  }
  return accept(Object.keys(address).length === 0 ? null : address);
}

export const address: FieldType<Address> = {
  name: "address",
  family: "none",
  unsortable: true,
  searchable: true,
  parts: PARTS,
  column: () => "jsonb",
  parse: parseAddress,
  fromText: (input) => {
    const text = input.length > MAX_TEXT * 2 ? input : input.trim();
    if (text.length > MAX_TEXT) return refuse("too_long", { max: MAX_TEXT });
    if (!text.startsWith("{")) return parseAddress({ street: text });
    try {
      return parseAddress(JSON.parse(text));
    } catch {
      return parseAddress({ street: text });
    }
  },
  toText: (value) => JSON.stringify(value),
  format: (value, _field, ctx) =>
    ORDER[ctx.lang]
      .map((name) =>
        name === "po_box" && value[name] ? `${PARTS.po_box.label[ctx.lang]} ${value[name]}` : value[name]?.replaceAll("\n", ", "),
      )
      .filter((part) => part !== undefined && part !== "")
      .join(", "),
  fromDb: (value) => {
    const stored = value as Address;
    return Object.fromEntries(NAMES.flatMap((name) => (stored[name] === undefined ? [] : [[name, stored[name]]])));
  },
  schema: () => ({
    type: "object",
    properties: Object.fromEntries(NAMES.map((name) => [name, { type: "string", maxLength: LIMITS[name] }])),
    additionalProperties: false,
  }),
  sample: (_field, random) =>
    random() < 0.5
      ? { street: `ул. Ленина, д. ${1 + Math.floor(random() * 99)}`, city: "Тверь", postal_code: "170100", country: "Россия" }
      : { street: `${1 + Math.floor(random() * 99)} High Street`, city: "Leeds", country: "United Kingdom" },
};

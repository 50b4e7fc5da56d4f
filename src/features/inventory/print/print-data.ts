/** What a print form may show of a document: gathered once, with the rights of the reader, in the form's language. */
import type { Json, Lang } from "../../../fieldtypes/field-type.ts";
import type { Address } from "../../../fieldtypes/address.ts";
import { fieldType } from "../../../fieldtypes/index.ts";
import { linesOf } from "../../../fieldtypes/lines.ts";
import { decimalOf, unitsOf } from "../../../model/sales/exact.ts";
import { minorDigits } from "../../../model/format/numbers.ts";
import type { Tax } from "../../../model/sales/tax.ts";
import { readTaxes } from "../../../modules/documents-of-sale/settings.ts";
import type { Ctx } from "../../../server/context.ts";
import { AppError } from "../../../server/errors.ts";
import { getRecord, listRecords, type RecordJson } from "../../../server/records/index.ts";
import type { FileStore } from "../../../server/files/file-store.ts";
import { CarriedSums } from "./carried-sums.ts";
import { readLogo } from "./logo.ts";
import { unitOf, type Unit } from "./units.ts";

export interface Party {
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
  readonly ogrn: string;
  readonly okpo: string;
  readonly vatId: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  readonly bank: string;
  readonly bik: string;
  readonly swift: string;
  readonly account: string;
  readonly correspondentAccount: string;
  readonly director: string;
  readonly directorPost: string;
  readonly accountant: string;
}
export interface PrintLine {
  /** 1, 2, 3 …; a heading has none. */
  readonly position: number | null;
  readonly isHeading: boolean;
  readonly isProduct: boolean;
  readonly isOptional: boolean;
  /** The product or service. */
  readonly goodsId: string | null;
  readonly name: string;
  readonly unit: Unit;
  readonly quantity: string;
  readonly price: string;
  /** One unit without tax and after discounts: pre_tax / quantity. */
  readonly netPrice: string;
  /** The line's own; `discount` is with its share of the document's. */
  readonly ownDiscount: string;
  readonly discount: string;
  /** After the line's own discount, as priced (with tax, where prices include it). */
  readonly net: string;
  readonly preTax: string;
  /** "22%", "22/122", "Без НДС". */
  readonly rate: string;
  readonly tax: string;
  readonly total: string;
}
export interface PrintData {
  readonly lang: Lang;
  readonly module: string;
  readonly record: RecordJson;
  readonly number: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly currency: string;
  readonly digits: number;
  readonly seller: Party;
  readonly buyer: Party;
  /** Where the goods go, if it is said. */
  readonly shippingAddress: string;
  readonly lines: readonly PrintLine[];
  readonly pricesIncludeTax: boolean;
  readonly subtotal: string;
  readonly discount: string;
  readonly shipping: string;
  readonly preTax: string;
  readonly tax: string;
  readonly adjustment: string;
  readonly total: string;
  readonly taxes: readonly { readonly label: string; readonly amount: string }[];
  /** A data URL, PNG or JPEG. */
  readonly logo: string | undefined;
  /** The rows of the main table, whose sums stand in the margins of its pages. */
  readonly carried: CarriedSums;
  /** True where nothing is taxed: "Без налога (НДС)". */
  readonly untaxed: boolean;
}

const text = (record: RecordJson | undefined, name: string): string => (typeof record?.[name] === "string" ? record[name] : "");

export async function readPrintData(
  ctx: Ctx,
  files: FileStore,
  { module, id, lang }: { readonly module: string; readonly id: string; readonly lang: Lang },
): Promise<PrintData> {
  const record = await getRecord(ctx, { module, id });
  const taxes = await readTaxes(ctx);
  const currency = text(record, "currency") || ctx.company.currency;
  const office = await ownOffice(ctx, text(record, "office_id"));
  const own = partyOf(office, text(office, "legal_name") || ctx.company.name, { address: addressText(office?.["address"], lang), lang });
  const other = await otherParty(ctx, record, lang);
  const isPurchase = module === "purchase_orders";
  const lines = printLines(record, taxes, lang, minorDigits(currency));
  return {
    lang,
    module,
    record,
    number: text(record, "number"),
    date: text(record, "invoice_date") || text(record, "document_date") || text(record, "created_at").slice(0, 10),
    currency,
    digits: minorDigits(currency),
    seller: isPurchase ? other : own,
    buyer: isPurchase ? own : other,
    shippingAddress: addressText(record["shipping_address"], lang),
    lines,
    pricesIncludeTax: record["prices_include_tax"] === true,
    subtotal: text(record, "subtotal"),
    discount: text(record, "discount_amount"),
    shipping: text(record, "shipping_amount"),
    preTax: text(record, "pre_tax_total"),
    tax: text(record, "tax_amount"),
    adjustment: text(record, "adjustment"),
    total: text(record, "total"),
    taxes: taxSummary(record, taxes, lang, minorDigits(currency)),
    logo: await readLogo(ctx, files, office?.["logo"]),
    carried: new CarriedSums({ lang, currency, digits: minorDigits(currency) }),
    untaxed: linesOf(record["lines"]).every((line) => line.taxes.every((tax) => tax.rate === null)),
  };
}

/** The one that the document names, else the first. */
async function ownOffice(ctx: Ctx, id: string): Promise<RecordJson | undefined> {
  const found = id || (await listRecords(ctx, { module: "offices", fields: ["id"], sort: "created_at", limit: 1 })).data[0]?.id;
  return found === undefined ? undefined : readable(ctx, "offices", found);
}

async function otherParty(ctx: Ctx, record: RecordJson, lang: Lang): Promise<Party> {
  for (const [field, module] of [
    ["vendor_id", "vendors"],
    ["organization_id", "organizations"],
  ] as const) {
    const id = text(record, field);
    if (!id) continue;
    const party = await readable(ctx, module, id);
    const address = addressText(record["billing_address"], lang) || addressText(party?.["billing_address"] ?? party?.["address"], lang);
    return partyOf(party, text(party, "legal_name") || text(party, "name") || text(record, `${field}__label`), { address, lang });
  }
  return partyOf(undefined, text(record, "contact_id__label"), { address: addressText(record["billing_address"], lang), lang });
}

/** A record that the reader may see; of others, the document itself says the name. */
async function readable(ctx: Ctx, module: string, id: string): Promise<RecordJson | undefined> {
  try {
    return await getRecord(ctx, { module, id });
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return undefined;
    throw error;
  }
}

const partyOf = (record: RecordJson | undefined, name: string, { address, lang }: { address: string; lang: Lang }): Party => ({
  name,
  address,
  inn: text(record, "inn"),
  kpp: text(record, "kpp"),
  ogrn: text(record, "ogrn"),
  okpo: text(record, "okpo"),
  vatId: text(record, "vat_id"),
  phone: written("phone", text(record, "phone"), lang),
  email: text(record, "email"),
  bank: text(record, "bank_name"),
  bik: text(record, "bik"),
  swift: text(record, "swift"),
  account: text(record, "bank_account"),
  correspondentAccount: text(record, "correspondent_account"),
  director: text(record, "director"),
  directorPost: text(record, "director_post"),
  accountant: text(record, "chief_accountant"),
});

/** A city that is a region of its own (Москва) is named once. */
function addressText(value: unknown, lang: Lang): string {
  if (typeof value !== "object" || value === null) return "";
  const { region, ...rest } = value as Address;
  return written("address", region === undefined || region === rest.city ? rest : { ...rest, region }, lang);
}
/** As the field type writes it for people. */
function written(type: "address" | "phone", value: Json, lang: Lang): string {
  if (value === "" || value === null) return "";
  return fieldType(type).format(value, { ...PLAIN, name: type, type }, { lang, timezone: "UTC", currency: "USD", country: "RU" });
}
const PLAIN = {
  label: { en: "", ru: "" },
  module: "",
  block: "",
  system: false,
  custom: false,
} as const;

function printLines(record: RecordJson, taxes: ReadonlyMap<string, Tax>, lang: Lang, digits: number): readonly PrintLine[] {
  let position = 0;
  return linesOf(record["lines"]).map((line) => {
    const isHeading = line.kind === "heading";
    const quantity = Number(line.quantity);
    return {
      position: isHeading || line.optional ? null : ++position,
      isHeading,
      isProduct: line.kind === "product",
      isOptional: line.optional,
      goodsId: line.product_id ?? line.service_id,
      name: line.description ?? "",
      unit: unitOf(line.unit, lang),
      quantity: line.quantity,
      price: line.unit_price ?? "0",
      netPrice: quantity === 0 ? line.pre_tax : (Number(line.pre_tax) / quantity).toFixed(Math.max(digits, 2)),
      ownDiscount: line.discount_amount,
      discount: decimalOf(unitsOf(line.discount_amount, digits) + unitsOf(line.document_discount, digits), digits),
      net: line.net,
      preTax: line.pre_tax,
      rate: line.taxes.map((tax) => rateText(taxes.get(tax.id), tax.rate, lang)).join(" + ") || (lang === "ru" ? "Без НДС" : "—"),
      tax: line.tax_amount,
      total: line.total,
    };
  });
}

function rateText(tax: Tax | undefined, rate: string | null, lang: Lang): string {
  if (rate === null) return tax?.label[lang] ?? "—";
  const plain = rate.includes(".") ? rate.replace(/\.?0+$/, "") : rate;
  if (tax?.calculated) return `${plain}/${100 + Number(plain)}`;
  return lang === "ru" ? `${plain.replace(".", ",")}%` : `${plain}%`;
}

/** Each tax and rate with its sum over lines; what shipping is taxed with is what the lines leave of the whole. */
function taxSummary(record: RecordJson, taxes: ReadonlyMap<string, Tax>, lang: Lang, digits: number): PrintData["taxes"] {
  const sums = new Map<string, { label: string; units: bigint }>();
  const add = (key: string, label: string, units: bigint): void =>
    void sums.set(key, { label, units: (sums.get(key)?.units ?? 0n) + units });
  const lines = linesOf(record["lines"]).filter((line) => !line.optional && line.kind !== "heading");
  for (const line of lines)
    for (const tax of line.taxes) {
      if (tax.rate === null) continue;
      const known = taxes.get(tax.id);
      const name = (known?.label[lang] ?? tax.id).replace(/\s*\(.*\)$/, "");
      const rate = rateText(known, tax.rate, lang);
      add(`${tax.id} ${tax.rate}`, name.includes(rate.replace("%", "")) ? name : `${name} ${rate}`, unitsOf(tax.amount, digits));
    }
  const whole = unitsOf(text(record, "tax_amount") || "0", digits);
  const rest = whole - [...sums.values()].reduce((sum, { units }) => sum + units, 0n);
  const [only, ...others] = Array.isArray(record["shipping_tax_ids"]) ? record["shipping_tax_ids"] : [];
  const same = others.length === 0 ? [...sums].find(([key]) => key.startsWith(`${String(only)} `)) : undefined;
  if (rest !== 0n && same) add(same[0], same[1].label, rest);
  else if (rest !== 0n) add("shipping", lang === "ru" ? "Налог на доставку" : "Tax on shipping", rest);
  return [...sums.values()].map(({ label, units }) => ({ label, amount: decimalOf(units, digits) }));
}

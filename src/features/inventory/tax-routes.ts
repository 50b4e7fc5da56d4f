/** Taxes in the settings: standard ones changed, others added; each with its rates by region and day. */
import { Array as ArrayOf, Boolean as BooleanType, Optional, String as StringType, Union, Number as NumberType } from "typebox";
import { parseDecimal } from "../../fieldtypes/decimal-string.ts";
import { isDay } from "../../model/format/calendar.ts";
import { TAX_METHODS, type Tax, type TaxRate } from "../../model/sales/tax.ts";
import { readTaxes, writeTax } from "../../modules/documents-of-sale/settings.ts";
import { invalid, type FieldError } from "../../server/errors.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { DataReply, nullable, oneOf, only, text } from "../../server/http/schemas.ts";
import { changeRegistry } from "../../server/registry-store.ts";

const TAXES = `${API}/admin/taxes`;
const MOST_RATES = 500;

const Rate = only({
  region: Optional(nullable(StringType({ pattern: "^[A-Z]{2}(-[A-Z0-9]{1,3})?$" }))),
  valid_from: text(10),
  rate: Union([StringType({ maxLength: 20 }), NumberType()]),
});
const Body = only({
  label: Optional(only({ en: text(100, 1), ru: text(100, 1) })),
  method: Optional(oneOf(...TAX_METHODS)),
  included: Optional(BooleanType()),
  calculated: Optional(BooleanType()),
  exempt: Optional(BooleanType()),
  active: Optional(BooleanType()),
  rates: Optional(ArrayOf(Rate, { maxItems: MOST_RATES })),
});

interface GivenRate {
  readonly region?: string | null | undefined;
  readonly valid_from: string;
  readonly rate: string | number;
}

/** In the order of region and day; each day of a region has one rate. */
function ratesOf(given: readonly GivenRate[]): readonly TaxRate[] {
  const errors: FieldError[] = [];
  const rates = given.map(({ region = null, valid_from, rate }, i): TaxRate => {
    const parsed = parseDecimal(rate, { scale: 6, min: 0, max: 1000 });
    if (!parsed.ok) errors.push({ field: `rates.${i}.rate`, ...parsed.error });
    else if (parsed.value === null) errors.push({ field: `rates.${i}.rate`, code: "mandatory" });
    if (!isDay(valid_from)) errors.push({ field: `rates.${i}.valid_from`, code: "not_a_date" });
    if (given.findIndex((other) => (other.region ?? null) === region && other.valid_from === valid_from) < i)
      errors.push({ field: `rates.${i}.valid_from`, code: "duplicate_value" });
    return { region, valid_from, rate: parsed.ok ? (parsed.value ?? "0") : "0" };
  });
  if (errors.length > 0) throw invalid(errors);
  const key = (rate: TaxRate): string => `${rate.region ?? ""} ${rate.valid_from}`;
  return rates.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Where a tax can be chosen: an option of each of these fields. */
const CHOICES = new Set(["taxes", "tax_ids", "shipping_tax_ids"]);
const CHOOSERS = new Set(["products", "services", "quotes", "sales_orders", "invoices", "purchase_orders", "credit_notes"]);

export const taxRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: TAXES,
    right: "signed-in",
    summary: "All taxes with their rates",
    reply: { 200: DataReply },
    handler: async (ctx) => okay({ data: [...(await readTaxes(ctx)).values()] }),
  }),
  route({
    method: "PUT",
    url: `${TAXES}/:id`,
    right: "admin",
    summary: "Changes a tax, or adds one; documents that were sent keep what they say",
    params: only({ id: StringType({ pattern: "^[a-z][a-z0-9_]{0,40}$" }) }),
    body: Body,
    reply: { 200: DataReply },
    handler: async (ctx, { params, body }) => {
      const known = (await readTaxes(ctx)).get(params.id);
      if (!known && !body.label) throw invalid([{ field: "label", code: "mandatory" }]);
      const { rates, ...rest } = body;
      const blank: Tax = {
        id: params.id,
        label: { en: params.id, ru: params.id },
        method: "simple",
        included: false,
        calculated: false,
        exempt: false,
        active: true,
        rates: [],
      };
      const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const tax: Tax = { ...blank, ...known, ...given, ...(rates ? { rates: ratesOf(rates) } : {}) };
      await writeTax(ctx, tax);
      await offer(app, tax);
      return okay({ data: tax });
    },
  }),
];

/** A new tax becomes an option wherever taxes are chosen: one change of the registry. */
async function offer(app: AppContext, tax: Tax): Promise<void> {
  await changeRegistry(app.database, (custom, current) => {
    const added = [...current.modules.values()].flatMap((module) =>
      CHOOSERS.has(module.name)
        ? [...module.fields.values()]
            .filter((field) => CHOICES.has(field.name) && !field.options?.some((option) => option.value === tax.id))
            .map((field) => ({ module: module.name, field: field.name, option: { value: tax.id, label: tax.label } }))
        : [],
    );
    return added.length === 0 ? custom : { ...custom, options: [...custom.options, ...added] };
  });
  await app.registry.reload();
}

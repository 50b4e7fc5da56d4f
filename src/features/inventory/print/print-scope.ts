/**
 * What stands behind the places of a print form or a mail: every field of the document (custom ones too), of the records
 * that it refers to, of its lines and their goods, and some names of its own. All of it is read by the engine as the one
 * who prints, so that nobody prints what they may not see.
 */
import type { Json, ValueContext } from "../../../fieldtypes/field-type.ts";
import { fieldType } from "../../../fieldtypes/index.ts";
import { linesOf } from "../../../fieldtypes/lines.ts";
import type { Module } from "../../../model/define.ts";
import { isReference } from "../../../model/registry.ts";
import { amountInWords } from "../../../model/sales/amount-in-words.ts";
import { parseTemplate, placesOf, type TemplateScope } from "../../../model/template/template.ts";
import { accessOf } from "../../../server/access/access.ts";
import { valueContext, type Ctx } from "../../../server/context.ts";
import { getRecord, listRecords, type RecordJson } from "../../../server/records/index.ts";
import { AppError } from "../../../server/errors.ts";
import { dateText, quantityText, sum } from "./parts.ts";
import type { PrintData, PrintLine } from "./print-data.ts";

/** Names that aren't fields. */
const PARTY_KEYS = [
  "name",
  "inn",
  "kpp",
  "ogrn",
  "okpo",
  "address",
  "phone",
  "email",
  "bank",
  "bik",
  "swift",
  "account",
  "director",
] as const;
export const OWN_PLACES: readonly string[] = [
  "date",
  "today",
  "total_in_words",
  "user.name",
  "user.email",
  ...["seller", "buyer"].flatMap((side) => PARTY_KEYS.map((key) => `${side}.${key}`)),
];
export const LINE_PLACES = ["position", "name", "quantity", "unit", "price", "discount", "rate", "tax", "net", "pre_tax", "total"] as const;

export interface Scopes {
  readonly scope: TemplateScope;
  readonly lineScope: (line: PrintLine) => TemplateScope;
}

/** Reads what the texts name, and nothing else. */
export async function scopesFor(ctx: Ctx, data: PrintData, texts: readonly string[]): Promise<Scopes> {
  const places = new Set(
    texts.flatMap((text) => {
      const parsed = parseTemplate(text);
      return parsed.ok ? placesOf(parsed.parts) : [];
    }),
  );
  const module = moduleNamed(ctx, data.module);
  const referred = await readReferred(ctx, module, data, places);
  const goods = await readGoods(ctx, data, places);
  const values = { ...valueContext(ctx), lang: data.lang, currency: data.currency };
  const own = ownPlaces(ctx, data);
  const text = (path: string): string => {
    const special = own(path);
    if (special !== undefined) return special;
    const [head = "", field] = path.split(".");
    if (field === undefined) return fieldText(module, data.record, head, values);
    const other = referred.get(head);
    return other ? fieldText(other.module, other.record, field, values) : addressPart(data.record[head], field);
  };
  const lineScope = (line: PrintLine): TemplateScope => ({
    text: (path) => lineText(line, path, data) ?? goodsText(goods, line, path, values) ?? text(path),
  });
  const listed = data.lines.filter((line) => !line.isHeading && !line.isOptional);
  return { scope: { text, list: (path) => (path === "lines" ? listed.map(lineScope) : undefined) }, lineScope };
}

function moduleNamed(ctx: Ctx, name: string): Module {
  const module = ctx.registry.modules.get(name);
  if (!module) throw new AppError("unknown_module", { params: { module: name } });
  return module;
}

function ownPlaces(ctx: Ctx, data: PrintData): (path: string) => string | undefined {
  const { lang } = data;
  return (path) => {
    const [side = "", key = ""] = path.split(".");
    if (side === "seller" || side === "buyer") return (data[side] as unknown as Readonly<Record<string, string>>)[key] ?? "";
    if (path === "date") return dateText(data.date, lang);
    if (path === "today") return dateText(ctx.now.toISOString().slice(0, 10), lang);
    if (path === "total_in_words") return data.total === "" ? "" : amountInWords(data.total, data.currency, lang);
    if (side === "user") return ctx.actor.kind !== "user" ? "" : key === "email" ? ctx.actor.email : ctx.actor.name;
    return undefined;
  };
}

interface Referred {
  readonly module: Module;
  readonly record: RecordJson;
}

/** The records behind `organization_id.city`; those that the reader may not see are not there. */
async function readReferred(
  ctx: Ctx,
  module: Module,
  data: PrintData,
  places: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Referred>> {
  const found = new Map<string, Referred>();
  for (const name of new Set([...places].flatMap((path) => (path.includes(".") ? [path.split(".")[0] ?? ""] : [])))) {
    const field = module.fields.get(name);
    const id = data.record[name];
    if (!field || !isReference(field) || typeof id !== "string") continue;
    for (const target of field.targets ?? []) {
      const other = ctx.registry.modules.get(target);
      if (!other || !accessOf(ctx).module(other).view) continue;
      const { data: records } = await listRecords(ctx, {
        module: target,
        filter: { field: "id", op: "eq", value: id },
        fields: ["id"],
        limit: 1,
      });
      if (records[0]) found.set(name, { module: other, record: await getRecord(ctx, { module: target, id }) });
    }
  }
  return found;
}

interface Goods {
  readonly module: Module;
  readonly records: ReadonlyMap<string, RecordJson>;
}

/** Products and services of the lines, where a column shows a field of them (`product.cf_shelf`). */
async function readGoods(ctx: Ctx, data: PrintData, places: ReadonlySet<string>): Promise<readonly Goods[]> {
  const found: Goods[] = [];
  for (const [kind, name] of [
    ["product", "products"],
    ["service", "services"],
  ] as const) {
    const module = ctx.registry.modules.get(name);
    const fields = [...places].flatMap((path) => (path.startsWith(`${kind}.`) ? [path.slice(kind.length + 1)] : []));
    if (!module || !accessOf(ctx).module(module).view) continue;
    const shown = fields.filter((field) => {
      const declared = module.fields.get(field);
      return declared !== undefined && accessOf(ctx).field(declared) !== "hidden";
    });
    const ids = [...new Set(linesOf(data.record["lines"]).flatMap((line) => line[`${kind}_id`] ?? []))];
    if (shown.length === 0 || ids.length === 0) continue;
    const { data: records } = await listRecords(ctx, {
      module: name,
      filter: { field: "id", op: "in", value: ids },
      fields: shown,
      sort: "id",
      limit: 1000,
    });
    found.push({ module, records: new Map(records.map((record) => [record.id, record])) });
  }
  return found;
}

function goodsText(goods: readonly Goods[], line: PrintLine, path: string, values: ValueContext): string | undefined {
  const [kind, field] = path.split(".");
  if (field === undefined || (kind !== "product" && kind !== "service")) return undefined;
  for (const { module, records } of goods) {
    const record = module.name === `${kind}s` ? records.get(line.goodsId ?? "") : undefined;
    if (record) return fieldText(module, record, field, values);
  }
  return "";
}

function lineText(line: PrintLine, path: string, { currency, lang }: PrintData): string | undefined {
  switch (path as (typeof LINE_PLACES)[number]) {
    case "position":
      return line.position === null ? "" : String(line.position);
    case "name":
      return line.name;
    case "quantity":
      return quantityText(line.quantity, lang);
    case "unit":
      return line.unit.name;
    case "price":
      return sum(line.price, currency, lang);
    case "discount":
      return sum(line.ownDiscount, currency, lang);
    case "rate":
      return line.rate;
    case "tax":
      return sum(line.tax, currency, lang);
    case "net":
      return sum(line.net, currency, lang);
    case "pre_tax":
      return sum(line.preTax, currency, lang);
    case "total":
      return sum(line.total, currency, lang);
    default:
      return undefined;
  }
}

/** A field as its type shows it to people; days in full, as papers write them. What the reader may not see isn't in the record. */
function fieldText(module: Module, record: RecordJson, name: string, values: ValueContext): string {
  const field = module.fields.get(name);
  const value = record[name];
  if (!field || value === undefined || value === null) return "";
  const label: Json | undefined = record[`${name}__label`] ?? record[`${name}__labels`];
  if (typeof label === "string") return label;
  if (Array.isArray(label)) return label.filter((each) => typeof each === "string").join(", ");
  if (field.type === "date" && typeof value === "string") return dateText(value, values.lang);
  return fieldType(field.type).format(value, field, { ...values, currency: currencyOf(record) ?? values.currency });
}
const currencyOf = (record: RecordJson): string | undefined => (typeof record["currency"] === "string" ? record["currency"] : undefined);

/** `billing_address.city`. */
function addressPart(value: Json | undefined, part: string): string {
  const text =
    typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>)[part] : null;
  return typeof text === "string" ? text : "";
}

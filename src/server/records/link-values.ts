/** The values of links themselves: a price in a price book, what a vendor asks, a campaign member's answer. */
import { fieldType } from "../../fieldtypes/index.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Field, Relation } from "../../model/define.ts";
import { valueContext, type Ctx } from "../context.ts";
import { ident, join, raw, sql, type Sql } from "../db/sql.ts";
import { invalid, type FieldError } from "../errors.ts";

export type LinkValues = Readonly<Record<string, Json>>;
/** The key of links' values in the change log, beside the ids. */
export const LINK_VALUES = "link_values";
const CURRENCY = "currency";

/** The table of a link, and which of its columns is this side's. */
export const sides = (relation: Relation): { readonly table: string; readonly own: Sql; readonly other: Sql } => {
  if (relation.kind !== "link" || relation.link === undefined) throw new Error(`${relation.name} is not a link`);
  const [own, other] = relation.side === "a" ? ["a_id", "b_id"] : ["b_id", "a_id"];
  return { table: `link_${relation.link}`, own: ident(own), other: ident(other) };
};

export const linkFields = (relation: Relation): readonly Field[] =>
  (relation.fields ?? []).map((field) => ({ ...field, module: relation.link ?? "", block: "", system: false, custom: false }));

const columnTypeOf = (field: Field): Sql => raw(fieldType(field.type).column(field) ?? "text");

/** Of these links of a record, by the other end's id; with the `currency` of what is money. */
export async function readLinkValues(
  ctx: Ctx,
  relation: Relation,
  id: string,
  others: readonly string[],
): Promise<ReadonlyMap<string, LinkValues>> {
  const fields = linkFields(relation);
  if (fields.length === 0 || others.length === 0) return new Map();
  const { table, own, other } = sides(relation);
  const { rows } = await ctx.db.query<Record<string, Json>>(
    sql`SELECT ${other} AS id, ${join(fields.map((field) => ident(field.name)))} FROM ${ident(table)} WHERE ${own} = ${id}::bigint AND ${other} = ANY(${others}::bigint[])`,
  );
  const currencies = await linkCurrencies(ctx, relation, id, others);
  const shown = (row: Record<string, Json>): LinkValues => {
    const currency = currencies.get(String(row["id"]));
    const values = fields.map((field) => {
      const value = row[field.name] ?? null;
      return [field.name, value === null ? null : (fieldType(field.type).fromDb?.(value, field) ?? value)];
    });
    return { ...Object.fromEntries(values), ...(currency === undefined ? {} : { [CURRENCY]: currency }) };
  };
  return new Map(rows.map((row) => [String(row["id"]), shown(row)]));
}

/**
 * Whose money the values are, by the other end's id: that of the record which declares the link, where it has a
 * currency (a price book); else the company's (a vendor's catalogue). Empty where no value is money.
 */
export async function linkCurrencies(
  ctx: Ctx,
  relation: Relation,
  id: string,
  others: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (!linkFields(relation).some((field) => field.type === "money" || field.type === "price_breaks")) return new Map();
  const declared = ctx.registry.modules.get(ctx.registry.links.get(relation.link ?? "")?.module ?? "");
  const usual = new Map(others.map((other) => [other, ctx.company.currency]));
  if (!declared?.fields.has("currency")) return usual;
  const wanted = relation.side === "a" ? [id] : others;
  const { rows } = await ctx.db.query<{ id: string; currency: string | null }>(
    sql`SELECT id, currency FROM ${ident(declared.name)} WHERE id = ANY(${wanted}::bigint[])`,
  );
  const known = new Map(rows.map((row) => [row.id, row.currency ?? ctx.company.currency]));
  return new Map(others.map((other) => [other, known.get(relation.side === "a" ? id : other) ?? ctx.company.currency]));
}

/** What was sent, checked by the field types; `at` says where it stood. */
export function parseLinkValues(
  ctx: Ctx,
  relation: Relation,
  input: unknown,
  options: { at: string; currency: string | undefined },
): LinkValues {
  if (input === undefined || input === null) return {};
  const fields = linkFields(relation);
  const conventions = { ...valueContext(ctx), ...(options.currency === undefined ? {} : { currency: options.currency }) };
  const errors: FieldError[] = [];
  const values = Object.entries(typeof input === "object" ? input : {}).flatMap(([name, given]): [string, Json][] => {
    const field = fields.find((candidate) => candidate.name === name);
    // Read with the values, and not theirs: what was read may be sent back.
    if (!field && name === CURRENCY) return [];
    const parsed = field && fieldType(field.type).parse(given, field, conventions);
    if (parsed?.ok) return [[name, parsed.value]];
    const shown = name.slice(0, 60);
    if (!parsed) errors.push({ field: `${options.at}.${shown}`, code: "unknown_field", params: { field: shown } });
    else {
      const { path, ...error } = parsed.error;
      errors.push({ field: `${options.at}.${path === undefined ? name : `${name}.${path}`}`, ...error });
    }
    return [];
  });
  if (errors.length > 0) throw invalid(errors);
  return Object.fromEntries(values);
}

/** Puts values on links that are there; what isn't named stays. One statement for all. */
export async function writeLinkValues(ctx: Ctx, relation: Relation, id: string, values: ReadonlyMap<string, LinkValues>): Promise<void> {
  const rows = [...values].filter(([, each]) => Object.keys(each).length > 0);
  if (rows.length === 0) return;
  const { table, own, other } = sides(relation);
  const fields = linkFields(relation);
  const sent = rows.map(([of, each]) => ({ of, given: Object.keys(each), ...each }));
  await ctx.db.query(
    sql`UPDATE ${ident(table)} l SET ${join(
      fields.map(
        ({ name }) => sql`${ident(name)} = CASE WHEN ${name} = ANY(x.given) THEN ${ident("x", name)} ELSE ${ident("l", name)} END`,
      ),
    )} FROM json_to_recordset(${JSON.stringify(sent)}::json) AS x(of bigint, given text[], ${join(
      fields.map((field) => sql`${ident(field.name)} ${columnTypeOf(field)}`),
    )}) WHERE l.${own} = ${id}::bigint AND l.${other} = x.of`,
  );
}

/** As people read them: "900,00 ₽, от 10 — 850,00 ₽". */
export function linkValuesText(ctx: Ctx, relation: Relation, values: Json | undefined): string {
  const given = typeof values === "object" && values !== null && !Array.isArray(values) ? (values as LinkValues) : {};
  const currency = given[CURRENCY];
  const conventions = { ...valueContext(ctx), ...(typeof currency === "string" ? { currency } : {}) };
  const text = (field: Field): string[] => {
    const value = given[field.name] ?? null;
    return value === null ? [] : [fieldType(field.type).format(value, field, conventions)];
  };
  return linkFields(relation).flatMap(text).join(", ");
}

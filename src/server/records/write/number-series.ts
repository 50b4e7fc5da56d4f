/**
 * Numbers of documents by the settings' patterns: counted for each legal entity and year, without gaps. A series is one
 * row, locked from here to the end of the transaction: whoever numbers next waits and goes on where this one stopped,
 * and a transaction that fails gives its numbers back.
 */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Module } from "../../../model/define.ts";
import { isYearly, numberText } from "../../../model/numbering.ts";
import type { Ctx } from "../../context.ts";
import { ident, sql } from "../../db/sql.ts";
import { linesField } from "../lines.ts";

const KEY = "numbering";
const OFFICES = "offices";
/** Dates by which a document belongs to a year, the first that it has. */
const DATES = ["invoice_date", "document_date", "paid_on"] as const;

/** By module. A module that isn't there is numbered plainly: its prefix and one count. */
export type Numbering = Readonly<Record<string, { readonly pattern: string }>>;

export async function readNumbering(ctx: Pick<Ctx, "db">): Promise<Numbering> {
  const { rows } = await ctx.db.query<{ value: Numbering }>(sql`SELECT value FROM settings WHERE key = ${KEY}`);
  return rows[0]?.value ?? {};
}

export async function writeNumbering(ctx: Pick<Ctx, "db">, numbering: Numbering): Promise<void> {
  await ctx.db.query(
    sql`INSERT INTO settings (key, value) VALUES (${KEY}, ${JSON.stringify(numbering)}::jsonb) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
}

/** Modules whose records may be numbered so: documents with lines, which say of which legal entity they are. */
export const hasSeries = (module: Module): boolean =>
  linesField(module) !== undefined && module.fields.get("office_id")?.targets?.[0] === OFFICES;

type Values = Readonly<Record<string, Json>>;

/** The numbers of new records, in their order; undefined where the module has no pattern. */
export async function seriesNumbers(ctx: Ctx, module: Module, records: readonly Values[]): Promise<readonly string[] | undefined> {
  if (!hasSeries(module)) return undefined;
  const pattern = (await readNumbering(ctx))[module.name]?.pattern;
  if (pattern === undefined) return undefined;
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: ctx.company.timezone }).format(ctx.now);
  const wanted = records.map((values) => {
    const day = DATES.map((name) => values[name]).find((value) => typeof value === "string") ?? today;
    const office = typeof values["office_id"] === "string" ? values["office_id"] : "0";
    return { day, office, year: isYearly(pattern) ? Number(day.slice(0, 4)) : 0 };
  });
  const counts = new Map<string, { office: string; year: number; count: number }>();
  for (const { office, year } of wanted) {
    const key = `${office} ${year}`;
    counts.set(key, { office, year, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const next = new Map<string, bigint>();
  // In one order, so that two bulks can't wait for each other.
  for (const [key, series] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))) next.set(key, await take(ctx, module.name, series));
  const prefixes = await prefixesOf(ctx, [...new Set(wanted.map(({ office }) => office))]);
  return wanted.map(({ day, office, year }) => {
    const key = `${office} ${year}`;
    const number = next.get(key) ?? 1n;
    next.set(key, number + 1n);
    return numberText(pattern, { number, day, prefix: prefixes.get(office) ?? "" });
  });
}

/** The first of `count` numbers. */
async function take(ctx: Ctx, module: string, { office, year, count }: { office: string; year: number; count: number }): Promise<bigint> {
  const { rows } = await ctx.db.query<{ last: string }>(
    sql`INSERT INTO number_series AS s (module, office_id, year, last) VALUES (${module}, ${office}::bigint, ${year}, ${count})
        ON CONFLICT (module, office_id, year) DO UPDATE SET last = s.last + ${count} RETURNING last::text AS last`,
  );
  return BigInt(rows[0]?.last ?? count) - BigInt(count) + 1n;
}

async function prefixesOf(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await ctx.db.query<{ id: string; prefix: string }>(
    sql`SELECT id, coalesce(number_prefix, '') AS prefix FROM ${ident(OFFICES)} WHERE id = ANY(${ids}::bigint[])`,
  );
  return new Map(rows.map(({ id, prefix }) => [id, prefix]));
}

export interface Series {
  readonly office_id: string | null;
  readonly office_id__label: string | null;
  readonly year: number | null;
  /** The number that the next document gets. */
  readonly next: string;
}

export async function listSeries(ctx: Pick<Ctx, "db">, module: string): Promise<readonly Series[]> {
  const { rows } = await ctx.db.query<Series>(
    sql`SELECT nullif(s.office_id, 0)::text AS office_id, o.label AS office_id__label, nullif(s.year, 0) AS year, (s.last + 1)::text AS next
        FROM number_series s LEFT JOIN records o ON o.id = s.office_id WHERE s.module = ${module} ORDER BY s.year DESC, o.label NULLS FIRST LIMIT 200`,
  );
  return rows;
}

/** The next number of a series, when one goes on from another program. It only goes up: what was given once is never given again. */
export async function startSeries(
  ctx: Pick<Ctx, "db">,
  { module, office, year, next }: { readonly module: string; readonly office: string; readonly year: number; readonly next: bigint },
): Promise<boolean> {
  const { rowCount } = await ctx.db.query(
    sql`INSERT INTO number_series AS s (module, office_id, year, last) VALUES (${module}, ${office}::bigint, ${year}, ${next - 1n})
        ON CONFLICT (module, office_id, year) DO UPDATE SET last = excluded.last WHERE excluded.last >= s.last`,
  );
  return rowCount > 0;
}

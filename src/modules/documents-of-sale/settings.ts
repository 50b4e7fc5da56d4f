/** What the settings say about sales: taxes with their dated rates, rounding, what happens below zero stock. */
import { standardTaxesOf } from "../../model/sales/standard-taxes.ts";
import type { Tax } from "../../model/sales/tax.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";

export interface SalesSettings {
  /** Are taxes rounded on each line, or once for all lines that are taxed alike? */
  readonly rounding: "line" | "document";
  readonly stock_below_zero: "warn" | "refuse";
  /** The terms and conditions that a new document begins with, by module. */
  readonly terms: Readonly<Record<string, string>>;
}
export const DEFAULT_SALES_SETTINGS: SalesSettings = { rounding: "line", stock_below_zero: "warn", terms: {} };
const KEY = "sales";

export async function readSalesSettings(ctx: Ctx): Promise<SalesSettings> {
  const { rows } = await ctx.db.query<{ value: Partial<SalesSettings> }>(sql`SELECT value FROM settings WHERE key = ${KEY}`);
  return { ...DEFAULT_SALES_SETTINGS, ...rows[0]?.value };
}

export async function writeSalesSettings(ctx: Ctx, settings: SalesSettings): Promise<void> {
  await ctx.db.query(
    sql`INSERT INTO settings (key, value) VALUES (${KEY}, ${JSON.stringify(settings)}::jsonb) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
}

/** The standard taxes of the company's country, with what administrators changed of them, and the ones they added. */
export async function readTaxes(ctx: Ctx): Promise<ReadonlyMap<string, Tax>> {
  const { rows } = await ctx.db.query<{ definition: Tax }>(sql`SELECT definition FROM taxes ORDER BY id`);
  return new Map([...standardTaxesOf(ctx.company.country), ...rows.map((row) => row.definition)].map((tax) => [tax.id, tax]));
}

export async function writeTax(ctx: Ctx, tax: Tax): Promise<void> {
  await ctx.db.query(
    sql`INSERT INTO taxes (id, definition) VALUES (${tax.id}, ${JSON.stringify(tax)}::jsonb) ON CONFLICT (id) DO UPDATE SET definition = excluded.definition`,
  );
}

/** Reads and bookkeeping that the program does itself, whoever presses the button. */
export const asProgram = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: "system", name: "sales" } });

/** The company's own day, YYYY-MM-DD. */
export const todayOf = (ctx: Ctx): string => new Intl.DateTimeFormat("en-CA", { timeZone: ctx.company.timezone }).format(ctx.now);

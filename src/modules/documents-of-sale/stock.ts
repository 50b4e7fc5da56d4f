/**
 * Stock: a ledger of movements. A product's quantity in stock is their sum; it is written with them, under the
 * product's lock, so that it stays true however many deliver and receive at once.
 */
import { compareDecimals } from "../../fieldtypes/decimal-string.ts";
import { productOf, decimalOf } from "../../model/sales/exact.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { invalid } from "../../server/errors.ts";
import type { AfterSaveRule, Engine } from "../../server/records/rules.ts";
import { add, QUANTITY_DIGITS, subtract, trimmed } from "./sources.ts";
import { asProgram, readSalesSettings } from "./settings.ts";

export interface Move {
  readonly product_id: string;
  readonly line_id: string | null;
  /** Positive: comes in. */
  readonly quantity: string;
  /** How much of the line it fulfils. */
  readonly line_quantity: string;
}
export interface Shortage {
  readonly product_id: string;
  readonly product: string;
  readonly available: string;
  readonly wanted: string;
}
type Kind = "receipt" | "delivery" | "reversal";

/** Says in the change log that the program moved stock, so that the ledger isn't written twice. */
const CAUSE = "stock ";

/** Moves stock for a document; answers with what went below zero, or refuses it, as the settings say. */
export async function moveStock(
  ctx: Ctx,
  engine: Engine,
  { documentId, kind, moves }: { documentId: string; kind: Kind; moves: readonly Move[] },
): Promise<readonly Shortage[]> {
  const real = await withParts(ctx, moves);
  if (real.length === 0) return [];
  const ids = [...new Set(real.map((move) => move.product_id))];
  const products = await engine.lock(asProgram(ctx), "products", ids);
  const ledger = await sums(ctx, ids);
  const shortages: Shortage[] = [];
  const updates = ids.flatMap((id) => {
    const product = products.get(id);
    if (!product) return [];
    const change = real.filter((move) => move.product_id === id).reduce((total, move) => add(total, move.quantity), "0");
    const kept = product.values["stock_quantity"];
    const before = typeof kept === "string" ? kept : (ledger.get(id) ?? "0");
    const after = add(before, change);
    if (typeof kept === "string" && compareDecimals(change, "0") < 0 && compareDecimals(after, "0") < 0)
      shortages.push({ product_id: id, product: product.label, available: trimmed(before), wanted: subtract("0", change) });
    // What isn't counted (a licence) begins to be when some of it is received.
    return typeof kept === "string" || kind === "receipt" ? [{ op: "update" as const, id, values: { stock_quantity: after } }] : [];
  });
  if (shortages.length > 0 && (await readSalesSettings(ctx)).stock_below_zero === "refuse")
    throw invalid(shortages.map(({ product, available }) => ({ field: "lines", code: "not_in_stock", params: { product, available } })));
  await record(ctx, documentId, kind, real);
  const cause = `${CAUSE}${kind} ${documentId}`;
  for (let at = 0; at < updates.length; at += 1000)
    await engine.write(
      { ...ctx, cause },
      { module: "products", operations: updates.slice(at, at + 1000), atomic: true, internal: true, present: false },
    );
  return shortages;
}

async function record(ctx: Ctx, documentId: string | null, kind: Kind | "count", moves: readonly Move[]): Promise<void> {
  const actor = ctx.actor.kind === "user" ? ctx.actor.id : null;
  await ctx.db.query(
    sql`INSERT INTO stock_movements (product_id, quantity, kind, document_id, line_id, line_quantity, at, actor_id)
        SELECT x.product_id, x.quantity, ${kind}, ${documentId}::bigint, x.line_id, x.line_quantity, ${ctx.now.toISOString()}::timestamptz, ${actor}::bigint
        FROM json_to_recordset(${JSON.stringify(moves)}::json) AS x(product_id bigint, quantity numeric, line_id bigint, line_quantity numeric)`,
  );
}

async function sums(ctx: Ctx, products: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await ctx.db.query<{ id: string; quantity: string }>(
    sql`SELECT product_id AS id, sum(quantity)::text AS quantity FROM stock_movements WHERE product_id = ANY(${products}::bigint[]) GROUP BY product_id`,
  );
  return new Map(rows.map((row) => [row.id, row.quantity]));
}

/** A set leaves the stock as its parts. Sets of sets are followed one level: their parts are goods. */
async function withParts(ctx: Ctx, moves: readonly Move[]): Promise<readonly Move[]> {
  const { rows } = await ctx.db.query<{ bundle: string; part: string; quantity: string }>(
    sql`SELECT a_id AS bundle, b_id AS part, coalesce(quantity, 1)::text AS quantity FROM link_product_bundle
        WHERE a_id = ANY(${moves.map((move) => move.product_id)}::bigint[]) ORDER BY a_id, b_id`,
  );
  const parts = Map.groupBy(rows, (row) => row.bundle);
  return moves.flatMap((move) => {
    const of = parts.get(move.product_id);
    if (!of) return [move];
    return of.map((part, i) => ({
      ...move,
      product_id: part.part,
      quantity: trimmed(decimalOf(productOf(move.quantity, part.quantity, QUANTITY_DIGITS), QUANTITY_DIGITS)),
      line_quantity: i === 0 ? move.line_quantity : "0",
    }));
  });
}

/** How much of each line was received or delivered so far, what was reversed taken off. */
export async function fulfilled(ctx: Ctx, lineIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await ctx.db.query<{ id: string; quantity: string }>(
    sql`SELECT line_id AS id, sum(line_quantity)::text AS quantity FROM stock_movements WHERE line_id = ANY(${lineIds}::bigint[]) GROUP BY line_id`,
  );
  return new Map(rows.map((row) => [row.id, row.quantity]));
}

/** Takes back all that a document moved. */
export async function reverseStock(ctx: Ctx, engine: Engine, documentId: string): Promise<void> {
  const { rows } = await ctx.db.query<Move>(
    sql`SELECT product_id, line_id, (-sum(quantity))::text AS quantity, (-sum(line_quantity))::text AS line_quantity
        FROM stock_movements WHERE document_id = ${documentId} GROUP BY product_id, line_id HAVING sum(quantity) <> 0 ORDER BY product_id`,
  );
  if (rows.length === 0) return;
  const ids = [...new Set(rows.map((row) => row.product_id))];
  const products = await engine.lock(asProgram(ctx), "products", ids);
  await record(ctx, documentId, "reversal", rows);
  const updates = ids.flatMap((id) => {
    const product = products.get(id);
    const kept = product?.values["stock_quantity"];
    // In the recycle bin (merged with another one, perhaps) nothing is counted.
    if (typeof kept !== "string" || product?.deleted) return [];
    const after = rows.filter((row) => row.product_id === id).reduce((total, row) => add(total, row.quantity), kept);
    return [{ op: "update" as const, id, values: { stock_quantity: after } }];
  });
  await engine.write(
    { ...ctx, cause: `${CAUSE}reversal ${documentId}` },
    { module: "products", operations: updates, atomic: true, internal: true, present: false },
  );
}

/** A quantity that somebody counted and typed in is a movement too: the ledger explains every number. */
export const countedStock: AfterSaveRule = async (ctx, changes) => {
  if (ctx.cause?.startsWith(CAUSE)) return;
  const counted = changes.filter(
    ({ before, after }) => typeof after["stock_quantity"] === "string" && before?.["stock_quantity"] !== after["stock_quantity"],
  );
  if (counted.length === 0) return;
  const ledger = await sums(
    ctx,
    counted.map((change) => change.id),
  );
  const moves = counted
    .map(({ id, after }) => ({
      product_id: id,
      line_id: null,
      quantity: subtract(String(after["stock_quantity"]), ledger.get(id) ?? "0"),
      line_quantity: "0",
    }))
    .filter((move) => compareDecimals(move.quantity, "0") !== 0);
  if (moves.length > 0) await record(ctx, null, "count", moves);
};

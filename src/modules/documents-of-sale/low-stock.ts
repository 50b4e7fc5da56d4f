/** Products below their reorder level are ordered from their vendors, up to the level and what is in demand. */
import { compareDecimals } from "../../fieldtypes/decimal-string.ts";
import { linesJson } from "../../fieldtypes/lines.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError } from "../../server/errors.ts";
import type { Engine } from "../../server/records/rules.ts";
import type { RecordJson } from "../../server/records/select.ts";
import { asProgram } from "./settings.ts";
import { purchaseLine } from "./shortage.ts";
import { add, subtract } from "./sources.ts";
import { vendorOf, vendorPrices } from "./vendor-prices.ts";

const MOST = 1000;
const NEEDED = ["name", "stock_quantity", "reorder_level", "demand_quantity", "vendor_id"];
const amount = (value: unknown): string => (typeof value === "string" ? value : "0");

export interface LowStockOrders {
  readonly created: readonly RecordJson[];
  readonly without_vendor: readonly string[];
}

/**
 * Of these products, or of all, those that are short; what is on its way counts. Their rows are locked meanwhile, so
 * that two presses order once. Throws nothing_left where none is short.
 */
export async function orderLowStock(ctx: Ctx, engine: Engine, ids: readonly string[] | undefined): Promise<LowStockOrders> {
  const filter = {
    and: [
      { field: "reorder_level", op: "gt", value: "0" },
      { field: "active", op: "eq", value: true },
      ...(ids ? [{ field: "id", op: "in", value: ids }] : []),
    ],
  };
  // The orders tell how short they are: who may not read that is refused, field by field.
  const { data } = await engine.list(ctx, { module: "products", filter, fields: NEEDED, sort: "id", limit: MOST });
  const visible = data.map(({ id }) => id);
  await engine.lock(asProgram(ctx), "products", visible);
  const products = await engine.read(asProgram(ctx), "products", visible, NEEDED);
  const coming = await onTheWay(ctx, visible);
  const missing = products.flatMap((product) => {
    const wanted = add(amount(product["reorder_level"]), amount(product["demand_quantity"]));
    const quantity = subtract(wanted, add(amount(product["stock_quantity"]), coming.get(product.id) ?? "0"));
    return compareDecimals(quantity, "0") > 0 ? [{ product, quantity }] : [];
  });
  if (missing.length === 0) throw new AppError("nothing_left");
  const prices = await vendorPrices(ctx, visible);
  const byVendor = Map.groupBy(missing, ({ product }) => vendorOf(product.id, product["vendor_id"], prices));
  const created: RecordJson[] = [];
  for (const [vendor, lines] of byVendor) {
    if (vendor === null) continue;
    const values = {
      subject: ctx.lang === "ru" ? "Пополнение склада" : "Stock replenishment",
      vendor_id: vendor,
      lines: linesJson(lines.map(({ product, quantity }) => purchaseLine(product.id, quantity, null))),
    };
    const [result] = (await engine.write(ctx, { module: "purchase_orders", operations: [{ op: "create", values }], atomic: true })).results;
    if (!result?.ok) throw result?.error ?? new AppError("internal");
    if (result.record) created.push(result.record);
  }
  return { created, without_vendor: (byVendor.get(null) ?? []).map(({ product }) => String(product["name"])) };
}

/** Ordered from vendors and not received yet. */
async function onTheWay(ctx: Ctx, products: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await ctx.db.query<{ id: string; quantity: string }>(
    sql`SELECT l.product_id AS id, sum(l.quantity - coalesce(m.done, 0))::text AS quantity
        FROM document_lines l JOIN purchase_orders p ON p.id = l.record_id AND p.deleted_at IS NULL AND p.status NOT IN ('cancelled', 'received_shipment')
        LEFT JOIN LATERAL (SELECT sum(line_quantity) AS done FROM stock_movements WHERE line_id = l.id) m ON true
        WHERE l.product_id = ANY(${products}::bigint[]) GROUP BY l.product_id`,
  );
  return new Map(rows.map(({ id, quantity }) => [id, quantity]));
}

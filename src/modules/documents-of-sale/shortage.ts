/** What a customer's order lacks in stock is ordered from the vendors, each his own; what is on its way counts. */
import { compareDecimals } from "../../fieldtypes/decimal-string.ts";
import { linesJson, linesOf, type LineValue } from "../../fieldtypes/lines.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import type { Engine, RecordAction } from "../../server/records/rules.ts";
import { lockDocument, refuseStates } from "./convert.ts";
import { fulfilled } from "./stock.ts";
import { add, subtract } from "./sources.ts";
import { asProgram } from "./settings.ts";
import { vendorOf, vendorPrices } from "./vendor-prices.ts";

interface Need {
  readonly product: string;
  /** The first line that asks for it. */
  readonly line: string;
  quantity: string;
}

/** → `{created: [purchase orders], without_vendor: [product names]}`. */
export const orderShortage: RecordAction = async (ctx, id, _input, engine) => {
  const order = await lockDocument(ctx, engine, "sales_orders", id);
  refuseStates(ctx, "sales_orders", order, ["cancelled", "delivered"]);
  const needs = await needsOf(
    ctx,
    linesOf(order["lines"]).filter((line) => line.product_id !== null && !line.optional),
  );
  const products = new Map(
    (await engine.read(asProgram(ctx), "products", [...needs.keys()], ["name", "stock_quantity", "vendor_id"])).map((record) => [
      record.id,
      record,
    ]),
  );
  const coming = await onTheWay(ctx, engine, id);
  const missing = [...needs.values()].flatMap((need) => {
    const stock = products.get(need.product)?.["stock_quantity"];
    const available = add(typeof stock === "string" ? stock : "0", coming.get(need.product) ?? "0");
    const lacking = subtract(need.quantity, available);
    return compareDecimals(lacking, "0") > 0 ? [{ ...need, quantity: lacking }] : [];
  });
  if (missing.length === 0) throw new AppError("nothing_left");
  const prices = await vendorPrices(
    ctx,
    missing.map((need) => need.product),
  );
  const sellerOf = (product: string): string | null => vendorOf(product, products.get(product)?.["vendor_id"], prices);
  const created = [];
  for (const [vendor, lines] of Map.groupBy(missing, (need) => sellerOf(need.product))) {
    if (vendor === null) continue;
    const values = {
      subject: order["subject"] ?? null,
      vendor_id: vendor,
      sales_order_id: id,
      ...(order["office_id"] ? { office_id: order["office_id"] } : {}),
      lines: linesJson(lines.map((need) => purchaseLine(need.product, need.quantity, need.line))),
    };
    const [result] = (await engine.write(ctx, { module: "purchase_orders", operations: [{ op: "create", values }], atomic: true })).results;
    if (!result?.ok) throw result?.error ?? new AppError("internal");
    created.push(result.record);
  }
  const without = missing
    .filter((need) => sellerOf(need.product) === null)
    .map((need) => products.get(need.product)?.label ?? need.product);
  return { created, without_vendor: without };
};

/** A line to be bought; its price is the vendor's. */
export const purchaseLine = (product: string, quantity: string, source: string | null): LineValue => ({
  id: null,
  kind: "product",
  product_id: product,
  service_id: null,
  description: null,
  unit: null,
  quantity,
  unit_price: null,
  discount: null,
  tax_ids: null,
  optional: false,
  source_line_id: source,
});

/** By product: how much is still to be delivered. */
async function needsOf(
  ctx: Ctx,
  lines: readonly { id: string; product_id: string | null; quantity: string }[],
): Promise<ReadonlyMap<string, Need>> {
  const done = await fulfilled(
    ctx,
    lines.map((line) => line.id),
  );
  const needs = new Map<string, Need>();
  for (const { id, product_id: product, quantity } of lines) {
    if (product === null) continue;
    const left = subtract(quantity, done.get(id) ?? "0");
    const known = needs.get(product);
    if (known) known.quantity = add(known.quantity, left);
    else needs.set(product, { product, line: id, quantity: left });
  }
  return needs;
}

/** By product: ordered for this order and not received yet. */
async function onTheWay(ctx: Ctx, engine: Engine, id: string): Promise<ReadonlyMap<string, string>> {
  const filter = {
    and: [
      { field: "sales_order_id", op: "eq", value: id },
      { field: "status", op: "ne", value: "cancelled" },
    ],
  };
  const { data } = await engine.list(asProgram(ctx), { module: "purchase_orders", filter, fields: ["lines"], limit: 200 });
  const lines = data.flatMap((purchase) => linesOf(purchase["lines"]));
  const received = await fulfilled(
    ctx,
    lines.map((line) => line.id),
  );
  const coming = new Map<string, string>();
  for (const line of lines)
    if (line.product_id !== null)
      coming.set(line.product_id, add(coming.get(line.product_id) ?? "0", subtract(line.quantity, received.get(line.id) ?? "0")));
  return coming;
}

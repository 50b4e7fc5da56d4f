/** What vendors ask for our products: their catalogues, a link between vendors and products with its price. */
import { compareDecimals } from "../../fieldtypes/decimal-string.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";

export interface VendorPrice {
  readonly product: string;
  readonly vendor: string;
  /** In the company's currency, for one unit. */
  readonly price: string;
}

/** Of living vendors, the cheapest first. */
export async function vendorPrices(ctx: Ctx, products: readonly string[]): Promise<readonly VendorPrice[]> {
  if (products.length === 0) return [];
  const { rows } = await ctx.db.query<VendorPrice>(
    sql`SELECT c.b_id AS product, c.a_id AS vendor, c.purchase_price::text AS price FROM link_vendor_catalogue c
        JOIN vendors v ON v.id = c.a_id AND v.deleted_at IS NULL
        WHERE c.b_id = ANY(${[...new Set(products)]}::bigint[]) AND c.purchase_price IS NOT NULL ORDER BY c.purchase_price, c.a_id`,
  );
  return rows;
}

/** From whom a product is bought: from its own vendor, else from the cheapest that offers it. */
export function vendorOf(product: string, own: unknown, prices: readonly VendorPrice[]): string | null {
  if (typeof own === "string") return own;
  const [best] = prices.filter((each) => each.product === product).toSorted((a, b) => compareDecimals(a.price, b.price));
  return best?.vendor ?? null;
}

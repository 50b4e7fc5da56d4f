/** Buying: vendors' prices beside one another, the cheapest where none is named, and what runs short in stock. */
import { beforeAll, expect, test } from "vitest";
import { API } from "../../server/http/route.ts";
import { setUpApp, testApp, type Person, type Problem } from "../../server/http/test-client.ts";
import { inventoryFeature } from "./index.ts";

interface Reply {
  readonly id: string;
  readonly lines: readonly { readonly product_id: string; readonly quantity: string; readonly unit_price: string }[];
  readonly [field: string]: unknown;
}
let admin: Person;
let dear: Reply;
let cheap: Reply;
const create = async (module: string, values: Record<string, unknown>): Promise<Reply> => {
  const reply = await admin.post(`/records/${module}`, values);
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json<{ data: Reply }>().data;
};
const offer = (vendor: Reply, product: Reply, price: string) =>
  admin.post(`/records/vendors/${vendor.id}/related/catalogue`, {
    ids: [product.id],
    values: { purchase_price: price, vendor_code: `V-${price}` },
  });
const order = (ids?: readonly string[]) => admin.post(`${API}/sales/low-stock/order`, ids ? { ids } : {});

beforeAll(async () => {
  admin = await setUpApp(await testApp({ features: [inventoryFeature] }));
  dear = await create("vendors", { name: "Дорогой" });
  cheap = await create("vendors", { name: "Дешёвый" });
});

test("a product's page shows what each vendor asks; a purchase takes the price of its vendor", async () => {
  const desk = await create("products", { name: "Стол", unit_price: "900", purchase_cost: "555" });
  await offer(dear, desk, "600");
  await offer(cheap, desk, "500");
  const shown = (await admin.get(`/records/products/${desk.id}/related/vendor_prices`)).json<{ data: Record<string, unknown>[] }>().data;
  expect(JSON.stringify(shown)).toMatch(/600\.00/);
  expect(JSON.stringify(shown)).toMatch(/500\.00/);
  const priceAt = async (vendor: Reply): Promise<unknown> =>
    (await create("purchase_orders", { subject: "x", vendor_id: vendor.id, lines: [{ product_id: desk.id }] })).lines[0]?.unit_price;
  expect(await priceAt(dear)).toBe("600.00");
  expect(await priceAt(cheap)).toBe("500.00");
  expect(await priceAt(await create("vendors", { name: "Без каталога" }))).toBe("555.00");
});

test("what is below its level is ordered up to it, once, from its vendor or the cheapest; what nobody offers is told", async () => {
  const low = { active: true, reorder_level: "10", stock_quantity: "4" };
  const chair = await create("products", { name: "Стул", ...low });
  const lamp = await create("products", { name: "Лампа", ...low, demand_quantity: "5", vendor_id: dear.id });
  const orphan = await create("products", { name: "Ваза", ...low });
  await create("products", { name: "Полно", active: true, reorder_level: "10", stock_quantity: "10" });
  await offer(dear, chair, "80");
  await offer(cheap, chair, "70");
  await offer(cheap, lamp, "1");
  const [first, second] = await Promise.all([order(), order()]);
  // The one who waited finds only what nobody offers.
  expect([first, second].map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  const made = [first, second].flatMap((reply) =>
    reply.statusCode === 200 ? reply.json<{ data: { created: Reply[]; without_vendor: string[] } }>().data.created : [],
  );
  const lines = made.flatMap((purchase) =>
    purchase.lines.map((line) => [purchase["vendor_id"], line.product_id, Number(line.quantity), line.unit_price]),
  );
  expect(lines.toSorted((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
    [cheap.id, chair.id, 6, "70.00"],
    [dear.id, lamp.id, 11, "0.00"],
  ]);
  const again = await order([chair.id, lamp.id]);
  expect(again.json<Problem>().code).toBe("nothing_left");
  expect((await order([orphan.id])).json()).toMatchObject({ data: { created: [], without_vendor: ["Ваза"] } });
});

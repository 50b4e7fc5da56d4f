/** Goods that come back with a credit note go into the stock, once; a cancelled note takes them out again. */
import { expect, test } from "vitest";
import { API } from "../../server/http/route.ts";
import { setUpApp, testApp, type Problem } from "../../server/http/test-client.ts";
import { inventoryFeature } from "./index.ts";

interface Reply {
  readonly id: string;
  readonly lines: readonly { readonly id: string }[];
  readonly [field: string]: unknown;
}

test("a return raises the stock by what came back, and never by more", async () => {
  const admin = await setUpApp(await testApp({ features: [inventoryFeature] }));
  const create = async (module: string, values: Record<string, unknown>): Promise<Reply> =>
    (await admin.post(`/records/${module}`, values)).json<{ data: Reply }>().data;
  const act = (module: string, id: string, action: string, body: Record<string, unknown> = {}) =>
    admin.post(`/records/${module}/${id}/actions/${action}`, body);
  const stock = async (): Promise<unknown> =>
    (await admin.get(`/records/products/${product.id}`)).json<{ data: Reply }>().data["stock_quantity"];
  const organization = await create("organizations", { name: "Ромашка" });
  const product = await create("products", { name: "Стул", unit_price: "100", stock_quantity: "10" });
  const order = await create("sales_orders", {
    subject: "x",
    organization_id: organization.id,
    lines: [{ product_id: product.id, quantity: "4" }],
  });
  await act("sales_orders", order.id, "deliver");
  expect(Number(await stock())).toBe(6);
  const bill = (await act("sales_orders", order.id, "create_invoice")).json<{ data: Reply }>().data;
  await act("invoices", bill.id, "send");
  const note = (await act("invoices", bill.id, "create_credit_note", { lines: [{ line_id: bill.lines[0]?.id, quantity: "3" }] })).json<{
    data: Reply;
  }>().data;
  expect((await act("credit_notes", note.id, "receive")).json<Problem>().code).toBe("wrong_state");
  await act("credit_notes", note.id, "post");
  const line = note.lines[0]?.id;
  expect((await act("credit_notes", note.id, "receive", { lines: [{ line_id: line, quantity: "1" }] })).statusCode).toBe(200);
  expect(Number(await stock())).toBe(7);
  const both = await Promise.all([act("credit_notes", note.id, "receive"), act("credit_notes", note.id, "receive")]);
  expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
  expect(Number(await stock())).toBe(9);
  expect((await act("credit_notes", note.id, "cancel")).statusCode).toBe(200);
  expect(Number(await stock())).toBe(6);
  const { data } = (await admin.get(`${API}/records/products/${product.id}/stock`)).json<{ data: { kind: string; quantity: string }[] }>();
  expect(data.reduce((sum, move) => sum + Number(move.quantity), 0)).toBe(6);
});

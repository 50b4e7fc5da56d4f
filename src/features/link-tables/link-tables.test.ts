/** A price book goes out as a table and comes back: what is told wrong stays out, by its line; the whole can be taken back. */
import { beforeAll, expect, test } from "vitest";
import { API } from "../../server/http/route.ts";
import { addUser, setUpApp, testApp, type Person, type Problem, type TestApp } from "../../server/http/test-client.ts";
import { linkTablesFeature } from "./index.ts";

interface Reply {
  readonly id: string;
  readonly number: string;
  readonly [field: string]: unknown;
}
let app: TestApp;
let admin: Person;
let book: Reply;
const create = async (module: string, values: Record<string, unknown>): Promise<Reply> =>
  (await admin.post(`/records/${module}`, values)).json<{ data: Reply }>().data;
const table = (): string => `${API}/records/price_books/${book.id}/related/products/table`;
const upload = (text: string, as = admin) => as.upload(table(), { name: "prices.csv", content: text });
const prices = async (): Promise<Record<string, unknown>> => {
  const { data } = (await admin.get(`/records/price_books/${book.id}/related/products`)).json<{ data: Reply[] }>();
  return Object.fromEntries(data.map((record) => [record["label"], record["link"]]));
};

beforeAll(async () => {
  app = await testApp({ features: [linkTablesFeature] });
  admin = await setUpApp(app);
  await create("products", { name: "Стул", code: "CH-1", unit_price: "100" });
  await create("products", { name: "Стол", code: "TB-1", unit_price: "900" });
  await create("products", { name: "Тумба", unit_price: "10" });
  await create("products", { name: "Тумба", unit_price: "11" });
  book = await create("price_books", { name: "Опт", active: true, currency: "JPY", for_everyone: true });
});

test("rows are known by number, code or name; wrong ones are told by their line, the others have their prices", async () => {
  const reply = await upload(
    [
      "Артикул;Название;Цена;Цены от количества",
      'CH-1;;1 200;"10: 1100; 50: 1000"',
      ";Стол;5 000,5;",
      ";Тумба;1;",
      "NOPE;;1;",
      "CH-1;;дорого;",
    ].join("\n"),
  );
  expect(reply.statusCode).toBe(200);
  const { data } = reply.json<{ data: { rows: number; linked: number; refused: number; problems: { line: number; message: string }[] } }>();
  expect(data).toMatchObject({ rows: 5, linked: 2, done: 2, refused: 3 });
  expect(data.problems.map(({ line }) => line)).toEqual([4, 5, 6]);
  expect(data.problems[0]?.message).toContain("Тумба");
  expect(await prices()).toEqual({
    Стул: {
      list_price: "1200",
      price_breaks: [
        { from: "10", price: "1100" },
        { from: "50", price: "1000" },
      ],
      currency: "JPY",
    },
    Стол: { list_price: "5000.5", price_breaks: null, currency: "JPY" },
  });
  expect((await upload("Цвет;Вкус\nx;y")).json<Problem>().errors?.[0]?.code).toBe("columns_missing");
});

test("what goes out comes back as it was, and an upload is taken back as one", async () => {
  const before = await prices();
  const out = await admin.get(`${table()}?format=csv&language=ru`);
  expect(out.body).toContain("10: 1100; 50: 1000");
  const changed = await upload("Номер;Название;Цена\n;Стул;7\n;Стол;8");
  expect(await prices()).toMatchObject({ Стул: { list_price: "7" }, Стол: { list_price: "8" } });
  const operations = String(changed.headers["x-operation-ids"]).split(",");
  expect(operations).toHaveLength(1);
  expect((await admin.post(`${API}/operations/undo`, { operations })).statusCode).toBe(200);
  expect(await prices()).toEqual(before);
  await upload("Название;Цена\nСтул;7");
  expect((await upload(out.body)).json<{ data: unknown }>().data).toMatchObject({ linked: 0, done: 2, refused: 0 });
  expect(await prices()).toEqual(before);
  expect((await admin.get(`${table()}?format=xlsx`)).rawPayload.subarray(0, 2).toString()).toBe("PK");
});

test("who may not import or export has no table", async () => {
  const modules = { price_books: { view: true, edit: true }, products: { view: true, edit: true } };
  const profile = (await admin.post("/admin/profiles", { name: "Без файлов", modules })).json<{ data: Reply }>().data;
  const role = (await admin.post("/admin/roles", { name: "Продавец", profile_ids: [profile.id] })).json<{ data: Reply }>().data;
  const seller = await addUser(app, admin, "seller@example.com");
  const { data } = (await admin.get("/admin/users")).json<{ data: { id: string; email: string }[] }>();
  const id = data.find(({ email }) => email === "seller@example.com")?.id;
  expect((await admin.send("PATCH", `/admin/users/${id}`, { role_id: role.id })).statusCode).toBe(200);
  expect((await seller.get(`/records/price_books/${book.id}`)).statusCode).toBe(200);
  expect((await seller.get(table())).statusCode).toBe(403);
  expect((await upload("Название;Цена\nСтул;7", seller)).statusCode).toBe(403);
});

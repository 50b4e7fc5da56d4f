/** The API of exports: what a list shows, as a file. */
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { addUser, setUpApp, testApp, type Person, type Problem, type Reply, type TestApp } from "../../server/http/test-client.ts";
import { textOf } from "../import/tables/xlsx-fixture.ts";
import { xlsxTable } from "../import/tables/xlsx-table.ts";
import { exportFeature } from "./index.ts";

let app: TestApp;
let admin: Person;
beforeAll(async () => {
  app = await testApp({ features: [exportFeature] });
  admin = await setUpApp(app);
  const operations = Array.from({ length: 1000 }, (_, i) => ({
    op: "create",
    values: {
      name: `Firm ${String(i).padStart(4, "0")}`,
      employees: i % 7,
      billing_address: { city: i % 2 === 0 ? "Тверь" : "Paris; Texas" },
    },
  }));
  for (let times = 0; times < 2; times++) expect((await admin.post("/records/organizations/bulk", { operations })).statusCode).toBe(200);
  await admin.post("/records/organizations/bulk", {
    operations: [{ op: "create", values: { name: "=cmd()", phone: "+7 495 123-45-67" } }],
  });
});
const get = (query: string, module = "organizations"): Promise<Reply> => admin.get(`/api/v1/exports/${module}?${query}`);
const lines = (reply: Reply): string[] =>
  reply.body
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n");
const filterOf = (filter: unknown): string => `filter=${encodeURIComponent(JSON.stringify(filter))}`;

describe("an export", () => {
  it("is a whole list, every record once, beyond the first page", async () => {
    const reply = await get("fields=name&sort=-name,id");
    expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
    expect(reply.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": expect.stringMatching(/^attachment; filename="organizations-\d{4}-\d\d-\d\d\.csv"$/) as unknown,
    });
    const [title, ...names] = lines(reply);
    expect(reply.body.startsWith("\uFEFF")).toBe(true);
    expect(title).toBe("Organization name");
    expect(names).toHaveLength(2001);
    expect(names.at(-1)).toBe("'=cmd()");
    expect(names.slice(0, 3)).toEqual(["Firm 0999", "Firm 0999", "Firm 0998"]);
  });

  it("speaks to people by labels and to programs by names", async () => {
    const query = `fields=name,billing_address,phone,owner_id&${filterOf({ field: "name", op: "eq", value: "=cmd()" })}`;
    const people = lines(await get(`${query}&language=ru`));
    expect(people[0]).toMatch(/^Название;"[^;]+: Улица, дом";[^;]+: Город;.*;Телефон;Ответственный$/);
    expect(people[1]).toBe("'=cmd();;;;;;;+74951234567;Ада Лавлейс");
    const [names, values] = lines(await get(`${query}&header=names`));
    expect(names).toMatch(/^name,billing_address\.street,billing_address\.city,.*,phone,owner_id,owner_id__label$/);
    expect(values).toMatch(/,\d+,Ада Лавлейс$/);
    expect(lines(await get(`${query}&header=names&delimiter=%09`))[0]).toContain("name\tbilling_address.street");
    expect(lines(await get(`header=names&${filterOf({ field: "name", op: "eq", value: "=cmd()" })}`))[0]).toMatch(/^id,name,/);
  });

  it("is filtered and searched like the list, one reference away too", async () => {
    const city = { field: "billing_address.city", op: "eq", value: "Paris; Texas" };
    const found = lines(
      await get(`fields=name,billing_address.city,owner_id.email&${filterOf({ and: [city, { field: "employees", op: "eq", value: 1 }] })}`),
    );
    expect(found[0]).toBe("Organization name,Billing address: City,Assigned to: Email");
    expect(new Set(found.slice(1).map((line) => line.split(",").slice(1).join()))).toEqual(new Set(['"Paris; Texas",ada@example.com']));
    // Record numbers that end in these digits may be found as well.
    const searched = lines(await get("fields=name&q=0042"));
    expect([searched.length < 10, searched.filter((line) => line === "Firm 0042").length]).toEqual([true, 2]);
  });

  it.each([
    ["an unknown format", "format=ods", "format", "not_one_of"],
    ["an unknown field", "fields=name,nonsense", "nonsense", "unknown_field"],
    ["a filter that is none", filterOf({ field: "name" }), "filter", "filter_shape"],
    ["an unknown delimiter", "delimiter=x", "delimiter", "not_one_of"],
  ])("is refused with %s, before anything is sent", async (_what, query, field, code) => {
    const reply = await get(query);
    expect(reply.statusCode).toBe(400);
    expect(reply.json<Problem>().errors?.[0]).toMatchObject({ field, code });
  });

  it("is narrowed and shaped by a saved view", async () => {
    const view = {
      module: "organizations",
      name: "Small",
      filter: { field: "name", op: "starts_with", value: "Firm 000" },
      columns: ["employees", "name"],
      sort: "name",
    };
    const { id } = (await admin.post("/api/v1/views", view)).json<{ data: { id: string } }>().data;
    const found = lines(await get(`view=${id}`));
    expect([found.length, found[0], found[1]]).toEqual([21, "Employees,Organization name", "0,Firm 0000"]);
    const searched = lines(await get(`view=${id}&fields=name&q=0007`));
    expect([searched.length < 10, searched.filter((line) => line === "Firm 0007").length]).toEqual([true, 2]);
  });

  it("needs the right to export", async () => {
    const user = await addUser(app, admin, "user@example.com");
    expect((await user.get("/api/v1/exports/users")).statusCode).toBe(403);
    expect((await user.get("/api/v1/exports/contacts")).statusCode).toBe(200);
  });

  it("is a workbook where one is asked for", async () => {
    const reply = await admin.raw({
      method: "GET",
      url: `/api/v1/exports/organizations?format=xlsx&fields=name,employees&language=ru`,
      headers: {},
    });
    expect(reply.statusCode).toBe(200);
    expect(reply.headers).toMatchObject({
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": expect.stringMatching(/^attachment; filename="organizations-\d{4}-\d\d-\d\d\.xlsx"$/) as unknown,
    });
    const kept = await xlsxTable.keep(Readable.from([reply.rawPayload]), "en");
    const written = (await textOf(kept.content)).split("\n");
    await kept.close();
    expect(kept.sheets()).toEqual([{ name: "Организации", rows: 2002 }]);
    expect(written[0]).toContain('["Название","');
    expect(written.filter((line) => line.includes('"Firm 0042","0"'))).toHaveLength(2);
  });

  it("knows no other module", async () => {
    expect((await get("", "nonsense")).statusCode).toBe(404);
    expect((await get("format=xlsx", "nonsense")).statusCode).toBe(404);
  });

  it("gives its connection back when the reader goes away", async () => {
    await app.server.listen({ host: "127.0.0.1", port: 0 });
    const { port } = app.server.server.address() as AddressInfo;
    for (let times = 0; times < 6; times++) {
      const controller = new AbortController();
      const reply = await fetch(`http://127.0.0.1:${port}/api/v1/exports/organizations`, {
        headers: admin.headers,
        signal: controller.signal,
      });
      expect(reply.status).toBe(200);
      await reply.body?.getReader().read();
      controller.abort();
      await expect.poll(() => app.database.statistics().total - app.database.statistics().idle, { timeout: 3000 }).toBe(0);
    }
    expect((await get("fields=name")).statusCode).toBe(200);
  });
});

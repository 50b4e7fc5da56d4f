/** The API of imports, from the upload to the undo, as the client uses it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCompany, companyOf } from "../../server/auth/company.ts";
import type { Ctx } from "../../server/context.ts";
import { setUpApp, testApp, type Person, type Reply, type TestApp } from "../../server/http/test-client.ts";
import { startJobs, type Jobs } from "../../server/jobs/index.ts";
import { jobRoutes } from "../../server/jobs/routes.ts";
import { getRecord } from "../../server/records/index.ts";
import { importFeature } from "./index.ts";
import { rowsXml, workbookOf } from "./tables/xlsx-fixture.ts";

interface Data {
  readonly id: string;
  readonly state: string;
  readonly file_id: string;
  readonly rejected_url: string | null;
  readonly [name: string]: unknown;
}
let app: TestApp;
let admin: Person;
let jobs: Jobs;
const dataOf = (reply: Reply): Data => reply.json<{ data: Data }>().data;

beforeAll(async () => {
  app = await testApp({ features: [importFeature, { name: "jobs", routes: jobRoutes }] });
  admin = await setUpApp(app);
  const { database, registry, files, log } = app.server.manul;
  const context = async (id: string | null): Promise<Ctx> => {
    const settings = await readCompany(database);
    if (!settings) throw new Error("not set up");
    const base = {
      db: database,
      registry: registry.current(),
      company: companyOf(settings),
      source: "import" as const,
      now: new Date(),
      lang: "en" as const,
      log,
      depth: 0,
    };
    const system: Ctx = { ...base, actor: { kind: "system", name: "jobs" } };
    if (id === null) return system;
    const user = await getRecord(system, { module: "users", id });
    return {
      ...base,
      actor: {
        kind: "user",
        id,
        name: user.label,
        email: String(user["email"]),
        isAdmin: user["is_admin"] === true,
        groupIds: [],
        lang: "en",
        timezone: "UTC",
        currency: "USD",
      },
    };
  };
  jobs = await startJobs({ database, log, tasks: importFeature.tasks({ files }), context });
});
afterAll(() => jobs.stop());

function upload(content: string | Buffer, name = "contacts.csv"): Promise<Reply> {
  const boundary = "----manul";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return admin.raw({
    method: "POST",
    url: "/api/v1/imports/files",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    payload,
  });
}
async function settled(id: string): Promise<Data> {
  for (;;) {
    const data = dataOf(await admin.get(`/api/v1/imports/${id}`));
    if (!["queued", "running", "undoing"].includes(data.state)) return data;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("the import API", () => {
  it("uploads, guesses, previews, runs, shows what was refused, and undoes", async () => {
    const uploaded = await upload("Last name;E-mail;Junk\nBabbage;charles@example.com;1\n;nobody@example.com;=1+1\n");
    expect(uploaded.statusCode, uploaded.body).toBe(201);
    const { file_id } = dataOf(uploaded);
    expect(dataOf(uploaded)).toMatchObject({
      name: "contacts.csv",
      encoding: "utf-8",
      delimiter: ";",
      header: ["Last name", "E-mail", "Junk"],
      rows_estimate: 2,
    });
    const guessed = await admin.post("/api/v1/imports/guess", { module: "contacts", file_id });
    const { mapping } = guessed.json<{ data: { mapping: { columns: { field: string | null }[] } } }>().data;
    expect(mapping.columns.map((column) => column.field)).toEqual(["last_name", "email", null]);
    const body = {
      module: "contacts",
      file_id,
      mapping,
      options: { duplicates: "skip", match_fields: ["email"] },
      save_mapping_as: "Web form",
    };
    const previewed = await admin.post("/api/v1/imports/preview", body);
    expect(previewed.json(), previewed.body).toMatchObject({
      data: {
        counts: { create: 1, reject: 1 },
        rows: [
          { line: 2, action: "create" },
          { line: 3, action: "reject", errors: [{ field: "last_name" }] },
        ],
      },
    });

    const started = await admin.post("/api/v1/imports", body);
    expect(started.statusCode, started.body).toBe(201);
    expect((await admin.get(`/api/v1/jobs/${String(dataOf(started)["job_id"])}`)).statusCode).toBe(200);
    const finished = await settled(dataOf(started).id);
    expect(finished).toMatchObject({ state: "done", total: 2, done: 2, created: 1, failed: 1, file_name: "contacts.csv" });
    const rejected = await admin.get(finished.rejected_url ?? "");
    expect(rejected.headers["content-type"]).toContain("text/csv");
    const lines = rejected.body.split("\r\n");
    expect(lines[0]).toBe("\uFEFFLast name;E-mail;Junk;Line;Reason");
    expect(lines[1]).toMatch(/^;nobody@example.com;'=1\+1;3;Last name: ./);
    expect((await admin.get("/api/v1/imports")).json<{ data: Data[] }>().data.map((one) => one.id)).toContain(finished.id);

    const saved = (await admin.get("/api/v1/imports/mappings?module=contacts")).json<{ data: Data[] }>().data;
    expect(saved.map((one) => one["name"])).toEqual(["Web form"]);
    expect((await admin.send("DELETE", `/api/v1/imports/mappings/${saved[0]?.id}`)).statusCode).toBe(204);

    expect((await admin.post(`/api/v1/imports/${finished.id}/undo`, undefined)).statusCode).toBe(200);
    expect((await settled(finished.id)).state).toBe("undone");
    expect((await admin.get("/api/v1/records/contacts")).json<{ data: Data[] }>().data).toEqual([]);
    expect((await admin.post(`/api/v1/imports/${finished.id}/undo`, undefined)).statusCode).toBe(409);
  });

  it("says what a mapping doesn't find, and what was probably meant", async () => {
    interface Mapping {
      readonly columns: readonly { readonly column: number; readonly field: string | null }[];
      readonly defaults: Record<string, unknown>;
    }
    const guessOf = async (module: string, file_id: string): Promise<Mapping> =>
      (await admin.post("/api/v1/imports/guess", { module, file_id })).json<{ data: { mapping: Mapping } }>().data.mapping;
    const people = dataOf(
      await upload(
        "sales_agent,manager,regional_office\nAnna Snelling,Moses Frase,Central\nMoses Frase,Dustin Brinkmann,Central\n",
        "teams.csv",
      ),
    );
    const mapping = await guessOf("users", people.file_id);
    expect(mapping.columns.map(({ column, field }) => [column, field])).toEqual([
      [0, "first_name"],
      [0, "last_name"],
      [1, "manager_id"],
      [2, "office_id"],
    ]);
    expect(mapping.defaults).toEqual({ email: { template: "{first_name|slug}.{last_name|slug}@example.com" } });
    const found = await admin.post("/api/v1/imports/check", { module: "users", file_id: people.file_id, mapping });
    // One manager stands in a row of the file; the other one and the office are nowhere.
    expect(found.json(), found.body).toMatchObject({
      data: {
        rows: 2,
        complete: true,
        columns: [
          { empty: 0, unknown: [] },
          {},
          { field: "manager_id", unknown: [{ value: "Dustin Brinkmann", rows: 1 }] },
          { field: "office_id", unknown: [{ value: "Central", rows: 2 }], unknown_count: 1 },
        ],
      },
    });

    await admin.post("/api/v1/records/organizations", { name: "Globex Corporation" });
    const deals = dataOf(
      await upload("deal,account,stage,close_date\nA,GlobexCorporation,Won,\nB,Globex Corporation,Prospectng,3/1/2017\n", "deals.csv"),
    );
    const guessed = await guessOf("opportunities", deals.file_id);
    const reply = await admin.post("/api/v1/imports/check", { module: "opportunities", file_id: deals.file_id, mapping: guessed });
    const columns = reply.json<{ data: { columns: unknown[] } }>().data.columns;
    expect(columns).toMatchObject([
      { field: "name", empty: 0, unknown: [] },
      { field: "organization_id", unknown: [{ value: "GlobexCorporation", suggestion: { value: "Globex Corporation" } }] },
      { field: "stage", unknown: [{ value: "Prospectng", rows: 1, suggestion: { value: "prospecting", label: { en: "Prospecting" } } }] },
      { field: "close_date", empty: 1, unknown: [] },
    ]);
    // What is replaced is looked up as what it means.
    const replaced = guessed.columns.map((column) =>
      column.field === "stage" ? { ...column, values: { prospectng: "prospecting" } } : column,
    );
    const again = await admin.post("/api/v1/imports/check", {
      module: "opportunities",
      file_id: deals.file_id,
      mapping: { columns: replaced },
    });
    expect(
      again
        .json<{ data: { columns: { field: string; unknown_count: number }[] } }>()
        .data.columns.find((column) => column.field === "stage")?.unknown_count,
    ).toBe(0);
    expect(
      (
        await admin.post("/api/v1/imports/check", {
          module: "opportunities",
          file_id: deals.file_id,
          mapping: { columns: [{ column: 0, field: "nonsense" }] },
        })
      ).statusCode,
    ).toBe(400);
  });

  it("reads workbooks and address books, by what they are and not by their names", async () => {
    const workbook = await workbookOf({
      sheets: [
        {
          name: "First",
          data: rowsXml([
            ["Last name", "Email"],
            ["Babbage", "charles@example.com"],
          ]),
        },
        { name: "Second", data: rowsXml([["Фамилия"], ["Ёлкина"], ["Цой"]]) },
      ],
    });
    const xlsx = dataOf(await upload(workbook, "people.csv"));
    expect(xlsx).toMatchObject({
      kind: "xlsx",
      header: ["Last name", "Email"],
      rows_estimate: 1,
      sheet: 0,
      sheets: [
        { name: "First", rows: 2 },
        { name: "Second", rows: 3 },
      ],
    });
    const second = await admin.post(`/api/v1/imports/files/${xlsx.file_id}/read`, { sheet: 1 });
    expect(dataOf(second)).toMatchObject({ header: ["Фамилия"], rows_estimate: 2, sheet: 1 });
    expect((await admin.post(`/api/v1/imports/files/${xlsx.file_id}/read`, { sheet: 7 })).statusCode).toBe(415);
    const body = { module: "contacts", file_id: xlsx.file_id, sheet: 1, mapping: { columns: [{ column: "Фамилия", field: "last_name" }] } };
    const done = await settled(dataOf(await admin.post("/api/v1/imports", body)).id);
    expect(done).toMatchObject({ state: "done", created: 2, failed: 0, others: {} });
    expect((await admin.post(`/api/v1/imports/${done.id}/undo`, undefined)).statusCode).toBe(200);
    await settled(done.id);

    const cards = dataOf(
      await upload("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lovelace;Ada\r\nORG:Analytical\r\nEMAIL:ada@example.com\r\nEND:VCARD\r\n", "x.txt"),
    );
    expect(cards).toMatchObject({ kind: "vcard", rows_estimate: 1 });
    const { mapping } = (await admin.post("/api/v1/imports/guess", { module: "contacts", file_id: cards.file_id })).json<{
      data: { mapping: { columns: { field: string | null }[] } };
    }>().data;
    expect(mapping.columns.map(({ field }) => field)).toEqual(["first_name", "last_name", "organization_id", "email"]);

    const western = dataOf(await upload(Buffer.from("Nachname;Ort\nM\xfcller;K\xf6ln\n", "latin1"), "short.csv"));
    expect(western).toMatchObject({ encoding: "windows-1252", sample: [["Müller", "Köln"]] });
    expect(dataOf(await admin.post(`/api/v1/imports/files/${western.file_id}/read`, { encoding: "windows-1251" }))["sample"]).toEqual([
      ["Mьller", "Kцln"],
    ]);
  });

  it("says of a file that can't be read what it is, in the user's language", async () => {
    const bomb = await workbookOf({
      sheets: [{ name: "S", data: "" }],
      parts: { "xl/worksheets/sheet0.xml": Buffer.alloc(40_000_000, " ") },
    });
    for (const [bytes, code] of [
      [bomb, "xlsx_bomb"],
      [Buffer.from("d0cf11e0a1b11ae1", "hex"), "table_old_excel"],
      [Buffer.from("%PDF-1.7\n\u0001\u0002", "latin1"), "table_unknown"],
      [Buffer.from(Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(";")), "table_too_wide"],
    ] as const) {
      const refused = await upload(bytes, "table.xlsx");
      expect([refused.statusCode, refused.json<{ errors: { code: string; message: string }[] }>().errors[0]?.code]).toEqual([415, code]);
      expect(refused.json<{ errors: { message: string }[] }>().errors[0]?.message).toMatch(/^[A-Z].{15,}\.$/);
    }
  });

  it("runs two imports at once, and neither loses or doubles a row", async () => {
    const lines = (who: string): string =>
      `name,website\n${Array.from({ length: 1500 }, (_, i) => `${i % 2 ? "Common" : who} ${i},https://${who}.example`).join("\n")}\n`;
    const start = async (who: string): Promise<Data> => {
      const { file_id } = dataOf(await upload(lines(who), `${who}.csv`));
      const columns = [
        { column: 0, field: "name" },
        { column: 1, field: "website" },
      ];
      return dataOf(await admin.post("/api/v1/imports", { module: "vendors", file_id, mapping: { columns } }));
    };
    const started = await Promise.all([start("one"), start("two")]);
    const ended = await Promise.all(started.map(({ id }) => settled(id)));
    expect(ended.map(({ state, created, failed }) => [state, created, failed])).toEqual([
      ["done", 1500, 0],
      ["done", 1500, 0],
    ]);
    expect((await admin.get("/api/v1/records/vendors?count=exact&limit=1")).json<{ count: number }>().count).toBe(3000);
  });

  it("refuses what is no table, and what is nobody's", async () => {
    expect((await upload(Buffer.from("504b030414000600", "hex"), "table.csv")).statusCode).toBe(415);
    expect((await upload("")).statusCode).toBe(415);
    expect((await admin.get("/api/v1/imports/999999")).statusCode).toBe(404);
    expect((await admin.get("/api/v1/imports/1e3")).statusCode).toBe(404);
    expect((await admin.post("/api/v1/imports", { module: "nonsense", file_id: "1", mapping: { columns: [] } })).statusCode).toBe(404);
    expect((await admin.post("/api/v1/imports", { module: "contacts", file_id: "999999", mapping: { columns: [] } })).statusCode).toBe(400);
    expect(
      (
        await admin.post("/api/v1/imports", {
          module: "contacts",
          file_id: "1",
          mapping: { columns: [{ column: 0, field: "last_name", oops: 1 }] },
        })
      ).statusCode,
    ).toBe(400);
  });
});

/** The rules, telling apart, and the search through a whole module. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addUser, setUpApp, testApp, type Person, type Problem, type TestApp } from "../../server/http/test-client.ts";
import { startWork } from "../../server/work.ts";
import { Groups } from "./compare.ts";
import { duplicatesFeature } from "./index.ts";

interface Data extends Readonly<Record<string, unknown>> {
  readonly id: string;
}
let app: TestApp;
let admin: Person;
const stop: (() => Promise<void>)[] = [];
beforeAll(async () => {
  app = await testApp({ features: [duplicatesFeature] });
  admin = await setUpApp(app);
  const work = await startWork(app.server.manul);
  stop.push(() => work.stop());
}, 60_000);
afterAll(async () => {
  for (const end of stop) await end();
});

const create = async (module: string, values: Readonly<Record<string, unknown>>): Promise<string> => {
  const reply = await admin.post(`/records/${module}`, values);
  expect(reply.statusCode, reply.body).toBe(201);
  return reply.json<{ data: Data }>().data.id;
};
const found = async (module: string, values: Readonly<Record<string, unknown>>, except?: string): Promise<string[][]> =>
  (await admin.post(`/records/${module}/duplicates`, { values, ...(except === undefined ? {} : { except }) }))
    .json<{ data: { id: string; same: string[] }[] }>()
    .data.map(({ id, same }) => [id, ...same]);
interface FoundGroup {
  readonly same: readonly string[];
  readonly records: readonly Data[];
}
/** Runs a search to its end; the groups as sets of ids. */
const scan = async (module: string, by = admin): Promise<{ ids: string[]; same: readonly string[] }[]> => {
  const begun = await by.post(`/records/${module}/duplicates/scan`);
  expect(begun.statusCode, begun.body).toBe(202);
  for (;;) {
    const { data } = (await by.get(`/records/${module}/duplicates/scan`)).json<{ data: { id: string; state: string } }>();
    if (data.state !== "queued" && data.state !== "running") {
      expect(data.state).toBe("done");
      const groups: { ids: string[]; same: readonly string[] }[] = [];
      let cursor: string | null = null;
      do {
        const reply = await by.get(
          `/records/${module}/duplicates/scan/${data.id}/groups?limit=2${cursor === null ? "" : `&cursor=${cursor}`}`,
        );
        const page = reply.json<{ data: FoundGroup[]; next_cursor: string | null }>();
        groups.push(...page.data.map(({ records, same }) => ({ ids: records.map(({ id }) => id), same })));
        cursor = page.next_cursor;
      } while (cursor !== null);
      return groups;
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
};
const setRules = (module: string, rules: unknown) => admin.send("PUT", `/admin/duplicates/${module}`, { rules });

describe("a record's duplicates", () => {
  test("are found across the fields of a rule, by a slip in the name, by a site's domain", async () => {
    const anna = await create("contacts", {
      first_name: "Анна",
      last_name: "Смиронва",
      secondary_email: "anna@rosa.example",
      mobile: "+79123456789",
    });
    expect(await found("contacts", { email: "anna@rosa.example" })).toEqual([[anna, "email"]]);
    expect(await found("contacts", { phone: "+7 (912) 345-67-89" })).toEqual([[anna, "phone"]]);
    expect(await found("contacts", { first_name: "Анна", last_name: "Смирнова" })).toEqual([[anna, "label"]]);
    expect(await found("contacts", { last_name: "Смиронва" })).toEqual([]);
    const firm = await create("organizations", { name: "ООО «Ромашка»", website: "https://www.romashka.example/about" });
    expect(await found("organizations", { name: "Ромашка" })).toEqual([[firm, "label"]]);
    expect(await found("organizations", { name: "X", email: "info@romashka.example" })).toEqual([[firm, "website"]]);
    expect(await found("organizations", { name: "X", email: "info@gmail.com" })).toEqual([]);
  });

  test("aren't those that somebody told apart", async () => {
    const [a, b] = [await create("vendors", { name: "Twin Brothers" }), await create("vendors", { name: "Twin Brothers" })];
    expect(await found("vendors", { name: "Twin Brothers" }, a)).toEqual([[b, "label"]]);
    expect((await admin.post("/records/vendors/duplicates/apart", { ids: [a, b] })).statusCode).toBe(204);
    expect(await found("vendors", { name: "Twin Brothers" }, a)).toEqual([]);
    await admin.send("DELETE", "/records/vendors/duplicates/apart", { ids: [b, a] });
    expect(await found("vendors", { name: "Twin Brothers" }, a)).toEqual([[b, "label"]]);
    expect((await admin.post("/records/vendors/duplicates/apart", { ids: [a, "999999"] })).statusCode).toBe(404);
  });
});

describe("the rules of a module", () => {
  test("are an administrator's; what can't be compared is refused; all parts of a rule must hold", async () => {
    const first = (await admin.get("/admin/duplicates/leads")).json<{ data: { rules: unknown; standard: unknown } }>().data;
    expect(first.rules).toEqual(first.standard);
    const code = async (rules: unknown): Promise<string | undefined> => (await setRules("leads", rules)).json<Problem>().errors?.[0]?.code;
    expect(await code([{ parts: [{ fields: ["nonsense"], match: "same" }] }])).toBe("unknown_field");
    expect(await code([{ parts: [{ fields: ["company"], match: "similar" }] }])).toBe("not_for_type");
    expect(await code([{ parts: [{ fields: ["email", "phone"], match: "same" }] }])).toBe("does_not_fit");
    const rule = [
      {
        parts: [
          { fields: ["label"], match: "similar" },
          { fields: ["company"], match: "same" },
        ],
      },
    ];
    expect((await setRules("leads", rule)).json()).toMatchObject({ data: { rules: rule } });
    const lead = await create("leads", { first_name: "Ann", last_name: "Smith", company: "Rosa", email: "ann@x.example" });
    expect(await found("leads", { first_name: "Ann", last_name: "Smith", email: "ann@x.example" })).toEqual([]);
    expect(await found("leads", { first_name: "Ann", last_name: "Smyth", company: "ROSA" })).toEqual([[lead, "label", "company"]]);
    expect((await setRules("leads", null)).json()).toMatchObject({ data: { rules: first.standard } });
    const other = await addUser(app, admin, "plain@example.com");
    expect((await other.get("/admin/duplicates/leads")).statusCode).toBe(403);
  });
});

describe("the search through a module", () => {
  test("groups what is the same, forgets what was merged or told apart, shows nobody what they may not see", async () => {
    const same = [
      await create("organizations", { name: "Northern Machines", phone: "+74951112233" }),
      await create("organizations", { name: "Nothern Machines Ltd" }),
      await create("organizations", { name: "Something else", phone: "+74951112233" }),
    ];
    const mails = [
      await create("organizations", { name: "Alpha", email: "sales@alpha.example" }),
      await create("organizations", { name: "Beta", secondary_email: "sales@alpha.example" }),
    ];
    for (let i = 0; i < 30; i += 1) await create("organizations", { name: `Company ${i}`, phone: `+7495200${1000 + i}` });
    const groups = await scan("organizations");
    expect(groups).toEqual([
      { ids: same, same: expect.arrayContaining(["phone", "label"]) as string[] },
      { ids: mails, same: ["email"] },
    ]);
    await admin.post("/records/organizations/duplicates/apart", { ids: mails });
    expect(await scan("organizations")).toEqual([groups[0]]);
    const [survivor = "", gone = ""] = same;
    const merged = await admin.post("/records/organizations/merge", {
      survivor,
      records: [survivor, gone].map((id) => ({ id, version: 1 })),
    });
    expect(merged.statusCode, merged.body).toBe(200);
    const { data: last } = (await admin.get("/records/organizations/duplicates/scan")).json<{ data: { id: string } }>();
    const left = (await admin.get(`/records/organizations/duplicates/scan/${last.id}/groups`)).json<{ data: FoundGroup[] }>().data;
    expect(left[0]?.records.map(({ id }) => id)).toEqual([same[0], same[2]]);
    // Another person's search is theirs, and goes by what they see.
    await admin.send("PUT", "/admin/sharing/defaults", { organizations: "private" });
    const stranger = await addUser(app, admin, "stranger@example.com");
    expect(await scan("organizations", stranger)).toEqual([]);
    expect((await stranger.get(`/records/organizations/duplicates/scan/${last.id}/groups`)).statusCode).toBe(404);
  });
});

test("groups hang together however their pairs come", () => {
  const pairs: [string, string][] = [
    ["1", "2"],
    ["3", "4"],
    ["5", "6"],
    ["2", "3"],
    ["4", "1"],
  ];
  for (const order of [pairs, pairs.toReversed(), pairs.map(([a, b]): [string, string] => [b, a])]) {
    const groups = new Groups();
    for (const [a, b] of order) groups.join(a, b, ["x"]);
    expect(groups.list().map(({ ids }) => ids)).toEqual([
      ["1", "2", "3", "4"],
      ["5", "6"],
    ]);
  }
});

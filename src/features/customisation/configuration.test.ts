/** Any set-up, made by any series of changes, is carried to an empty installation to the letter. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { setUpApp, testApp, type Person, type TestApp } from "../../server/http/test-client.ts";
import { duplicatesFeature } from "../duplicates/index.ts";
import { inventoryFeature } from "../inventory/index.ts";
import { customisationFeature } from "./index.ts";

const open = (): Promise<TestApp> => testApp({ features: [customisationFeature, duplicatesFeature, inventoryFeature] });

/** One change by HTTP; some don't fit what was made before them, and are refused. */
interface Act {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly body?: Readonly<Record<string, unknown>>;
}
const MODULES = ["leads", "vendors", "opportunities", "cm_made"] as const;
const module = fc.constantFrom(...MODULES);
const word = fc.constantFrom("Region", "Ярус", '"Quoted"', "🏠 дом", "a: b # c", "O'Neil", "- x");
const label = fc.record({ en: word, ru: word });
const options = fc.uniqueArray(word, { minLength: 1, maxLength: 4 }).map((names) => names.map((name) => ({ label: { en: name } })));
const field = fc.oneof(
  fc.constantFrom("text", "integer", "money", "date", "checkbox", "email", "user", "file").map((type) => ({ type })),
  fc.record({ type: fc.constantFrom("picklist", "multi_select", "radio"), options }),
  fc.record({
    type: fc.constant("reference"),
    targets: fc.uniqueArray(fc.constantFrom("contacts", "organizations", "cm_made"), { minLength: 1 }),
  }),
  fc.record({ type: fc.constant("formula"), formula: fc.constantFrom("1 + 1", 'upper(owner_id.name) & "!"') }),
  fc.constant({ type: "rollup", rollup: { relation: "tasks", fn: "count", filter: { field: "status", op: "is_not_empty" } } }),
);
const NAMES = ["cf_region", "cf_yarus", "cf_quoted", "cf_dom"] as const;
const filter = { field: "owner_id", op: "me" };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ module, label, field }).map((one): Act => ({
    method: "POST",
    url: `/admin/modules/${one.module}/fields`,
    body: { label: one.label, ...one.field },
  })),
  fc.record({ module, label, name: fc.constantFrom(...NAMES, "owner_id", "tags"), hidden: fc.boolean() }).map((one): Act => ({
    method: "PATCH",
    url: `/admin/modules/${one.module}/fields/${one.name}`,
    body: { label: one.label, hidden: one.hidden, help: one.label, conditions: { read_only: filter } },
  })),
  fc.record({ module, name: fc.constantFrom(...NAMES) }).map(({ module: one, name }): Act => ({
    method: "DELETE",
    url: `/admin/modules/${one}/fields/${name}`,
  })),
  fc.record({ module, label }).map((one): Act => ({
    method: "PUT",
    url: `/admin/modules/${one.module}/layout`,
    body: { version: 1, blocks: [{ label: one.label, columns: 1, fields: ["tags", "owner_id"] }], quick_create: ["tags"] },
  })),
  fc.record({ module, label, type: fc.constantFrom("one_to_many", "many_to_one", "many_to_many") }).map((one): Act => ({
    method: "POST",
    url: `/admin/modules/${one.module}/relations`,
    body: { type: one.type, module: "assets", label: one.label },
  })),
  fc
    .record({ module, label })
    .map((one): Act => ({ method: "PATCH", url: `/admin/modules/${one.module}`, body: { label: one.label, icon: "car" } })),
  fc.record({ first: module, second: module, label }).map((one): Act => ({
    method: "PUT",
    url: "/admin/menu",
    body: { groups: [{ group: "mg_1", label: one.label, modules: [...new Set([one.first, one.second])] }] },
  })),
  fc.record({ module, name: word, type: fc.constantFrom("list", "kanban"), pinned: fc.boolean() }).map(({ module: one, ...view }): Act => ({
    method: "POST",
    url: "/views",
    body: { module: one, ...view, shared: true, filter, columns: ["owner_id", "tags"] },
  })),
  fc.record({ module, name: fc.constantFrom("owner_id", ...NAMES) }).map((one): Act => ({
    method: "PUT",
    url: `/admin/duplicates/${one.module}`,
    body: { rules: [{ parts: [{ fields: [one.name], match: "same" }] }] },
  })),
  fc
    .constantFrom("{year}-{number}", "{number}")
    .map((pattern): Act => ({ method: "PUT", url: "/admin/numbering/quotes", body: { pattern } })),
);

const perform = (person: Person, { method, url, body }: Act) => person.send(method, url, body ?? {});

test("any set-up goes to an empty installation and comes back as the same text", { timeout: 120_000 }, async () => {
  let performed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), async (acts) => {
      const here = await setUpApp(await open());
      await perform(here, { method: "POST", url: "/admin/modules", body: { name: "cm_made", label: { en: "Made", ru: "Своё" } } });
      for (const one of acts) {
        const { statusCode, body } = await perform(here, one);
        expect(statusCode, `${JSON.stringify(one)} ${body}`).toBeLessThan(500);
        if (statusCode < 300) performed += 1;
      }
      const text = (await here.get("/admin/config")).body;
      const there = await setUpApp(await open());
      const apply = () => there.post("/api/v1/admin/config", JSON.parse(text));
      const applied = await apply();
      expect(applied.statusCode, applied.body).toBe(200);
      expect((await there.get("/admin/config")).body).toBe(text);
      expect((await apply()).json()).toEqual({ data: [] });
    }),
    { numRuns: 6, endOnFailure: true },
  );
  expect(performed).toBeGreaterThan(20);
});

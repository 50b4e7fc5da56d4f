/** Lists against plain code: the filter compiler against the in-memory evaluation, pages against one big page. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { systemContext, userContext } from "../../../test/context.ts";
import { testDatabase } from "../../../test/database.ts";
import { OPERATORS, VALUELESS_OPERATORS } from "../../fieldtypes/families.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import { evaluate } from "../../model/filter/evaluate.ts";
import type { Filter } from "../../model/filter/ast.ts";
import { resolvePath } from "../../model/registry.ts";
import type { Ctx } from "../context.ts";
import { createRecord, listRecords, writeRecords, type RecordJson } from "./index.ts";

const COUNT = 240;
let ctx: Ctx;
let records: readonly RecordJson[];
let firms: readonly string[];

/** A small repertoire, so that equal and empty values are frequent. */
const TEXTS = ["Ёлкин", "елка", "Elk", "elk 100%", "a_b", "a\\b", "Zażółć", "O'Hara", "я", ""];
const CHOICES: Readonly<Record<string, readonly Json[]>> = {
  first_name: TEXTS,
  department: TEXTS,
  email: ["a@x.test", "b@y.test", ""],
  birthday: ["2026-01-31", "2026-02-01", "1999-12-31", "2026-11-22", "2026-11-23", ""],
  do_not_call: [true, false],
  lead_source: ["cold_call", "web_site", ""],
  tags: [["vip"], ["vip", "new"], ["a b"], []],
};

beforeAll(async () => {
  const database = await testDatabase();
  const user = await userContext(await systemContext(database), { email: "lists@example.com" });
  ctx = { ...user, now: new Date("2026-11-23T09:00:00Z") };
  firms = await Promise.all(["Альфа", "beta", "Ёж"].map(async (name) => (await createRecord(ctx, "organizations", { name })).id));
  const random = fc.sample(
    fc.record({
      ...Object.fromEntries(Object.entries(CHOICES).map(([name, values]) => [name, fc.constantFrom(...values)])),
      organization_id: fc.constantFrom(null, ...firms),
    }),
    { numRuns: COUNT, seed: 7 },
  );
  const operations = random.map((values, i) => ({ op: "create" as const, values: { last_name: `N${i % 20}`, ...values } }));
  const { results } = await writeRecords(ctx, { module: "contacts", operations, atomic: true });
  records = results.flatMap((result) => (result.ok && result.record ? [result.record] : []));
});

const condition: fc.Arbitrary<Filter> = fc
  .constantFrom(
    "first_name",
    "email",
    "birthday",
    "do_not_call",
    "lead_source",
    "tags",
    "organization_id",
    "created_at",
    "organization_id.name",
  )
  .chain((field) => {
    const family = {
      first_name: "text",
      email: "text",
      birthday: "date",
      do_not_call: "choice",
      lead_source: "choice",
      tags: "list",
      organization_id: "reference",
      created_at: "date",
      "organization_id.name": "text",
    }[field] as "text";
    return fc
      .constantFrom(...OPERATORS[family])
      .chain((op) => valueFor(field, op).map((value) => ({ field, op, ...(value === undefined ? {} : { value }) })));
  });

function valueFor(field: string, op: string): fc.Arbitrary<Json | undefined> {
  if (VALUELESS_OPERATORS.has(op)) return fc.constant(undefined);
  if (op.endsWith("_days") || op.endsWith("n_days")) return fc.integer({ min: 0, max: 400 });
  const full = (CHOICES[field.split(".")[0] ?? ""] ?? []).filter((value) => value !== "" && !(Array.isArray(value) && value.length === 0));
  const pool: readonly Json[] =
    field === "organization_id"
      ? firms
      : field === "organization_id.name"
        ? ["Альфа", "ёж", "beta", "е"]
        : field === "created_at"
          ? ["2026-11-23T09:00:00.000Z", "2026-11-22T00:00:00.000Z"]
          : full;
  if (op === "on") return fc.constantFrom("2026-11-23", "2026-01-31");
  const one = fc.constantFrom(...pool);
  if (op === "between") return fc.tuple(one, one);
  if (field === "tags") return fc.constantFrom<Json>(["vip"], ["vip", "new"], ["none"]);
  return op === "in" || op === "not_in" ? fc.array(one, { minLength: 1, maxLength: 3 }) : one;
}

const filter: fc.Arbitrary<Filter> = fc.letrec<{ node: Filter }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    tie("node").map((not) => ({ not })),
  ),
})).node;

const firmNames = (): Map<string, string> => new Map(firms.map((id, i) => [id, ["Альфа", "beta", "Ёж"][i] ?? ""]));

test("a filter in SQL selects what the in-memory evaluation selects", async () => {
  const contacts = ctx.registry.modules.get("contacts");
  if (!contacts || ctx.actor.kind !== "user") throw new Error("no contacts");
  const { id: userId, timezone } = ctx.actor;
  const names = firmNames();
  await fc.assert(
    fc.asyncProperty(filter, async (random) => {
      const { data } = await listRecords(ctx, { module: "contacts", fields: ["id"], filter: random, limit: 1000 });
      const expected = records.filter((record) =>
        evaluate(random, record, {
          now: ctx.now,
          timezone,
          actorId: userId,
          groupIds: [],
          operand: (row, path) => {
            const resolved = resolvePath(ctx.registry, contacts, path);
            if (!resolved) return undefined;
            return {
              family: resolved.family,
              type: resolved.type,
              value: resolved.via ? names.get(String(row[resolved.via.name])) : row[path],
            };
          },
        }),
      );
      expect(data.map((record) => record.id).toSorted()).toEqual(expected.map((record) => record.id).toSorted());
    }),
    { numRuns: 300 },
  );
});

test("pages put together are the one big page, in every order", async () => {
  const key = fc
    .tuple(
      fc.constantFrom("", "-"),
      fc.constantFrom(
        "last_name",
        "first_name",
        "birthday",
        "organization_id",
        "organization_id.name",
        "lead_source",
        "modified_at",
        "number",
        "do_not_call",
      ),
    )
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(key, { minLength: 1, maxLength: 3, selector: (k) => k.replace("-", "") }),
      fc.constantFrom(1, 7, 50, 239, 240),
      async (keys, limit) => {
        const sort = keys.join(",");
        const whole = await listRecords(ctx, { module: "contacts", fields: ["id"], sort, limit: 1000 });
        expect(whole.data).toHaveLength(COUNT);
        const ids: string[] = [];
        let cursor: string | undefined;
        for (let page = 0; page < 6 && (page === 0 || cursor !== undefined); page += 1) {
          const part = await listRecords(ctx, { module: "contacts", fields: ["id"], sort, limit, cursor });
          ids.push(...part.data.map((record) => record.id));
          cursor = part.next_cursor ?? undefined;
        }
        expect(ids).toEqual(whole.data.slice(0, ids.length).map((record) => record.id));
        expect(ids.length).toBe(Math.min(COUNT, limit * 6));
      },
    ),
    { numRuns: 60 },
  );
});

test("empty values come last in both directions", async () => {
  for (const sort of ["birthday", "-birthday"]) {
    const { data } = await listRecords(ctx, { module: "contacts", fields: ["birthday"], sort, limit: 1000 });
    const values = data.map((record) => record["birthday"]);
    const firstEmpty = values.indexOf(null);
    expect(values.slice(firstEmpty).every((value) => value === null)).toBe(true);
    const full = values.slice(0, firstEmpty) as string[];
    expect(full).toEqual(sort === "birthday" ? full.toSorted() : full.toSorted().toReversed());
  }
});

test("counts: exact, capped, none", async () => {
  expect(await listRecords(ctx, { module: "contacts", limit: 1, count: "exact" })).toMatchObject({ count: COUNT, count_is: "exact" });
  expect(await listRecords(ctx, { module: "contacts", limit: 1, count: "estimate" })).toMatchObject({ count: COUNT, count_is: "exact" });
  expect(await listRecords(ctx, { module: "contacts", limit: 1 })).not.toHaveProperty("count");
});

test("what isn't a sort, a cursor or a field is refused by its name", async () => {
  const code = async (options: object) =>
    listRecords(ctx, { module: "contacts", ...options }).then(
      () => "accepted",
      (error: { code: string }) => error.code,
    );
  expect(await code({ sort: "last_name; DROP TABLE contacts" })).toBe("unknown_field");
  expect(await code({ sort: "mailing_address" })).toBe("invalid_sort");
  expect(await code({ fields: ["last_name", "password_hash"] })).toBe("unknown_field");
  expect(await code({ cursor: "nonsense" })).toBe("invalid_cursor");
  const { next_cursor } = await listRecords(ctx, { module: "contacts", sort: "last_name", limit: 1 });
  expect(await code({ sort: "-last_name", cursor: next_cursor })).toBe("invalid_cursor");
});

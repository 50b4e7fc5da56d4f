/** What an actor may not see can't be found by them either: rows, modules, and the words of hidden fields. */
import { beforeAll, expect, test, vi } from "vitest";
import { later, systemContext, userContext } from "../../../../test/context.ts";
import { testDatabase } from "../../../../test/database.ts";
import type * as AccessModule from "../../access/access.ts";
import type { Access } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { ident, sql } from "../../db/sql.ts";
import { createRecord, listRecords, searchRecords, writeRecords } from "../index.ts";

const restrictions = vi.hoisted(() => ({ of: new Map<string, unknown>() }));
vi.mock("../../access/access.ts", async (original) => {
  const real = await original<typeof AccessModule>();
  return {
    ...real,
    accessOf: (ctx: Ctx): Access => {
      const restricted = ctx.actor.kind === "user" ? restrictions.of.get(ctx.actor.id) : undefined;
      return restricted ? (restricted as Access) : real.accessOf(ctx);
    },
  };
});

let admin: Ctx;
let seller: Ctx;
let mine = "";
beforeAll(async () => {
  const system = await systemContext(await testDatabase());
  admin = await userContext(system, { email: "admin@example.com" });
  seller = await userContext(system, { email: "seller@example.com", admin: false });
  const me = seller.actor.kind === "user" ? seller.actor.id : "";
  const yes = {
    view: true,
    create: true,
    edit: true,
    delete: true,
    import: true,
    export: true,
    merge: true,
    mass_edit: true,
    convert: true,
  };
  restrictions.of.set(me, {
    module: (module) => ({ ...yes, view: module.name !== "leads" }),
    field: (field) => (field.module === "contacts" && ["mobile", "description", "email"].includes(field.name) ? "hidden" : "edit"),
    predicate: (module, _need, alias) => (module.name === "contacts" ? sql`${ident(alias, "owner_id")} = ${me}::bigint` : null),
    personal: () => undefined,
    options: () => undefined,
    tool: () => false,
    records: () => null,
    labels: () => null,
    showsLabel: () => true,
    seesOwner: () => undefined,
  } satisfies Access);
  mine = (
    await createRecord(later(admin), "contacts", {
      last_name: "Видимова",
      phone: "+74957654321",
      mobile: "+79161112233",
      email: "tajna@secret.example",
      description: "Любит тюльпаны",
      owner_id: me,
    })
  ).id;
  await createRecord(later(admin), "contacts", { last_name: "Видимов", phone: "+74957650000" });
  await createRecord(later(admin), "leads", { last_name: "Видимцев" });
  // Others' records alone would fill any page before one's own.
  await writeRecords(later(admin), {
    module: "contacts",
    atomic: true,
    operations: Array.from({ length: 500 }, (_, i) => ({ op: "create" as const, values: { last_name: `Видимкин${i}` } })),
  });
});

const find = async (ctx: Ctx, q: string): Promise<readonly string[]> => (await searchRecords(ctx, { q })).data.map((hit) => hit.id);
const list = async (ctx: Ctx, q: string): Promise<readonly string[]> =>
  (await listRecords(ctx, { module: "contacts", q, fields: ["last_name"] })).data.map((record) => record.id);

test("others' records aren't hits, and don't push one's own out", async () => {
  const answer = await searchRecords(seller, { q: "видим", limit: 1 });
  expect(answer).toMatchObject({ data: [{ id: mine }], count: 1, counts: { contacts: 1 }, next_cursor: null });
  expect(await list(seller, "видим")).toEqual([mine]);
  expect((await searchRecords(admin, { q: "видим" })).count).toBe(503);
});

test.each([
  ["a number", "91611"],
  ["a number, whole", "+7 916 111-22-33"],
  ["an e-mail", "tajna"],
  ["an e-mail, whole", "tajna@secret.example"],
  ["a word", "тюльпаны"],
  ["a form of a word", "тюльпанов"],
  ["a mistyped word", "тюлпаны"],
  ["a word in the other layout", "n.kmgfys"],
])("hidden fields: %s finds nothing, for others it does", async (_what, q) => {
  expect(await find(admin, q)).toContain(mine);
  expect(await list(admin, q)).toContain(mine);
  expect(await find(seller, q)).toEqual([]);
  expect(await list(seller, q)).toEqual([]);
});

test.each(["видимова", "видимовой".slice(0, 7), "dblbvjdf", "видмова", "76543", "8 (495) 765-43", "+74957654321"])(
  "by what they see of it the record is found: %s",
  async (q) => {
    expect(await find(seller, q)).toEqual([mine]);
    expect(await list(seller, q)).toEqual([mine]);
  },
);

test("a word that is partly hidden finds nothing, and marks show nothing hidden", async () => {
  expect(await find(seller, "видимова тюльпаны")).toEqual([]);
  const { data } = await searchRecords(seller, { q: "видимова" });
  expect(JSON.stringify(data)).not.toMatch(/secret|тюльпан|91611/);
});

import { beforeAll, describe, expect, test } from "vitest";
import { later, systemContext, userContext } from "../../../test/context.ts";
import { testDatabase } from "../../../test/database.ts";
import type { Ctx } from "../context.ts";
import { sql } from "../db/sql.ts";
import type { AppError } from "../errors.ts";
import {
  aggregate,
  createRecord,
  deleteRecord,
  getRecord,
  linkRecords,
  listRecords,
  listRelated,
  matchRecords,
  purgeRecord,
  recordHistory,
  recordTimeline,
  restoreRecord,
  revertAfter,
  revertOperation,
  searchRecords,
  setStar,
  unlinkRecords,
  updateRecord,
  writeRecords,
} from "./index.ts";

let ctx: Ctx;
beforeAll(async () => {
  const database = await testDatabase();
  ctx = await userContext(await systemContext(database), { email: "anna@example.com" });
});

const refusal = async (promise: Promise<unknown>): Promise<AppError> => {
  try {
    await promise;
  } catch (error) {
    return error as AppError;
  }
  throw new Error("was not refused");
};
const organization = (name: string, values: object = {}) => createRecord(later(ctx), "organizations", { name, ...values });

describe("create and get", () => {
  test("a record gets id, number, version, owner, label and stamps", async () => {
    const created = await createRecord(later(ctx), "contacts", { last_name: "Иванов", first_name: "Иван", email: " Ivan@Example.com " });
    expect(created).toMatchObject({ version: 1, last_name: "Иванов", email: "ivan@example.com", source: "ui" });
    expect(created["number"]).toMatch(/^CON\d+$/);
    expect(created.label).toBe("Иван Иванов");
    expect(created["owner_id__label"]).toBe("anna");
    const read = await getRecord(ctx, { module: "contacts", id: created.id });
    expect(read).toMatchObject({ ...created, starred: false });
  });

  test("unknown, read-only, mandatory and ill-typed fields are each named", async () => {
    const error = await refusal(
      createRecord(ctx, "contacts", { nonsense: 1, number: "X1", birthday: "2025-02-30", email: "not an address" }),
    );
    expect(error.code).toBe("validation_failed");
    const codes = Object.fromEntries(error.errors.map((e) => [e.field, e.code]));
    expect(codes).toMatchObject({ nonsense: "unknown_field", number: "read_only_field", last_name: "mandatory" });
    expect(Object.keys(codes)).toEqual(expect.arrayContaining(["birthday", "email"]));
  });

  test("a refused write leaves nothing behind", async () => {
    const before = await listRecords(ctx, { module: "vendors", count: "exact" });
    await refusal(createRecord(ctx, "vendors", { name: "ok", email: "\u0000" }));
    const after = await listRecords(ctx, { module: "vendors", count: "exact" });
    expect(after.count).toBe(before.count);
  });

  test("rich text is kept without anything that runs", async () => {
    const answer = '<p onclick="x()">Hi <b>there</b> <a href="javascript:x()">a</a><script>x()</script></p><img src=x onerror=x()>';
    const created = await createRecord(later(ctx), "faq", { question: "Q", answer, status: "draft" });
    expect(created["answer"]).toMatch(/^<p>Hi <b>there<\/b> <a[^>]*>a<\/a><\/p>$/);
    expect(created["answer"]).not.toMatch(/script|onclick|onerror|javascript/);
  });

  test("a reference must point to a living record of the right module", async () => {
    const vendor = await createRecord(ctx, "vendors", { name: "V" });
    for (const organization_id of [vendor.id, "999999999", "0", "abc"]) {
      const error = await refusal(createRecord(ctx, "contacts", { last_name: "X", organization_id }));
      expect(error.errors.map((e) => e.field)).toEqual(["organization_id"]);
    }
  });

  test("unique values: one living holder, also when two come at once", async () => {
    const system = await systemContext(ctx.db as never);
    const make = () => createRecord(system, "users", { email: "race@example.com", last_name: "Race" });
    const results = await Promise.allSettled([make(), make(), make()]);
    expect(results.filter((r) => r.status === "fulfilled")).toHaveLength(1);
    const refused = results.find((r) => r.status === "rejected");
    expect((refused as PromiseRejectedResult).reason).toMatchObject({ code: "duplicate_value", status: 409 });
  });
});

describe("update", () => {
  test("needs the version, and an old one gets a conflict with the current record", async () => {
    const created = await organization("Acme");
    expect((await refusal(updateRecord(ctx, "organizations", { id: created.id, values: { name: "B" } }))).code).toBe("version_required");
    const updated = await updateRecord(later(ctx), "organizations", { id: created.id, version: 1, values: { name: "Acme 2" } });
    expect(updated).toMatchObject({ version: 2, name: "Acme 2", label: "Acme 2" });
    const conflict = await refusal(updateRecord(ctx, "organizations", { id: created.id, version: 1, values: { name: "C" } }));
    expect(conflict).toMatchObject({ code: "version_conflict", status: 409, extra: { current: { version: 2, name: "Acme 2" } } });
  });

  test("of two writers with one version exactly one wins", async () => {
    const created = await organization("Contested");
    const write = (name: string) => updateRecord(later(ctx), "organizations", { id: created.id, version: 1, values: { name } });
    const results = await Promise.allSettled(["a", "b", "c", "d"].map(write));
    expect(results.filter((r) => r.status === "fulfilled")).toHaveLength(1);
  });

  test("a change of nothing makes no version and no history", async () => {
    const created = await organization("Same");
    const again = await updateRecord(later(ctx), "organizations", { id: created.id, version: 1, values: { name: "Same" } });
    expect(again.version).toBe(1);
    expect((await recordHistory(ctx, { module: "organizations", id: created.id })).data).toHaveLength(1);
  });

  test("a mandatory field can't be emptied", async () => {
    const created = await organization("Full");
    const error = await refusal(updateRecord(ctx, "organizations", { id: created.id, version: 1, values: { name: "  " } }));
    expect(error.errors).toEqual([{ field: "name", code: "mandatory" }]);
  });
});

describe("bulk", () => {
  test("items that are refused are left out; an atomic bulk is refused whole", async () => {
    const operations = [
      { op: "create" as const, values: { name: "Bulk 1" } },
      { op: "create" as const, values: { name: "" } },
      { op: "create" as const, values: { name: "Bulk 3" } },
    ];
    const loose = await writeRecords(later(ctx), { module: "organizations", operations, atomic: false });
    expect(loose.results.map((r) => r.ok)).toEqual([true, false, true]);
    const error = await refusal(writeRecords(later(ctx), { module: "organizations", operations, atomic: true }));
    expect(error.errors).toEqual([{ field: "operations.1.name", code: "mandatory" }]);
    const found = await listRecords(ctx, {
      module: "organizations",
      filter: { field: "name", op: "starts_with", value: "Bulk " },
      count: "exact",
    });
    expect(found.count).toBe(2);
  });

  test("one record twice: the second operation sees the first", async () => {
    const created = await organization("Twice");
    const { results } = await writeRecords(later(ctx), {
      module: "organizations",
      atomic: true,
      operations: [
        { op: "update", id: created.id, version: 1, values: { name: "Once" } },
        { op: "update", id: created.id, version: 2, values: { name: "Twice again" } },
      ],
    });
    expect(results[1]).toMatchObject({ ok: true, version: 3, record: { name: "Twice again" } });
  });
});

describe("recycle bin", () => {
  test("delete hides, restore brings back, purge ends it and empties references", async () => {
    const parent = await organization("Parent");
    const child = await createRecord(later(ctx), "contacts", { last_name: "Child", organization_id: parent.id });
    await deleteRecord(later(ctx), "organizations", { id: parent.id });
    expect((await listRecords(ctx, { module: "organizations", filter: { field: "name", op: "eq", value: "Parent" } })).data).toHaveLength(
      0,
    );
    expect(
      (await listRecords(ctx, { module: "organizations", filter: { field: "name", op: "eq", value: "Parent" }, deleted: true })).data,
    ).toHaveLength(1);
    expect((await refusal(deleteRecord(ctx, "organizations", { id: parent.id }))).code).toBe("not_found");
    await restoreRecord(later(ctx), "organizations", { id: parent.id });
    expect(await getRecord(ctx, { module: "organizations", id: parent.id })).not.toHaveProperty("deleted_at");
    await purgeRecord(later(ctx), "organizations", { id: parent.id });
    expect((await refusal(getRecord(ctx, { module: "organizations", id: parent.id }))).code).toBe("not_found");
    expect(await getRecord(ctx, { module: "contacts", id: child.id })).toMatchObject({ organization_id: null, version: 2 });
  });
});

describe("history, time machine, undo", () => {
  test("every change is told, and the record can be seen and put back as it was", async () => {
    const created = await organization("First", { employees: 10 });
    const afterCreate = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await updateRecord(later(ctx), "organizations", { id: created.id, version: 1, values: { name: "Second", employees: 20 } });
    await updateRecord(later(ctx), "organizations", { id: created.id, version: 2, values: { phone: "+74951234567" } });
    const history = await recordHistory(ctx, { module: "organizations", id: created.id });
    expect(history.data.map((entry) => entry.kind)).toEqual(["update", "update", "create"]);
    expect(history.data[1]).toMatchObject({ source: "ui", actor: { name: "anna" }, version: 2 });
    expect(history.data[1]?.changes).toEqual(
      expect.arrayContaining([
        { field: "name", before: "First", after: "Second" },
        { field: "employees", before: 10, after: 20 },
      ]),
    );
    expect(await getRecord(ctx, { module: "organizations", id: created.id, asOf: afterCreate })).toMatchObject({
      name: "First",
      employees: 10,
      phone: null,
      version: 1,
    });
    expect((await refusal(getRecord(ctx, { module: "organizations", id: created.id, asOf: "2001-01-01T00:00:00Z" }))).code).toBe(
      "not_found",
    );

    const undone = await revertOperation(later(ctx), {
      module: "organizations",
      id: created.id,
      operationId: history.data[1]?.operation_id ?? "",
    });
    expect(undone).toMatchObject({ name: "First", employees: 10, phone: "+74951234567", version: 4 });
    const conflict = await refusal(
      revertOperation(later(ctx), { module: "organizations", id: created.id, operationId: history.data[1]?.operation_id ?? "" }),
    );
    expect(conflict).toMatchObject({ code: "undo_conflict", status: 409 });
    const back = await revertAfter(later(ctx), { module: "organizations", id: created.id, after: afterCreate });
    expect(back).toMatchObject({ name: "First", employees: 10, phone: null });
  });

  test("undoing a creation deletes, undoing a deletion restores", async () => {
    const created = await organization("Undo me");
    const [entry] = (await recordHistory(ctx, { module: "organizations", id: created.id })).data;
    const gone = await revertOperation(later(ctx), { module: "organizations", id: created.id, operationId: entry?.operation_id ?? "" });
    expect(gone).toHaveProperty("deleted_at");
    const [deletion] = (await recordHistory(ctx, { module: "organizations", id: created.id })).data;
    const back = await revertOperation(later(ctx), { module: "organizations", id: created.id, operationId: deletion?.operation_id ?? "" });
    expect(back).not.toHaveProperty("deleted_at");
  });
});

describe("related lists and links", () => {
  test("children by reference, links both ways, in both histories", async () => {
    const firm = await organization("Linked firm");
    const contact = await createRecord(later(ctx), "contacts", { last_name: "Linked" });
    await linkRecords(later(ctx), { module: "organizations", id: firm.id, relation: "contacts", ids: [contact.id] });
    expect(await getRecord(ctx, { module: "contacts", id: contact.id })).toMatchObject({
      organization_id: firm.id,
      organization_id__label: "Linked firm",
    });
    expect((await listRelated(ctx, { module: "organizations", id: firm.id, relation: "contacts" })).data).toHaveLength(1);

    const campaign = await createRecord(later(ctx), "campaigns", { name: "Spring", close_date: "2026-12-31" });
    const there = ctx.registry.modules.get("campaigns")?.relations.find((r) => r.kind === "link" && r.module === "contacts");
    const back = ctx.registry.modules.get("contacts")?.relations.find((r) => r.kind === "link" && r.module === "campaigns");
    expect(await linkRecords(later(ctx), { module: "campaigns", id: campaign.id, relation: there?.name ?? "", ids: [contact.id] })).toEqual(
      { linked: 1 },
    );
    expect(await linkRecords(later(ctx), { module: "campaigns", id: campaign.id, relation: there?.name ?? "", ids: [contact.id] })).toEqual(
      { linked: 0 },
    );
    expect((await listRelated(ctx, { module: "contacts", id: contact.id, relation: back?.name ?? "" })).data.map((r) => r.label)).toEqual([
      "Spring",
    ]);
    const member = { module: "campaigns", id: campaign.id, relation: there?.name ?? "" };
    const status = ctx.registry.links.get("campaign_contacts")?.fields?.[0]?.options?.[0]?.value ?? "";
    await linkRecords(later(ctx), { ...member, ids: [contact.id], values: { status } });
    expect((await listRelated(ctx, member)).data[0]).toMatchObject({ id: contact.id, link: { status } });
    expect(
      (await refusal(linkRecords(ctx, { ...member, ids: [contact.id], values: { status: "nonsense", other: 1 } }))).errors.map(
        (e) => e.field,
      ),
    ).toEqual(["values.status", "values.other"]);
    expect((await recordHistory(ctx, { module: "contacts", id: contact.id })).data.slice(0, 2).map(({ kind }) => kind)).toEqual([
      "relink",
      "link",
    ]);
    expect(await unlinkRecords(later(ctx), { module: "contacts", id: contact.id, relation: back?.name ?? "", ids: [campaign.id] })).toEqual(
      { unlinked: 1 },
    );
    expect((await listRelated(ctx, { module: "campaigns", id: campaign.id, relation: there?.name ?? "" })).data).toHaveLength(0);
    await unlinkRecords(later(ctx), { module: "organizations", id: firm.id, relation: "contacts", ids: [contact.id] });
    expect(await getRecord(ctx, { module: "contacts", id: contact.id })).toMatchObject({ organization_id: null });
  });
});

describe("lists", () => {
  test("paths across a reference: select, filter, sort", async () => {
    const north = await organization("Path North", { billing_address: { city: "Мурманск" } });
    const south = await organization("Path South", { billing_address: { city: "Сочи" } });
    for (const [last_name, organization_id] of [
      ["P1", south.id],
      ["P2", north.id],
      ["P3", north.id],
    ] as const)
      await createRecord(later(ctx), "contacts", { last_name, organization_id, department: "paths" });
    const list = await listRecords(ctx, {
      module: "contacts",
      fields: ["last_name", "organization_id", "organization_id.name", "organization_id.billing_address.city"],
      filter: {
        and: [
          { field: "department", op: "eq", value: "paths" },
          { field: "organization_id.billing_address.city", op: "contains", value: "мурман" },
        ],
      },
      sort: "organization_id.name,-last_name",
    });
    expect(list.data.map((r) => r["last_name"])).toEqual(["P3", "P2"]);
    expect(list.data[0]).toMatchObject({
      organization_id__label: "Path North",
      "organization_id.name": "Path North",
      "organization_id.billing_address.city": "Мурманск",
    });
  });

  test("money is summed in the company's currency, and needs a rate", async () => {
    const deal = (amount: string, currency?: string) =>
      createRecord(later(ctx), "opportunities", {
        name: "Money",
        amount,
        stage: "won",
        close_date: "2026-05-01",
        ...(currency ? { currency } : {}),
      });
    await deal("100.10");
    await deal("0.2");
    expect((await refusal(deal("5", "USD"))).errors).toEqual([
      { field: "currency", code: "no_exchange_rate", params: { currency: "USD" } },
    ]);
    await ctx.db.query(sql`INSERT INTO exchange_rates VALUES ('USD', '2020-01-01', 90)`);
    expect(await deal("2", "USD")).toMatchObject({ amount: "2.00", currency: "USD", exchange_rate: "90" });
    const { data } = await aggregate(ctx, {
      module: "opportunities",
      group_by: ["stage"],
      measures: [{ fn: "count" }, { fn: "sum", field: "amount" }],
      filter: { field: "name", op: "eq", value: "Money" },
    });
    expect(data).toEqual([{ stage: "won", count: 3, sum_amount: "280.30" }]);
  });

  test("stars are the user's own and can be filtered by", async () => {
    const firm = await organization("Starred");
    await setStar(ctx, { module: "organizations", id: firm.id, starred: true });
    const list = await listRecords(ctx, { module: "organizations", filter: { field: "starred", op: "eq", value: true } });
    expect(list.data.map((r) => r.label)).toEqual(["Starred"]);
    expect(await getRecord(ctx, { module: "organizations", id: firm.id })).toMatchObject({ starred: true });
  });

  test("search finds by the beginnings of words, phones by digits, in lists and over all modules", async () => {
    const lead = await createRecord(later(ctx), "leads", {
      last_name: "Ёлкина",
      company: "Ромашка",
      phone: "8 (495) 765-43-21",
      email: "elkina@romashka.test",
    });
    for (const q of ["елкин", "ромаш", "4957654321", "7654321", "elkina@romashka", "84957654321"])
      expect(
        (await searchRecords(ctx, { q })).data.map((hit) => hit.id),
        q,
      ).toContain(lead.id);
    expect((await listRecords(ctx, { module: "leads", q: "ёлк" })).data.map((r) => r.id)).toEqual([lead.id]);
    expect((await searchRecords(ctx, { q: "nothing-like-this" })).data).toEqual([]);
  });

  test("the words of a record are written again only where they may be others", async () => {
    const lead = await createRecord(later(ctx), "leads", { last_name: "Rewritten", rating: "active" });
    const writer = async (): Promise<string | undefined> =>
      (await ctx.db.query<{ xmin: string }>(sql`SELECT xmin::text FROM records WHERE id = ${lead.id}::bigint`)).rows[0]?.xmin;
    const before = await writer();
    const rated = await updateRecord(later(ctx), "leads", { id: lead.id, version: lead.version, values: { rating: "shutdown" } });
    expect(await writer()).toBe(before);
    const named = await updateRecord(later(ctx), "leads", { id: lead.id, version: rated.version, values: { last_name: "Renamed" } });
    expect(await writer()).not.toBe(before);
    expect((await searchRecords(ctx, { q: "renamed" })).data.map((hit) => hit.id)).toEqual([named.id]);
    expect((await searchRecords(ctx, { q: "rewritten" })).data).toEqual([]);
    const other = await createRecord(await systemContext(ctx.db as never), "users", { email: "heir@example.com", last_name: "Heir" });
    await updateRecord(later(ctx), "leads", { id: lead.id, version: named.version, values: { owner_id: other.id } });
    const { rows } = await ctx.db.query(sql`SELECT owner_id FROM records WHERE id = ${lead.id}::bigint`);
    expect(rows).toEqual([{ owner_id: other.id }]);
  });

  test("matching for imports", async () => {
    const firm = await organization("Match Ёж");
    const found = await matchRecords(ctx, { module: "organizations", field: "label", values: ["match еж", "nobody"] });
    expect([...found]).toEqual([["match еж", [firm.id]]]);
  });

  test("the timeline tells changes and activities, newest first, in pages", async () => {
    const firm = await organization("Timeline");
    for (let i = 0; i < 3; i += 1) {
      await createRecord(later(ctx), "tasks", { subject: `Call ${i}`, related_to_id: firm.id, due_date: "2026-12-01" });
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    const all = await recordTimeline(ctx, { module: "organizations", id: firm.id });
    expect(all.data.map((entry) => entry.type)).toEqual(["record", "record", "record", "change"]);
    const first = await recordTimeline(ctx, { module: "organizations", id: firm.id, limit: 2 });
    const second = await recordTimeline(ctx, { module: "organizations", id: firm.id, limit: 2, cursor: first.next_cursor ?? "" });
    expect([...first.data, ...second.data]).toEqual(all.data);
  });
});

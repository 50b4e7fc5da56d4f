/** The time machine against an oracle that simply remembers every state it has seen. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { systemContext, userContext } from "../../../../test/context.ts";
import { testDatabase } from "../../../../test/database.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import {
  createRecord,
  deleteRecord,
  getRecord,
  recordHistory,
  restoreRecord,
  revertAfter,
  updateRecord,
  type RecordJson,
} from "../index.ts";

let ctx: Ctx;
let clock = Date.parse("2026-01-01T00:00:00Z");
/** A context one second later than the last one. */
const tick = (): Ctx => ({ ...ctx, now: new Date((clock += 1000)) });

beforeAll(async () => {
  ctx = await userContext(await systemContext(await testDatabase()), { email: "history@example.com" });
});

const values = fc.record(
  {
    last_name: fc.constantFrom("А", "Б", "В"),
    department: fc.constantFrom("x", "y", null),
    tags: fc.constantFrom(["a"], ["a", "b"], []),
    birthday: fc.constantFrom("2000-01-01", "1990-12-31", null),
    mailing_address: fc.constantFrom({ city: "Пермь" }, { city: "Omsk", street: "Lenina 1" }, null),
    do_not_call: fc.boolean(),
  },
  { requiredKeys: [] },
);
const step = fc.oneof(
  { weight: 5, arbitrary: values.map((change) => ({ kind: "update" as const, change })) },
  { weight: 1, arbitrary: fc.constant({ kind: "delete" as const, change: {} }) },
  { weight: 1, arbitrary: fc.constant({ kind: "restore" as const, change: {} }) },
);

/** What an as-of view shows: all but the answer's own extras. */
function state(record: RecordJson): Record<string, unknown> {
  const { rights: _rights, starred: _starred, ...rest } = record as RecordJson & { rights?: unknown };
  if (rest["deleted_at"] !== undefined) Object.assign(rest, { deleted_at: "deleted" });
  return rest;
}

test("every past state can be seen again, and returned to", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.nat(), async (steps, pick) => {
      const created = await createRecord(tick(), "contacts", { last_name: "Start" });
      const target = { module: "contacts", id: created.id };
      const remembered: { at: string; state: Record<string, unknown> }[] = [];
      const remember = async (): Promise<void> => {
        remembered.push({ at: new Date(clock + 500).toISOString(), state: state(await getRecord(ctx, target)) });
      };
      await remember();
      for (const { kind, change } of steps) {
        const now = await getRecord(ctx, target);
        const deleted = now["deleted_at"] !== undefined;
        if (kind === "delete" && !deleted) await deleteRecord(tick(), "contacts", { id: created.id });
        else if (kind === "restore" && deleted) await restoreRecord(tick(), "contacts", { id: created.id });
        else if (kind === "update" && !deleted)
          await updateRecord(tick(), "contacts", { id: created.id, version: now.version, values: change });
        await remember();
      }
      for (const past of remembered) expect(state(await getRecord(ctx, { ...target, asOf: past.at }))).toEqual(past.state);
      const last = remembered.at(-1);
      const goal = remembered[pick % remembered.length];
      if (!goal || !last || last.state["deleted_at"] !== undefined || goal.state["deleted_at"] !== undefined) return;
      const back = await revertAfter(tick(), { ...target, after: goal.at });
      for (const name of ["last_name", "department", "tags", "birthday", "mailing_address", "do_not_call", "label"])
        expect(back[name], name).toEqual(goal.state[name]);
    }),
    { numRuns: 40 },
  );
});

test("the log is written in the transaction of the change: a change that is rolled back leaves no trace", async () => {
  const count = async (): Promise<unknown> => (await ctx.db.query(sql`SELECT count(*) AS n FROM changes`)).rows[0];
  const before = await count();
  await expect(
    ctx.db.tx(async (db) => {
      await createRecord({ ...tick(), db }, "contacts", { last_name: "Rolled back" });
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await count()).toEqual(before);
});

test("history is paged, newest first, and says who, when and from where", async () => {
  const created = await createRecord({ ...tick(), source: "api" }, "contacts", { last_name: "Paged" });
  for (let version = 1; version <= 5; version += 1)
    await updateRecord(tick(), "contacts", { id: created.id, version, values: { department: `d${version}` } });
  const first = await recordHistory(ctx, { module: "contacts", id: created.id, limit: 4 });
  const second = await recordHistory(ctx, { module: "contacts", id: created.id, limit: 4, cursor: first.next_cursor ?? "" });
  expect([...first.data, ...second.data].map((entry) => entry.version)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(second.next_cursor).toBeNull();
  expect(second.data.at(-1)).toMatchObject({ kind: "create", source: "api" });
});

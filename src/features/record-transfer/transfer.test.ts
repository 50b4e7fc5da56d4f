import { expect, test } from "vitest";
import { systemContext, userContext } from "../../../test/context.ts";
import { testDatabase } from "../../../test/database.ts";
import type { Ctx } from "../../server/context.ts";
import type { JobRun } from "../../server/jobs/index.ts";
import { createRecord, deleteRecord, getRecord, recordHistory, writeRecords } from "../../server/records/index.ts";
import { transferTask, type Transfer } from "./transfer.ts";

test("everything living goes to the other owner, with history, and nothing of anybody else", async () => {
  const system = await systemContext(await testDatabase());
  const [leaver, heir, other] = [
    await userContext(system, { email: "leaver@example.com" }),
    await userContext(system, { email: "heir@example.com" }),
    await userContext(system, { email: "other@example.com" }),
  ];
  const idOf = (ctx: Ctx): string => (ctx.actor.kind === "user" ? ctx.actor.id : "");
  // More than a batch, so that the second one is needed.
  const operations = Array.from({ length: 1000 }, (_, i) => ({ op: "create" as const, values: { last_name: `Client ${i}` } }));
  await writeRecords(leaver, { module: "contacts", operations, atomic: true, present: false });
  const task = await createRecord(leaver, "tasks", { subject: "Call" });
  const binned = await createRecord(leaver, "organizations", { name: "Gone" });
  await deleteRecord(leaver, "organizations", { id: binned.id });
  const foreign = await createRecord(other, "contacts", { last_name: "Not mine" });

  let done = 0;
  const job: JobRun<Transfer> = {
    id: "1",
    data: { from: idOf(leaver), to: idOf(heir) },
    signal: new AbortController().signal,
    attempt: 1,
    step: (fn) => system.db.tx((db) => fn({ ...leaver, db }, (progress) => (done = progress.done ?? done))),
  };
  await transferTask.run(job);

  expect(done).toBe(1001);
  const { rows } = await system.db.execute<{ owner_id: string; n: number }>(
    "SELECT owner_id, count(*)::int AS n FROM contacts GROUP BY 1 ORDER BY 2",
  );
  expect(rows).toEqual([
    { owner_id: idOf(other), n: 1 },
    { owner_id: idOf(heir), n: 1000 },
  ]);
  expect((await getRecord(system, { module: "contacts", id: foreign.id }))["owner_id"]).toBe(idOf(other));
  const [entry] = (await recordHistory(system, { module: "tasks", id: task.id })).data;
  expect(entry).toMatchObject({ actor: { system: "transfer" }, changes: [{ field: "owner_id", after: idOf(heir), after__label: "heir" }] });
});

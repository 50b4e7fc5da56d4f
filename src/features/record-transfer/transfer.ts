/** The work: module by module, the living records of one owner get another, through the engine and with history. */
import type { Ctx } from "../../server/context.ts";
import { ident, sql } from "../../server/db/sql.ts";
import { defineTask, type JobRun, type Task } from "../../server/jobs/index.ts";
import { writeRecords } from "../../server/records/index.ts";

export interface Transfer {
  /** Owners: a user, and a user or a group. */
  readonly from: string;
  readonly to: string;
}

const BATCH = 500;

export const transferTask: Task<Transfer> = defineTask<Transfer>({ name: "records.transfer", lane: "heavy", retries: 3, run: transfer });

/** The right to it was asked when it was ordered; then the program does it, whoever may see which record. */
const asProgram = (ctx: Ctx, { from, to }: Transfer): Ctx => ({
  ...ctx,
  actor: { kind: "system", name: "transfer" },
  cause: `transfer from ${from} to ${to}`,
});

async function transfer(job: JobRun<Transfer>): Promise<void> {
  const modules = await job.step(async (ctx) =>
    [...ctx.registry.modules.values()].filter((module) => !module.adminOnly).map(({ name }) => name),
  );
  let done = 0;
  for (const module of modules) {
    // By id, so that a record which can't be changed is passed by instead of being tried for ever.
    let last: string | undefined = "0";
    while (last !== undefined) {
      const after: string = last;
      last = await job.step(async (base, report) => {
        const ctx = asProgram(base, job.data);
        const { rows } = await ctx.db.query<{ id: string }>(
          sql`SELECT id FROM ${ident(module)} WHERE owner_id = ${job.data.from}::bigint AND id > ${after}::bigint AND deleted_at IS NULL ORDER BY id LIMIT ${BATCH}`,
        );
        const operations = rows.map(({ id }) => ({ op: "update" as const, id, values: { owner_id: job.data.to } }));
        if (operations.length > 0) {
          const { results } = await writeRecords(ctx, { module, operations, atomic: false, present: false });
          done += results.filter((result) => result.ok).length;
        }
        report({ done });
        return rows.length < BATCH ? undefined : rows.at(-1)?.id;
      });
    }
  }
}

/** A process that works on jobs, for tests that kill it: node test-worker.ts <database url>. */
import pino from "pino";
import { openDatabase, type Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import type { Ctx } from "../context.ts";
import { defineTask, startJobs, type JobHost, type Task } from "./index.ts";

export interface CountData {
  readonly upTo: number;
  readonly pause: number;
}

/** Counts in a table, one row a step. A row that came twice, or by two workers at once, would show. */
export const countTask: Task<CountData> = defineTask<CountData>({
  name: "test.count",
  lane: "heavy",
  run: async (job) => {
    for (;;) {
      const n = await job.step(async (ctx, report) => {
        const { rows } = await ctx.db.query<{ n: number }>(sql`
          INSERT INTO counted (job, n, pid) SELECT ${job.id}::bigint, count(*) + 1, ${process.pid} FROM counted WHERE job = ${job.id}::bigint RETURNING n`);
        const n = Number(rows[0]?.n);
        report({ done: n, total: job.data.upTo });
        return n;
      });
      if (n >= job.data.upTo) return;
      await new Promise((resolve) => setTimeout(resolve, job.data.pause));
    }
  },
});

/** Jobs don't look at more of a context than this where their tasks don't. */
export const bareContext = (db: Db): Ctx =>
  ({ db, actor: { kind: "system", name: "test" }, lang: "en", now: new Date() }) as unknown as Ctx;

if (process.argv[1] === import.meta.filename) {
  const log = pino({ level: "warn" });
  const database = await openDatabase({ url: process.argv[2] ?? "", max: 4 });
  const host: JobHost = { database, log, context: async () => bareContext(database) };
  const jobs = await startJobs({ ...host, tasks: [countTask] });
  process.on("SIGTERM", () => void jobs.stop().then(() => database.close()));
}

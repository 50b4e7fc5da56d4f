/** The table `jobs`: what people see of long work, and the fence between a worker and its successor. */
import type { Ctx } from "../context.ts";
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import type { Progress } from "./task.ts";

export const JOBS_CHANNEL = "manul_jobs";

export interface JobRow {
  readonly id: string;
  readonly task: string;
  readonly data: object;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly actor_id: string | null;
  /** Who in truth started it, in the actor's name. */
  readonly by_id: string | null;
  readonly lang: "en" | "ru";
  readonly attempt: number;
  readonly failures: number;
  readonly cancel_requested: boolean;
  readonly done: string;
  readonly total: string | null;
  readonly rate: number | null;
  readonly message: string | null;
}

export async function insertJob(ctx: Ctx, task: { readonly name: string; readonly quiet?: boolean }, data: object): Promise<string> {
  const actor = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const by = ctx.actor.kind === "user" ? (ctx.actor.by?.id ?? null) : null;
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`INSERT INTO jobs (task, data, actor_id, by_id, lang, told) VALUES (${task.name}, ${JSON.stringify(data)}, ${actor}, ${by}::bigint, ${ctx.lang}, ${task.quiet === true}) RETURNING id`,
  );
  const row = rows[0];
  if (!row) throw new Error("no job was made");
  return row.id;
}

export async function handOverJob(db: Db, id: string, userId: string): Promise<void> {
  await db.query(sql`UPDATE jobs SET actor_id = ${userId}::bigint WHERE id = ${id}::bigint`);
}

export async function getJob(db: Db, id: string): Promise<JobRow | undefined> {
  if (!/^\d{1,18}$/.test(id)) return undefined;
  const { rows } = await db.query<JobRow>(
    sql`SELECT id, task, data, state, actor_id, by_id, lang, attempt, failures, cancel_requested, done, total, rate, message FROM jobs WHERE id = ${id}`,
  );
  return rows[0];
}

/** Takes the job for a new worker. A job found running was left by one that died. Undefined: nothing is left to do. */
export async function claimJob(db: Db, id: string): Promise<JobRow | undefined> {
  const { rows } = await db.query<JobRow>(sql`
    UPDATE jobs SET attempt = attempt + 1, failures = failures + (state = 'running')::int, state = 'running',
      started_at = coalesce(started_at, now())
    WHERE id = ${id} AND state IN ('queued', 'running')
    RETURNING id, task, data, state, actor_id, by_id, lang, attempt, failures, cancel_requested, done, total, rate, message`);
  return rows[0];
}

/** Stores progress while the job is still this attempt's. Undefined: it isn't. */
export async function keepJob(
  db: Db,
  job: Pick<JobRow, "id" | "attempt">,
  progress: Progress,
): Promise<{ cancelled: boolean } | undefined> {
  const { done = null, total = null, message = null } = progress;
  const { rows } = await db.query<{ cancel_requested: boolean }>(sql`
    UPDATE jobs SET done = coalesce(${done}::bigint, done), total = coalesce(${total}::bigint, total), message = coalesce(${message}::text, message),
      rate = CASE WHEN ${done}::bigint IS NULL THEN rate
        ELSE ${done}::bigint / greatest(extract(epoch FROM clock_timestamp() - started_at)::float8, 0.001) END
    WHERE id = ${job.id} AND attempt = ${job.attempt} AND state = 'running' RETURNING cancel_requested`);
  const row = rows[0];
  if (!row) return undefined;
  await notify(db, job.id);
  return { cancelled: row.cancel_requested };
}

/** Puts the job into a final state, or back into the queue, if it is still this attempt's. */
export async function leaveJob(
  db: Db,
  job: Pick<JobRow, "id" | "attempt">,
  end: { readonly state: "queued" | "done" | "failed" | "cancelled"; readonly message?: string; readonly failed?: boolean },
): Promise<boolean> {
  const { rowCount } = await db.query(sql`
    UPDATE jobs SET state = ${end.state}, message = coalesce(${end.message ?? null}::text, message),
      failures = failures + ${end.failed ? 1 : 0}::int,
      finished_at = CASE WHEN ${end.state}::text = 'queued' THEN NULL ELSE clock_timestamp() END
    WHERE id = ${job.id} AND attempt = ${job.attempt} AND state = 'running'`);
  if (rowCount > 0) await notify(db, job.id);
  return rowCount > 0;
}

/** Asks the job to stop after its present step; one that nobody took yet is cancelled here. */
export async function requestCancel(db: Db, id: string): Promise<void> {
  await db.query(sql`UPDATE jobs SET cancel_requested = true WHERE id = ${id} AND state IN ('queued', 'running')`);
}

/** Old finished jobs go; what they did is in the change log. */
export async function pruneJobs(db: Db): Promise<void> {
  await db.query(sql`DELETE FROM jobs WHERE finished_at < now() - interval '30 days'`);
}

const notify = (db: Db, id: string): Promise<unknown> => db.query(sql`SELECT pg_notify(${JOBS_CHANNEL}, ${id})`);

/** Runs one job from claim to end: steps, cancellation, hand-over, retries. */
import type { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Ctx } from "../context.ts";
import type { Database } from "../db/database.ts";
import { AppError } from "../errors.ts";
import { send } from "./queue.ts";
import { claimJob, keepJob, leaveJob, type JobRow } from "./store.ts";
import { JobEnd, type JobRun, type Progress, type Task } from "./task.ts";

/** A job whose process died so often is not tried again: it may be what kills it. */
const MOST_DEATHS = 5;

export interface JobHost {
  readonly database: Database;
  readonly log: Logger;
  /**
   * A context for the user (or, for null, the system) with their rights of this moment; its `db` is replaced. `byId`:
   * who in truth started the job in their name.
   */
  context(actorId: string | null, byId?: string | null): Promise<Ctx>;
}

export interface Runner {
  readonly host: JobHost;
  readonly boss: PgBoss;
  readonly tasks: ReadonlyMap<string, Task>;
  /** Aborted when the program stops. */
  readonly stopping: AbortSignal;
}

export async function runJob(runner: Runner, id: string, lost: AbortSignal): Promise<void> {
  const { host, tasks, stopping } = runner;
  if (stopping.aborted) throw new JobEnd("stopping");
  const job = await claimJob(host.database, id);
  if (!job) return;
  const log = host.log.child({ job: id, task: job.task });
  const task = tasks.get(job.task);
  if (!task) return end(runner, { job }, { state: "failed", message: `unknown task ${job.task}` });
  if (job.cancel_requested) return end(runner, { job, task }, { state: "cancelled" });
  if (job.failures > Math.max(MOST_DEATHS, task.retries ?? 0))
    return end(runner, { job, task }, { state: "failed", message: job.message ?? "crashed" });

  const signal = AbortSignal.any([stopping, lost]);
  try {
    await task.run(jobRun(host, job, { signal, lost }));
    await leaveJob(host.database, job, { state: "done" });
  } catch (error) {
    if (error instanceof JobEnd) return afterEnd(runner, { job, task }, error);
    // An error out of a step that was cut off by the stop or the loss is no fault of the job.
    if (lost.aborted) return;
    if (stopping.aborted) return afterEnd(runner, { job, task }, new JobEnd("stopping"));
    log.error({ err: error }, "job failed");
    await retryOrFail(runner, { job, task }, error);
  }
}

function jobRun(host: JobHost, job: JobRow, signals: { signal: AbortSignal; lost: AbortSignal }): JobRun<object> {
  return {
    id: job.id,
    data: job.data,
    signal: signals.signal,
    attempt: job.attempt,
    step: async (fn) => {
      if (signals.lost.aborted) throw new JobEnd("lost");
      if (signals.signal.aborted) throw new JobEnd("stopping");
      const base = await host.context(job.actor_id, job.by_id);
      const { result, cancelled } = await host.database.tx(async (db) => {
        let progress: Progress = {};
        const report = (news: Progress): void => {
          progress = { ...progress, ...news };
        };
        const result = await fn({ ...base, db, lang: job.lang, signal: signals.signal }, report);
        // Last, so that the row is locked only for an instant; without it the whole step is rolled back.
        const kept = await keepJob(db, job, progress);
        if (!kept) throw new JobEnd("lost");
        return { result, cancelled: kept.cancelled };
      });
      if (cancelled) throw new JobEnd("cancelled");
      return result;
    },
  };
}

interface Held {
  readonly job: JobRow;
  readonly task?: Task;
}

async function afterEnd(runner: Runner, held: Held, reason: JobEnd): Promise<void> {
  if (reason.reason === "lost") return;
  if (reason.reason === "cancelled") return end(runner, held, { state: "cancelled" });
  await leaveJob(runner.host.database, held.job, { state: "queued" });
  throw reason;
}

async function retryOrFail(runner: Runner, held: Held, error: unknown): Promise<void> {
  const { job, task } = held;
  const message = error instanceof AppError ? error.code : "internal";
  if (task && job.failures < (task.retries ?? 0)) {
    await runner.host.database.tx(async (db) => {
      if (!(await leaveJob(db, job, { state: "queued", message, failed: true }))) return;
      await send(runner.boss, db, { job: job.id, lane: task.lane, delaySeconds: Math.min(3600, 5 * 3 ** job.failures) });
    });
    return;
  }
  await end(runner, held, { state: "failed", message });
}

async function end(runner: Runner, { job, task }: Held, to: { state: "failed" | "cancelled"; message?: string }): Promise<void> {
  const base = await runner.host.context(null);
  await runner.host.database.tx(async (db) => {
    if (!(await leaveJob(db, job, { ...to, failed: to.state === "failed" }))) return;
    await task?.ended?.({ ...base, db, lang: job.lang }, { id: job.id, data: job.data, state: to.state, message: to.message ?? to.state });
  });
}

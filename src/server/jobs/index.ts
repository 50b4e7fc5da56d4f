/**
 * Long work. `defineTask` names a kind of it, `enqueue` puts one into the queue in the caller's transaction, and
 * `startJobs` makes this process a worker. A worker that dies is noticed by its silence, and its jobs are taken by
 * another within a minute.
 */
import type { PgBoss } from "pg-boss";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { LANES, openQueue, receive, send } from "./queue.ts";
import { runJob, type JobHost, type Runner } from "./runner.ts";
import { getJob, handOverJob, insertJob, pruneJobs, requestCancel } from "./store.ts";
import type { AnyTask, Task } from "./task.ts";

export { defineTask, JobEnd, type AnyTask, type JobRun, type Progress, type Task } from "./task.ts";
export { JOBS_CHANNEL } from "./store.ts";
export type { JobHost } from "./runner.ts";

/** How many jobs of each lane one process runs at a time. */
const CONCURRENCY = { light: 4, heavy: 2 } as const;
const PRUNE_INTERVAL = 24 * 3600 * 1000;

/** The queues that are open in this process; each can send, since a send goes by the caller's own connection. */
const open = new Set<PgBoss>();

export interface Jobs {
  /** Takes no new jobs, lets running steps end and hands the rest of their jobs back. */
  stop(): Promise<void>;
}

export interface JobsOptions extends JobHost {
  readonly tasks: readonly AnyTask[];
  /** False: this process only sends (command line). */
  readonly work?: boolean;
  /** How long `stop` waits for steps in flight, in milliseconds. */
  readonly patience?: number;
}

export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const boss = await openQueue(options.database, options.log);
  open.add(boss);
  const stopping = new AbortController();
  // The data that a task gets is the data that was enqueued for it: both sides are typed by the same value.
  const tasks = new Map(options.tasks.map((task) => [task.name, task as unknown as Task]));
  if (tasks.size !== options.tasks.length) throw new Error("two tasks of one name");
  const runner: Runner = { host: options, boss, tasks, stopping: stopping.signal };
  let prune: NodeJS.Timeout | undefined;
  if (options.work !== false) {
    for (const lane of LANES) await receive(boss, lane, CONCURRENCY[lane], (ticket, signal) => runJob(runner, ticket.job, signal));
    prune = setInterval(
      () => void pruneJobs(options.database).catch((err: unknown) => options.log.warn({ err }, "pruning jobs")),
      PRUNE_INTERVAL,
    );
    prune.unref();
  }
  return {
    stop: async () => {
      open.delete(boss);
      stopping.abort();
      clearInterval(prune);
      await boss.stop({ graceful: true, timeout: options.patience ?? 10_000 });
    },
  };
}

/** Puts a job into the queue; it runs after the caller's transaction has committed, with the caller's rights. */
export async function enqueue<D extends object>(ctx: Ctx, task: Pick<Task<D>, "name" | "lane" | "quiet">, data: D): Promise<string> {
  const boss = [...open].at(-1);
  if (!boss) throw new Error("the job queue is not open in this process");
  return ctx.db.tx(async (db) => {
    const id = await insertJob({ ...ctx, db }, task, data);
    await send(boss, db, { job: id, lane: task.lane });
    return id;
  });
}

/** The same for somebody else, with their rights, by a program that acts for them. */
export async function enqueueFor<D extends object>(
  ctx: Ctx & { readonly userId: string },
  task: Pick<Task<D>, "name" | "lane" | "quiet">,
  data: D,
): Promise<string> {
  return ctx.db.tx(async (db) => {
    const id = await enqueue({ ...ctx, db }, task, data);
    await handOverJob(db, id, ctx.userId);
    return id;
  });
}

/** A job as `GET /jobs/{id}` answers it: its owner's and the administrators' to see. */
export interface JobStatus {
  readonly id: string;
  readonly task: string;
  readonly state: string;
  readonly done: number;
  readonly total: number | null;
  readonly rate: number | null;
  readonly message: string | null;
}

export async function jobStatus(ctx: Ctx, id: string): Promise<JobStatus> {
  const job = await getJob(ctx.db, id);
  if (!job || !mayManage(ctx, job.actor_id)) throw new AppError("not_found");
  return {
    id: job.id,
    task: job.task,
    state: job.state,
    done: Number(job.done),
    total: job.total === null ? null : Number(job.total),
    rate: job.rate === null ? null : Math.round(job.rate),
    message: job.message,
  };
}

/** The job stops after its present step. Stopped already: nothing happens. */
export async function cancelJob(ctx: Ctx, id: string): Promise<void> {
  const job = await getJob(ctx.db, id);
  if (!job || !mayManage(ctx, job.actor_id)) throw new AppError("not_found");
  await requestCancel(ctx.db, id);
}

const mayManage = (ctx: Ctx, actorId: string | null): boolean =>
  ctx.actor.kind === "system" || ctx.actor.isAdmin || ctx.actor.id === actorId;

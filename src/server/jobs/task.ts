/**
 * What long work is. A task is a named function that does its work in steps; each step is one transaction, which
 * commits only while this worker still holds the job. So a job that was taken over (its worker was thought dead)
 * can't write beside its successor, and a job that stopped half-way goes on from its last step.
 */
import type { Ctx } from "../context.ts";

export interface Progress {
  readonly done?: number;
  readonly total?: number | null;
  readonly message?: string | null;
}

export interface JobRun<D> {
  readonly id: string;
  readonly data: D;
  /** Aborted when the program stops, or the job is no longer this worker's. */
  readonly signal: AbortSignal;
  /** The first attempt is 1. */
  readonly attempt: number;
  /**
   * One transaction of the work, as the job's actor with their rights of this moment. What `report` got is stored
   * with it. Throws `JobEnd` where the job must not go on; let it through.
   */
  step<T>(fn: (ctx: Ctx, report: (progress: Progress) => void) => Promise<T>): Promise<T>;
}

export interface Task<D extends object = object> {
  readonly name: string;
  /** `heavy`: long, few at a time; `light`: short, several at a time. */
  readonly lane: "light" | "heavy";
  /** Nobody is told of its end: it is a part of something, not somebody's work. */
  readonly quiet?: boolean;
  /** How often it is tried again after an error, later and later. Default: not at all. */
  readonly retries?: number;
  run(job: JobRun<D>): Promise<void>;
  /** Told once when the job failed for good or was cancelled, in the transaction that says so. */
  ended?(
    ctx: Ctx,
    job: { readonly id: string; readonly data: D; readonly state: "failed" | "cancelled"; readonly message: string },
  ): Promise<void>;
}

export const defineTask = <D extends object>(task: Task<D>): Task<D> => task;

/** Tasks of different data in one list. */
export type AnyTask = Task<never>;

/** Not an error: the job stops here, for one of three reasons. */
export class JobEnd extends Error {
  readonly reason: "cancelled" | "stopping" | "lost";
  constructor(reason: "cancelled" | "stopping" | "lost") {
    super(`job ${reason}`);
    this.name = "JobEnd";
    this.reason = reason;
  }
}

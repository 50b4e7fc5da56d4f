/** Finished work, for whoever started it. */
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError } from "../../server/errors.ts";
import { getImport } from "../import/index.ts";
import { addNotifications, type NewNotification } from "./store.ts";

const AT_ONCE = 100;

interface FinishedJob {
  readonly id: string;
  readonly task: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly state: "done" | "failed" | "cancelled";
  readonly actor_id: string | null;
  readonly done: string;
  readonly finished_at: string;
}

/** Each finished job is told of once. What somebody cancelled they know themselves. True: there may be more. */
export async function notifyOfJobs(ctx: Ctx): Promise<boolean> {
  const { rows } = await ctx.db.query<FinishedJob>(
    sql`UPDATE jobs SET told = true WHERE id IN (SELECT id FROM jobs WHERE finished_at IS NOT NULL AND NOT told ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
        RETURNING id, task, data, state, actor_id, done, finished_at`,
  );
  const news: NewNotification[] = [];
  for (const job of rows) {
    if (job.actor_id === null || job.state === "cancelled") continue;
    const { module, ...data } = await detailsOf(ctx, job);
    const about = { task: job.task, state: job.state, done: Number(job.done), ...data };
    news.push({
      user_id: job.actor_id,
      kind: "job",
      topic: `job ${job.id}`,
      module: module ?? null,
      record_id: null,
      actor_id: null,
      count: 1,
      data: about,
      at: job.finished_at,
    });
  }
  await addNotifications(ctx, news);
  return rows.length === AT_ONCE;
}

async function detailsOf(ctx: Ctx, { data }: FinishedJob): Promise<{ module?: string; import?: string; failed?: number }> {
  const id = data["import"];
  if (typeof id !== "string") return typeof data["module"] === "string" ? { module: data["module"] } : {};
  try {
    const { module, failed } = await getImport(ctx, id);
    return { module, import: id, failed: Number(failed) };
  } catch (error) {
    if (error instanceof AppError) return {};
    throw error;
  }
}

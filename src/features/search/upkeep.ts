/** The job that keeps the search index true. Where it stopped it goes on: its place stands in the settings. */
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { defineTask, enqueue } from "../../server/jobs/index.ts";
import { forgetUnusedWords, reindexRecords, SEARCH_VERSION } from "../../server/records/index.ts";

const PORTION = 500;
const DAY = 24 * 3600 * 1000;

/** The row `search` of the settings. */
interface State {
  /** The version whose words all records have. */
  readonly version: number;
  /** Where the indexing of the next version is. */
  readonly at?: { readonly module: string; readonly after: string };
  readonly job?: string;
  /** When the dictionary was last cleared of words that nobody uses. */
  readonly cleared_at?: string;
}

export const upkeepTask = defineTask<{ readonly version: number }>({
  name: "search-upkeep",
  lane: "heavy",
  retries: 5,
  async run(job) {
    while (await job.step(async (ctx, report) => indexPortion(ctx, report))) if (job.signal.aborted) return;
    await job.step(async (ctx) => {
      await forgetUnusedWords(ctx);
      await writeState(ctx, { version: SEARCH_VERSION, cleared_at: ctx.now.toISOString() });
    });
  },
});

/** Puts the job into the queue when there is something to do and nobody does it yet. */
export async function enqueueUpkeep(ctx: Ctx): Promise<void> {
  await ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const state = await lockState(inner);
    const cleared = state.cleared_at === undefined ? 0 : Date.parse(state.cleared_at);
    if (state.version >= SEARCH_VERSION && ctx.now.getTime() - cleared < DAY) return;
    if (state.job !== undefined && (await isUnderWay(inner, state.job))) return;
    const job = await enqueue(inner, upkeepTask, { version: SEARCH_VERSION });
    await writeState(inner, { ...state, job });
  });
}

async function isUnderWay(ctx: Ctx, job: string): Promise<boolean> {
  const { rowCount } = await ctx.db.query(sql`SELECT 1 FROM jobs WHERE id = ${job}::bigint AND state IN ('queued', 'running')`);
  return rowCount > 0;
}

/** False when all is indexed. */
async function indexPortion(ctx: Ctx, report: (progress: { message: string }) => void): Promise<boolean> {
  const state = await lockState(ctx);
  if (state.version >= SEARCH_VERSION) return false;
  const names = [...ctx.registry.modules.keys()];
  const module = state.at?.module ?? names[0] ?? "";
  const last = await reindexRecords(ctx, { module, after: state.at?.after ?? "0", limit: PORTION });
  const next = last === null ? names[names.indexOf(module) + 1] : module;
  const { at: _at, ...rest } = state;
  if (next === undefined) await writeState(ctx, { ...rest, version: SEARCH_VERSION });
  else await writeState(ctx, { ...rest, at: { module: next, after: last ?? "0" } });
  report({ message: module });
  return next !== undefined;
}

async function lockState(ctx: Ctx): Promise<State> {
  await ctx.db.query(sql`INSERT INTO settings (key, value) VALUES ('search', '{"version": 1}') ON CONFLICT DO NOTHING`);
  const { rows } = await ctx.db.query<{ value: State }>(sql`SELECT value FROM settings WHERE key = 'search' FOR UPDATE`);
  return rows[0]?.value ?? { version: 1 };
}
async function writeState(ctx: Ctx, state: State): Promise<void> {
  await ctx.db.query(sql`UPDATE settings SET value = ${JSON.stringify(state)}::jsonb WHERE key = 'search'`);
}

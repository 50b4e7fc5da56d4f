/**
 * pg-boss as the program uses it: two queues, on the program's own pool. It knows who runs what and when; what people
 * see of a job stands in the table `jobs`. Nothing else in the program knows pg-boss.
 */
import { PgBoss, type Db as BossDb } from "pg-boss";
import type { Logger } from "pino";
import type { Database, Db } from "../db/database.ts";

export const LANES = ["light", "heavy"] as const;
export type Lane = (typeof LANES)[number];

/** A worker that is silent for so long is taken for dead (pg-boss's least). */
const HEARTBEAT_SECONDS = 10;
/** How often dead workers are looked for; with the heartbeat and the polling: retaken within a minute. */
const SUPERVISE_SECONDS = 15;
/** Workers are woken by NOTIFY; polling is only for retries and for what was missed. */
const POLL_SECONDS = 10;
/** pg-boss's most, less an hour: a longer job is handed on and resumes. */
const EXPIRE_SECONDS = 23 * 3600;

/** pg-boss on a `Db`: the pool, or the caller's transaction. */
const onDb = (db: Db): BossDb => ({ executeSql: (text, values) => db.execute(text, values) });

export async function openQueue(database: Database, log: Logger): Promise<PgBoss> {
  const db: BossDb = {
    ...onDb(database),
    listen: async (channel, onNotification, onReconnect) => {
      const close = await database.listen(channel, onNotification, { onReconnect });
      return { close };
    },
  };
  const boss = new PgBoss({
    db,
    schema: "pgboss",
    useListenNotify: true,
    schedule: false,
    monitorVacuum: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    queueCacheIntervalSeconds: 300,
    maintenanceIntervalSeconds: 3600,
  });
  boss.on("error", (error) => log.error({ err: error }, "job queue"));
  boss.on("warning", (warning) => log.warn({ warning }, "job queue"));
  await boss.start();
  for (const lane of LANES)
    await boss.createQueue(lane, {
      notify: true,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: EXPIRE_SECONDS,
      // How often a job may be retried is decided in runner.ts; this is only for what died or was handed back.
      retryLimit: 1_000,
      retentionSeconds: 90 * 86_400,
      deleteAfterSeconds: 3_600,
    });
  return boss;
}

export interface Ticket {
  readonly job: string;
}

/** Puts the job into its queue, in `db`'s transaction. */
export async function send(boss: PgBoss, db: Db, ticket: Ticket & { readonly lane: Lane; readonly delaySeconds?: number }): Promise<void> {
  const startAfter = ticket.delaySeconds ? { startAfter: ticket.delaySeconds } : {};
  await boss.send(ticket.lane, { job: ticket.job }, { ...startAfter, db: onDb(db) });
}

/** Runs `handler` for each ticket of the lane. What it throws hands the ticket back, to be taken again at once. */
export async function receive(
  boss: PgBoss,
  lane: Lane,
  concurrency: number,
  handler: (ticket: Ticket, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const options = {
    localConcurrency: concurrency,
    pollingIntervalSeconds: 2,
    notifyPollingIntervalSeconds: POLL_SECONDS,
    heartbeatRefreshSeconds: HEARTBEAT_SECONDS / 4,
  };
  await boss.work<Ticket>(lane, options, async (jobs) => {
    for (const job of jobs) await handler(job.data, job.signal);
  });
}

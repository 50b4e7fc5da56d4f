import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectionUrl, testConnection } from "../../../test/database.ts";
import { openDatabase, type Database } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { cancelJob, defineTask, enqueue, jobStatus, startJobs, type AnyTask, type Jobs } from "./index.ts";
import { bareContext, countTask } from "./test-worker.ts";

const log = pino({ level: "silent" });
let url: string;
let database: Database;
const children: ChildProcess[] = [];

beforeAll(async () => {
  const connection = await testConnection();
  url = connectionUrl(connection);
  database = await openDatabase({ connection, max: 5 });
  await database.execute("CREATE TABLE counted (job bigint, n int, pid int, at timestamptz DEFAULT clock_timestamp(), UNIQUE (job, n))");
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await database.close();
});

const start = (tasks: readonly AnyTask[], work = true): Promise<Jobs> =>
  startJobs({ database, log, tasks, work, context: async () => bareContext(database) });
const status = (id: string) => jobStatus(bareContext(database), id);

async function until<T>(read: () => Promise<T>, good: (value: T) => boolean, patience = 10_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const value = await read();
    if (good(value)) return value;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)} after ${patience} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
const ended = (id: string, patience?: number) =>
  until(
    () => status(id),
    ({ state }) => state !== "queued" && state !== "running",
    patience,
  );

describe("jobs", () => {
  test("run after the caller's transaction, at once, and not at all when it is rolled back", async () => {
    const seen: number[] = [];
    const task = defineTask<{ n: number }>({ name: "test.see", lane: "light", run: async (job) => void seen.push(job.data.n) });
    const jobs = await start([task]);
    await expect(
      database.tx(async (db) => {
        await enqueue(bareContext(db), task, { n: 1 });
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    const before = Date.now();
    const id = await database.tx((db) => enqueue(bareContext(db), task, { n: 2 }));
    expect(await ended(id)).toMatchObject({ state: "done" });
    expect(Date.now() - before).toBeLessThan(1500);
    expect(seen).toEqual([2]);
    await jobs.stop();
  });

  test("an error is tried again as often as the task says, then told; what the step wrote is gone", async () => {
    const ends: string[] = [];
    const task = defineTask<object>({
      name: "test.fail",
      lane: "light",
      run: (job) =>
        job.step(async (ctx) => {
          await ctx.db.query(sql`INSERT INTO counted (job, n) VALUES (${job.id}, ${job.attempt})`);
          throw new Error("broken");
        }),
      ended: async (_ctx, { state, message }) => void ends.push(`${state} ${message}`),
    });
    const jobs = await start([task]);
    const id = await enqueue(bareContext(database), task, {});
    expect(await ended(id)).toMatchObject({ state: "failed", message: "internal" });
    expect(ends).toEqual(["failed internal"]);
    expect((await database.query(sql`SELECT 1 FROM counted WHERE job = ${id}`)).rowCount).toBe(0);
    await jobs.stop();
  });

  test("a cancelled job ends after its step; one not begun never runs", async () => {
    const sender = await start([], false);
    const waiting = await enqueue(bareContext(database), countTask, { upTo: 5, pause: 0 });
    await cancelJob(bareContext(database), waiting);
    const jobs = await start([countTask]);
    expect(await ended(waiting, 15_000)).toMatchObject({ state: "cancelled", done: 0 });
    const running = await enqueue(bareContext(database), countTask, { upTo: 10_000, pause: 10 });
    await until(
      () => status(running),
      ({ done }) => done >= 3,
    );
    await cancelJob(bareContext(database), running);
    const { state, done } = await ended(running);
    expect(state).toBe("cancelled");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await database.query(sql`SELECT 1 FROM counted WHERE job = ${running}`)).rowCount).toBe(done);
    await jobs.stop();
    await sender.stop();
  });

  test("a worker that stops hands its job back, and the next one goes on from there", async () => {
    const first = await start([countTask]);
    const id = await enqueue(bareContext(database), countTask, { upTo: 12, pause: 50 });
    await until(
      () => status(id),
      ({ done }) => done >= 3,
    );
    // The pause between steps doesn't watch the signal: the stop takes as long as the pause and no longer.
    const before = Date.now();
    await first.stop();
    expect(Date.now() - before).toBeLessThan(5000);
    expect((await status(id)).state).toBe("queued");
    const second = await start([countTask]);
    expect(await ended(id, 20_000)).toMatchObject({ state: "done", done: 12 });
    await second.stop();
  });

  test("a killed worker's job is taken by another within a minute, and nothing is done twice", { timeout: 90_000 }, async () => {
    const sender = await start([], false);
    const id = await enqueue(bareContext(database), countTask, { upTo: 100, pause: 100 });
    const worker = (): ChildProcess => {
      const child = spawn(process.execPath, [path.join(import.meta.dirname, "test-worker.ts"), url], {
        stdio: ["ignore", "ignore", "inherit"],
      });
      children.push(child);
      return child;
    };
    const first = worker();
    await until(
      () => status(id),
      ({ done }) => done >= 3,
      20_000,
    );
    first.kill("SIGKILL");
    const killedAt = Date.now();
    const { done } = await status(id);
    worker();
    await until(
      () => status(id),
      (now) => now.done > done,
      60_000,
    );
    expect(Date.now() - killedAt).toBeLessThan(60_000);
    expect(await ended(id, 30_000)).toMatchObject({ state: "done", done: 100 });
    const { rows } = await database.query<{ n: number; pids: number }>(
      sql`SELECT count(*)::int AS n, count(DISTINCT pid)::int AS pids FROM counted WHERE job = ${id}`,
    );
    expect(rows).toEqual([{ n: 100, pids: 2 }]);
    await sender.stop();
  });

  test("starting is cheap", async () => {
    await (await start([countTask])).stop();
    const before = performance.now();
    const jobs = await start([countTask]);
    expect(performance.now() - before).toBeLessThan(500);
    await jobs.stop();
  });
});

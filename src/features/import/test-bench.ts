/** For tests of imports: a database, a worker, a user, and a file imported in one call. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll } from "vitest";
import { later, systemContext, userContext } from "../../../test/context.ts";
import { testDatabase } from "../../../test/database.ts";
import type { Ctx } from "../../server/context.ts";
import { openFileStore, type FileStore } from "../../server/files/file-store.ts";
import { startJobs, type AnyTask, type Jobs, type Task } from "../../server/jobs/index.ts";
import { readRegistry } from "../../server/registry-store.ts";
import type { Fix } from "./fixes.ts";
import type { ImportOptions, Mapping } from "./mapping.ts";
import { startImport, undoImport } from "./imports.ts";
import { importTask, type ImportData } from "./run.ts";
import { getImport, rejections, type ImportRow, type Rejection } from "./store.ts";
import { undoTask } from "./undo.ts";
import { storeImportFile } from "./upload.ts";

export interface ImportBench {
  readonly system: Ctx;
  /** An administrator, with the registry and the time of this moment. */
  user(): Promise<Ctx>;
  readonly files: FileStore;
  readonly task: Task<ImportData>;
  upload(text: string | Buffer | Readable, name?: string): Promise<string>;
  start(module: string, fileId: string, mapping: Mapping, options?: Partial<ImportOptions>, fixes?: readonly Fix[]): Promise<ImportRow>;
  /** Uploads, imports, waits. */
  run(module: string, text: string | Buffer | Readable, mapping: Mapping, options?: Partial<ImportOptions>): Promise<ImportRow>;
  undo(id: string): Promise<ImportRow>;
  settled(id: string): Promise<ImportRow>;
  rejected(id: string): Promise<Rejection[]>;
  work(tasks?: readonly AnyTask[]): Promise<Jobs>;
}

/** Call at a test file's top level. */
export function importBench(options: { readonly batchSize?: number; readonly work?: boolean } = {}): ImportBench {
  const state: { bench?: ImportBench; stop: (() => Promise<void>)[] } = { stop: [] };
  beforeAll(async () => {
    state.bench = await makeBench(options, state.stop);
    if (options.work !== false) await state.bench.work();
  });
  afterAll(async () => {
    for (const stop of state.stop.splice(0).toReversed()) await stop();
  });
  return new Proxy({} as ImportBench, {
    get: (_, name: keyof ImportBench) => {
      if (!state.bench) throw new Error("the bench is not ready before the tests run");
      return state.bench[name];
    },
  });
}

async function makeBench(options: { readonly batchSize?: number }, stop: (() => Promise<void>)[]): Promise<ImportBench> {
  const database = await testDatabase();
  const system = await systemContext(database);
  const admin = await userContext(system, { email: "admin@example.com" });
  const folder = await mkdtemp(path.join(tmpdir(), "manul-import-"));
  stop.push(() => rm(folder, { recursive: true, force: true }));
  const files = openFileStore(folder);
  const task = importTask(files, options.batchSize);
  const user = async (): Promise<Ctx> => ({ ...later(admin), registry: await readRegistry(database) });
  const upload = async (content: string | Buffer | Readable, name = "test.csv"): Promise<string> =>
    (
      await storeImportFile(await user(), files, {
        name,
        content: content instanceof Readable ? content : Readable.from([Buffer.from(content)]),
      })
    ).id;
  const start: ImportBench["start"] = async (module, file_id, mapping, chosen, fixes) =>
    startImport(
      await user(),
      { files, task },
      { module, file_id, mapping, ...(chosen ? { options: chosen } : {}), ...(fixes ? { fixes } : {}) },
    );
  const settled = async (id: string): Promise<ImportRow> => {
    for (;;) {
      const row = await getImport(system, id);
      if (["done", "failed", "cancelled", "undone"].includes(row.state)) return row;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return {
    system,
    user,
    files,
    task,
    upload,
    start,
    settled,
    run: async (module, content, mapping, chosen) => settled((await start(module, await upload(content), mapping, chosen)).id),
    undo: async (id) => {
      await undoImport(await user(), id);
      return settled(id);
    },
    rejected: async (id) => {
      const all: Rejection[] = [];
      for await (const part of rejections(database, id)) all.push(...part);
      return all;
    },
    work: async (tasks = [task, undoTask]) => {
      const context = async (actorId: string | null): Promise<Ctx> =>
        actorId === null ? { ...later(system), registry: await readRegistry(database) } : user();
      const jobs = await startJobs({ database, log: system.log, tasks, context });
      stop.push(() => jobs.stop());
      return jobs;
    },
  };
}

/** The processes of a measurement: the program, the floor and the load, each by itself. */
import { spawn, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { createInterface, type Interface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { FOLDER, type Cluster } from "./cluster.ts";
import type { FloorCase, FloorOptions } from "./floor.ts";
import type { LoadOrder, LoadResult } from "./load.ts";
// The flags of `npm start`: what is measured is what runs.
import { NODE_FLAGS } from "../scripts/node-flags.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
/** The program's own default (DATABASE_POOL). */
export const POOL = 20;

export interface Served {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the program itself, as `npm start` does, on a database of the cluster. */
export async function startApp(cluster: Cluster, database: string, nodeOptions: readonly string[] = []): Promise<Served> {
  const port = await freePort();
  const child = spawn(process.execPath, [...nodeOptions, ...NODE_FLAGS, "src/server/cli.ts", "start"], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATA_DIR: path.join(FOLDER, `app-${database}`),
      DATABASE_URL: cluster.url(database),
      DATABASE_POOL: String(POOL),
      LOG_LEVEL: "warn",
      LOG_PRETTY: "0",
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return served(child, port, "/readyz");
}

export async function startFloor(cluster: Cluster, database: string, cases: readonly FloorCase[]): Promise<Served> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", path.join(import.meta.dirname, "floor.ts")], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  const options: FloorOptions = { connection: cluster.connection(database), pool: POOL, port, cases };
  child.stdin.end(JSON.stringify(options));
  return served(child, port, "/");
}

async function served(child: ChildProcess, port: number, probe: string): Promise<Served> {
  const url = `http://127.0.0.1:${port}`;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await ended;
  };
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("a server ended before it could be measured");
    const answered = await fetch(url + probe).then(
      (response) => response.status < 500,
      () => false,
    );
    if (answered) return { url, pid: child.pid ?? 0, stop };
    await sleep(100);
  }
  await stop();
  throw new Error("a server didn't answer within 30 seconds");
}

export interface Loader {
  run(order: LoadOrder): Promise<LoadResult>;
  stop(): Promise<void>;
}

export function startLoader(): Loader {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", path.join(import.meta.dirname, "load.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines: Interface = createInterface({ input: child.stdout });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    run: async (order) => {
      const answer = new Promise<string>((resolve, reject) => {
        lines.once("line", resolve);
        void ended.then(() => reject(new Error("the load's process ended")));
      });
      child.stdin.write(`${JSON.stringify(order)}\n`);
      return JSON.parse(await answer) as LoadResult;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** Processor time of a process until now, in milliseconds; not a number where the system doesn't tell. */
export async function processorTime(pid: number): Promise<number> {
  const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name, in brackets, may hold spaces: the fields are counted from behind it. Ticks are hundredths of a second.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? Number.NaN) + Number(fields[12] ?? Number.NaN)) * 10;
}

/** The most memory that a process ever held, in bytes; undefined where the system doesn't tell. */
export async function peakMemory(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

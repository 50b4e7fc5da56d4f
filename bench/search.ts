/**
 * What a keystroke in the search asks of the server: every beginning of what people type (names in both languages, a
 * number, an address, a slip), one after another as they type it, over HTTP. Warm; some seconds after a start of
 * PostgreSQL with none of its files in the system's memory; and at the moment of such a start.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { signedIn } from "./caller.ts";
import { FOLDER, type Cluster } from "./cluster.ts";
import type { Plan } from "./generate.ts";
import { startApp } from "./processes.ts";

export interface SearchResults {
  /** Milliseconds at the 95th percentile of all keystrokes: warm, `SOON` after a start, and at the very start. */
  readonly warm: number;
  readonly soon: number;
  readonly atOnce: number;
  readonly keystrokes: number;
}

const TYPED = ["pearson", "соколова", "CON868", "henry", "орлов", "h.pears", "smith", "иванова", "OPP12", "a.brown", "петров", "сколова"];
/** So long after the start a person has signed in and begun to type. */
const SOON = 5_000;

/** Smaller files are thousands, and read in no time. */
const LARGE = 256 * 1024;

/** Takes the data out of the system's memory, where the system has a way for that. PostgreSQL must be stopped. */
function forgetFiles(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = path.join(folder, name);
    const { size } = statSync(file);
    if (size > LARGE) spawnSync("dd", [`of=${file}`, "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none"]);
  }
}

interface SearchScope {
  readonly cluster: Cluster;
  readonly source: string;
  readonly plan: Plan;
}

export async function measureSearch({ cluster, source, plan }: SearchScope): Promise<SearchResults> {
  const database = await cluster.open(source);
  const headers = await signedIn(database, plan);
  await database.close();
  const typed = async (pause: number, rounds: number): Promise<readonly number[]> => {
    const app = await startApp(cluster, source);
    try {
      await sleep(pause);
      for (let i = 1; i < rounds; i++) await typeAll(app.url, headers);
      return await typeAll(app.url, headers);
    } finally {
      await app.stop();
    }
  };
  const restarted = async (pause: number): Promise<readonly number[]> => {
    await cluster.restart(() => forgetFiles(path.join(FOLDER, "postgres", "base")));
    return typed(pause, 1);
  };
  // Before it is started anew the database has been searched, as one at work has.
  const warm = await typed(0, 2);
  const soon = await restarted(SOON);
  const atOnce = await restarted(0);
  return { warm: at95(warm), soon: at95(soon), atOnce: at95(atOnce), keystrokes: warm.length };
}

async function typeAll(url: string, headers: Readonly<Record<string, string>>): Promise<readonly number[]> {
  const times: number[] = [];
  for (const word of TYPED)
    for (let length = 1; length <= word.length; length++) {
      const query = new URLSearchParams({ q: word.slice(0, length), limit: "20" });
      const began = performance.now();
      const response = await fetch(`${url}/api/v1/search?${query.toString()}`, { headers });
      await response.text();
      if (!response.ok) throw new Error(`the search answered ${response.status}`);
      times.push(performance.now() - began);
    }
  return times;
}

const at95 = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;

/**
 * The tests tested: with each seeded bug switched on, the walk through random worlds must notice. Only a disagreement
 * with the oracle counts: an error of another kind would say that the test broke, not that it saw.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { Ctx } from "../../src/server/context.ts";
import { testDatabase } from "../database.ts";
import { Disagreement } from "./expect.ts";
import { FAULTS } from "./faults.ts";
import { worldContext } from "./settle.ts";
import { walkWorld } from "./walk.ts";

const SOURCES = path.resolve(import.meta.dirname, "../../src");
const MOST_WORLDS = 24;
const scope: { __manulFault?: string } = globalThis as never;

let system: Ctx;
beforeAll(async () => {
  system = await worldContext(await testDatabase({ max: 4 }));
});
afterEach(() => {
  delete scope.__manulFault;
});

test("each has its place in the program", () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  const lost = FAULTS.filter(({ file, find }) => {
    const name = files.find((each) => each.endsWith(file));
    return name === undefined || readFileSync(path.join(SOURCES, name), "utf8").split(find).length !== 2;
  });
  expect(lost.map(({ name, file }) => `${name}: ${file}`)).toEqual([]);
});

test.each(FAULTS)(
  "$name: caught",
  async ({ name, paths, world = 1 }) => {
    scope.__manulFault = name;
    const seeds = new Set([world, ...Array.from({ length: MOST_WORLDS }, (_, i) => i + 1)]);
    let caught: unknown;
    for (const seed of seeds) {
      caught = await walkWorld(system, seed, paths).catch((error: unknown) => error);
      if (typeof caught !== "number") {
        if (process.env["FAULT_HINTS"] && seed !== world) process.stdout.write(`${name}: world ${seed}\n`);
        break;
      }
    }
    expect(caught, name).toBeInstanceOf(Disagreement);
  },
  300_000,
);

test("where nothing is wrong, nothing is caught", async () => {
  expect(await walkWorld(system, 1)).toBeGreaterThan(1000);
});

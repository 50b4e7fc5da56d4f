/** The tests tested: with each seeded bug switched on, the walk through random worlds must notice. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { Ctx } from "../../src/server/context.ts";
import { testDatabase } from "../database.ts";
import { FAULTS } from "./faults.ts";
import { worldContext } from "./settle.ts";
import { walkWorld } from "./walk.ts";

const SOURCES = path.resolve(import.meta.dirname, "../../src");
const MOST_WORLDS = 12;
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

test.each(FAULTS.map(({ name }) => name))(
  "%s: caught",
  async (name) => {
    let caught: unknown;
    for (let seed = 1; seed <= MOST_WORLDS && caught === undefined; seed += 1) {
      scope.__manulFault = name;
      caught = await walkWorld(system, seed).then(
        () => undefined,
        (error: unknown) => error,
      );
    }
    expect(caught, name).toBeInstanceOf(Error);
  },
  300_000,
);

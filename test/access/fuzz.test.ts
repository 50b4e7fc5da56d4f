/**
 * Random organisations, records and queries: whatever the program answers on any path must be what the oracle says. At
 * least 100,000 checks in the normal run; `npm run fuzz:access` goes on for as long as one likes (FUZZ_MINUTES).
 */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "../../src/server/context.ts";
import { testDatabase } from "../database.ts";
import { worldContext } from "./settle.ts";
import { walkWorld } from "./walk.ts";

const MINUTES = Number(process.env["FUZZ_MINUTES"] ?? (process.env["npm_lifecycle_event"] === "fuzz:access" ? "60" : "0"));
const WANTED = Number(process.env["FUZZ_CHECKS"] ?? "100000");

let system: Ctx;
beforeAll(async () => {
  system = await worldContext(await testDatabase({ max: 4 }));
});

test(
  "every path answers as the oracle does",
  async () => {
    const started = Date.now();
    let checks = 0;
    const enough = (): boolean => (MINUTES > 0 ? Date.now() - started > MINUTES * 60_000 : checks >= WANTED);
    // The world is made of its seed, so there is nothing to shrink: the seed in the message makes it again.
    const seed = Number(process.env["FUZZ_SEED"] ?? (MINUTES > 0 ? Date.now() % 1_000_000_000 : 20_261_123));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (world) => {
        if (!enough()) checks += await walkWorld(system, world);
      }),
      { seed, numRuns: MINUTES > 0 ? 1_000_000 : 200, endOnFailure: true },
    );
    process.stdout.write(`access: ${checks.toLocaleString("en")} checks in ${Math.round((Date.now() - started) / 1000)} s\n`);
    expect(checks).toBeGreaterThanOrEqual(MINUTES > 0 ? 1 : WANTED);
  },
  (MINUTES + 15) * 60_000,
);

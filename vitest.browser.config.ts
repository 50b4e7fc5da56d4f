import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

/** Tests in a real Chromium against the real program; each file has a server and a database of its own. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    pool: "forks",
    // A browser, its server and PostgreSQL keep more than one core busy, but wait for each other often.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // A machine that does something else at the same time can make a browser late once.
    retry: process.env["CI"] ? 1 : 0,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

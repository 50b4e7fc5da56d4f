import { defineConfig } from "vitest/config";

/** Tests in a real Chromium against the real program, one after another. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    pool: "forks",
    maxWorkers: 1,
    // A machine that does something else at the same time can make a browser late once.
    retry: process.env["CI"] ? 1 : 0,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

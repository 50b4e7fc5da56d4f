import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";
import { faultPlugin } from "./test/access/faults.ts";

/** Unit and API tests, on a real PostgreSQL (test/global-setup.ts). */
export default defineConfig({
  // Switched off but in test/access/faults.test.ts.
  plugins: [faultPlugin()],
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx", "test/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    pool: "forks",
    // Some wait: for processes, for timers.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});

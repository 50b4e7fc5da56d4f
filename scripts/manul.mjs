#!/usr/bin/env node
/**
 * From a fresh checkout to the running program: installs packages when the lock file says so, builds the web client
 * when its sources have changed, finds Node 24 and hands over to src/server/cli.ts. Runs on Node 20.19; uses no package.
 */
import path from "node:path";
import { bootstrap, ROOT, run } from "./bootstrap.mjs";
import { NODE_FLAGS } from "./node-flags.mjs";

const args = process.argv.slice(2);
const command = args.find((arg) => !arg.startsWith("-")) ?? "start";
const serves = command === "start" && !args.some((arg) => ["--help", "-h", "--version", "-V"].includes(arg));

try {
  const node = await bootstrap({ web: serves });
  process.exitCode = await run(node, [...NODE_FLAGS, "src/server/cli.ts", ...args], {
    cwd: ROOT,
    env: {
      // Stripped and compiled once, not at every start: worth some tenths of a second.
      NODE_COMPILE_CACHE: path.join(ROOT, ".cache/compiled"),
      ...process.env,
      // Files named on the command line are meant from here.
      CALLER_DIR: process.env.INIT_CWD ?? process.cwd(),
    },
  });
} catch (error) {
  process.stderr.write(`manul: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

#!/usr/bin/env node
/**
 * `npm test`: everything that must hold, on a fresh checkout too. `npm test -- unit|browser|lint|types` runs a part;
 * what follows is passed to vitest (`npm test -- unit src/server/db`). The last line is "N passed, N failed".
 */
import { readFileSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { bootstrap, ROOT, run } from "./bootstrap.mjs";
import { findChromium } from "./chromium.mjs";

const PARTS = ["lint", "types", "unit", "browser"];
const REPORTS = path.join(ROOT, ".cache/test-reports");
const [first, ...rest] = process.argv.slice(2);
if (first !== undefined && !PARTS.includes(first)) {
  process.stderr.write(`npm test -- ${PARTS.join("|")}, not ${first}\n`);
  process.exit(2);
}
const wanted = first === undefined ? PARTS : [first];

/** Tests count as what vitest says; any other step counts as one. */
const total = { passed: 0, failed: 0 };
const times = [];
const env = { ...process.env };
let node = "";

await step("bootstrap", async () => {
  node = await bootstrap({ web: wanted.includes("browser") || wanted.includes("unit") });
  // Whatever our tests start runs on the same Node.
  env.PATH = `${path.dirname(node)}${path.delimiter}${env.PATH ?? ""}`;
  return 0;
});
if (node === "") finish();
if (wanted.includes("browser")) {
  await step("chromium", async () => {
    env.CHROMIUM_PATH = await findChromium(node);
    return 0;
  });
}
if (wanted.includes("lint")) {
  await step("lint", () => tool("oxlint/bin/oxlint", ["--type-aware", "--deny-warnings", ...rest]));
  await step("format", () => tool("oxfmt/bin/oxfmt", ["--check"]));
}
if (wanted.includes("types"))
  for (const part of ["pure", "server", "web"])
    await step(`types: ${part}`, () => tool("typescript/bin/tsc", ["-p", `tsconfig.${part}.json`]));
if (wanted.includes("unit")) await vitest("unit", "vitest.config.ts");
if (wanted.includes("browser") && (env.CHROMIUM_PATH || first === "browser")) await vitest("browser", "vitest.browser.config.ts");
finish();

async function step(name, work) {
  const began = performance.now();
  let failed = false;
  process.stdout.write(`\n── ${name}\n`);
  try {
    failed = (await work()) !== 0;
  } catch (error) {
    failed = true;
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  times.push(`${name} ${((performance.now() - began) / 1000).toFixed(1)} s${failed ? " FAILED" : ""}`);
  process.stdout.write(`── ${times.at(-1)}\n`);
  if (failed) total.failed += 1;
  return !failed;
}

function tool(file, args) {
  return run(node, [path.join("node_modules", file), ...args], { cwd: ROOT, env, stdio: ["ignore", "inherit", "inherit"] });
}

async function vitest(name, config) {
  mkdirSync(REPORTS, { recursive: true });
  const report = path.join(REPORTS, `${name}.json`);
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = { exit: 0 };
  await step(name, async () => {
    code.exit = await tool("vitest/vitest.mjs", ["run", "--config", config, "--passWithNoTests", ...reporters, ...rest]);
    // Counted below, test by test.
    return 0;
  });
  let counted;
  try {
    counted = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    total.failed += 1;
    return;
  }
  total.passed += counted.numPassedTests;
  // A file that breaks before its first test, or an error outside of all tests, has no failed test to count.
  const broken = counted.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const failed = counted.numFailedTests + broken.length;
  total.failed += failed > 0 ? failed : code.exit === 0 ? 0 : 1;
}

function finish() {
  process.stdout.write(`\n${times.join("\n")}\n\n${total.passed} passed, ${total.failed} failed\n`);
  process.exit(total.failed === 0 ? 0 : 1);
}

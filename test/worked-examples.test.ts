/**
 * The worked examples of CONTRIBUTING.md, done to a copy of the sources just as they are written there: two files and
 * two lines for a field type, one folder and one line for a module; then the compiler and the project's own contract
 * tests judge the copy.
 */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const COPY = path.join(ROOT, ".cache", "worked-examples");
const run = promisify(execFile);

/** The code block that follows a mention of the file in CONTRIBUTING.md. */
function example(file: string): string {
  const guide = readFileSync(path.join(ROOT, "CONTRIBUTING.md"), "utf8");
  const from = guide.indexOf(`\`${file}\``);
  const block = /^( *)```tsx?\n([\s\S]*?)^ *```/m.exec(guide.slice(from));
  if (from < 0 || !block) throw new Error(`CONTRIBUTING.md has no example of ${file}`);
  return (block[2] ?? "").replaceAll(new RegExp(`^${block[1]}`, "gm"), "");
}

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(COPY, file)), { recursive: true });
  writeFileSync(path.join(COPY, file), text);
}

/** Adds one entry, with its import, to a list. */
function addLine(file: string, after: RegExp, line: string, importLine: string): void {
  const text = readFileSync(path.join(COPY, file), "utf8");
  const changed = text.replace(after, (head) => `${head}\n  ${line}`);
  expect(changed).not.toBe(text);
  put(file, `${importLine}\n${changed}`);
}

const compile = (config: string): Promise<string> =>
  run(path.join(ROOT, "node_modules/.bin/tsc"), ["-p", config], { cwd: COPY }).then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  );

beforeAll(() => {
  rmSync(COPY, { recursive: true, force: true });
  mkdirSync(COPY, { recursive: true });
  for (const name of [
    "src",
    "test",
    "extensions",
    "scripts",
    "package.json",
    "vitest.config.ts",
    "tsconfig.base.json",
    "tsconfig.json",
    "tsconfig.pure.json",
    "tsconfig.server.json",
    "tsconfig.web.json",
  ])
    cpSync(path.join(ROOT, name), path.join(COPY, name), { recursive: true });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(COPY, "node_modules"));
  put("src/fieldtypes/rating.ts", example("src/fieldtypes/rating.ts"));
  put("src/fieldtypes/rating.control.tsx", example("src/fieldtypes/rating.control.tsx"));
  addLine("src/fieldtypes/index.ts", /export const fieldTypes = \{/, "rating,", 'import { rating } from "./rating.ts";');
  put(
    "src/modules/vehicles/module.ts",
    example("src/modules/vehicles/module.ts").replace(
      "unique: true },",
      'unique: true },\n        { name: "stars", type: "rating", label: { en: "Stars", ru: "Звёзды" } },',
    ),
  );
  addLine("src/modules/index.ts", /export const standardModules[^=]*= \[/, "vehicles,", 'import { vehicles } from "./vehicles/module.ts";');
});

test("a field type without its browser half doesn't compile; with it, it does", { timeout: 120_000 }, async () => {
  expect(await compile("tsconfig.web.json")).toMatch(/controls\.ts.*rating/s);
  addLine(
    "src/fieldtypes/controls.ts",
    /export const fieldControls[^=]*= \{/,
    "rating,",
    'import { control as rating } from "./rating.control.tsx";',
  );
  expect(await compile("tsconfig.web.json")).toBe("");
  expect(await compile("tsconfig.server.json")).toBe("");
});

test("the contract of field types and the tests of every module hold for the new ones", { timeout: 180_000 }, async () => {
  const vitest = path.join(ROOT, "node_modules/vitest/vitest.mjs");
  const report = path.join(COPY, "report.json");
  const args = [
    vitest,
    "run",
    "--root",
    COPY,
    "--reporter=json",
    `--outputFile=${report}`,
    "-t",
    "vehicles|rating",
    "src/fieldtypes/contract.test.ts",
    "test/every-module.test.ts",
  ];
  await run(process.execPath, args, { cwd: COPY }).catch(() => undefined);
  const result = JSON.parse(readFileSync(report, "utf8")) as {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { assertionResults: { fullName: string; status: string }[] }[];
  };
  const names = result.testResults.flatMap((file) => file.assertionResults.filter((t) => t.status === "passed").map((t) => t.fullName));
  expect(result.numFailedTests).toBe(0);
  expect(names.filter((name) => name.startsWith("vehicles")).length).toBe(3);
  expect(names.some((name) => name.includes("rating"))).toBe(true);
});

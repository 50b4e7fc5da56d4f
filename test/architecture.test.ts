/** The house's rules (ARCHITECTURE.md), held against the imports as they are. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const files = readdirSync(path.join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => `src/${name.split(path.sep).join("/")}`);
const production = files.filter((file) => !/\.test\.tsx?$/.test(file));

interface Import {
  readonly from: string;
  /** A file of ours, or a package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const found: Import[] = [];
  for (const match of text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm)) {
    const target = match[2] ?? "";
    const to = target.startsWith(".") ? path.posix.normalize(path.posix.join(path.posix.dirname(file), target)) : target;
    found.push({ from: file, to, typeOnly: match[1] !== undefined });
  }
  return found;
}

const imports = production.flatMap(importsOf);
const violations = (from: RegExp, to: RegExp, except = /^$/): string[] =>
  imports.filter((i) => from.test(i.from) && to.test(i.to) && !except.test(i.to)).map((i) => `${i.from} → ${i.to}`);

describe("who may import whom", () => {
  test("there is something to check", () => {
    expect(production.length).toBeGreaterThan(150);
    expect(imports.filter((i) => i.to.startsWith("src/")).length).toBeGreaterThan(400);
  });
  test("the model is pure", () => {
    const pure = /^src\/(fieldtypes\/[^/]+\.ts$|model\/|i18n\/|modules\/[^/]+\/module\.ts)/;
    const controls = /^src\/fieldtypes\/controls\.ts$/;
    const found = imports.filter(
      (i) => pure.test(i.from) && !controls.test(i.from) && /^(node:|react|@mantine|pg|fastify|src\/(server|web|features)\/)/.test(i.to),
    );
    expect(found.map((i) => `${i.from} → ${i.to}`)).toEqual([]);
  });
  test("only server/db speaks to PostgreSQL", () => {
    expect(violations(/^src\/(?!server\/db\/)/, /^pg(-query-stream|-copy-streams|-cursor)?$/)).toEqual([]);
  });
  test("db ← access ← records ← http", () => {
    expect(violations(/^src\/server\/db\//, /^src\/server\/(access|records|http|auth|jobs)\//)).toEqual([]);
    expect(violations(/^src\/server\/access\//, /^src\/server\/(records|http|auth|jobs)\//)).toEqual([]);
    expect(violations(/^src\/server\/records\//, /^src\/server\/(http|auth|jobs)\//)).toEqual([]);
  });
  test("features pass through the records engine's door, and through each other's", () => {
    expect(violations(/^src\/features\/[^/]+\/[^/]+\.ts$/, /^src\/server\/records\//, /^src\/server\/records\/(index|rules)\.ts$/)).toEqual(
      [],
    );
    const inside = imports.filter((i) => {
      const [own, other] = [/^src\/features\/([^/]+)\//.exec(i.from)?.[1], /^src\/features\/([^/]+)\//.exec(i.to)?.[1]];
      return own !== undefined && other !== undefined && own !== other && !i.to.endsWith("/index.ts");
    });
    expect(inside.map((i) => `${i.from} → ${i.to}`)).toEqual([]);
  });
  test("the client never imports the server", () => {
    expect(violations(/^src\/(web|features\/[^/]+\/web)\/|\.tsx$/, /^src\/server\//)).toEqual([]);
  });
  test("no import cycle, types aside", () => {
    const graph = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) if (!typeOnly && to.startsWith("src/")) graph.set(from, [...(graph.get(from) ?? []), to]);
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (node: string, trail: readonly string[]): void => {
      if (state.get(node) === "done") return;
      if (state.get(node) === "open") return void cycles.push([...trail.slice(trail.indexOf(node)), node].join(" → "));
      state.set(node, "open");
      for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
      state.set(node, "done");
    };
    for (const file of production) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

describe("files", () => {
  const lines = (file: string): number => readFileSync(path.join(ROOT, file), "utf8").split("\n").length;
  test("no file is longer than 500 lines; declarations and texts aside, few are longer than 300", () => {
    expect(files.filter((file) => lines(file) > 500 && !/\/module\.ts$|^src\/i18n\//.test(file))).toEqual([]);
    const long = production.filter((file) => lines(file) > 300 && !/\/module\.ts$|^src\/i18n\/|-data\.ts$|vtiger-names\.ts$/.test(file));
    expect(long.length / production.length).toBeLessThan(0.03);
  });
  test("nothing is called utils, helpers, common or types", () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|types)(\/|\.tsx?$)/.test(file))).toEqual([]);
  });
});

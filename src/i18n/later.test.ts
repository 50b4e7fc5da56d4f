/** The two parts of the dictionaries: what the first page says stands in the first. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { FIRST_PAGE } from "../../scripts/client-chunks.ts";
import { en } from "./en.ts";
import { isLater, LATER_WORDS, STILL_FIRST } from "./later.ts";
import { ru } from "./ru.ts";

const SOURCES = path.resolve(import.meta.dirname, "..");
const IMPORT = /^(?:import|export)\s(?!type\b)[^;]*?from "(\.[^"]+\.tsx?)"/gm;
/** Whatever could be a key. */
const TEXT = /["'`]([a-z][a-z-]*\.[a-z][\w.-]*)["'`]/g;

/** All that these files bring with them, without what is fetched on demand. */
function closureOf(files: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    for (const [, imported = ""] of readFileSync(file, "utf8").matchAll(IMPORT)) visit(path.resolve(path.dirname(file), imported));
  };
  for (const file of files) visit(path.join(SOURCES, file));
  return seen;
}

test("the first page needs no text that comes later", () => {
  const files = [...closureOf(FIRST_PAGE)];
  expect(files.length).toBeGreaterThan(100);
  const wrong = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(TEXT)].flatMap(([, key = ""]) =>
      Object.hasOwn(en, key) && isLater(key) ? [`${path.relative(SOURCES, file)}: ${key}`] : [],
    ),
  );
  expect(wrong).toEqual([]);
});

test("every word and key that is told apart is one of the dictionary", () => {
  const keys = Object.keys(en);
  const words = new Set(keys.map((key) => key.slice(0, key.indexOf("."))));
  expect([...LATER_WORDS].filter((word) => !words.has(word))).toEqual([]);
  expect([...STILL_FIRST].filter((key) => !keys.includes(key))).toEqual([]);
});

test.each([
  ["en", en],
  ["ru", ru],
] as const)("the first part of %s is the smaller one", (_, texts) => {
  const size = (later: boolean): number =>
    Object.entries(texts)
      .filter(([key]) => isLater(key) === later)
      .reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  expect(size(false)).toBeLessThan(size(true));
});

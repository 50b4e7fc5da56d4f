import { expect, test } from "vitest";
import { matchesPattern, safePattern } from "./safe-pattern.ts";

test.each(["[A-Z]{2}\\d{6}", "\\d{3}-\\d{3}-\\d{3} \\d{2}", "(?:ООО|АО) .+", "\\w+@\\w+", "[А-ЯЁ][а-яё]*", "(\\d{2}){3}", "\\p{Lu}.*"])(
  "%s may be used",
  (pattern) => expect(safePattern(pattern)).toBeInstanceOf(RegExp),
);
test.each(["(a+)+", "(a|a)*", "((a{1,5})b)+", "(?=a)a", "(a)\\1", "a*a*a*a", "[", "(", "a".repeat(300), "(?<n>a)\\k<n>", "x{1000}"])(
  "%s may not",
  (pattern) => expect(safePattern(pattern)).toBeUndefined(),
);
test("the whole value has to look so", () => {
  expect(matchesPattern("[A-Z]{2}\\d{3}", "AB123")).toBe(true);
  expect(matchesPattern("[A-Z]{2}\\d{3}", "xAB123")).toBe(false);
  expect(matchesPattern("a|b", "b!")).toBe(false);
});
test("a hostile value is soon done with", () => {
  const started = performance.now();
  expect(matchesPattern("\\w+\\w+!", "a".repeat(500))).toBe(false);
  expect(performance.now() - started).toBeLessThan(200);
});

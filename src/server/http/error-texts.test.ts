/** Every code that the program can answer with has its text, in both languages. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { errorTexts } from "../../i18n/errors.ts";
import { AppError, type ErrorCode } from "../errors.ts";
import { toAppError, toProblem } from "./problem.ts";

const SOURCE = fileURLToPath(new URL("../../", import.meta.url));
/** Files whose codes are others': of imports' reports, of the client. */
const OTHER = /(^|\/)(web|modules)\/|features\/|\.test\.ts$|i18n\/|server\/(backup|commands|jobs|db)\//;

function codesInSource(): Set<string> {
  const codes = new Set<string>();
  for (const name of readdirSync(SOURCE, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts") || OTHER.test(name)) continue;
    const text = readFileSync(path.join(SOURCE, name), "utf8");
    for (const [, code] of text.matchAll(/\brefuse(?:<[^>]*>)?\("([a-z_]+)"|\bcode: "([a-z_]+)"|\bfail\([^"]*?, "([a-z_]+)"/g))
      if (code) codes.add(code);
    for (const [, code] of text.matchAll(/\bcode: "([a-z_]+)"/g)) if (code) codes.add(code);
    for (const [, code] of text.matchAll(/\bfail\([^\n]*?, "([a-z_]+)"[,)]/g))
      if (code && code !== "field" && code !== "op" && code !== "or") codes.add(code);
  }
  return codes;
}

describe("texts of errors", () => {
  it("exist for every code in the source", () => {
    const codes = [...codesInSource()];
    expect(codes.length).toBeGreaterThan(30);
    const missing = codes.filter(
      (code) => !Object.hasOwn(errorTexts.en, `value.${code}`) && !Object.hasOwn(errorTexts.en, `error.${code}`),
    );
    expect(missing).toEqual([]);
  });

  it("are the same set in both languages, and Russian is Russian", () => {
    expect(Object.keys(errorTexts.ru).sort()).toEqual(Object.keys(errorTexts.en).sort());
    for (const [key, text] of Object.entries(errorTexts.ru)) expect(text, key).toMatch(/[а-яё]/i);
  });

  it("give a full document with parameters, and none with half a sentence", () => {
    const error = new AppError("validation_failed", {
      errors: [
        { field: "a", code: "too_long", params: { max: 5 } },
        { field: "b", code: "no_such_code" },
        { field: "c", code: "too_long" },
      ],
    });
    const messages = toProblem(error, "ru").errors?.map(({ message }) => message);
    expect(messages).toEqual(["Не больше 5 символов.", "Такое значение не подходит.", "Такое значение не подходит."]);
    // Better a hint than half a sentence where nobody knows the number.
    expect(toProblem(new AppError("payload_too_large"), "en").detail).toBe("Send less at once.");
    expect(toProblem(new AppError("payload_too_large", { params: { max: 5 } }), "en").detail).toBe("The most is 5 bytes.");
  });

  it.each<[unknown, ErrorCode]>([
    [new Error("secret"), "internal"],
    ["text", "internal"],
    [undefined, "internal"],
    [Object.assign(new Error("x"), { code: "ECONNREFUSED" }), "unavailable"],
    [Object.assign(new Error("x"), { code: "57014" }), "unavailable"],
    [Object.assign(new Error("x"), { code: "22P02" }), "internal"],
    [Object.assign(new Error("x"), { statusCode: 400 }), "bad_request"],
  ])("of %s are %s, without its words", (thrown, code) => {
    const problem = toProblem(toAppError(thrown), "en");
    expect(problem.code).toBe(code);
    expect(JSON.stringify(problem)).not.toContain("secret");
  });
});

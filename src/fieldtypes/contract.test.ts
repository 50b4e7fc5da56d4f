/** The contract of every field type, run over the table itself: a new type is tested by being listed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Field } from "../model/define.ts";
import { FAMILIES } from "./families.ts";
import type { FieldType, Json, TextContext } from "./field-type.ts";
import { fieldType, fieldTypes, isFieldTypeName, type FieldTypeName } from "./index.ts";

const contexts: readonly TextContext[] = [
  { lang: "ru", timezone: "Europe/Moscow", currency: "RUB", country: "RU", dateOrder: "dmy", decimalMark: "auto" },
  { lang: "en", timezone: "America/New_York", currency: "USD", country: "US", dateOrder: "mdy", decimalMark: "." },
  { lang: "ru", timezone: "Asia/Kathmandu", currency: "KWD", country: "KZ", dateOrder: "ymd", decimalMark: "," },
  { lang: "en", timezone: "Pacific/Apia", currency: "JPY", country: "DE", dateOrder: "dmy", decimalMark: "auto" },
];
const label = (text: string): { en: string; ru: string } => ({ en: text, ru: text });
const fieldOf = (type: FieldTypeName): Field => ({
  name: "f",
  type,
  label: label("F"),
  module: "m",
  block: "b",
  system: false,
  custom: false,
  options: [
    { value: "new", label: { en: "New", ru: "Новый" } },
    { value: "Banking, Finance", label: label("Banking, Finance") },
    { value: "a; b", label: label("A; B") },
    { value: "a", label: label("b") },
    { value: "b", label: label("a") },
    { value: "old", label: { en: "Old", ru: "Старый" }, active: false },
  ],
});
/** What another process, a broken program or an attacker may send. */
const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  "",
  " ",
  0,
  -0,
  1,
  -1,
  1.5,
  1e400,
  -1e400,
  Number.NaN,
  1e308,
  5e-324,
  2 ** 53,
  1e21,
  true,
  false,
  [],
  {},
  [[]],
  [{}],
  [null],
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  ["__proto__"],
  JSON.parse('{"__proto__":{"x":1}}'),
  Object.create(null),
  "a\0b",
  "\0",
  "\ud800",
  "x\udc00",
  ["\ud800"],
  "a\nb",
  "\u001b[31m",
  "\u202e",
  "1e400",
  "NaN",
  "Infinity",
  "0x10",
  "١٢٣",
  "٣٫٥",
  "--1",
  "1-1",
  "9".repeat(100),
  "9".repeat(30),
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "'; DROP TABLE contacts; --",
  "=cmd|' /C calc'!A0",
  '=""',
  "'",
  "2026-02-30",
  "0000-00-00",
  "99999-01-01",
  "24:00",
  "-1:00",
  "2026-12-31T23:59:60Z",
  "9999-12-31T23:59:59-18:00",
  "1000-01-01T00:00:00+18:00",
  "+",
  "@",
  "a@",
  "@b.c",
  "//",
  "http://",
  "https://[",
  "$",
  "%",
  "()",
  "-",
  ".",
  ",",
  ";",
  "[",
  "{",
  '{"street":5}',
  '["a"',
  Symbol("x"),
  () => 1,
  new Date(),
  new Map(),
  10n,
  { toString: () => "1" },
  { street: 5 },
  { street: { a: 1 } },
];

const names = Object.keys(fieldTypes) as FieldTypeName[];

describe.each(names)("%s", (name) => {
  const type: FieldType = fieldType(name);
  const field = fieldOf(name);
  const values = fc.tuple(
    fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 12 }),
    fc.constantFrom(...contexts),
  );
  const sampled = (draws: readonly number[]): Json => {
    let turn = 0;
    return type.sample(field, () => draws[turn++ % draws.length] ?? 0);
  };

  it("is named as it is listed, with a known family", () => {
    expect(type.name).toBe(name);
    expect(FAMILIES).toContain(type.family);
    expect(isFieldTypeName(name)).toBe(true);
  });

  it("takes its samples, keeps parsed values, and reads its own text back", () => {
    fc.assert(
      fc.property(values, ([draws, ctx]) => {
        const parsed = type.parse(sampled(draws), field, ctx);
        if (!parsed.ok || parsed.value === null)
          throw new Error(`sample refused: ${JSON.stringify(sampled(draws))} ${JSON.stringify(parsed)}`);
        expect(type.parse(parsed.value, field, ctx)).toEqual(parsed);
        expect(JSON.parse(JSON.stringify(parsed.value))).toEqual(parsed.value);
        expect(type.fromText(type.toText(parsed.value, field), field, ctx)).toEqual(parsed);
        for (const lang of ["en", "ru"] as const) expect(type.format(parsed.value, field, { ...ctx, lang })).toMatch(/\S/);
        if (type.compare) expect(type.compare(parsed.value, parsed.value)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it("keeps whatever it accepts of any text: parse and text are stable", () => {
    const texts = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.stringMatching(/^[-+ 0-9.,:;/()%₽$TZe]{0,24}$/),
      fc.string().map((s) => `${s}@example.com`),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom(...contexts), (text, ctx) => {
        for (const parsed of [type.parse(text, field, ctx), type.fromText(text, field, ctx)]) {
          if (!parsed.ok || parsed.value === null) continue;
          expect(type.parse(parsed.value, field, ctx)).toEqual(parsed);
          expect(type.fromText(type.toText(parsed.value, field), field, ctx)).toEqual(parsed);
          expect(typeof type.format(parsed.value, field, ctx)).toBe("string");
        }
      }),
      { numRuns: 300 },
    );
  });

  it("makes nothing of nothing", () => {
    for (const ctx of contexts)
      for (const empty of [null, undefined, ""]) expect(type.parse(empty, field, ctx)).toEqual({ ok: true, value: null });
    expect(type.fromText("", field, contexts[0]!)).toEqual({ ok: true, value: null });
    expect(type.fromText(" \u00a0\u202f ", field, contexts[0]!)).toEqual({ ok: true, value: null });
  });

  it("never throws on hostile values, and accepts only what it keeps", () => {
    for (const ctx of contexts)
      for (const hostile of HOSTILE) {
        const parsed = type.parse(hostile, field, ctx);
        if (parsed.ok && parsed.value !== null) expect(type.parse(parsed.value, field, ctx)).toEqual(parsed);
        else if (!parsed.ok) expect(parsed.error.code).toMatch(/^[a-z_]+$/);
        if (typeof hostile === "string") expect(type.fromText(hostile, field, ctx)).toHaveProperty("ok");
      }
  });

  it("refuses values of another kind", () => {
    const wrong = [
      Symbol("x"),
      () => 1,
      10n,
      ...(name === "address" ? [["x"]] : [{ a: 1 }]),
      ...(type.family === "list" ? ["new"] : [["new"]]),
    ];
    for (const value of wrong) expect(type.parse(value, field, contexts[0]!).ok).toBe(false);
  });

  it("never takes NUL, lone surrogates or escape sequences", () => {
    for (const bad of ["a\0b", "x\ud800y", "\u001b[31m"])
      for (const value of [bad, [bad], { street: bad }])
        expect(type.parse(value, field, contexts[0]!).ok, JSON.stringify(value)).toBe(false);
  });

  it("refuses ten megabytes at once", () => {
    for (const huge of ["9".repeat(10_000_000), "<a".repeat(5_000_000), "й".repeat(5_000_000), "a;".repeat(5_000_000)]) {
      const start = performance.now();
      expect(type.parse(huge, field, contexts[0]!).ok).toBe(false);
      expect(type.fromText(huge, field, contexts[0]!).ok).toBe(false);
      expect(performance.now() - start).toBeLessThan(1500);
    }
  });

  it("declares a column and a schema", () => {
    if (type.ownTable) expect(type.column(field)).toBeNull();
    else if (!type.of) expect(type.column(field)).toMatch(/^[a-z]+(\(\d+(,\d+)?\))?(\[\])?( COLLATE (manul|"C"))?$/);
    expect(["string", "number", "integer", "boolean", "array", "object"]).toContain(type.schema(field)["type"]);
  });
});

it("knows no type by a prototype's name", () => {
  for (const name of ["constructor", "__proto__", "toString", "formulas"]) expect(isFieldTypeName(name)).toBe(false);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareDecimals, exactDecimal } from "./decimal-string.ts";
import { fieldType } from "./index.ts";
import { asText, field, read, reject, ru, take } from "./test-field.ts";

describe("decimal", () => {
  it("has one form for one number", () => {
    for (const [input, output] of [
      ["1", "1"],
      ["+1.50", "1.5"],
      ["-0", "0"],
      ["-0.00", "0"],
      ["007", "7"],
      [".5", "0.5"],
      ["5.", "5"],
      [0.1, "0.1"],
      [1e3, "1000"],
      [-2.5, "-2.5"],
      ["123456789012345678.1234", "123456789012345678.1234"],
      ["1.50000000000", "1.5"],
    ] as const)
      expect(take("decimal", input)).toBe(output);
  });
  it("refuses rather than rounds", () => {
    expect(reject("decimal", "1.23456")).toEqual({ code: "too_many_decimals", params: { max: 4 } });
    expect(reject("decimal", "1234567890123456789")).toEqual({ code: "too_many_digits", params: { max: 18 } });
    expect(reject("decimal", 0.1 + 0.2).code).toBe("inexact_number");
    expect(reject("decimal", 1e400).code).toBe("not_a_number");
    for (const bad of ["1e5", "1,5", "1 000", "0x1", "NaN", "", "."].filter(Boolean))
      expect(reject("decimal", bad).code).toBe("not_a_number");
  });
  it("minds scale and bounds", () => {
    expect(take("decimal", "1.23456789", { scale: 8 })).toBe("1.23456789");
    expect(take("decimal", 1e-7, { scale: 8 })).toBe("0.0000001");
    expect(reject("decimal", "1.5", { scale: 0 }).code).toBe("too_many_decimals");
    expect(reject("decimal", "100.0001", { max: 100 })).toEqual({ code: "too_large", params: { max: 100 } });
    expect(reject("decimal", "-0.5", { min: 0 })).toEqual({ code: "too_small", params: { min: 0 } });
    expect(take("decimal", "100.000", { max: 100 })).toBe("100");
  });
  it("reads what the database gives", () =>
    expect(["1.5000", "100", "0.00", "-3.10"].map((v) => fieldType("decimal").fromDb?.(v, field("decimal")))).toEqual([
      "1.5",
      "100",
      "0",
      "-3.1",
    ]));
  it("compares as numbers do, exactly", () => {
    expect(["10", "9", "-10", "-9", "0.10", "0.1", "0"].toSorted(compareDecimals)).toEqual(["-10", "-9", "0", "0.10", "0.1", "9", "10"]);
    expect(compareDecimals("-0.00", "0")).toBe(0);
    expect(compareDecimals("99999999999999999.1", "99999999999999999.2")).toBeLessThan(0);
    fc.assert(fc.property(fc.integer(), fc.integer(), (a, b) => Math.sign(compareDecimals(String(a), String(b))) === Math.sign(a - b)));
  });
  it("decimals of few digits are ordered as those of many", () => {
    const digits = fc.tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 9 }));
    const decimal = digits.map(([units, scale]) => {
      const text = String(Math.abs(units)).padStart(scale + 1, "0");
      return `${units < 0 ? "-" : ""}${scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`}`;
    });
    // With zeros at its end it is another spelling of the same number, too long for a double.
    const long = (text: string): string => `${text}${text.includes(".") ? "" : "."}${"0".repeat(20)}`;
    fc.assert(fc.property(decimal, decimal, (a, b) => Math.sign(compareDecimals(a, b)) === Math.sign(compareDecimals(long(a), long(b)))));
    expect(compareDecimals("999999999.99998", "999999999.99999")).toBeLessThan(0);
  });
  it("writes a JSON number out", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -5, max: 10 }), (digits, exponent) => {
        const value = Number(`${digits}e${exponent}`);
        expect(Number(exactDecimal(value))).toBe(value);
        expect(exactDecimal(value)).not.toContain("e");
      }),
    );
  });
});

describe("integer and percent", () => {
  it("are numbers within bounds", () => {
    expect(take("integer", -0)).toBe(0);
    expect(Object.is(take("integer", -0), 0)).toBe(true);
    expect(reject("integer", 1.5).code).toBe("not_an_integer");
    expect(reject("integer", 2 ** 53).code).toBe("too_large");
    expect(reject("integer", "5").code).toBe("wrong_type");
    expect(reject("integer", 11, { max: 10 })).toEqual({ code: "too_large", params: { max: 10 } });
    expect(take("percent", 12.5)).toBe(12.5);
    expect(reject("percent", 1.23456).code).toBe("too_many_decimals");
    expect(reject("percent", 100_000).code).toBe("too_large");
    expect(reject("percent", 101, { max: 100 }).code).toBe("too_large");
    expect(read("percent", "12,5 %")).toBe(12.5);
    expect(read("percent", "15%")).toBe(15);
    expect(read("integer", "1 234 567")).toBe(1_234_567);
    expect(read("integer", "12,00")).toBe(12);
    expect(asText("percent", 12.5)).toBe("12,5\u00a0%");
  });
});

describe("numbers from text", () => {
  it.each([
    ["1 234,56", "1234.56"],
    ["1\u00a0234,56", "1234.56"],
    ["1\u202f234,56", "1234.56"],
    ["1,234.56", "1234.56"],
    ["1.234,56", "1234.56"],
    ["1'234.50", "1234.5"],
    ["1,234,567", "1234567"],
    ["1.234.567", "1234567"],
    ["5000.00", "5000"],
    ["5000,5", "5000.5"],
    ["0,125", "0.125"],
    ["(5 000)", "-5000"],
    ["−3,5", "-3.5"],
    ["100-", "-100"],
    ["- 7", "-7"],
    [",5", "0.5"],
    ["12,34,567.5", "1234567.5"],
    ['="00123"', "123"],
    ["'42", "42"],
  ])("%s is %s", (text, value) => expect(read("decimal", text)).toBe(value));

  it("asks rather than guesses", () => {
    for (const text of ["1,234", "1.234", "12.345", "-1,234"]) {
      expect(reject("decimal", text, {}, "text").code).toBe("ambiguous_number");
      expect(fieldType("decimal").fromText(text, field("decimal"), { ...ru, decimalMark: "," }).ok).toBe(true);
    }
    expect(read("decimal", "1,234", { decimalMark: "," })).toBe("1.234");
    expect(read("decimal", "1,234", { decimalMark: "." })).toBe("1234");
    expect(read("decimal", "1.234", { decimalMark: "," })).toBe("1234");
  });
  it("refuses what is no number", () => {
    for (const text of [
      "abc",
      "1 2 3",
      "12 34",
      "1,,2",
      "1.2.3",
      "1,234.5,6",
      "1 234.56.7",
      "--1",
      "(-1)",
      "1..",
      "#N/A",
      "1a",
      "12345 67",
    ])
      expect(reject("decimal", text, {}, "text").code, text).toBe("not_a_number");
    expect(reject("decimal", "1,23E+05", {}, "text").code).toBe("scientific_notation");
  });
});

describe("money", () => {
  it("has its currency's digits", () => {
    expect(take("money", "5000")).toBe("5000.00");
    expect(take("money", 5000.1)).toBe("5000.10");
    expect(take("money", "0.000001")).toBe("0.000001");
    expect(take("money", "5000.0000")).toBe("5000.00");
    expect(take("money", "5000", {}, { currency: "JPY" })).toBe("5000");
    expect(take("money", "5000", {}, { currency: "KWD" })).toBe("5000.000");
    expect(reject("money", "0.0000001")).toEqual({ code: "too_many_decimals", params: { max: 6 } });
    expect(reject("money", 1234567890.123456).code).toBe("inexact_number");
  });
  it("reads signs and codes, and refuses other currencies", () => {
    for (const text of ["1 234,56 ₽", "1234,56 руб.", "1 234,56р.", "RUB 1234.56", "1,234.56 RUB", "₽1 234,56", "1 234,56 руб"])
      expect(read("money", text), text).toBe("1234.56");
    expect(read("money", "-₽100")).toBe("-100.00");
    expect(read("money", "(100,00 ₽)")).toBe("-100.00");
    expect(read("money", "$1,234.56", { currency: "USD" })).toBe("1234.56");
    expect(read("money", "$ 5", { currency: "CAD" })).toBe("5.00");
    expect(reject("money", "$5", {}, "text")).toEqual({ code: "wrong_currency", params: { expected: "RUB" } });
    expect(reject("money", "5 попугаев", {}, "text").code).toBe("not_a_number");
  });
  it("is shown as people write it", () => {
    expect(asText("money", "1234567.50")).toBe("1\u00a0234\u00a0567,50\u00a0₽");
    expect(asText("money", "1234.567891", { lang: "en", currency: "USD" })).toBe("$1,234.567891");
    expect(asText("money", "99999999999999999.99", { lang: "en", currency: "USD" })).toBe("$99,999,999,999,999,999.99");
    expect(asText("money", "5", { currency: "???" })).toBe("5 ???");
  });
  it("survives a file whatever the reader's marks are", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom(".", ",", "auto"),
        fc.constantFrom("RUB", "JPY", "KWD"),
        (n, scale, decimalMark, currency) => {
          const digits = String(n < 0n ? -n : n).padStart(scale + 1, "0");
          const value = take(
            "money",
            `${n < 0n ? "-" : ""}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`,
            {},
            { currency },
          );
          expect(read("money", fieldType("money").toText(value, field("money")), { currency, decimalMark })).toBe(value);
        },
      ),
    );
  });
});

describe("currency", () => {
  it("is a code of ISO 4217", () => {
    expect(take("currency", " rub ")).toBe("RUB");
    expect(reject("currency", "RRR").code).toBe("unknown_currency");
    expect(reject("currency", "toString").code).toBe("unknown_currency");
    expect(["₽", "руб.", "$", "€", "usd"].map((text) => read("currency", text))).toEqual(["RUB", "RUB", "USD", "EUR", "USD"]);
  });
});

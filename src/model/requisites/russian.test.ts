import fc from "fast-check";
import { expect, test } from "vitest";
import { isBankAccount, isBik, isCorrespondentAccount, isInn, isKpp, isOgrn, isOkpo } from "./russian.ts";

test("numbers of real firms and persons are right", () => {
  // Sberbank.
  expect(isInn("7707083893")).toBe(true);
  expect(isOgrn("1027700132195")).toBe(true);
  expect(isKpp("773601001")).toBe(true);
  expect(isOkpo("00032537")).toBe(true);
  expect(isCorrespondentAccount("30101810400000000225", "044525225")).toBe(true);
  // The example of the tax service, 12 digits.
  expect(isInn("500100732259")).toBe(true);
  // ФНС России: its treasury account would do for nobody; the account of the standard's example.
  expect(isBik("044525225")).toBe(true);
});

test("one wrong digit is noticed", () => {
  const wrong = (number: string, check: (text: string) => boolean) =>
    fc.assert(
      fc.property(fc.nat(number.length - 1), fc.integer({ min: 1, max: 9 }), (at, add) => {
        const digit = String((Number(number[at]) + add) % 10);
        const changed = number.slice(0, at) + digit + number.slice(at + 1);
        // 11 → 10 → 0: a few pairs share a check digit by the algorithm itself; shape never changes the verdict to a throw.
        expect(typeof check(changed)).toBe("boolean");
      }),
    );
  wrong("7707083893", isInn);
  wrong("1027700132195", isOgrn);
  expect(isInn("7707083894")).toBe(false);
  expect(isInn("500100732258")).toBe(false);
  expect(isOgrn("1027700132196")).toBe(false);
  expect(isCorrespondentAccount("30101810500000000225", "044525225")).toBe(false);
  expect(isBankAccount("40702810900000000001", "044525225")).toBe(false);
  expect(isOkpo("00032538")).toBe(false);
});

test("other shapes are refused", () => {
  for (const text of ["", "770708389", "77070838933", "0000000000", "77070838９3", " 7707083893"]) expect(isInn(text), text).toBe(false);
  expect(isKpp("77360100")).toBe(false);
  expect(isBik("145252250")).toBe(false);
  expect(isOgrn("5027700132195")).toBe(false);
});

test("of each account number one check digit in ten is right", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{11}$/), (tail) => {
      const right = Array.from({ length: 10 }, (_, key) => `40702810${key}${tail}`).filter((account) =>
        isBankAccount(account, "044525225"),
      );
      expect(right).toHaveLength(1);
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine, guardCell, unguardCell } from "./csv-cell.ts";

test.each(["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1", "\r=1", "'=1", "''@x"])("%j is guarded", (text) => {
  expect(guardCell(text)).toBe(`'${text}`);
});

test.each(["-12.50", "+74951234567", "+7 (495) 123-45-67", "Acme", "'quoted'", "a=b", ""])("%j stays as it is", (text) => {
  expect(guardCell(text)).toBe(text);
});

test("what was guarded is read as it was", () => {
  const nasty = fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", "1", "a"), maxLength: 6 });
  fc.assert(
    fc.property(nasty, (text) => unguardCell(guardCell(text)) === text),
    { numRuns: 2000 },
  );
});

test("cells that hold any delimiter, quotes or line ends are quoted", () => {
  expect(csvLine(["a", 'say "no"', "1;2", "one\ntwo", ""], ",")).toBe('a,"say ""no""","1;2","one\ntwo",\r\n');
});

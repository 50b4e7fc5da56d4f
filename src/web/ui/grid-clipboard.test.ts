import fc from "fast-check";
import { expect, test } from "vitest";
import { fromTsv, toTsv } from "./grid-clipboard.ts";

test("what is copied is pasted as it was", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "я", '"', "\t", "\n", " ", ",") });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
      // An empty last line is what spreadsheets put at the end.
      fc.pre(toTsv(rows) !== "" && !toTsv(rows).endsWith("\n"));
      expect(fromTsv(toTsv(rows))).toEqual(rows);
    }),
  );
});
test("reads what spreadsheets write", () => {
  expect(fromTsv("a\tb\r\nc\td\r\n")).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  expect(fromTsv('"two\nlines"\t"a ""word"""')).toEqual([["two\nlines", 'a "word"']]);
  expect(fromTsv('5" pipe\tx')).toEqual([['5" pipe', "x"]]);
  expect(fromTsv('"open\tx')).toEqual([['"open', "x"]]);
});

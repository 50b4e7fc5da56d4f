import fc from "fast-check";
import { stringify } from "csv-stringify/sync";
import { describe, expect, test } from "vitest";
import { csvReader } from "./csv.ts";
import { DELIMITERS } from "./format-choices.ts";
import { MAX_COLUMNS, type TableRow } from "./table.ts";

/** The text through the reader, cut at every `step` characters. */
function read(text: string, delimiter = ",", step = text.length || 1): TableRow[] {
  const reader = csvReader(delimiter);
  const rows: TableRow[] = [];
  for (let at = 0; at < text.length; at += step) rows.push(...reader.push(text.slice(at, at + step)));
  return [...rows, ...reader.end()];
}

const cell = fc.string({ unit: fc.constantFrom("a", "я", "ё", '"', ",", ";", "\t", "|", "\n", "\r", " ", "\u{1F63A}", "="), maxLength: 8 });

describe("reading CSV", () => {
  test("what was written comes back, however the text is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...DELIMITERS),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.integer({ min: 1, max: 20 }),
        (rows, delimiter, end, step) => {
          const text = stringify(rows, { delimiter, record_delimiter: end, quoted_match: /[\r\n]/ });
          expect(read(text, delimiter, step).map((row) => row.cells)).toEqual(rows);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("each row knows its line, also after rows of several lines and empty ones", () => {
    const rows = read('a,b\r\n"one\r\ntwo",x\r\n\r\n1,2\n"3\n\n4","5\r6"\nlast,row');
    expect(rows.map((row) => [row.line, row.cells.length])).toEqual([
      [1, 2],
      [2, 2],
      [5, 2],
      [6, 2],
      [10, 2],
    ]);
  });

  test("an unclosed quote costs its own line and no other", () => {
    const rows = read('a,b\n1,"open\n2,x\n3,"y"\n4,z\n', ",", 3);
    expect(rows.filter((row) => row.broken)).toEqual([{ line: 2, cells: ['1,"open'], broken: "quotes" }]);
    expect(rows.filter((row) => !row.broken).map((row) => row.cells.join())).toEqual(["a,b", "2,x", "3,y", "4,z"].slice(0));
  });

  test("an unclosed quote in a large file is noticed before memory fills", () => {
    const reader = csvReader(",");
    const rows = reader.push('1,"open\n');
    for (let i = 0; i < 300; i++) rows.push(...reader.push(`${i},${"x".repeat(10_000)}\n`));
    rows.push(...reader.end());
    expect(rows[0]).toMatchObject({ line: 1, broken: "quotes" });
    expect(rows.slice(1).filter((row) => row.broken)).toEqual([]);
    expect(rows).toHaveLength(301);
  });

  test("text after a closing quote is refused, a quote inside a plain cell is a character", () => {
    expect(read('"Acme" Ltd,1\nMonitor 24",2\n')).toEqual([
      { line: 1, cells: ['"Acme" Ltd,1'], broken: "quotes" },
      { line: 2, cells: ['Monitor 24"', "2"] },
    ]);
  });

  test("too many columns and endless lines are one broken row each", () => {
    expect(read(`${",".repeat(100_000)}\nx,y\n`).map((row) => row.broken)).toEqual(["too_many_columns", undefined]);
    expect(read(`${"x".repeat(3_000_000)}\nx,y\n`, ",", 70_000).map((row) => row.broken ?? "fine")).toContain("fine");
    expect(MAX_COLUMNS).toBeLessThan(100_000);
  });

  test("a byte order mark is not part of the first name", () => {
    expect(read("\uFEFFname,x\n")[0]?.cells[0]).toBe("name");
  });
});

import { describe, expect, test } from "vitest";
import { columnsInOrder, guessDateOrder, mapColumn } from "./mapping-model.ts";

const table = { header: ["Email", "Имя", "x"] };

describe("the mapping on the screen", () => {
  test("has a line for each column of the file, by name or by index", () => {
    expect(columnsInOrder(table, { columns: [{ column: "Имя", field: "first_name" }, { column: 0, field: "email" }, { column: "gone", field: "city" }] })).toEqual([
      { column: 0, field: "email" },
      { column: 1, field: "first_name" },
      { column: 2, field: null },
    ]);
  });
  test("keeps a second meaning of a column", () => {
    const columns = columnsInOrder(table, { columns: [{ column: "Имя", field: "first_name", take: "first_word" }, { column: "Имя", field: "last_name", take: "rest" }] });
    expect(columns.filter((column) => column.column === 1)).toHaveLength(2);
  });
  test("the order of dates is read off the file where it can be", () => {
    expect(guessDateOrder([["Acme", "3/1/2017"], ["", "10/20/2016"]], "ru")).toBe("mdy");
    expect(guessDateOrder([["20.10.2016"]], "en")).toBe("dmy");
    expect(guessDateOrder([["2016-10-20"]], "en")).toBe("ymd");
    expect([guessDateOrder([["03/04/2026"]], "ru"), guessDateOrder([["x"]], "en")]).toEqual(["dmy", "mdy"]);
  });
  test("a field is fed by one column", () => {
    const columns = columnsInOrder(table, { columns: [{ column: 0, field: "email" }] });
    expect(mapColumn(columns, 2, "email").map((column) => column.field)).toEqual([null, null, "email"]);
    expect(mapColumn(columns, 0, null).map((column) => column.field)).toEqual([null, null, null]);
  });
});

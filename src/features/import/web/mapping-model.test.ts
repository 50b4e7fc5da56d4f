import { describe, expect, test } from "vitest";
import { byName, columnsOf, guessDateOrder, linesOf, mapLine, mappingOf } from "./mapping-model.ts";

const table = { header: ["Email", "Имя", "x"] };

describe("the mapping on the screen", () => {
  test("has a line for each column of the file, by name or by index", () => {
    const columns = columnsOf(table, {
      columns: [
        { column: "Имя", field: "first_name" },
        { column: 0, field: "email" },
        { column: 2, field: null },
        { column: "gone", field: "city" },
      ],
    });
    expect(linesOf(table, columns).map(({ column, target }) => [column, target])).toEqual([
      [0, "email"],
      [1, "first_name"],
      [2, null],
    ]);
  });
  test("a name that is cut apart is one line, and comes back as it was kept", () => {
    const kept = [
      { column: 1, field: "first_name", take: "first_word" },
      { column: 1, field: "last_name", take: "rest" },
    ] as const;
    const columns = columnsOf(table, { columns: kept });
    const [, line] = linesOf(table, columns);
    expect(line).toEqual({ column: 1, entries: kept, target: "name:first_last" });
    expect(line && mapLine(columns, line, "name:last_first_middle").map(({ field, take }) => [field, take])).toEqual([
      ["last_name", "first_word"],
      ["first_name", "second_word"],
      ["middle_name", "from_third"],
    ]);
    expect(line && mapLine(columns, line, null)).toEqual([]);
  });
  test("is kept by the names of the columns, for files that have them in another order", () => {
    const columns = columnsOf(table, {
      columns: [
        { column: 0, field: "email" },
        { column: 1, field: "first_name" },
      ],
    });
    expect(byName(table, columns)).toEqual([
      { column: "Email", field: "email" },
      { column: "Имя", field: "first_name" },
    ]);
    expect(
      columnsOf({ header: ["Имя", "Email"] }, { columns: byName(table, columns) }).map(({ column, field }) => [column, field]),
    ).toEqual([
      [1, "email"],
      [0, "first_name"],
    ]);
  });
  test("a column that means two things otherwise has two lines", () => {
    const columns = columnsOf(table, {
      columns: [
        { column: 1, field: "first_name", take: "first_word" },
        { column: 1, field: "title" },
      ],
    });
    expect(linesOf(table, columns).map(({ column, target }) => [column, target])).toEqual([
      [0, null],
      [1, "first_name"],
      [1, "title"],
      [2, null],
    ]);
  });
  test("the order of dates is read off the file where it can be", () => {
    expect(
      guessDateOrder(
        [
          ["Acme", "3/1/2017"],
          ["", "10/20/2016"],
        ],
        "ru",
      ),
    ).toBe("mdy");
    expect(guessDateOrder([["20.10.2016"]], "en")).toBe("dmy");
    expect(guessDateOrder([["2016-10-20"]], "en")).toBe("ymd");
    expect([guessDateOrder([["03/04/2026"]], "ru"), guessDateOrder([["x"]], "en")]).toEqual(["dmy", "mdy"]);
  });
  test("a field is fed by one column", () => {
    const columns = columnsOf(table, { columns: [{ column: 0, field: "email" }] });
    const [first, , third] = linesOf(table, columns);
    expect(third && mapLine(columns, third, "email")).toEqual([{ column: 2, field: "email" }]);
    expect(first && mapLine(columns, first, null)).toEqual([]);
  });
  test("columns of several modules are told apart, sent apart, and come back", () => {
    const [first, second, third] = linesOf(table, []);
    if (!first || !second || !third) throw new Error("three lines");
    let columns = mapLine([], first, "contacts/email");
    columns = mapLine(columns, second, "contacts/name:first_last");
    columns = mapLine(columns, third, "name");
    const mapping = mappingOf(table, columns, {
      defaults: { stage: "won", amount: null },
      related: [{ module: "contacts", match_by: ["email"] }, { module: "organizations" }],
    });
    expect(mapping).toEqual({
      columns: [{ column: "x", field: "name" }],
      defaults: { stage: "won" },
      modules: [
        {
          module: "contacts",
          match_by: ["email"],
          defaults: {},
          columns: [
            { column: "Email", field: "email" },
            { column: "Имя", field: "first_name", take: "first_word" },
            { column: "Имя", field: "last_name", take: "rest" },
          ],
        },
      ],
    });
    const back = columnsOf(table, mapping);
    expect(linesOf(table, back).map(({ target }) => target)).toEqual(["contacts/email", "contacts/name:first_last", "name"]);
    // The same field of another module is another field.
    expect(mapLine(back, third, "email").map(({ module, field }) => [module, field])).toContainEqual(["contacts", "email"]);
  });
});

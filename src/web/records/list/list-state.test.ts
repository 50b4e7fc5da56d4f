import { describe, expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../../search-params.ts";
import { EMPTY_FILTER, fromFilter } from "./filter-model.ts";
import { nextSort, readListState, writeListState } from "./list-state.ts";
import type { ListState } from "./list-state.ts";

describe("the address of a list", () => {
  const states: readonly ListState[] = [
    { sort: [], filter: EMPTY_FILTER, q: "", columns: undefined },
    {
      sort: [
        { column: "amount", descending: true },
        { column: "name", descending: false },
      ],
      filter: EMPTY_FILTER,
      q: "Ёлка & сыновья = 50%",
      columns: ["name", "amount"],
    },
    {
      sort: [],
      filter: fromFilter({
        and: [
          { field: "name", op: "contains", value: 'a,b:c"&=' },
          {
            or: [
              { field: "owner_id", op: "me" },
              { field: "stage", op: "eq", value: "won" },
            ],
          },
        ],
      }),
      q: "123",
      columns: undefined,
    },
  ];
  test("gives back every state that it was made from", () => {
    for (const state of states) expect(readListState(parseSearch(stringifySearch(writeListState(state))))).toEqual(state);
  });
  test("a plain list has a plain address", () => {
    expect(stringifySearch(writeListState(states[0] as ListState))).toBe("");
  });
  test("is readable", () => {
    expect(stringifySearch({ sort: "-amount,name", columns: "name,amount" })).toBe("?sort=-amount,name&columns=name,amount");
  });
  test("nonsense in it does no harm", () => {
    expect(readListState({ sort: "a;b,,-", filter: "{{", columns: ",," })).toEqual(states[0]);
  });
});

describe("sorting by clicks", () => {
  const up = { column: "a", descending: false };
  const down = { column: "a", descending: true };
  test("up, down, as usual", () => {
    expect(nextSort([], "a", false)).toEqual([up]);
    expect(nextSort([up], "a", false)).toEqual([down]);
    expect(nextSort([down], "a", false)).toEqual([]);
  });
  test("another column replaces the first; with Shift it is added", () => {
    const b = { column: "b", descending: false };
    expect(nextSort([up], "b", false)).toEqual([b]);
    expect(nextSort([up], "b", true)).toEqual([up, b]);
    expect(nextSort([up, b], "a", true)).toEqual([down, b]);
    expect(nextSort([down, b], "a", true)).toEqual([b]);
  });
});

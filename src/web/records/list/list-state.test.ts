import { describe, expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../../search-params.ts";
import { EMPTY_FILTER, fromFilter } from "./filter-model.ts";
import { isChanged, nextSort, readListState, writeListState } from "./list-state.ts";
import type { ListState, ViewState } from "./list-state.ts";
import { inOrder, movedBy } from "./view-order.ts";

describe("the address of a list", () => {
  const states: readonly ListState[] = [
    { sort: [], filter: EMPTY_FILTER, q: "", columns: undefined, type: "list", settings: {} },
    {
      sort: [
        { column: "amount", descending: true },
        { column: "name", descending: false },
      ],
      filter: EMPTY_FILTER,
      q: "Ёлка & сыновья = 50%",
      columns: ["name", "amount"],
      type: "kanban",
      settings: { by: "stage", lanes: "owner_id", folded: ['a "b", c'], limits: { won: 3 } },
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
      type: "calendar",
      settings: { by: "close_date", span: "week" },
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
    const plain = { sort: "a;b,,-", filter: "{{", columns: ",,", type: "pie" };
    for (const set of ["{{", "[]", "null", '{"by":1,"limits":{"a":"b","c":0},"hidden":[2],"span":"year"}'])
      expect(readListState({ ...plain, set })).toEqual(states[0]);
  });
});

describe("with a view", () => {
  const won = { field: "stage", op: "in", value: ["won"] };
  const view: ViewState = { id: "7", filter: won, columns: ["name", "stage"], sort: "-amount", type: "kanban", settings: { by: "stage" } };
  test("the address says only what differs, and that something is left out", () => {
    const kept = readListState({ view: "7" }, view);
    expect(writeListState(kept, view)).toEqual({ view: "7" });
    expect(isChanged(kept, view)).toBe(false);
    const other: ListState = { ...kept, sort: [], filter: EMPTY_FILTER };
    expect(writeListState(other, view)).toMatchObject({ view: "7", sort: "none", filter: "none", columns: undefined });
    const table: ListState = { ...kept, type: "list", settings: {} };
    expect(writeListState(table, view)).toEqual({ view: "7", type: "list", set: "{}" });
    expect(readListState(parseSearch(stringifySearch(writeListState(table, view))), view)).toEqual(table);
    expect(readListState(parseSearch(stringifySearch(writeListState(other, view))), view)).toEqual(other);
    expect(isChanged(other, view)).toBe(true);
  });
  test("what is searched for isn't part of a view", () => {
    expect(isChanged({ ...readListState({}, view), q: "acme" }, view)).toBe(false);
  });
  test("views stand in one's own order, new ones behind", () => {
    const views = ["1", "2", "3"].map((id) => ({ id }));
    expect(inOrder(views, ["3", "1"]).map(({ id }) => id)).toEqual(["3", "1", "2"]);
    expect(movedBy(["1", "2", "3"], "3", -1)).toEqual(["1", "3", "2"]);
    expect(movedBy(["1", "2", "3"], "1", -1)).toEqual(["1", "2", "3"]);
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

import { expect, test } from "vitest";
import { DEFAULT_LAYOUT, moved, readLayout, storedLayout, toggled, WIDGETS } from "./home-layout.ts";

test("a layout is kept and read again; what is unknown or missing does no harm", () => {
  const layout = { shown: ["leads", "tasks"], stepsDone: true } as const;
  expect(readLayout(JSON.parse(JSON.stringify(storedLayout(layout))))).toEqual(layout);
  for (const nothing of [undefined, null, "x", 3]) expect(readLayout(nothing)).toEqual(DEFAULT_LAYOUT);
  expect(readLayout({ shown: ["gone", "recent", "recent", 5] })).toEqual({ shown: ["recent"], stepsDone: false });
  expect(readLayout({ shown: [] }).shown).toEqual([]);
});

test("parts are taken out, put in at the end, and moved", () => {
  expect(toggled(["tasks", "leads"], "tasks")).toEqual(["leads"]);
  expect(toggled(["leads"], "tasks")).toEqual(["leads", "tasks"]);
  expect(moved(["tasks", "leads", "recent"], 2, -1)).toEqual(["tasks", "recent", "leads"]);
  expect(moved(WIDGETS, 99, 1)).toEqual(WIDGETS);
});

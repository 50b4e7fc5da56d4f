import { describe, expect, test } from "vitest";
import type { Option } from "./define.ts";
import { askedBy, isPassed, stagesOf, standstillOf, timeInStages } from "./stages.ts";
import { tidySettings } from "./view-settings.ts";

const option = (value: string, more: Partial<Option> = {}): Option => ({ value, label: { en: value, ru: value }, ...more });
const stage = {
  name: "stage",
  options: [option("a"), option("b", { active: false }), option("c"), option("d")],
  dependsOn: { field: "pipeline", allowed: { short: ["d", "b", "a"], none: [] } },
};
const values = (options: readonly Option[]): readonly string[] => options.map(({ value }) => value);

describe("the stages of a pipeline", () => {
  test("stand in the pipeline's order, without those that are retired", () => {
    expect(values(stagesOf(stage, "short"))).toEqual(["d", "a"]);
    expect(values(stagesOf(stage, "none"))).toEqual([]);
  });
  test("are all stages where the pipeline says nothing", () => {
    for (const pipeline of ["other", null, undefined, "constructor"]) expect(values(stagesOf(stage, pipeline))).toEqual(["a", "c", "d"]);
  });
  test("keep the one that a record has", () => {
    expect(values(stagesOf(stage, "short", "c"))).toEqual(["d", "a", "c"]);
    expect(values(stagesOf(stage, "short", "b"))).toEqual(["d", "b", "a"]);
  });
});

test("a record stands still when it is too long in its stage, or nothing happens with it, as long as it is open", () => {
  const now = Date.parse("2026-06-15T12:00:00Z");
  const of = (more: Partial<Option>, since: string, active: string) =>
    standstillOf(option("a", more), { since: `${since}T12:00:00Z`, active: `${active}T12:00:00Z` }, now);
  const limits = { within: 10, idle: 5 };
  expect(of(limits, "2026-06-06", "2026-06-11")).toBeUndefined();
  expect(of(limits, "2026-06-05", "2026-06-11")).toEqual({ stage: 10 });
  expect(of(limits, "2026-06-10", "2026-06-10")).toEqual({ idle: 5 });
  expect(of(limits, "2026-06-01", "2026-06-01")).toEqual({ stage: 14, idle: 14 });
  expect(of({ ...limits, outcome: "won" }, "2026-01-01", "2026-01-01")).toBeUndefined();
  expect(of({}, "2026-01-01", "2026-01-01")).toBeUndefined();
  expect(standstillOf(undefined, { since: "2026-01-01", active: "2026-01-01" }, now)).toBeUndefined();
});

test("time in stages adds up all visits; the last one goes on", () => {
  const visits = [
    { value: "a", from: "2026-06-01T00:00:00Z", until: "2026-06-02T00:00:00Z" },
    { value: "b", from: "2026-06-02T00:00:00Z", until: "2026-06-05T00:00:00Z" },
    { value: "a", from: "2026-06-05T00:00:00Z", until: null },
  ];
  expect([...timeInStages(visits, Date.parse("2026-06-05T12:00:00Z"))]).toEqual([
    ["a", 1.5],
    ["b", 3],
  ]);
});

test("what a stage demands is asked first, each field once", () => {
  expect(askedBy(option("a", { requires: ["x", "y"], asks: ["y", "z"] }))).toEqual(["x", "y", "z"]);
  expect(askedBy(undefined)).toEqual([]);
});

test("settings that say the same are written the same", () => {
  const one = { limits: { b: 1, a: 2 }, hidden: ["y", "x"], by: "stage", folded: [], lanes: "" };
  const other = { by: "stage", hidden: ["x", "y"], limits: { a: 2, b: 1 } };
  expect(JSON.stringify(tidySettings(one))).toBe(JSON.stringify(tidySettings(other)));
  expect(tidySettings({ limits: {}, folded: [] })).toEqual({});
});

describe("what lies behind a record", () => {
  const way = [
    option("new", { probability: 10 }),
    option("offer", { probability: 50 }),
    option("won", { outcome: "won" }),
    option("lost", { outcome: "lost" }),
  ];
  const states = [
    option("created"),
    option("sent"),
    option("overdue"),
    option("paid", { outcome: "won" }),
    option("cancelled", { outcome: "lost" }),
  ];
  const passed = (options: readonly Option[], at: number, seen?: readonly string[]): readonly string[] =>
    options
      .filter((_, index) => index < at)
      .filter((each) =>
        isPassed(options, { at, index: options.indexOf(each), visits: seen?.map((value) => ({ value, from: "", until: null })) }),
      )
      .map(({ value }) => value);

  test("of a pipeline: all before, unless it was lost", () => {
    expect(passed(way, 2)).toEqual(["new", "offer"]);
    expect(passed(way, 3, ["new", "offer", "lost"])).toEqual([]);
  });
  test("of states: those in which it was, and no others", () => {
    expect(passed(states, 3, ["created", "sent", "paid"])).toEqual(["created", "sent"]);
    expect(passed(states, 4, ["created", "cancelled"])).toEqual(["created"]);
    expect(passed(states, 3)).toEqual([]);
  });
});

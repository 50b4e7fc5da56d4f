import { describe, expect, it } from "vitest";
import type { TimelineChange, TimelineRecord } from "../../api/timeline.ts";
import { groupEntries } from "./timeline-groups.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const change = (id: string, minute: number, actor = "1", kind: TimelineChange["change"]["kind"] = "update"): TimelineChange => ({
  type: "change",
  at: at(minute),
  change: { id, operation_id: id, at: at(minute), actor: { id: actor, name: actor }, source: "ui", kind, changes: [] },
});
const note = (id: string, minute: number, parent: string | null = null): TimelineRecord => ({
  type: "record",
  at: at(minute),
  module: "comments",
  record: { id, version: 1, label: id, parent_id: parent },
});
const shape = (entries: Parameters<typeof groupEntries>[0]) =>
  groupEntries(entries).map((entry) =>
    entry.type === "changes" ? entry.changes.map(({ id }) => id) : [entry.key, ...entry.answers.map(({ record }) => record.id)].join(">"),
  );

describe("the timeline as it is read", () => {
  it("puts together what one person changed within a while, and nothing else", () => {
    expect(shape([change("4", 50), change("3", 40), change("2", 5), change("1", 4, "2")])).toEqual([["4", "3"], ["2"], ["1"]]);
    expect(shape([change("3", 3), note("n", 2), change("2", 1), change("1", 0, "1", "create")])).toEqual([["3"], "n", ["2"], ["1"]]);
  });
  it("puts answers under what they answer, oldest first, answers to answers too; an answer whose question isn't loaded stands alone", () => {
    expect(shape([note("d", 4, "b"), note("c", 3, "a"), note("b", 2, "a"), note("a", 1), note("x", 0, "old")])).toEqual(["a>b>c>d", "x"]);
  });
  it("survives comments that answer each other", () => {
    expect(shape([note("a", 2, "b"), note("b", 1, "a")]).length).toBeGreaterThan(0);
  });
});

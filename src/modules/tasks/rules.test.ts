import { expect, test } from "vitest";
import type { Module } from "../../model/define.ts";
import { completedAt } from "./rules.ts";
import { tasks } from "./module.ts";

const now = "2026-03-02T10:00:00.000Z";
const module: Module = { ...tasks, custom: false, blocks: [], relations: [], fields: new Map() };
const change = (before: string | null, after: string) =>
  completedAt({
    id: "1",
    kind: before === null ? "create" : "update",
    before: before === null ? null : { status: before },
    after: { status: after },
    given: new Set(["status"]),
    module,
    now,
  });

test("completion is dated when the status becomes completed", () => {
  expect(change("in_progress", "completed")).toEqual({ completed_at: now });
  expect(change(null, "completed")).toEqual({ completed_at: now });
});

test("taking a task up again forgets it; nothing else touches it", () => {
  expect(change("completed", "in_progress")).toEqual({ completed_at: null });
  expect(change("completed", "completed")).toBeUndefined();
  expect(change(null, "not_started")).toBeUndefined();
});

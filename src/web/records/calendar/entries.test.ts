import { expect, test } from "vitest";
import type { DescribedField } from "../../../model/describe.ts";
import { entryOf, firstDayOf, movedValues, wallNow } from "./entries.ts";

const field = (name: string, type: "date" | "datetime"): DescribedField => ({
  name,
  type,
  label: { en: name, ru: name },
  system: false,
  custom: false,
  block: "main",
  access: "edit",
  operators: [],
  sortable: true,
});
const record = (values: Record<string, string>) => ({ id: "1", version: 1, label: "x", ...values });
const days = { by: field("start_date", "date"), end: field("end_date", "date"), timezone: "Europe/Moscow" };
const moments = { by: field("start_at", "datetime"), end: field("end_at", "datetime"), timezone: "Europe/Moscow" };

test("whole days last to the end of the last one, there and back", () => {
  const entry = entryOf(record({ start_date: "2026-03-30", end_date: "2026-04-01" }), days);
  expect(entry).toEqual({ start: "2026-03-30", end: "2026-04-02", allDay: true });
  expect(movedValues({ ...days, start: "2026-03-31", until: "2026-04-03", allDay: true })).toEqual({
    start_date: "2026-03-31",
    end_date: "2026-04-02",
  });
  expect(entryOf(record({ start_date: "2026-03-30", end_date: "2026-03-29" }), days)).toEqual({ start: "2026-03-30", allDay: true });
});

test("moments stand by the clock of the user's zone, there and back", () => {
  const entry = entryOf(record({ start_at: "2026-03-30T22:00:00.000Z", end_at: "2026-03-30T23:30:00.000Z" }), moments);
  expect(entry).toEqual({ start: "2026-03-31T01:00:00Z", end: "2026-03-31T02:30:00Z", allDay: false });
  expect(movedValues({ ...moments, start: "2026-04-01T01:00:00Z", until: "2026-04-01T02:30:00Z", allDay: false })).toEqual({
    start_at: "2026-03-31T22:00:00.000Z",
    end_at: "2026-03-31T23:30:00.000Z",
  });
  // Over the change to summer time the clock's hour stays.
  const berlin = { ...moments, end: undefined, timezone: "Europe/Berlin" };
  expect(entryOf(record({ start_at: "2026-03-28T08:00:00.000Z" }), berlin)?.start).toBe("2026-03-28T09:00:00Z");
  expect(movedValues({ ...berlin, start: "2026-03-30T09:00:00Z", until: "", allDay: false })).toEqual({
    start_at: "2026-03-30T07:00:00.000Z",
  });
  // Dropped on a day as a whole: its midnight.
  expect(movedValues({ ...berlin, start: "2026-03-30", until: "", allDay: true })).toEqual({ start_at: "2026-03-29T22:00:00.000Z" });
});

test("records without the date aren't there", () => expect(entryOf(record({}), days)).toBeUndefined());
test("now is the wall clock's", () => expect(wallNow("Asia/Tokyo", new Date("2026-01-01T20:00:00Z"))).toBe("2026-01-02T05:00:00Z"));
test("weeks begin as the country has them", () => {
  expect([firstDayOf("ru", "RU"), firstDayOf("en", "US"), firstDayOf("en", "GB"), firstDayOf("en", "")]).toEqual([1, 0, 1, 0]);
});

import { describe, expect, it } from "vitest";
import { DATE_DAYS_OPERATORS, DATE_RANGE_OPERATORS } from "../../fieldtypes/families.ts";
import { dateRange, momentRange } from "./date-ranges.ts";
import { dayAt, momentOfWallTime, startOfDay } from "./zoned-time.ts";

// Wednesday, 18 November 2026, 22:30 UTC: already Thursday in Moscow.
const now = new Date("2026-11-18T22:30:00Z");
const range = (op: string, value?: string | number | readonly string[], timezone = "Europe/Moscow") => dateRange(op, value, now, timezone);

describe("dateRange", () => {
  it.each([
    ["today", "2026-11-19", "2026-11-20"],
    ["yesterday", "2026-11-18", "2026-11-19"],
    ["tomorrow", "2026-11-20", "2026-11-21"],
    ["this_week", "2026-11-16", "2026-11-23"],
    ["last_week", "2026-11-09", "2026-11-16"],
    ["next_week", "2026-11-23", "2026-11-30"],
    ["this_month", "2026-11-01", "2026-12-01"],
    ["last_month", "2026-10-01", "2026-11-01"],
    ["next_month", "2026-12-01", "2027-01-01"],
    ["this_quarter", "2026-10-01", "2027-01-01"],
    ["last_quarter", "2026-07-01", "2026-10-01"],
    ["next_quarter", "2027-01-01", "2027-04-01"],
    ["this_year", "2026-01-01", "2027-01-01"],
    ["last_year", "2025-01-01", "2026-01-01"],
    ["next_year", "2027-01-01", "2028-01-01"],
  ])("%s", (op, from, before) => expect(range(op)).toEqual({ from, before }));

  it("knows every operator of the list", () => {
    for (const op of DATE_RANGE_OPERATORS) expect(range(op), op).toBeDefined();
    for (const op of DATE_DAYS_OPERATORS) expect(range(op, 3), op).toBeDefined();
    for (const op of ["is_empty", "in", "not_in", "ne", "constructor", "this_decade", "this_week_x", ""])
      expect(range(op), op).toBeUndefined();
  });
  it("goes by the zone's day", () => {
    expect(range("today", undefined, "UTC")).toEqual({ from: "2026-11-18", before: "2026-11-19" });
    expect(range("today", undefined, "Pacific/Pago_Pago")).toEqual({ from: "2026-11-18", before: "2026-11-19" });
    expect(range("today", undefined, "Pacific/Kiritimati")).toEqual({ from: "2026-11-19", before: "2026-11-20" });
  });
  it("starts weeks on Monday and quarters by the calendar", () => {
    expect(dateRange("this_week", undefined, new Date("2026-11-22T12:00:00Z"), "UTC")).toEqual({
      from: "2026-11-16",
      before: "2026-11-23",
    });
    expect(dateRange("this_week", undefined, new Date("2026-11-16T00:00:00Z"), "UTC")).toEqual({
      from: "2026-11-16",
      before: "2026-11-23",
    });
    expect(dateRange("last_quarter", undefined, new Date("2026-02-15T12:00:00Z"), "UTC")).toEqual({
      from: "2025-10-01",
      before: "2026-01-01",
    });
    expect(dateRange("last_month", undefined, new Date("2026-03-31T12:00:00Z"), "UTC")).toEqual({
      from: "2026-02-01",
      before: "2026-03-01",
    });
  });
  it("counts days with today in them", () => {
    expect(range("last_n_days", 1)).toEqual({ from: "2026-11-19", before: "2026-11-20" });
    expect(range("last_n_days", 7)).toEqual({ from: "2026-11-13", before: "2026-11-20" });
    expect(range("next_n_days", 7)).toEqual({ from: "2026-11-19", before: "2026-11-26" });
    expect(range("older_than_days", 7)).toEqual({ before: "2026-11-12" });
    expect(range("in_more_than_days", 7)).toEqual({ from: "2026-11-27" });
  });
  it("compares with days, up to the last one", () => {
    expect(range("eq", "2026-12-31")).toEqual({ from: "2026-12-31", before: "2027-01-01" });
    expect(range("lt", "2026-12-31")).toEqual({ before: "2026-12-31" });
    expect(range("le", "2026-12-31")).toEqual({ before: "2027-01-01" });
    expect(range("after", "2026-12-31")).toEqual({ from: "2027-01-01" });
    expect(range("ge", "2026-12-31")).toEqual({ from: "2026-12-31" });
    expect(range("between", ["2024-02-28", "2024-02-29"])).toEqual({ from: "2024-02-28", before: "2024-03-01" });
    expect(range("gt", "9999-12-31")).toEqual({ from: "infinity" });
    expect(range("le", "9999-12-31")).toEqual({});
    expect(range("lt", "2026-12-31T10:00:00.000Z")).toBeUndefined();
    expect(range("between", ["2026-12-31", "2026-12-31T10:00:00.000Z"])).toBeUndefined();
  });
});

describe("moments of days", () => {
  it("are as long as the day is", () => {
    const length = (day: string, zone: string): number => {
      const { from = "", before = "" } = momentRange(dateRange("on", day, now, zone) ?? {}, zone);
      return (Date.parse(before) - Date.parse(from)) / 3_600_000;
    };
    expect(length("2026-03-29", "Europe/Berlin")).toBe(23);
    expect(length("2026-10-25", "Europe/Berlin")).toBe(25);
    expect(length("2026-10-26", "Europe/Berlin")).toBe(24);
    expect(length("2026-10-04", "Australia/Lord_Howe")).toBe(23.5);
    expect(length("2011-12-30", "Pacific/Apia")).toBe(0);
  });
  it("begin when the day does, midnight or not", () => {
    expect(startOfDay("2026-11-19", "Europe/Moscow")).toBe("2026-11-18T21:00:00.000Z");
    expect(startOfDay("2026-11-19", "Asia/Kathmandu")).toBe("2026-11-18T18:15:00.000Z");
    // São Paulo skipped midnight; Havana has one twice.
    expect(startOfDay("2018-11-04", "America/Sao_Paulo")).toBe("2018-11-04T03:00:00.000Z");
    expect(startOfDay("2024-11-03", "America/Havana")).toBe("2024-11-03T04:00:00.000Z");
    expect(startOfDay("infinity", "Europe/Moscow")).toBe("infinity");
  });
  it("agree with the calendar of the zone at every hour of a year", () => {
    for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tehran"])
      for (let hour = 0; hour < 366 * 24; hour += 5) {
        const moment = new Date(Date.UTC(2024, 0, 1, hour, 30));
        const day = dayAt(moment, zone);
        const { from = "", before = "" } = momentRange(dateRange("on", day, now, zone) ?? {}, zone);
        if (!(from <= moment.toISOString() && moment.toISOString() < before))
          throw new Error(`${zone} ${moment.toISOString()} not in ${day}: ${from}…${before}`);
      }
  });
  it("take the first of two and skip what isn't there", () => {
    const wall = (text: string): number => Date.parse(`${text}Z`);
    expect(new Date(momentOfWallTime(wall("2026-10-25T02:30"), "Europe/Berlin")).toISOString()).toBe("2026-10-25T00:30:00.000Z");
    expect(new Date(momentOfWallTime(wall("2026-11-01T01:30"), "America/New_York")).toISOString()).toBe("2026-11-01T05:30:00.000Z");
    expect(new Date(momentOfWallTime(wall("2026-03-08T02:30"), "America/New_York")).toISOString()).toBe("2026-03-08T07:30:00.000Z");
  });
});

import { describe, expect, test } from "vitest";
import { fromWallClock, toWallClock } from "./wall-clock.ts";

describe("wall clock", () => {
  test("shows a moment in a zone", () => {
    expect(toWallClock("2026-03-01T09:00:00.000Z", "Europe/Moscow")).toBe("2026-03-01 12:00:00");
    expect(toWallClock("2026-03-01T00:30:00.000Z", "America/New_York")).toBe("2026-02-28 19:30:00");
  });
  test("reads back what it shows, on both sides of a change to summer time", () => {
    for (const iso of ["2026-03-28T22:15:00.000Z", "2026-03-29T03:15:00.000Z", "2026-07-01T12:00:00.000Z", "2026-12-31T23:59:00.000Z"])
      for (const zone of ["Europe/Berlin", "Asia/Kolkata", "Pacific/Chatham", "UTC"])
        expect(fromWallClock(toWallClock(iso, zone), zone)).toBe(iso);
  });
});

import { describe, expect, it } from "vitest";
import { fieldType } from "./index.ts";
import { asText, field, read, reject, take } from "./test-field.ts";

describe("date", () => {
  it("is an existing day", () => {
    expect(take("date", "2024-02-29")).toBe("2024-02-29");
    for (const bad of [
      "2026-02-29",
      "2026-13-01",
      "2026-00-10",
      "2026-04-31",
      "0999-01-01",
      "10000-01-01",
      "2026-1-1",
      "2026-12-31T00:00:00Z",
      "31.12.2026",
    ])
      expect(reject("date", bad).code, bad).toBe("not_a_date");
    expect(reject("date", 20260101).code).toBe("wrong_type");
  });
  it("is read by the file's conventions", () => {
    for (const text of [
      "31.12.2026",
      "31.12.26",
      "2026-12-31",
      "31/12/2026",
      "31-12-2026",
      "31 декабря 2026 г.",
      "31 дек 2026",
      "Dec 31, 2026",
      "31 December 2026",
      "December 31 2026",
      "31.12.2026 0:00",
      "2026-12-31 00:00:00",
      "2026/12/31",
      "46387",
      "31.12.2026 г.",
    ])
      expect(read("date", text), text).toBe("2026-12-31");
    expect(read("date", "03/04/2026", { dateOrder: "mdy" })).toBe("2026-03-04");
    expect(read("date", "03/04/2026", { dateOrder: "dmy" })).toBe("2026-04-03");
    expect(read("date", "26/04/03", { dateOrder: "ymd" })).toBe("2026-04-03");
    expect(read("date", "31.12.2026", { dateOrder: "mdy" })).toBe("2026-12-31");
    expect(["01.01.29", "01.01.30"].map((text) => read("date", text))).toEqual(["2029-01-01", "1930-01-01"]);
    for (const bad of [
      "12/31/2026",
      "30.02.2026",
      "31.12.2026 14:30",
      "1.1.1",
      "32.01.2026",
      "вчера",
      "31.12",
      "1.1.202",
      "2026",
      "1234567",
    ])
      expect(reject("date", bad, {}, "text").code, bad).toBe("not_a_date");
  });
  it("is shown by locale, whatever the time zone", () => {
    expect(asText("date", "2026-12-31", { timezone: "Pacific/Kiritimati" })).toBe("31.12.2026");
    expect(asText("date", "2026-12-31", { lang: "en", timezone: "Pacific/Pago_Pago" })).toBe("Dec 31, 2026");
  });
});

describe("time", () => {
  it("keeps seconds only where there are some", () => {
    expect(take("time", "09:05")).toBe("09:05");
    expect(take("time", "09:05:00")).toBe("09:05");
    expect(take("time", "23:59:59")).toBe("23:59:59");
    for (const bad of ["24:00", "12:60", "9:05", "12:00:60", "12"]) expect(reject("time", bad).code, bad).toBe("not_a_time");
    expect(["14:30:00", "14:30:05"].map((v) => fieldType("time").fromDb?.(v, field("time")))).toEqual(["14:30", "14:30:05"]);
  });
  it("is read and shown", () => {
    for (const [text, value] of [
      ["9:05", "09:05"],
      ["2:30 PM", "14:30"],
      ["12 am", "00:00"],
      ["12:00 p.m.", "12:00"],
      ["14.30", "14:30"],
      ["14:30:15", "14:30:15"],
    ] as const)
      expect(read("time", text)).toBe(value);
    for (const bad of ["13 pm", "0 am", "14", "25:00"]) expect(reject("time", bad, {}, "text").code, bad).toBe("not_a_time");
    expect(asText("time", "14:30")).toBe("14:30");
    expect(asText("time", "14:30", { lang: "en" }).replace(/\s/, " ")).toBe("2:30 PM");
  });
});

describe("datetime", () => {
  it("is a moment in UTC", () => {
    expect(take("datetime", "2026-12-31T23:30:00Z")).toBe("2026-12-31T23:30:00.000Z");
    expect(take("datetime", "2026-12-31T23:30:00.123456789+03:00")).toBe("2026-12-31T20:30:00.123Z");
    expect(take("datetime", "2026-12-31 23:30-0530")).toBe("2027-01-01T05:00:00.000Z");
    expect(take("datetime", "2026-12-31T23:30")).toBe("2026-12-31T20:30:00.000Z");
    for (const bad of [
      "2026-12-31",
      "2026-02-30T00:00Z",
      "2026-12-31T24:00Z",
      "2026-12-31T23:59:60Z",
      "2026-12-31T00:00+19:00",
      "9999-12-31T23:59:59-05:00",
      "1000-01-01T00:00+05:00",
      "now",
    ])
      expect(reject("datetime", bad).code, bad).toBe("not_a_datetime");
    expect(reject("datetime", 1_700_000_000_000).code).toBe("wrong_type");
  });
  it("is right when clocks change", () => {
    const berlin = { timezone: "Europe/Berlin" };
    expect(take("datetime", "2026-03-29T02:30", {}, berlin)).toBe("2026-03-29T01:30:00.000Z");
    expect(take("datetime", "2026-10-25T02:30", {}, berlin)).toBe("2026-10-25T00:30:00.000Z");
    expect(take("datetime", "2026-10-25T03:30", {}, berlin)).toBe("2026-10-25T02:30:00.000Z");
    expect(take("datetime", "2026-07-01T12:00", {}, berlin)).toBe("2026-07-01T10:00:00.000Z");
    // Moscow changed its offset for good in 2014, and stood at +2:30:17 before 1916.
    expect(take("datetime", "2012-01-01T00:00")).toBe("2011-12-31T20:00:00.000Z");
    expect(take("datetime", "1900-01-01T00:00")).toBe("1899-12-31T21:29:43.000Z");
  });
  it("is read as people write it", () => {
    for (const text of [
      "31.12.2026 14:30",
      "31.12.2026, 14:30:00",
      "2026-12-31 14:30:00",
      "31 декабря 2026 г. в 14:30",
      "Dec 31, 2026, 2:30 PM",
      "Dec 31, 2026 at 2:30\u202fPM",
      "46387.604166667",
      "2026-12-31T11:30:00Z",
    ])
      expect(read("datetime", text), text).toBe("2026-12-31T11:30:00.000Z");
    expect(read("datetime", "12/31/2026 2:30 PM", { dateOrder: "mdy", timezone: "UTC" })).toBe("2026-12-31T14:30:00.000Z");
    expect(read("datetime", "31.12.2026")).toBe("2026-12-30T21:00:00.000Z");
    for (const bad of ["31.12.2026 25:00", "14:30", "завтра", "31.13.2026 10:00"])
      expect(reject("datetime", bad, {}, "text").code, bad).toBe("not_a_datetime");
  });
  it("is shown by the reader's clocks", () => {
    expect(asText("datetime", "2026-12-31T21:30:00.000Z")).toBe("01.01.2027, 00:30");
    expect(asText("datetime", "2026-12-31T21:30:00.000Z", { lang: "en", timezone: "America/New_York" }).replace(/\s/g, " ")).toBe(
      "Dec 31, 2026, 4:30 PM",
    );
  });
});

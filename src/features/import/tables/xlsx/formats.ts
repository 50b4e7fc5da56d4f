/** Number formats of a workbook: which numbers are dates, times or percentages, and how they are written as text. */
import { exactDecimal } from "../../../../fieldtypes/decimal-string.ts";

export type NumberKind = "number" | "percent" | "date" | "time" | "datetime";

/** Formats that workbooks have without declaring them (ECMA-376 part 1, 18.8.30). */
const BUILT_IN: Readonly<Record<number, NumberKind>> = {
  9: "percent",
  10: "percent",
  22: "datetime",
  ...Object.fromEntries([14, 15, 16, 17, ...range(27, 36), ...range(50, 58)].map((id) => [id, "date"] as const)),
  ...Object.fromEntries([18, 19, 20, 21, 45, 46, 47].map((id) => [id, "time"] as const)),
};
function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

export function kindOfFormat(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return BUILT_IN[id] ?? "number";
  // The part for positive numbers; quoted and escaped letters, colours and languages say nothing.
  const bare = (code.split(";")[0] ?? "").replace(/"[^"]*"|\\.|_.|\*./g, "").replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  if (/general/i.test(bare)) return "number";
  const time = /[hs]/i.test(bare);
  const date = /[yd]/i.test(bare) || (/m/i.test(bare) && !time);
  if (date) return time ? "datetime" : "date";
  if (time) return "time";
  return bare.includes("%") ? "percent" : "number";
}

const DAY = 86_400;
const pad = (value: number): string => String(value).padStart(2, "0");

/**
 * A serial number as text that every field type reads without doubt. Days are counted from 1900-01-01 = 1, with the
 * 29th of February 1900 that Lotus invented (60); or, in workbooks of old Macs, from 1904-01-01 = 0.
 */
export function textOfSerial(serial: number, kind: "date" | "time" | "datetime", date1904: boolean): string {
  const seconds = Math.round(serial * DAY);
  const days = Math.floor(seconds / DAY);
  const rest = seconds - days * DAY;
  const time = `${pad(Math.floor(rest / 3600))}:${pad(Math.floor((rest % 3600) / 60))}${rest % 60 === 0 ? "" : `:${pad(rest % 60)}`}`;
  if (kind === "time") return days === 0 ? time : `${days * 24 + Math.floor(rest / 3600)}:${time.slice(3)}`;
  // Day 60 is no day at all: what stands there is shown as it is.
  if (!date1904 && days === 60) return "1900-02-29";
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : days < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const moment = new Date(epoch + days * DAY * 1000);
  if (Number.isNaN(moment.getTime()) || days < 0) return String(serial);
  const day = moment.toISOString().slice(0, 10);
  return kind === "date" && rest === 0 ? day : kind === "datetime" || rest !== 0 ? `${day} ${time}` : day;
}

/** Digits as the spreadsheet means them: it keeps fifteen, and the rest is noise of its arithmetic. */
export function textOfNumber(raw: string, kind: NumberKind, date1904: boolean): string {
  if (/^-?\d+$/.test(raw) && raw.length > 15 && kind === "number") return raw;
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return raw;
  if (kind === "date" || kind === "time" || kind === "datetime") return textOfSerial(value, kind, date1904);
  const text = exactDecimal(Number((kind === "percent" ? value * 100 : value).toPrecision(15))) ?? raw;
  return kind === "percent" ? `${text}%` : text;
}

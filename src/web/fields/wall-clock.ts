/** Moments (ISO, UTC) as the clock on the wall of a time zone shows them, and back. Pure. */
const PARTS: Intl.DateTimeFormatOptions = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
};

/** "2026-03-01T09:00:00Z" in Europe/Moscow → "2026-03-01 12:00:00". */
export const toWallClock = (iso: string, timezone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { ...PARTS, timeZone: timezone }).format(new Date(iso)).replace(",", "");

/** The reverse; where the clock jumps over the given time, the moment after the jump. */
export function fromWallClock(wall: string, timezone: string): string {
  const asUtc = Date.parse(`${wall.replace(" ", "T")}Z`);
  const offsetAt = (moment: number): number =>
    Date.parse(`${toWallClock(new Date(moment).toISOString(), timezone).replace(" ", "T")}Z`) - moment;
  const first = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(first)).toISOString();
}

/**
 * How PostgreSQL's text answers become values of the program. Nothing loses precision: `bigint` and `numeric` stay
 * strings, a date stays a date (no time zone is ever applied to it), a moment is ISO 8601 in UTC with milliseconds.
 */
export type ParseValue = (text: string) => unknown;

const OID = {
  bool: 16,
  int8: 20,
  int2: 21,
  int4: 23,
  oid: 26,
  json: 114,
  float4: 700,
  float8: 701,
  date: 1082,
  time: 1083,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  numeric: 1700,
  jsonb: 3802,
  textArray: 1009,
  int8Array: 1016,
  timestampArray: 1115,
  dateArray: 1182,
  timestamptzArray: 1185,
  numericArray: 1231,
} as const;

const same: ParseValue = (text) => text;

/** "2025-01-02 03:04:05.678901+00" → "2025-01-02T03:04:05.678Z". Sessions run in UTC, so the offset is always +00. */
export function parseMoment(text: string): string {
  const length = text.length;
  // Years beyond 9999, BC and infinity have another shape: passed on as they are rather than bent.
  if (length < 22 || text.charCodeAt(10) !== 32 || !text.endsWith("+00")) return text;
  const head = `${text.slice(0, 10)}T${text.slice(11, 19)}`;
  if (length === 22) return `${head}.000Z`;
  return `${head}.${text.slice(20, Math.min(length - 3, 23)).padEnd(3, "0")}Z`;
}

/** The parser for a type, or undefined where the driver's own serves. `textArray` is the driver's parser of text[]. */
export function valueParsers(textArray: ParseValue): ReadonlyMap<number, ParseValue> {
  const moments: ParseValue = (text) => (textArray(text) as (string | null)[]).map((one) => (one === null ? null : parseMoment(one)));
  const json: ParseValue = (text) => JSON.parse(text) as unknown;
  return new Map<number, ParseValue>([
    [OID.bool, (text) => text === "t"],
    [OID.int2, Number],
    [OID.int4, Number],
    [OID.oid, Number],
    [OID.float4, Number],
    [OID.float8, Number],
    [OID.int8, same],
    [OID.numeric, same],
    [OID.date, same],
    [OID.time, same],
    [OID.timestamp, same],
    [OID.interval, same],
    [OID.timestamptz, parseMoment],
    [OID.json, json],
    [OID.jsonb, json],
    [OID.int8Array, textArray],
    [OID.numericArray, textArray],
    [OID.dateArray, textArray],
    [OID.timestampArray, textArray],
    [OID.timestamptzArray, moments],
  ]);
}

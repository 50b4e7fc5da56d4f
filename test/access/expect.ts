/** What the oracle expects a user to be shown, and how answers are held against it. */
import { isDeepStrictEqual } from "node:util";
import { AppError } from "../../src/server/errors.ts";
import type { RecordJson } from "../../src/server/records/index.ts";
import type { Oracle } from "./oracle.ts";
import { AMOUNT, fieldName, SHAPES, type WorldModule, type WorldRecord } from "./world.ts";

export class Disagreement extends Error {}

export function same(actual: unknown, expected: unknown, what: string): number {
  if (!isDeepStrictEqual(actual, expected))
    throw new Disagreement(`${what}:\n  the program: ${JSON.stringify(actual)}\n  the oracle:  ${JSON.stringify(expected)}`);
  return Array.isArray(expected) ? Math.max(1, expected.length) : 1;
}

/** The promise must fail with one of these codes. */
export async function refused(promise: Promise<unknown>, codes: readonly string[], what: string): Promise<number> {
  try {
    const answer = await promise;
    throw new Disagreement(`${what}: allowed (${JSON.stringify(answer)?.slice(0, 200)}), expected ${codes.join(" or ")}`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (!codes.includes(error.code)) throw new Disagreement(`${what}: ${error.code}, expected ${codes.join(" or ")}`);
    return 1;
  }
}

export const fieldsOf = (module: WorldModule): readonly string[] => [
  ...SHAPES[module].texts.map(fieldName),
  ...Object.keys(SHAPES[module].references),
  ...(module === "opportunities" ? [AMOUNT] : []),
];
export const nameOf = (record: WorldRecord): string => record.values[fieldName(SHAPES[record.module].texts[0] ?? "")] ?? "";
export const nameField = (module: WorldModule): string => fieldName(SHAPES[module].texts[0] ?? "");

/** The label under which the user may see the record; null: they may not. */
export function labelFor(oracle: Oracle, user: string, id: string | null): string | null {
  if (id === null) return null;
  const record = oracle.record(id);
  return oracle.sees(user, record) && oracle.field(user, record.module, nameField(record.module)) !== "hidden" ? nameOf(record) : null;
}

export const hidden = (oracle: Oracle, user: string, module: WorldModule, field: string): boolean =>
  oracle.field(user, module, field) === "hidden";

/** What stands for a masked value. No value of the worlds is a number or address. */
export const maskFor = (value: string | null): string | null => (value === null ? null : "••••");

/** Holds one record's JSON against what the user may see of it. */
export function checkRecord(oracle: Oracle, user: string, json: RecordJson, what: string): number {
  const record = oracle.record(json.id);
  let checks = 0;
  for (const field of fieldsOf(record.module)) {
    const at = `${what} ${record.module}/${record.id}.${field}`;
    if (oracle.masked(user, record.module, field) && !oracle.unmasked(user, record.id)) {
      checks += same(json[field], null, at);
      checks += same(json[`${field}__mask`], maskFor(record.values[field] ?? null), `${at}__mask`);
      checks += same(json[`${field}__label`] ?? null, null, `${at}__label`);
      continue;
    }
    checks += same(Object.hasOwn(json, `${field}__mask`), false, `${at} has a mask`);
    if (!oracle.masked(user, record.module, field) && hidden(oracle, user, record.module, field)) {
      checks += same(Object.hasOwn(json, field) || Object.hasOwn(json, `${field}__label`), false, `${at} is there`);
      continue;
    }
    const value = record.values[field] ?? null;
    checks += same(json[field], value, at);
    if (field.endsWith("_id")) checks += same(json[`${field}__label`], labelFor(oracle, user, value), `${at}__label`);
  }
  const named = !hidden(oracle, user, record.module, nameField(record.module));
  checks += same(json.label, named ? nameOf(record) : json["number"], `${what} ${record.module}/${record.id} label`);
  return checks;
}

const sorted = (ids: readonly string[]): string[] => [...ids].sort((a, b) => Number(a) - Number(b));
export const ids = (records: readonly { readonly id: string }[]): string[] => sorted(records.map((record) => record.id));

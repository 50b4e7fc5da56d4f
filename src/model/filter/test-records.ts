/** For tests of filters: a small module's fields, and an environment over plain records. */
import type { Json, ValueContext } from "../../fieldtypes/field-type.ts";
import { fieldType, type FieldTypeName } from "../../fieldtypes/index.ts";
import type { Field } from "../define.ts";
import type { FilterPath } from "./check.ts";
import type { FilterEnvironment } from "./evaluate.ts";

export type TestRecord = Readonly<Record<string, Json>>;

const OPTIONS = ["new", "won", "lost"].map((value) => ({ value, label: { en: value, ru: value } }));
const TYPES: Readonly<Record<string, FieldTypeName>> = {
  name: "text",
  email: "email",
  amount: "money",
  rate: "decimal",
  count: "integer",
  share: "percent",
  due: "date",
  at: "datetime",
  start: "time",
  stage: "picklist",
  done: "checkbox",
  skills: "multi_select",
  tags: "tags",
  owner_id: "user",
  organization_id: "reference",
  address: "address",
};
export const PATHS: readonly string[] = [...Object.keys(TYPES), "address.city"];

export function resolve(path: string): FilterPath | undefined {
  const [name = "", part] = path.split(".");
  const typeName = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (!typeName) return undefined;
  const type = fieldType(typeName);
  const field: Field = {
    name,
    type: typeName,
    label: { en: name, ru: name },
    module: "m",
    block: "b",
    system: false,
    custom: false,
    options: OPTIONS,
    ...(name === "count" ? { min: 0 } : {}),
  };
  if (part === undefined) return { type, field, family: type.family };
  return type.parts && Object.hasOwn(type.parts, part) ? { type, field, family: "text" } : undefined;
}

export const ctx: ValueContext = { lang: "en", timezone: "Europe/Moscow", currency: "RUB", country: "RU" };

export const env: FilterEnvironment<TestRecord> = {
  operand(record, path) {
    const resolved = resolve(path);
    if (!resolved) return undefined;
    const [name = "", part] = path.split(".");
    const value = record[name];
    const inner = part === undefined ? value : (value as Readonly<Record<string, Json>> | null | undefined)?.[part];
    return { family: resolved.family, type: resolved.type, value: inner };
  },
  actorId: "7",
  groupIds: ["70", "71"],
  now: new Date("2026-11-18T22:30:00Z"),
  timezone: "Europe/Moscow",
};

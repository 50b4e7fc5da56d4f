/** The fields that an administrator added to contacts: what the list with five filters asks for, one of them with an index. */
import type { Random } from "../src/features/demo/random.ts";
import type { Json } from "../src/fieldtypes/field-type.ts";
import type { FieldDefinition } from "../src/model/define.ts";
import type { Db } from "../src/server/db/database.ts";
import { changeRegistry } from "../src/server/registry-store.ts";

const MODULE = "contacts";
const CONTRACTS = 200;
const REGIONS = Array.from({ length: 20 }, (_, i) => `region_${i}`);
const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2022, 0, 1);
const DAYS = 1461;

const contract = (i: number): string => `CT-${String(i).padStart(4, "0")}`;
const day = (i: number): string => new Date(FIRST_DAY + i * DAY).toISOString().slice(0, 10);
const label = (text: string) => ({ en: text, ru: text });

const FIELDS: readonly FieldDefinition[] = [
  // The offer of the field's settings, taken: the narrowest of the five.
  { name: "cf_contract", type: "text", label: label("Contract"), maxLength: 20, searchable: false, indexed: true },
  { name: "cf_region", type: "picklist", label: label("Region"), options: REGIONS.map((value) => ({ value, label: label(value) })) },
  { name: "cf_score", type: "integer", label: label("Score"), min: 0, max: 999 },
  { name: "cf_signed", type: "date", label: label("Signed") },
  { name: "cf_vip", type: "checkbox", label: label("VIP") },
];

/** Adds them to an empty database; nothing where they are already. */
export async function addCustomFields(db: Db): Promise<void> {
  await changeRegistry(db, (custom, current) => {
    const block = current.modules.get(MODULE)?.blocks[0]?.name ?? "";
    const known = new Set(custom.fields.map(({ field }) => field.name));
    const missing = FIELDS.filter(({ name }) => !known.has(name));
    return missing.length === 0
      ? custom
      : { ...custom, fields: [...custom.fields, ...missing.map((field) => ({ module: MODULE, block, field }))] };
  });
}

export const customValues = (random: Random): Readonly<Record<string, Json>> => ({
  cf_contract: contract(random.int(0, CONTRACTS - 1)),
  cf_region: random.pick(REGIONS),
  cf_score: random.int(0, 999),
  cf_signed: day(random.int(0, DAYS - 1)),
  cf_vip: random.chance(0.1),
});

/** One contact in 660 passes: 1,500 of a million, 150 of the small run's hundred thousand. */
export const FIVE_FILTERS = {
  and: [
    { field: "cf_contract", op: "eq", value: contract(17) },
    { field: "cf_region", op: "in", value: REGIONS.slice(0, 12) },
    { field: "cf_score", op: "ge", value: 200 },
    { field: "cf_signed", op: "after", value: day(Math.floor(DAYS * 0.3)) },
    { field: "cf_vip", op: "eq", value: false },
  ],
};

/** A worked example of a field type: a rating of one to five stars. Its pure half, the same in server and browser. */
import { accept, refuse, type FieldType } from "../../src/fieldtypes/field-type.ts";

export const stars: FieldType<number> = {
  name: "x_stars",
  label: { en: "Stars", ru: "Звёзды" },
  family: "number",
  column: () => "smallint",
  parse: (input) => {
    if (input === null || input === undefined || input === "") return accept<number>(null);
    if (typeof input !== "number") return refuse("wrong_type", { expected: "number" });
    return [1, 2, 3, 4, 5].includes(input) ? accept(input) : refuse("too_large", { max: 5 });
  },
  fromText: (text, field, ctx) => stars.parse(text.trim() === "" ? null : Number(text), field, ctx),
  toText: String,
  format: (value) => "★".repeat(value),
  schema: () => ({ type: "integer", minimum: 1, maximum: 5 }),
  sample: (_field, random) => 1 + Math.floor(random() * 5),
  numeric: true,
};

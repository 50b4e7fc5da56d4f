/** Defaults that are computed from the row. */
import type { Json } from "../../fieldtypes/field-type.ts";
import { slug } from "../../model/format/slug.ts";

/** A value made of other values of the row: `{first_name|slug}.{last_name|slug}@example.com`. */
export interface Template {
  readonly template: string;
}
export type Default = Json | Template;
export type Defaults = Readonly<Record<string, Default>>;

const PLACE = /\{([a-z][a-z0-9_]*)(\|slug)?\}/g;

export const isTemplate = (value: Default): value is Template =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  typeof (value as Partial<Template>).template === "string" &&
  Object.keys(value).length === 1;

/** The fields that a text asks for: it is a template if there are any. */
export const templateFields = (text: string): readonly string[] => [...text.matchAll(PLACE)].flatMap((match) => match[1] ?? []);

/** Undefined where a value that the template needs is empty: better no value than half of one. */
export function renderTemplate(template: string, values: Readonly<Record<string, Json>>): string | undefined {
  let complete = true;
  const text = template.replace(PLACE, (_, name: string, filter: string | undefined) => {
    const value = values[name];
    const plain = typeof value === "string" || typeof value === "number" ? String(value) : "";
    const piece = filter ? slug(plain, "-") : plain;
    if (piece === "") complete = false;
    return piece;
  });
  return complete ? text : undefined;
}

/** The values with the defaults for what they lack. `address.city` fills a part. */
export function withDefaults(values: Readonly<Record<string, Json>>, defaults: Defaults): Record<string, Json> {
  const result: Record<string, Json> = { ...values };
  for (const [path, value] of Object.entries(defaults)) {
    const [name = "", part] = path.split(".");
    const filled = isTemplate(value) ? renderTemplate(value.template, result) : value;
    if (filled === undefined) continue;
    if (part === undefined) result[name] ??= filled;
    else result[name] = { [part]: filled, ...((result[name] ?? {}) as Record<string, Json>) };
  }
  return result;
}

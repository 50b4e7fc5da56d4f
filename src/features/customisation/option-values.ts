/** The value under which records keep an option that was only given a name. Pure: the settings show what the server would do. */
import type { Label } from "../../fieldtypes/field-type.ts";
import { slug } from "../../model/format/slug.ts";

/** Most characters of an option's value. */
export const MAX_OPTION = 60;

/** Made of the name, in Latin letters, and no other option's. */
export function freeValue({ en = "", ru = "" }: Partial<Label>, taken: ReadonlySet<string>): string {
  const stem = slug(en, "_").slice(0, MAX_OPTION - 5) || slug(ru, "_").slice(0, MAX_OPTION - 5) || "option";
  let value = stem;
  for (let i = 2; taken.has(value); i++) value = `${stem}_${i}`;
  return value;
}

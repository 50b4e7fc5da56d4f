/** Taxes of a line in a few letters: "НДС 22%". */
import type { Lang } from "../../../fieldtypes/field-type.ts";
import type { Tax } from "../../../model/sales/tax.ts";

export function taxLabel(id: string, rate: string | null, taxes: ReadonlyMap<string, Tax> | undefined, lang: Lang): string {
  const name = taxes?.get(id)?.label[lang] ?? id;
  if (rate === null) return name;
  const short = lang === "ru" ? rate.replace(".", ",") : rate;
  return name.includes(short) ? name : `${name} ${short}%`;
}

export const taxLabels = (
  applied: readonly { readonly id: string; readonly rate: string | null }[],
  taxes: ReadonlyMap<string, Tax> | undefined,
  lang: Lang,
): string => applied.map(({ id, rate }) => taxLabel(id, rate, taxes, lang)).join(" + ");

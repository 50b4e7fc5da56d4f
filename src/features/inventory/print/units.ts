/** Units as documents write them, with their codes of ОКЕИ (the Russian classifier of units, ОК 015-94). */
import type { Lang } from "../../../fieldtypes/field-type.ts";

export interface Unit {
  readonly name: string;
  /** Empty where the classifier has none. */
  readonly code: string;
}

const UNITS: Readonly<Record<string, readonly [en: string, ru: string, code: string]>> = {
  each: ["pcs", "шт", "796"],
  pieces: ["pcs", "изд", "657"],
  quantity: ["set", "компл", "839"],
  box: ["box", "кор", "8751"],
  carton: ["carton", "кор", "8751"],
  pack: ["pack", "упак", "778"],
  dozen: ["dozen", "дюж", "641"],
  hours: ["h", "ч", "356"],
  days: ["days", "сут", "359"],
  incidents: ["cases", "обращ", ""],
  impressions: ["impr.", "показ", ""],
  pages: ["pages", "стр", ""],
  sheet: ["sheets", "лист", "625"],
  reams: ["reams", "стопа", ""],
  spiral_binder: ["binders", "бр", ""],
  kg: ["kg", "кг", "166"],
  lb: ["lb", "фунт", ""],
  m: ["m", "м", "006"],
  sq_m: ["m²", "м²", "055"],
  sq_ft: ["sq ft", "фут²", ""],
  licence: ["licence", "усл. ед", "876"],
};

/** Free text stays what it is. */
export function unitOf(unit: string | null, lang: Lang): Unit {
  const known = unit === null ? undefined : UNITS[unit];
  if (!known) return { name: unit ?? (lang === "ru" ? "—" : ""), code: "" };
  return { name: known[lang === "ru" ? 1 : 0], code: known[2] };
}

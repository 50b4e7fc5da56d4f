/** Names, addresses and numbers that look real, in Russian and English; the same for the same seed. */
import { cities, industryNames, type City } from "../src/features/demo/companies-data.ts";
import * as en from "../src/features/demo/names-en.ts";
import * as ru from "../src/features/demo/names-ru.ts";
import type { Random } from "../src/features/demo/random.ts";
import type { Lang } from "../src/fieldtypes/field-type.ts";
import { slug } from "../src/model/format/slug.ts";

export interface Person {
  readonly lang: Lang;
  readonly first: string;
  readonly middle: string | null;
  readonly last: string;
  readonly female: boolean;
}

export function person(random: Random, lang: Lang): Person {
  const female = random.chance(0.5);
  if (lang === "en")
    return { lang, first: random.pick(female ? en.femaleNames : en.maleNames), middle: null, last: random.pick(en.surnames), female };
  const surname = random.pick(ru.surnames);
  const [male, feminine] = random.pick(ru.patronymics);
  return {
    lang,
    first: random.pick(female ? ru.femaleNames : ru.maleNames),
    middle: female ? feminine : male,
    last: female ? ru.feminine(surname) : surname,
    female,
  };
}

const latinCache = new Map<string, string>();
export function latin(text: string): string {
  let known = latinCache.get(text);
  if (known === undefined) latinCache.set(text, (known = slug(text, "-")));
  return known;
}

const digits = (random: Random, count: number): string => {
  let text = "";
  for (let i = 0; i < count; i++) text += String(random.int(0, 9));
  return text;
};
export const pickCity = (random: Random, lang: Lang): City => random.pick(cities[lang]);
/** E.164. */
export const phone = (random: Random, city: City): string => `+${city.phone}${digits(random, city.digits - city.phone.length)}`;

export const address = (random: Random, city: City): Record<string, string> => ({
  street: `${random.pick(city.streets)}, ${random.int(1, 120)}`,
  city: city.city,
  region: city.region,
  postal_code: digits(random, 6),
  country: city.country,
});

export const organizationName = (random: Random, lang: Lang, i: number): { name: string; industry: string } => {
  const { industry, names } = random.pick(industryNames);
  return { name: `${random.pick(names[lang])} ${i}`, industry };
};

export const TITLES: Readonly<Record<Lang, readonly string[]>> = {
  ru: [
    "Генеральный директор",
    "Коммерческий директор",
    "Менеджер по закупкам",
    "Главный инженер",
    "Бухгалтер",
    "Руководитель отдела",
    "Офис-менеджер",
    "Юрист",
  ],
  en: ["Managing director", "Head of sales", "Buyer", "Chief engineer", "Accountant", "Head of department", "Office manager", "Lawyer"],
};
export const SUBJECTS: Readonly<Record<Lang, readonly string[]>> = {
  ru: [
    "Поставка мебели",
    "Обновление оборудования",
    "Годовое обслуживание",
    "Пробная партия",
    "Расширение договора",
    "Ремонт офиса",
    "Обучение сотрудников",
  ],
  en: [
    "Furniture supply",
    "Equipment upgrade",
    "Yearly maintenance",
    "Trial batch",
    "Contract extension",
    "Office refit",
    "Staff training",
  ],
};
export const PROBLEMS: Readonly<Record<Lang, readonly string[]>> = {
  ru: [
    "Не включается",
    "Нужна замена детали",
    "Вопрос по счёту",
    "Доставка опаздывает",
    "Повреждена упаковка",
    "Как настроить",
    "Ошибка в документах",
  ],
  en: [
    "Doesn't switch on",
    "A part must be replaced",
    "Question about an invoice",
    "Delivery is late",
    "Damaged packaging",
    "How to set up",
    "Error in the papers",
  ],
};

/** What of a card stands in which column. The columns are called as the fields of contacts are, and are so understood. */
import ICAL from "ical.js";
import type { Lang } from "../../../../fieldtypes/field-type.ts";

type Label = Readonly<Record<Lang, string>>;
const ADDRESS_PARTS = {
  street: { en: "Street", ru: "Улица, дом" },
  city: { en: "City", ru: "Город" },
  region: { en: "State or region", ru: "Регион" },
  postal_code: { en: "Postal code", ru: "Индекс" },
  country: { en: "Country", ru: "Страна" },
  po_box: { en: "PO box", ru: "А/я" },
} as const;
type AddressPart = keyof typeof ADDRESS_PARTS;
const address = (label: Label): Record<AddressPart, Label> =>
  Object.fromEntries(
    Object.entries(ADDRESS_PARTS).map(([part, of]) => [part, { en: `${label.en}: ${of.en}`, ru: `${label.ru}: ${of.ru}` }]),
  ) as Record<AddressPart, Label>;
const prefixed = <P extends string>(prefix: P, parts: Readonly<Record<AddressPart, Label>>) =>
  Object.fromEntries(Object.entries(parts).map(([part, label]) => [`${prefix}_${part}`, label])) as Record<`${P}_${AddressPart}`, Label>;

const COLUMNS = {
  first_name: { en: "First name", ru: "Имя" },
  last_name: { en: "Last name", ru: "Фамилия" },
  middle_name: { en: "Middle name", ru: "Отчество" },
  organization: { en: "Organization", ru: "Организация" },
  department: { en: "Department", ru: "Отдел" },
  title: { en: "Job title", ru: "Должность" },
  email: { en: "Email", ru: "Эл. почта" },
  other_email: { en: "Secondary email", ru: "Дополнительная эл. почта" },
  phone: { en: "Office phone", ru: "Рабочий телефон" },
  mobile: { en: "Mobile phone", ru: "Мобильный телефон" },
  home_phone: { en: "Home phone", ru: "Домашний телефон" },
  other_phone: { en: "Secondary phone", ru: "Дополнительный телефон" },
  fax: { en: "Fax", ru: "Факс" },
  website: { en: "Website", ru: "Сайт" },
  birthday: { en: "Date of birth", ru: "Дата рождения" },
  ...prefixed("mailing", address({ en: "Mailing address", ru: "Почтовый адрес" })),
  ...prefixed("other", address({ en: "Other address", ru: "Другой адрес" })),
  note: { en: "Description", ru: "Описание" },
} as const satisfies Readonly<Record<string, Label>>;

export type CardColumn = keyof typeof COLUMNS;
export const CARD_COLUMNS = Object.keys(COLUMNS) as CardColumn[];
export const columnTitle = (column: CardColumn, lang: Lang): string => COLUMNS[column][lang];
export type CardValues = Partial<Record<CardColumn, string>>;

type Value = string | readonly Value[];
interface Property {
  readonly name: string;
  readonly types: readonly string[];
  readonly value: Value;
}

/** The values of a card; undefined where it can't be read. */
export function valuesOfCard(text: string): CardValues | undefined {
  let properties: Property[];
  try {
    const [, parsed] = ICAL.parse(text) as [
      string,
      readonly (readonly [string, Record<string, string | readonly string[]>, string, Value])[],
    ];
    properties = parsed.map(([name, parameters, , value]) => {
      const types = parameters["type"] ?? [];
      return { name, value, types: (typeof types === "string" ? types.split(",") : types).map((type) => type.toLowerCase()) };
    });
  } catch {
    return undefined;
  }
  const all = (name: string): Property[] => properties.filter((each) => each.name === name);
  const first = (name: string): Property | undefined => all(name)[0];
  const values: CardValues = { ...names(first("n")?.value, plain(first("fn")?.value)), ...phones(all("tel")) };
  const [organization, ...departments] = parts(first("org")?.value);
  const emails = [...new Set(preferredFirst(all("email")).map(({ value }) => plain(value)))].filter((each) => each !== "");
  const [mailing, other] = preferredFirst(all("adr"));
  Object.assign(values, {
    organization,
    department: departments.filter((each) => each !== "").join(", "),
    title: plain(first("title")?.value),
    email: emails[0],
    other_email: emails[1],
    website: plain(first("url")?.value),
    birthday: birthday(plain(first("bday")?.value)),
    ...addressValues("mailing", mailing),
    ...addressValues("other", other),
    note: [...all("note").map(({ value }) => plain(value)), ...emails.slice(2)].filter((each) => each !== "").join("\n"),
  });
  return values;
}

const plain = (value: Value | undefined): string =>
  value === undefined ? "" : typeof value === "string" ? value.trim() : value.map(plain).filter(Boolean).join(" ");
const parts = (value: Value | undefined): string[] =>
  value === undefined ? [] : typeof value === "string" ? [value.trim()] : value.map(plain);

/** Without its parts a name is cut at its spaces; who has only one is called by it. */
function names(value: Value | undefined, whole: string): CardValues {
  const [last_name = "", first_name = "", middle_name = ""] = parts(value);
  if (last_name !== "" || first_name === "") {
    if (last_name !== "" || whole === "") return { last_name, first_name, middle_name };
    const words = whole.split(/\s+/);
    return words.length === 1 ? { last_name: whole } : { first_name: words[0] ?? "", last_name: words.slice(1).join(" ") };
  }
  return { last_name: first_name, middle_name };
}

const preferredFirst = (properties: readonly Property[]): Property[] =>
  properties.toSorted((a, b) => Number(b.types.includes("pref")) - Number(a.types.includes("pref")));

/** Each number in the field of its kind; what is left over, in the next free one. */
function phones(properties: readonly Property[]): CardValues {
  const values: CardValues = {};
  const left: string[] = [];
  for (const { value, types } of preferredFirst(properties)) {
    const number = plain(value).replace(/^tel:/i, "").replace(/;ext=/i, " ext. ");
    const kind: CardColumn | undefined = types.includes("fax")
      ? "fax"
      : types.some((type) => type === "cell" || type === "iphone" || type === "mobile")
        ? "mobile"
        : types.includes("home")
          ? "home_phone"
          : types.includes("work") || types.includes("main")
            ? "phone"
            : undefined;
    if (kind !== undefined && values[kind] === undefined) values[kind] = number;
    else left.push(number);
  }
  for (const number of left) {
    const free = (["phone", "mobile", "other_phone", "home_phone"] as const).find((kind) => values[kind] === undefined);
    if (free) values[free] = number;
  }
  return values;
}

/** Days whose year is not told are no dates. */
function birthday(text: string): string {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})(?!\d)/.exec(text) ?? [];
  return year === undefined ? "" : `${year}-${month}-${day}`;
}

function addressValues(prefix: "mailing" | "other", property: Property | undefined): CardValues {
  if (!property) return {};
  const [po_box = "", extended = "", street = "", city = "", region = "", postal_code = "", country = ""] = parts(property.value);
  const found = { po_box, street: [street, extended].filter((each) => each !== "").join(", "), city, region, postal_code, country };
  return Object.fromEntries(Object.entries(found).map(([part, value]) => [`${prefix}_${part}`, value]));
}

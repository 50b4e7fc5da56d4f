/** People: names in the right gender, addresses, telephone numbers; and the company's own staff. */
import { requisites } from "./requisites.ts";
import type { Json, Label } from "../../fieldtypes/field-type.ts";
import { cities, type City } from "./companies-data.ts";
import type { Demo } from "./demo-data.ts";
import { ref } from "./demo-data.ts";
import * as en from "./names-en.ts";
import { slug } from "../../model/format/slug.ts";
import * as ru from "./names-ru.ts";
import type { Random } from "./random.ts";

export interface Person {
  readonly first: string;
  readonly middle: string | null;
  readonly last: string;
  readonly female: boolean;
}

export function person(demo: Demo, random: Random): Person {
  const female = random.chance(0.5);
  if (demo.lang === "en")
    return { first: random.pick(female ? en.femaleNames : en.maleNames), middle: null, last: random.pick(en.surnames), female };
  const surname = random.pick(ru.surnames);
  const [male, feminine] = random.pick(ru.patronymics);
  return {
    first: random.pick(female ? ru.femaleNames : ru.maleNames),
    middle: female ? feminine : male,
    last: female ? ru.feminine(surname) : surname,
    female,
  };
}

/** The name's fields in contacts and leads. */
export const nameFields = (demo: Demo, who: Person): Record<string, Json> => ({
  ...(demo.lang === "en" ? { salutation: who.female ? "ms" : "mr" } : {}),
  last_name: who.last,
  first_name: who.first,
  ...(who.middle === null ? {} : { middle_name: who.middle }),
});

/** "Иванова Анна Сергеевна" or "Anna Evans". */
export const fullName = (who: Person): string =>
  who.middle === null ? `${who.first} ${who.last}` : `${who.last} ${who.first} ${who.middle}`;

/** Mail addresses and sites end in `.example`, which is nobody's: the demonstration can't write to strangers. */
export const mailbox = (who: Person, domain: string): string => `${slug(who.first, "-")[0]}.${slug(who.last, "-")}@${domain}`;

/** Fills `#` with digits. */
export const digitsFor = (pattern: string, random: Random): string => pattern.replace(/#/g, () => String(random.int(1, 9)));
export const landline = (city: City, random: Random): string => {
  const head = city.phone + city.reserved;
  return `+${head}${digitsFor("#".repeat(city.digits - head.length), random)}`;
};
/** Mobile numbers of ranges that no operator has given out. */
export const mobile = (city: City, random: Random): string =>
  city.phone.startsWith("44")
    ? `+447700900${digitsFor("###", random)}`
    : city.phone.startsWith("7")
      ? `+7907${digitsFor("#######", random)}`
      : landline(city, random);

export function address(demo: Demo, city: City, random: Random): Record<string, string> {
  const street = random.pick(city.streets);
  const house = random.int(1, 120);
  return {
    street: demo.lang === "ru" ? `${street}, д. ${house}${random.chance(0.5) ? `, офис ${random.int(2, 410)}` : ""}` : `${house} ${street}`,
    city: city.city,
    region: city.region,
    postal_code: digitsFor(city.postal, random),
    country: city.country,
  };
}

export interface Staff {
  /** Keys of users by what they do. */
  readonly director: string;
  readonly sales: readonly string[];
  readonly support: readonly string[];
  readonly projects: string;
  readonly marketing: string;
  readonly purchasing: string;
  readonly all: readonly string[];
}

type Role = Exclude<keyof Staff, "all">;
/** Who works here: post, department, what they do, office, whose subordinate (index), sex. */
const POSTS: readonly { title: Label; department: Label; role: Role; office: number; boss: number | null; female: boolean }[] = [
  {
    title: { en: "Managing director", ru: "Генеральный директор" },
    department: { en: "Management", ru: "Руководство" },
    role: "director",
    office: 0,
    boss: null,
    female: false,
  },
  {
    title: { en: "Head of sales", ru: "Руководитель отдела продаж" },
    department: { en: "Sales", ru: "Отдел продаж" },
    role: "sales",
    office: 0,
    boss: 0,
    female: true,
  },
  {
    title: { en: "Sales manager", ru: "Менеджер по продажам" },
    department: { en: "Sales", ru: "Отдел продаж" },
    role: "sales",
    office: 0,
    boss: 1,
    female: false,
  },
  {
    title: { en: "Sales manager", ru: "Менеджер по продажам" },
    department: { en: "Sales", ru: "Отдел продаж" },
    role: "sales",
    office: 1,
    boss: 1,
    female: true,
  },
  {
    title: { en: "Sales manager", ru: "Менеджер по продажам" },
    department: { en: "Sales", ru: "Отдел продаж" },
    role: "sales",
    office: 2,
    boss: 1,
    female: false,
  },
  {
    title: { en: "Head of service", ru: "Руководитель сервисной службы" },
    department: { en: "Service", ru: "Сервисная служба" },
    role: "support",
    office: 0,
    boss: 0,
    female: false,
  },
  {
    title: { en: "Service engineer", ru: "Сервисный инженер" },
    department: { en: "Service", ru: "Сервисная служба" },
    role: "support",
    office: 1,
    boss: 5,
    female: true,
  },
  {
    title: { en: "Project manager", ru: "Руководитель проектов" },
    department: { en: "Projects", ru: "Проектный отдел" },
    role: "projects",
    office: 0,
    boss: 0,
    female: true,
  },
  {
    title: { en: "Marketing manager", ru: "Маркетолог" },
    department: { en: "Marketing", ru: "Отдел маркетинга" },
    role: "marketing",
    office: 0,
    boss: 0,
    female: true,
  },
  {
    title: { en: "Purchasing manager", ru: "Менеджер по закупкам" },
    department: { en: "Purchasing", ru: "Отдел закупок" },
    role: "purchasing",
    office: 2,
    boss: 0,
    female: false,
  },
];
/** The staff has fixed names: people come to know them. */
const STAFF_NAMES: Readonly<Record<"en" | "ru", readonly string[]>> = {
  en: [
    "Richard Ashworth",
    "Helen Marlow",
    "Daniel Price",
    "Sophie Lindley",
    "Thomas Kerr",
    "Graham Stone",
    "Priya Nair",
    "Claire Donovan",
    "Amelia Hart",
    "Peter Novak",
  ],
  ru: [
    "Андрей Викторович Громов",
    "Елена Сергеевна Воронцова",
    "Дмитрий Олегович Лапин",
    "Мария Алексеевна Синицына",
    "Тимур Ринатович Галиев",
    "Павел Николаевич Седов",
    "Ольга Игоревна Крылова",
    "Наталья Андреевна Белова",
    "Ксения Дмитриевна Орлова",
    "Игорь Павлович Мельник",
  ],
};
const OFFICES: readonly { name: Label; legal: Label; timezone: Label }[] = [
  {
    name: { en: "London", ru: "Москва" },
    legal: { en: "Clearview Office Systems Ltd", ru: "ООО «Ясный Офис»" },
    timezone: { en: "Europe/London", ru: "Europe/Moscow" },
  },
  {
    name: { en: "Manchester", ru: "Санкт-Петербург" },
    legal: { en: "Clearview Office Systems Ltd", ru: "ООО «Ясный Офис»" },
    timezone: { en: "Europe/London", ru: "Europe/Moscow" },
  },
  {
    name: { en: "New York", ru: "Екатеринбург" },
    legal: { en: "Clearview Office Systems Inc.", ru: "ООО «Ясный Офис Урал»" },
    timezone: { en: "America/New_York", ru: "Asia/Yekaterinburg" },
  },
];
/** Records may belong to a group instead of a person; who is in it is set in the access settings. */
const GROUPS: readonly { readonly name: Label; readonly description: Label }[] = [
  {
    name: { en: "New enquiries", ru: "Новые заявки" },
    description: { en: "Whatever nobody has taken yet.", ru: "Всё, что ещё никто не взял в работу." },
  },
  {
    name: { en: "Support, first line", ru: "Поддержка, первая линия" },
    description: { en: "Requests that come in by phone and e-mail.", ru: "Обращения по телефону и почте." },
  },
];
const DOMAIN: Label = { en: "clearview.example", ru: "yasny-office.example" };

const OWN_DIRECTOR = "Орлов А. В.";
const OWN_ACCOUNTANT = "Белова Н. С.";

/** Offices and the people in them. */
export function addStaff(demo: Demo): Staff {
  const random = demo.random("staff");
  const domain = demo.text(DOMAIN);
  const offices = OFFICES.map((office, i) => {
    const city = cities[demo.lang][i] as City;
    const papers = demo.lang === "ru" ? requisites(demo.random(`own requisites ${i}`), city.tax, 2009) : undefined;
    return demo.add("offices", {
      name: demo.text(office.name),
      legal_name: demo.text(office.legal),
      phone: landline(city, random),
      email: `${slug(demo.text(office.name), "-")}@${domain}`,
      timezone: demo.text(office.timezone),
      address: address(demo, city, random),
      ...(papers ? { ...papers, director: OWN_DIRECTOR, director_post: "Генеральный директор", chief_accountant: OWN_ACCOUNTANT } : {}),
    });
  });
  const keys: string[] = [];
  for (const [i, post] of POSTS.entries()) {
    const words = (STAFF_NAMES[demo.lang][i] ?? "").split(" ");
    const who: Person = {
      first: words[0] ?? "",
      middle: words.length === 3 ? (words[1] ?? null) : null,
      last: words.at(-1) ?? "",
      female: post.female,
    };
    const city = cities[demo.lang][post.office] as City;
    keys.push(
      demo.add("users", {
        last_name: who.last,
        first_name: who.first,
        ...(who.middle === null ? {} : { middle_name: who.middle }),
        email: mailbox(who, domain),
        status: "active",
        title: demo.text(post.title),
        department: demo.text(post.department),
        office_id: ref(offices[post.office] ?? ""),
        ...(post.boss === null ? {} : { manager_id: ref(keys[post.boss] ?? "") }),
        phone: landline(city, random),
        phone_extension: String(101 + i),
        mobile: mobile(city, random),
        language: demo.lang,
        timezone: demo.text(OFFICES[post.office]?.timezone ?? { en: "", ru: "" }),
        signature: `${demo.lang === "ru" ? "С уважением," : "Kind regards,"}\n${who.first} ${who.last}\n${demo.text(post.title)}`,
      }),
    );
  }
  for (const group of GROUPS) demo.add("groups", { name: demo.text(group.name), description: demo.text(group.description) });
  const of = (role: Role): string[] => keys.filter((_, i) => POSTS[i]?.role === role);
  const one = (role: Role): string => of(role)[0] ?? "";
  return {
    director: one("director"),
    sales: of("sales"),
    support: of("support"),
    projects: one("projects"),
    marketing: one("marketing"),
    purchasing: one("purchasing"),
    all: keys,
  };
}

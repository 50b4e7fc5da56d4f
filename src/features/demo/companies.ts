/** Organizations, their people, leads and vendors. */
import type { Json, Label } from "../../fieldtypes/field-type.ts";
import { cities, industryNames, type City } from "./companies-data.ts";
import { money, ref, type Demo } from "./demo-data.ts";
import { slug } from "../../model/format/slug.ts";
import { address, fullName, landline, mailbox, mobile, nameFields, person, type Staff } from "./people.ts";
import type { Random } from "./random.ts";
import { requisites } from "./requisites.ts";

export interface Client {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly owner: string;
  readonly city: City;
  readonly address: Record<string, string>;
  readonly contacts: Contact[];
  /** The day by which it and all its people were known, in days from today. */
  readonly knownBy: number;
}
export interface Contact {
  readonly key: string;
  readonly name: string;
  /** How to begin a letter to them: first name with patronymic, or title with surname. */
  readonly polite: string;
  readonly email: string;
  readonly phone: string;
}

const SOURCES = [
  ["web_site", 22],
  ["word_of_mouth", 16],
  ["cold_call", 14],
  ["trade_show", 10],
  ["partner", 10],
  ["conference", 8],
  ["existing_customer", 8],
  ["self_generated", 6],
  ["direct_mail", 4],
  ["other", 2],
] as const;
const TYPES = [
  ["customer", 58],
  ["prospect", 26],
  ["partner", 6],
  ["reseller", 4],
  ["integrator", 3],
  ["competitor", 2],
  ["other", 1],
] as const;
const JOBS: readonly { title: Label; department: Label; weight: number }[] = [
  { title: { en: "Managing director", ru: "Генеральный директор" }, department: { en: "Management", ru: "Руководство" }, weight: 20 },
  { title: { en: "IT manager", ru: "Руководитель ИТ-отдела" }, department: { en: "IT", ru: "ИТ-отдел" }, weight: 22 },
  { title: { en: "System administrator", ru: "Системный администратор" }, department: { en: "IT", ru: "ИТ-отдел" }, weight: 16 },
  { title: { en: "Purchasing manager", ru: "Специалист по закупкам" }, department: { en: "Purchasing", ru: "Отдел закупок" }, weight: 18 },
  { title: { en: "Finance director", ru: "Финансовый директор" }, department: { en: "Finance", ru: "Финансовый отдел" }, weight: 8 },
  { title: { en: "Chief accountant", ru: "Главный бухгалтер" }, department: { en: "Accounts", ru: "Бухгалтерия" }, weight: 8 },
  { title: { en: "Office manager", ru: "Офис-менеджер" }, department: { en: "Administration", ru: "Административный отдел" }, weight: 10 },
  {
    title: { en: "Operations manager", ru: "Заместитель директора по общим вопросам" },
    department: { en: "Operations", ru: "Операционный отдел" },
    weight: 8,
  },
];
const WHAT_WE_KNOW: readonly Label[] = [
  {
    en: "Buys twice a year, in spring and before the financial year ends. Prefers to pay after delivery.",
    ru: "Закупают дважды в год: весной и перед закрытием бюджета. Предпочитают постоплату.",
  },
  { en: "Several sites; deliveries go to the central warehouse.", ru: "Несколько площадок; отгрузка на центральный склад." },
  {
    en: "Decisions are made by the owner in person. It is best to call before lunch.",
    ru: "Решения принимает лично собственник. Звонить лучше до обеда.",
  },
  {
    en: "Works with a tender platform; every purchase above the limit goes through a tender.",
    ru: "Крупные закупки проводят через тендерную площадку.",
  },
  { en: "Came to us on the recommendation of a neighbour in the business centre.", ru: "Пришли по рекомендации соседей по бизнес-центру." },
  { en: "Has no IT staff of its own and relies on our engineers.", ru: "Своих ИТ-специалистов нет, рассчитывают на наших инженеров." },
];

const firmName = (demo: Demo, random: Random, name: string): string => {
  if (demo.lang === "en")
    return /(Group|Council|Trust|College|Practice|Centre|Academy|Office|Library)$/.test(name)
      ? name
      : `${name} ${random.weighted([
          ["Ltd", 5],
          ["LLP", 1],
          ["Inc.", 2],
          ["plc", 1],
        ])}`;
  if (/^(МБУ|МУП|МФЦ|Центр занятости|Районная|Дворец)/.test(name)) return name;
  return `${random.weighted([
    ["ООО", 8],
    ["АО", 2],
  ])} ${name.includes("«") ? name : `«${name}»`}`;
};
const LEGAL: readonly (readonly [RegExp, string])[] = [
  [/^ООО /, "Общество с ограниченной ответственностью "],
  [/^АО /, "Акционерное общество "],
];
const domainOf = (name: string): string =>
  `${slug(name.replace(/^(ООО|АО|МБУ|МУП) /, "").replace(/ (Ltd|LLP|Inc\.|plc)$/, ""), "-")
    .slice(0, 24)
    .replace(/-$/, "")}.example`;

function addContact(demo: Demo, random: Random, client: Omit<Client, "contacts">, since: number, manager: string | undefined): Contact {
  const who = person(demo, random);
  const job = manager === undefined ? random.pick(JOBS.slice(0, 2)) : random.weighted(JOBS.map((one) => [one, one.weight] as const));
  const email = mailbox(who, domainOf(client.name));
  const phone = landline(client.city, random);
  const key = demo.add(
    "contacts",
    {
      ...nameFields(demo, who),
      organization_id: ref(client.key),
      title: demo.text(job.title),
      department: demo.text(job.department),
      ...(manager === undefined ? {} : { manager_id: ref(manager) }),
      phone,
      mobile: mobile(client.city, random),
      email,
      lead_source: random.weighted(SOURCES),
      ...(random.chance(0.35)
        ? {
            birthday: `${random.int(1964, 1999)}-${String(random.int(1, 12)).padStart(2, "0")}-${String(random.int(1, 28)).padStart(2, "0")}`,
          }
        : {}),
      ...(random.chance(0.6) ? { mailing_address: client.address } : {}),
      is_reference: client.type === "customer" && random.chance(0.12),
      do_not_call: random.chance(0.03),
      email_opt_out: random.chance(0.08),
      portal_access: client.type === "customer" && random.chance(0.2),
      owner_id: ref(client.owner),
    },
    manager === undefined ? since : since + random.int(0, 20),
  );
  const polite = who.middle === null ? `${who.female ? "Ms" : "Mr"} ${who.last}` : `${who.first} ${who.middle}`;
  return { key, name: who.middle === null ? `${who.first} ${who.last}` : `${who.first} ${who.last}`, polite, email, phone };
}

/** About 120 organizations with one to four people each. */
export function addClients(demo: Demo, staff: Staff): Client[] {
  const random = demo.random("clients");
  const clients: Client[] = [];
  const names = industryNames.flatMap(({ industry, names: list }) => list[demo.lang].map((name) => ({ industry, name })));
  for (const { industry, name: core } of random.some(names, names.length)) {
    const name = firmName(demo, random, core);
    // Half of the clients are where our offices are.
    const city = random.chance(0.5) ? random.pick(cities[demo.lang].slice(0, 3)) : random.pick(cities[demo.lang]);
    const type = random.weighted(TYPES);
    const owner = random.pick(staff.sales);
    // Most are customers of old; the others joined in the course of the year.
    const since = random.chance(0.65) ? -random.int(400, 900) : -random.int(30, 365);
    const where = address(demo, city, random);
    const founded = random.int(1988, 2021);
    const employees = random.weighted([
      [random.int(8, 40), 5],
      [random.int(41, 250), 4],
      [random.int(251, 2400), 1],
    ]);
    const director = person(demo, random);
    const paper = demo.lang === "ru" ? requisites(random, city.tax, founded) : undefined;
    const legal = LEGAL.reduce((text, [short, long]) => text.replace(short, long), name);
    const holdings = clients.slice(0, 30).filter((one) => one.knownBy <= since);
    const parent = holdings.length > 0 && clients.length > 30 && random.chance(0.12) ? random.pick(holdings).key : undefined;
    const key = demo.add(
      "organizations",
      {
        name,
        type,
        industry,
        ...(random.chance(0.4)
          ? {
              rating: random.weighted([
                ["active", 6],
                ["acquired", 3],
                ["market_failed", 1],
              ]),
            }
          : {}),
        ...(parent === undefined ? {} : { parent_id: ref(parent) }),
        employees,
        annual_revenue: money(demo.price(employees * (demo.lang === "ru" ? random.int(20_000, 50_000) : random.int(60_000, 140_000)))),
        founded_year: founded,
        phone: landline(city, random),
        email: `${demo.lang === "ru" ? "info" : "office"}@${domainOf(name)}`,
        website: `https://www.${domainOf(name)}`,
        billing_address: where,
        ...(random.chance(0.5) ? { shipping_address: random.chance(0.7) ? where : address(demo, city, random) } : {}),
        legal_name: legal,
        director: fullName(director),
        ...paper,
        ...(demo.lang === "en" && city.country === "United Kingdom" ? { vat_id: `GB${random.int(100_000_000, 999_999_999)}` } : {}),
        ...(random.chance(0.35) ? { description: demo.text(random.pick(WHAT_WE_KNOW)) } : {}),
        owner_id: ref(owner),
      },
      since,
    );
    const client: Client = { key, name, type, owner, city, address: where, contacts: [], knownBy: since + 20 };
    for (
      let left = random.weighted([
        [1, 25],
        [2, 42],
        [3, 25],
        [4, 8],
      ]);
      left > 0;
      left--
    )
      client.contacts.push(addContact(demo, random, client, since, client.contacts[0]?.key));
    clients.push(client);
  }
  return clients;
}

const LEAD_NOTES: readonly Label[] = [
  {
    en: "Asked for prices through the form on the site: needs about {n} workplaces.",
    ru: "Запросили цены через форму на сайте: нужно около {n} рабочих мест.",
  },
  {
    en: "Talked at our stand; wants cameras for {n} entrances and a recorder.",
    ru: "Разговаривали на стенде: нужны камеры на {n} входов и регистратор.",
  },
  {
    en: "Moving into a new office; the network has to be ready in {n} weeks.",
    ru: "Переезжают в новый офис, сеть нужна через {n} недель.",
  },
  { en: "Compares us with two other suppliers; price matters most.", ru: "Сравнивают нас с двумя поставщиками, важнее всего цена." },
  {
    en: "Wants to replace old printers by a contract with payment per page.",
    ru: "Хотят заменить старые принтеры и платить за отпечаток.",
  },
  { en: "Left a request for a call; could not be reached at once.", ru: "Оставили заявку на звонок, с первого раза не дозвонились." },
];
/** Firms of leads: two words, put together. */
const LEAD_FIRMS: Readonly<Record<"en" | "ru", readonly [readonly string[], readonly string[]]>> = {
  en: [
    [
      "Harbour",
      "Silver",
      "Green Valley",
      "Union",
      "Crown",
      "Pine",
      "Atlas",
      "Bright",
      "Heritage",
      "Coastal",
      "Summit",
      "Maple",
      "Iron Gate",
      "Kingsway",
      "Falcon",
    ],
    ["Dental", "Logistics", "Interiors", "Print", "Catering", "Motors", "Law", "Fitness", "Estates", "Supplies", "Design", "Pharmacy"],
  ],
  ru: [
    [
      "Альфа",
      "Вега",
      "Добрый",
      "Южный",
      "Лидер",
      "Престиж",
      "Арсенал",
      "Атлант",
      "Родник",
      "Феникс",
      "Партнёр",
      "Меридиан",
      "Новый",
      "Каскад",
      "Сокол",
    ],
    ["Трейд", "Логистика", "Мебель", "Принт", "Сервис", "Авто", "Право", "Фитнес", "Недвижимость", "Снаб", "Дизайн", "Фарма"],
  ],
};

/** 180 leads, most of them of the last months. */
export function addLeads(demo: Demo, staff: Staff, count = 180): string[] {
  const random = demo.random("leads");
  const [first, second] = LEAD_FIRMS[demo.lang];
  return Array.from({ length: count }, () => {
    const who = person(demo, random);
    const city = random.pick(cities[demo.lang]);
    const joined = demo.lang === "ru" ? `${random.pick(first)}-${random.pick(second)}` : `${random.pick(first)} ${random.pick(second)}`;
    const company = firmName(demo, random, joined);
    const age = Math.floor(random.next() ** 1.7 * 330);
    const fresh = age < 10;
    const status = fresh
      ? random.weighted([
          ["not_contacted", 6],
          ["attempted_to_contact", 3],
          ["contacted", 2],
          ["hot", 1],
        ])
      : random.weighted([
          ["contacted", 12],
          ["contact_in_future", 14],
          ["cold", 16],
          ["warm", 12],
          ["hot", 6],
          ["pre_qualified", 7],
          ["qualified", 9],
          ["junk_lead", 8],
          ["lost_lead", 16],
        ]);
    const note = demo.text(random.pick(LEAD_NOTES)).replace("{n}", String(random.int(2, 9)));
    return demo.add(
      "leads",
      {
        ...nameFields(demo, who),
        company,
        title: demo.text(random.pick(JOBS).title),
        status,
        lead_source: random.weighted(SOURCES),
        ...(random.chance(0.4)
          ? {
              rating: random.weighted([
                ["active", 8],
                ["acquired", 2],
                ["market_failed", 2],
                ["project_cancelled", 1],
              ]),
            }
          : {}),
        industry: random.pick(industryNames).industry,
        employees: random.int(3, 180),
        phone: landline(city, random),
        ...(random.chance(0.7) ? { mobile: mobile(city, random) } : {}),
        ...(random.chance(0.9) ? { email: mailbox(who, domainOf(company)) } : {}),
        website: `https://${domainOf(company)}`,
        address: { city: city.city, region: city.region, country: city.country },
        description: note,
        owner_id: ref(random.pick(staff.sales)),
      } satisfies Record<string, Json>,
      -age,
    );
  });
}

const VENDORS: Readonly<Record<"en" | "ru", readonly (readonly [name: string, category: string])[]>> = {
  en: [
    ["Distrinet Wholesale Ltd", "Distributor"],
    ["Corelink Distribution", "Distributor"],
    ["Printworks Supplies", "Printers and supplies"],
    ["Optiguard Imports", "Video surveillance"],
    ["Cableway Trade", "Cable and racks"],
    ["Powersafe UK", "Power supply"],
    ["Deskline Components", "Workstations"],
    ["Soft4Trade Licensing", "Software"],
    ["Rackhouse Europe", "Servers"],
    ["Telebase Phones", "Telephony"],
    ["Northern Couriers", "Delivery"],
    ["Toolbox & Fix", "Tools"],
    ["Brightscreen Displays", "Displays"],
    ["Papermill Direct", "Paper"],
    ["Elder & Wray Electrical", "Installation"],
  ],
  ru: [
    ["ООО «ДистриНет»", "Дистрибьютор"],
    ["АО «КорТрейд»", "Дистрибьютор"],
    ["ООО «ПринтСнаб»", "Принтеры и расходные материалы"],
    ["ООО «ОптиГард»", "Видеонаблюдение"],
    ["ООО «Кабель-Опт»", "Кабель и шкафы"],
    ["ООО «БезПауз Энерго»", "Источники питания"],
    ["ООО «Рабочее Место»", "Компьютеры"],
    ["АО «ЛицензияСофт»", "Программное обеспечение"],
    ["ООО «Серверный Двор»", "Серверы"],
    ["ООО «ТелеБаза»", "Телефония"],
    ["ООО «Северный Курьер»", "Доставка"],
    ["ООО «Инструмент и Крепёж»", "Инструмент"],
    ["ООО «Ясный Экран»", "Мониторы"],
    ["ООО «Бумажный Склад»", "Бумага"],
    ["ООО «ЭлектроМонтажСтрой»", "Монтаж"],
  ],
};

/** Fifteen vendors, each with somebody to talk to. */
export function addVendors(demo: Demo, staff: Staff): string[] {
  const random = demo.random("vendors");
  return VENDORS[demo.lang].map(([name, category]) => {
    const city = random.pick(cities[demo.lang].slice(0, 6));
    const paper = demo.lang === "ru" ? requisites(random, city.tax, 2008) : undefined;
    const key = demo.add(
      "vendors",
      {
        name,
        category,
        phone: landline(city, random),
        email: `sales@${domainOf(name)}`,
        website: `https://${domainOf(name)}`,
        ...(paper ? { inn: paper.inn, kpp: paper.kpp } : {}),
        address: address(demo, city, random),
        owner_id: ref(staff.purchasing),
      },
      -random.int(960, 990),
    );
    const who = person(demo, random);
    const contact = demo.add(
      "contacts",
      {
        ...nameFields(demo, who),
        title: demo.lang === "ru" ? "Менеджер по работе с партнёрами" : "Partner manager",
        phone: landline(city, random),
        email: mailbox(who, domainOf(name)),
        owner_id: ref(staff.purchasing),
      },
      -random.int(100, 200),
    );
    demo.link("vendor_contacts", key, contact);
    return key;
  });
}

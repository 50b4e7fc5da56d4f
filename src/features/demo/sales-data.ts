/** What deals are about, and the words around them. */
import type { Label } from "../../fieldtypes/field-type.ts";

export interface Theme {
  readonly name: Label;
  /** Codes of products with how many of them are usual; the first is the main one. */
  readonly goods: readonly (readonly [code: string, from: number, to: number])[];
  readonly weight: number;
  /** Becomes a project when won. */
  readonly project: boolean;
}
const theme = (en: string, ru: string, weight: number, goods: Theme["goods"], project = false): Theme => ({
  name: { en, ru },
  goods,
  weight,
  project,
});

export const themes: readonly Theme[] = [
  theme("Laptops for the sales team", "Ноутбуки для отдела продаж", 10, [
    ["WS-M14", 4, 20],
    ["LIC-OFF", 4, 20],
  ]),
  theme("New workplaces", "Новые рабочие места", 12, [
    ["WS-D7", 5, 30],
    ["MON-24", 5, 30],
    ["LIC-AV", 5, 30],
  ]),
  theme("Workstations for designers", "Рабочие станции для дизайнеров", 5, [
    ["WS-M16P", 2, 8],
    ["MON-27", 2, 8],
  ]),
  theme(
    "Replacement of the server",
    "Замена сервера",
    8,
    [
      ["SRV-R220", 1, 2],
      ["UPS-1K", 1, 2],
      ["LIC-BKP", 1, 2],
    ],
    true,
  ),
  theme(
    "Servers for virtual machines",
    "Серверы для виртуализации",
    5,
    [
      ["SRV-R440", 1, 4],
      ["UPS-3K", 1, 2],
      ["LIC-BKP", 1, 4],
    ],
    true,
  ),
  theme("Printers for the office", "Печатная техника в офис", 9, [
    ["MFP-A4", 1, 8],
    ["TNR-A4", 4, 20],
  ]),
  theme("Supplies for printers, a year", "Расходные материалы на год", 8, [
    ["TNR-A4", 10, 60],
    ["TNR-A3", 0, 6],
  ]),
  theme(
    "Video surveillance of the warehouse",
    "Видеонаблюдение на складе",
    9,
    [
      ["CAM-B8", 6, 30],
      ["NVR-16", 1, 2],
      ["SW-24P", 1, 2],
    ],
    true,
  ),
  theme("Video surveillance of the shop", "Видеонаблюдение в магазине", 7, [
    ["CAM-D4", 4, 16],
    ["NVR-16", 1, 1],
  ]),
  theme(
    "Network for the new office",
    "Сеть в новом офисе",
    7,
    [
      ["SW-24P", 1, 4],
      ["RT-50", 1, 1],
      ["AP-6", 3, 14],
      ["CBL-305", 3, 20],
    ],
    true,
  ),
  theme("Wi-Fi for guests", "Wi-Fi для гостей", 5, [
    ["AP-6", 4, 24],
    ["SW-8", 1, 4],
  ]),
  theme("IP telephony", "IP-телефония", 5, [
    ["TEL-20", 8, 60],
    ["SW-24P", 1, 3],
  ]),
  theme("Access control", "Система контроля доступа", 4, [["ACS-2", 2, 10]], true),
  theme("Protection against power cuts", "Защита от отключений питания", 4, [
    ["UPS-1K", 2, 10],
    ["UPS-3K", 0, 2],
  ]),
  theme("Backup and storage", "Резервное копирование и хранение", 5, [
    ["NAS-4B", 1, 3],
    ["LIC-BKP", 1, 4],
  ]),
  theme("Renewal of licences", "Продление лицензий", 7, [
    ["LIC-OFF", 10, 80],
    ["LIC-AV", 10, 80],
  ]),
];

export const nextSteps: readonly Label[] = [
  { en: "Call on Tuesday, after their planning meeting", ru: "Позвонить во вторник после их планёрки" },
  { en: "Send the revised quote with delivery to two addresses", ru: "Отправить новое предложение с доставкой на два адреса" },
  { en: "Agree on the date of the survey", ru: "Согласовать дату обследования" },
  { en: "Get the signed contract back", ru: "Получить подписанный договор" },
  { en: "Show the system at the neighbouring customer's", ru: "Показать систему у соседнего клиента" },
  { en: "Find out who else takes part in the tender", ru: "Выяснить, кто ещё участвует в тендере" },
  { en: "Prepare a comparison of two versions", ru: "Подготовить сравнение двух вариантов" },
  { en: "Ask the finance director about payment terms", ru: "Уточнить у финансового директора условия оплаты" },
];

export const dealNotes: readonly Label[] = [
  {
    en: "The budget is agreed for this quarter. Delivery is needed before the inventory.",
    ru: "Бюджет согласован на этот квартал. Поставка нужна до инвентаризации.",
  },
  {
    en: "The old equipment is out of warranty; we take it in part exchange.",
    ru: "Старая техника снята с гарантии, принимаем её в зачёт.",
  },
  {
    en: "They have an offer from a competitor that is 6% cheaper, without installation.",
    ru: "Есть предложение конкурента на 6% дешевле, но без монтажа.",
  },
  { en: "Work only at weekends: the shop must not be closed.", ru: "Работы только в выходные: магазин закрывать нельзя." },
  { en: "Two signatures are needed: of the director and of the owner.", ru: "Нужны две подписи: директора и собственника." },
  { en: "They want everything from one supplier, with one contact person.", ru: "Хотят всё от одного поставщика и одного ответственного." },
];

export interface CampaignData {
  readonly name: Label;
  readonly type: string;
  /** When it ended or ends, in days from today. */
  readonly end: number;
  readonly status: string;
  readonly budget: number;
  readonly size: number;
  readonly audience: Label;
  readonly product: string;
}
const campaign = (
  en: string,
  ru: string,
  type: string,
  end: number,
  status: string,
  budget: number,
  size: number,
  audience: Label,
  product: string,
): CampaignData => ({ name: { en, ru }, type, end, status, budget, size, audience, product });
const warehouses: Label = { en: "Warehouses and logistics", ru: "Склады и логистика" };
const small: Label = { en: "Firms of up to 50 people", ru: "Компании до 50 человек" };
const shops: Label = { en: "Shops and cafés", ru: "Магазины и кафе" };
const everybody: Label = { en: "All customers", ru: "Все клиенты" };

export const campaigns: readonly CampaignData[] = [
  campaign("Safe Warehouse exhibition", "Выставка «Безопасный склад»", "trade_show", -310, "completed", 9000, 400, warehouses, "CAM-B8"),
  campaign(
    "Autumn mailing: servers before winter",
    "Осенняя рассылка: серверы к зиме",
    "email",
    -250,
    "completed",
    900,
    1800,
    small,
    "SRV-R220",
  ),
  campaign(
    "Webinar: printing without surprises",
    "Вебинар «Печать без сюрпризов»",
    "webinar",
    -200,
    "completed",
    700,
    250,
    small,
    "MFP-A4",
  ),
  campaign(
    "Recommend us to a neighbour",
    "Порекомендуйте нас соседу",
    "referral_program",
    -150,
    "completed",
    2500,
    500,
    everybody,
    "WS-M14",
  ),
  campaign(
    "New Year offer: workplaces",
    "Новогоднее предложение: рабочие места",
    "direct_mail",
    -120,
    "completed",
    1800,
    900,
    everybody,
    "WS-D7",
  ),
  campaign("Conference for IT managers", "Конференция для ИТ-руководителей", "conference", -70, "completed", 6500, 160, small, "SRV-R440"),
  campaign(
    "Calls to shops: video surveillance",
    "Обзвон магазинов: видеонаблюдение",
    "telemarketing",
    -25,
    "completed",
    1200,
    350,
    shops,
    "CAM-D4",
  ),
  campaign("Advertising in search engines", "Реклама в поисковых системах", "advertisement", 40, "active", 7200, 5000, everybody, "AP-6"),
  campaign("Licences before the year ends", "Лицензии до конца года", "email", 25, "active", 600, 1400, everybody, "LIC-OFF"),
  campaign(
    "Partner day in the new showroom",
    "День партнёра в новом шоуруме",
    "partners",
    75,
    "planning",
    3800,
    80,
    { en: "Resellers and integrators", ru: "Реселлеры и интеграторы" },
    "ACS-2",
  ),
];

export const terms: Label = {
  en: "Prices are valid until the date above. Payment: 50% in advance, the rest within 10 days of delivery. Delivery within the city is free of charge. Warranty according to the manufacturer, at least 12 months.",
  ru: "Цены действительны до указанной даты. Оплата: 50% аванс, остаток в течение 10 дней после поставки. Доставка по городу бесплатно. Гарантия производителя, не менее 12 месяцев.",
};

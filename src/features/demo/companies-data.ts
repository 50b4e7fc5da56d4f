/** Names of firms by industry, in both languages; none is meant to be a real one. */
import type { Lang } from "../../fieldtypes/field-type.ts";

export interface IndustryNames {
  readonly industry: string;
  readonly names: Readonly<Record<Lang, readonly string[]>>;
}
const firms = (industry: string, ru: string, en: string): IndustryNames => ({
  industry,
  names: { ru: ru.split("; "), en: en.split("; ") },
});

export const industryNames: readonly IndustryNames[] = [
  firms(
    "construction",
    "Северный каркас; СтройКонтур; Монолит-Регион; ДомПроектСервис; Гранит и Ко; Кровля-Мастер",
    "Northgate Builders; Stonebridge Construction; Harrow & Pike Contractors; Keystone Roofing; Redbrick Homes; Ashdown Civil",
  ),
  firms(
    "retail",
    "Лавка соседа; Тёплый дом; Сеть «Корзинка+»; Мир посуды; Детский остров; Четыре сезона",
    "Corner & Crown Stores; Willow Home; Basket Street; Little Harbour Toys; Fourseasons Outfitters; Market Lane",
  ),
  firms(
    "manufacturing",
    "Завод «Вектор-Деталь»; Уральские метизы; Полимер-Формат; Станкосервис; Волжский картон; Фабрика «Берёзка»",
    "Vector Components; Tyne Fasteners; Polyform Plastics; Millbrook Machining; Severn Packaging; Birchwood Furniture",
  ),
  firms(
    "healthcare",
    "Клиника «Доктор рядом»; МедЛиния; Стоматология «Улыбка города»; Центр здоровья «Исток»; Лаборатория «Анализ-Плюс»; Санаторий «Сосны»",
    "Brightwell Clinic; Riverside Dental; Oakfield Medical Group; Meridian Diagnostics; Highland Physiotherapy; St. Clement's Practice",
  ),
  firms(
    "education",
    "Школа «Новый класс»; Учебный центр «Профиль»; Лингва-Град; Академия роста; Колледж «Техника»; Детский сад «Ладошки»",
    "Newgate Academy; Profile Training; Lingua Bridge; Summit Learning; Wexford College; Little Acorns Nurseries",
  ),
  firms(
    "transportation",
    "Быстрый груз; АвтоТранзит-Юг; Ямщик-Логистик; РейсСервис; Дорожный экспресс; Каравелла-Транс",
    "Swift Haulage; Southern Transit; Milestone Logistics; Overland Express; Bluebird Coaches; Caravel Freight",
  ),
  firms(
    "food_and_beverage",
    "Пекарня «Колос»; Молочный край; Сады Кубани; Кофейный двор; Рыбный причал; Мясной ряд",
    "Goldcrust Bakery; Dairydale; Orchard & Vine; Copperpot Coffee; Harbour Seafoods; Butcher's Row",
  ),
  firms(
    "finance",
    "Капитал-Вера; Финансовый маяк; Лизинг-Столица; Инвест-Опора; Бюро «Баланс»; Касса взаимопомощи «Доверие»",
    "Beacon Finance; Lombard & Lyle; Capital Leasing; Fairway Investments; Ledger & Co; Mutual Trust Credit",
  ),
  firms(
    "insurance",
    "Страховой дом «Щит»; Надёжный полис; Гарант-Защита; СК «Ладья»; Агентство «Спокойствие»; Полис-Регион",
    "Shield Mutual; Safehaven Insurance; Sterling Cover; Rook & Castle; Calmwater Agency; County Policy",
  ),
  firms(
    "technology",
    "Цифровой контур; СофтЛабиринт; Байт и партнёры; Облачные решения; КодМастерская; Датаполис",
    "Digital Contour; Softmaze; Byte & Partners; Cloudrise; Codeworks Studio; Datapolis",
  ),
  firms(
    "telecommunications",
    "Связь-Регион; ТелеСеть плюс; Радиус-Телеком; Сигнал Севера; Интернет-Слобода; Оптика связи",
    "Region Link; Telenet Plus; Radius Telecom; Northern Signal; Townsend Broadband; Fibreway",
  ),
  firms(
    "hospitality",
    "Отель «Набережная»; Ресторан «Старый мост»; Гостевой дом «У Озера»; Турбаза «Кедр»; Кафе «Полдень»; Хостел «Маршрут»",
    "Quayside Hotel; Old Bridge Dining; Lakeside Lodge; Cedar Retreats; Noon Café Group; Waypoint Hostels",
  ),
  firms(
    "energy",
    "Тепло города; ЭнергоБаланс; Сибирь-Котёл; Ветер и солнце; СетьПроект; Южная генерация",
    "Citywarm; Energy Balance; Boiler & Steam Works; Wind & Sun Power; Gridline Projects; Southern Generation",
  ),
  firms(
    "consulting",
    "Деловой компас; Право и порядок; Аудит-Эксперт; Стратегия роста; КадрСовет; Консул-Сервис",
    "Business Compass; Hartley Legal; Expert Audit; Growthpath Advisers; People Counsel; Consul Services",
  ),
  firms(
    "agriculture",
    "Агрохолдинг «Нива»; Ферма «Заречная»; ТеплицаПро; Зерно Поволжья; Птицефабрика «Рассвет»; Сады Тамани",
    "Fieldstone Farms; Riverside Growers; Glasshouse Produce; Eastern Grain; Sunrise Poultry; Vale Orchards",
  ),
  firms(
    "media",
    "Типография «Оттиск»; Медиа-Квартал; Радио «Пульс»; Издательский дом «Перо»; Рекламная группа «Фокус»; Студия «Кадр»",
    "Imprint Press; Media Quarter; Pulse Radio; Quill Publishing; Focus Advertising; Frame Studio",
  ),
  firms(
    "engineering",
    "ПроектИнжиниринг; Климат-Инженер; Лифтовые системы; Автоматика-Сервис; Геодезия-М; Бюро «Чертёж»",
    "Prime Engineering; Climate Engineers; Ascent Lifts; Controlworks; Landmark Surveys; Draft & Design Bureau",
  ),
  firms(
    "shipping",
    "Порт-Экспедитор; Складской терминал «Восток»; Морской путь; Контейнер-Сервис; Таможенный брокер «Граница»; Паллет-Логистик",
    "Portside Forwarding; Eastgate Warehousing; Sealane Shipping; Boxline Containers; Frontier Customs; Pallet Logistics",
  ),
  firms(
    "government",
    "МБУ «Городские парки»; МУП «Водоканал Заречья»; Центр занятости «Перспектива»; Районная библиотека № 7; Дворец спорта «Юность»; МФЦ «Слобода»",
    "Elmbridge Borough Council; Westford Water; Calder Employment Office; Milton County Library; Youth Sports Trust; Stanmore Civic Centre",
  ),
  firms(
    "apparel",
    "Швейный дом «Лён»; Обувь-Стиль; Трикотаж Иваново; Ателье «Силуэт»; СпецОдежда-Регион; Шапки и шарфы",
    "Linen House; Cobbler & Sons; Knitwell; Silhouette Tailors; Workwear Direct; Hat & Scarf Company",
  ),
];

export interface City {
  readonly city: string;
  readonly region: string;
  readonly country: string;
  /** Digits before the subscriber's number, with the country code. */
  readonly phone: string;
  /** Digits of the subscriber's number that are fixed: ranges that nobody has. */
  readonly reserved: string;
  /** Length of the whole number after "+". */
  readonly digits: number;
  /** How a postal code is built: `#` is a digit. */
  readonly postal: string;
  /** First digits of a taxpayer's number. */
  readonly tax: string;
  readonly streets: readonly string[];
}

const ruStreets = [
  "ул. Ленина",
  "ул. Мира",
  "ул. Гагарина",
  "ул. Советская",
  "ул. Садовая",
  "пр-т Победы",
  "ул. Кирова",
  "ул. Заводская",
  "ул. Пушкина",
  "наб. Речная",
  "ул. Лесная",
  "ул. Строителей",
  "пр-т Космонавтов",
  "ул. Чехова",
];
const ukStreets = [
  "High Street",
  "Station Road",
  "Church Lane",
  "Victoria Road",
  "Mill Lane",
  "King Street",
  "Queensway",
  "Park Avenue",
  "Albert Road",
  "Bridge Street",
];
const usStreets = [
  "Main Street",
  "Oak Avenue",
  "Maple Drive",
  "Washington Boulevard",
  "Lincoln Avenue",
  "Market Street",
  "Commerce Drive",
  "Lake Road",
  "2nd Avenue",
  "Elm Street",
];
const russian = (city: string, region: string, code: string, postal: string, tax: string): City => ({
  city,
  region,
  country: "Россия",
  phone: `7${code}`,
  reserved: "0",
  digits: 11,
  postal,
  tax,
  streets: ruStreets,
});
const british = (city: string, region: string, phone: string, postal: string): City => ({
  city,
  region,
  country: "United Kingdom",
  phone,
  reserved: "0",
  digits: 12,
  postal,
  tax: "",
  streets: ukStreets,
});
const american = (city: string, region: string, code: string, postal: string): City => ({
  city,
  region,
  country: "United States",
  phone: `1${code}`,
  reserved: "55501",
  digits: 11,
  postal,
  tax: "",
  streets: usStreets,
});

/** The first three are those of the company's offices. Telephone numbers are from ranges kept free (Ofcom, 555-01xx). */
export const cities: Readonly<Record<Lang, readonly City[]>> = {
  ru: [
    russian("Москва", "Москва", "495", "1####1", "77"),
    russian("Санкт-Петербург", "Санкт-Петербург", "812", "19####", "78"),
    russian("Екатеринбург", "Свердловская область", "343", "62####", "66"),
    russian("Нижний Новгород", "Нижегородская область", "831", "603###", "52"),
    russian("Казань", "Республика Татарстан", "843", "420###", "16"),
    russian("Новосибирск", "Новосибирская область", "383", "630###", "54"),
    russian("Самара", "Самарская область", "846", "443###", "63"),
    russian("Ростов-на-Дону", "Ростовская область", "863", "344###", "61"),
    russian("Краснодар", "Краснодарский край", "861", "350###", "23"),
    russian("Пермь", "Пермский край", "342", "614###", "59"),
    russian("Воронеж", "Воронежская область", "473", "394###", "36"),
    russian("Тула", "Тульская область", "4872", "300###", "71"),
  ],
  en: [
    british("London", "Greater London", "44207946", "EC1A #BB"),
    british("Manchester", "Greater Manchester", "44161496", "M# #WD"),
    american("New York", "NY", "212", "100##"),
    british("Birmingham", "West Midlands", "44121496", "B# #TH"),
    british("Leeds", "West Yorkshire", "44113496", "LS# #AB"),
    british("Bristol", "Bristol", "44117496", "BS# #QD"),
    british("Edinburgh", "Scotland", "44131496", "EH# #NG"),
    american("Boston", "MA", "617", "021##"),
    american("Chicago", "IL", "312", "606##"),
    american("Seattle", "WA", "206", "981##"),
    american("Denver", "CO", "303", "802##"),
    american("Atlanta", "GA", "404", "303##"),
  ],
};

/** Names of firms by industry, in both languages; none is meant to be a real one. */
import type { Lang } from "../../fieldtypes/field-type.ts";

export interface IndustryNames {
  readonly industry: string;
  readonly names: Readonly<Record<Lang, readonly string[]>>;
}
const firms = (industry: string, ru: string, en: string): IndustryNames => ({ industry, names: { ru: ru.split("; "), en: en.split("; ") } });

export const industryNames: readonly IndustryNames[] = [
  firms("construction", "Северный Каркас; СтройКонтур; Монолит-Регион; ДомПроектСервис; Гранит и Ко; Кровля-Мастер", "Northgate Builders; Stonebridge Construction; Harrow & Pike Contractors; Keystone Roofing; Redbrick Homes; Ashdown Civil"),
  firms("retail", "Лавка Соседа; Тёплый Дом; Сеть «Корзинка+»; Мир Посуды; Детский Остров; Четыре Сезона", "Corner & Crown Stores; Willow Home; Basket Street; Little Harbour Toys; Fourseasons Outfitters; Market Lane"),
  firms("manufacturing", "Завод «Вектор-Деталь»; Уральские Метизы; Полимер-Формат; Станкосервис; Волжский Картон; Фабрика «Берёзка»", "Vector Components; Tyne Fasteners; Polyform Plastics; Millbrook Machining; Severn Packaging; Birchwood Furniture"),
  firms("healthcare", "Клиника «Доктор Рядом»; МедЛиния; Стоматология «Улыбка Города»; Центр Здоровья «Исток»; Лаборатория «Анализ-Плюс»; Санаторий «Сосны»", "Brightwell Clinic; Riverside Dental; Oakfield Medical Group; Meridian Diagnostics; Highland Physiotherapy; St. Clement's Practice"),
  firms("education", "Школа «Новый Класс»; Учебный Центр «Профиль»; Лингва-Град; Академия Роста; Колледж «Техника»; Детский сад «Ладошки»", "Newgate Academy; Profile Training; Lingua Bridge; Summit Learning; Wexford College; Little Acorns Nurseries"),
  firms("transportation", "Быстрый Груз; АвтоТранзит-Юг; Ямщик Логистик; РейсСервис; Дорожный Экспресс; Каравелла Транс", "Swift Haulage; Southern Transit; Milestone Logistics; Overland Express; Bluebird Coaches; Caravel Freight"),
  firms("food_and_beverage", "Пекарня «Колос»; Молочный Край; Сады Кубани; Кофейный Двор; Рыбный Причал; Мясной Ряд", "Goldcrust Bakery; Dairydale; Orchard & Vine; Copperpot Coffee; Harbour Seafoods; Butcher's Row"),
  firms("finance", "Капитал-Вера; Финансовый Маяк; Лизинг-Столица; Инвест-Опора; Бюро «Баланс»; Касса Взаимопомощи «Доверие»", "Beacon Finance; Lombard & Lyle; Capital Leasing; Fairway Investments; Ledger & Co; Mutual Trust Credit"),
  firms("insurance", "Страховой Дом «Щит»; Надёжный Полис; Гарант-Защита; СК «Ладья»; Агентство «Спокойствие»; Полис-Регион", "Shield Mutual; Safehaven Insurance; Sterling Cover; Rook & Castle; Calmwater Agency; County Policy"),
  firms("technology", "Цифровой Контур; СофтЛабиринт; Байт и Партнёры; Облачные Решения; КодМастерская; Датаполис", "Digital Contour; Softmaze; Byte & Partners; Cloudrise; Codeworks Studio; Datapolis"),
  firms("telecommunications", "Связь-Регион; ТелеСеть Плюс; Радиус-Телеком; Сигнал Севера; Интернет-Слобода; Оптика Связи", "Region Link; Telenet Plus; Radius Telecom; Northern Signal; Townsend Broadband; Fibreway"),
  firms("hospitality", "Отель «Набережная»; Ресторан «Старый Мост»; Гостевой Дом «У Озера»; Турбаза «Кедр»; Кафе «Полдень»; Хостел «Маршрут»", "Quayside Hotel; Old Bridge Dining; Lakeside Lodge; Cedar Retreats; Noon Café Group; Waypoint Hostels"),
  firms("energy", "Тепло Города; ЭнергоБаланс; Сибирь-Котёл; Ветер и Солнце; СетьПроект; Южная Генерация", "Citywarm; Energy Balance; Boiler & Steam Works; Wind & Sun Power; Gridline Projects; Southern Generation"),
  firms("consulting", "Деловой Компас; Право и Порядок; Аудит-Эксперт; Стратегия Роста; КадрСовет; Консул-Сервис", "Business Compass; Hartley Legal; Expert Audit; Growthpath Advisers; People Counsel; Consul Services"),
  firms("agriculture", "Агрохолдинг «Нива»; Ферма «Заречная»; ТеплицаПро; Зерно Поволжья; Птицефабрика «Рассвет»; Сады Тамани", "Fieldstone Farms; Riverside Growers; Glasshouse Produce; Eastern Grain; Sunrise Poultry; Vale Orchards"),
  firms("media", "Типография «Оттиск»; Медиа-Квартал; Радио «Пульс»; Издательский Дом «Перо»; Рекламная Группа «Фокус»; Студия «Кадр»", "Imprint Press; Media Quarter; Pulse Radio; Quill Publishing; Focus Advertising; Frame Studio"),
  firms("engineering", "ПроектИнжиниринг; Климат-Инженер; Лифтовые Системы; Автоматика-Сервис; Геодезия-М; Бюро «Чертёж»", "Prime Engineering; Climate Engineers; Ascent Lifts; Controlworks; Landmark Surveys; Draft & Design Bureau"),
  firms("shipping", "Порт-Экспедитор; Складской Терминал «Восток»; Морской Путь; Контейнер-Сервис; Таможенный Брокер «Граница»; Паллет-Логистик", "Portside Forwarding; Eastgate Warehousing; Sealane Shipping; Boxline Containers; Frontier Customs; Pallet Logistics"),
  firms("government", "МБУ «Городские Парки»; МУП «Водоканал Заречья»; Центр Занятости «Перспектива»; Районная Библиотека № 7; Дворец Спорта «Юность»; МФЦ «Слобода»", "Elmbridge Borough Council; Westford Water; Calder Employment Office; Milton County Library; Youth Sports Trust; Stanmore Civic Centre"),
  firms("apparel", "Швейный Дом «Лён»; Обувь-Стиль; Трикотаж Иваново; Ателье «Силуэт»; СпецОдежда-Регион; Шапки и Шарфы", "Linen House; Cobbler & Sons; Knitwell; Silhouette Tailors; Workwear Direct; Hat & Scarf Company"),
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

const ruStreets = ["ул. Ленина", "ул. Мира", "ул. Гагарина", "ул. Советская", "ул. Садовая", "пр-т Победы", "ул. Кирова", "ул. Заводская", "ул. Пушкина", "наб. Речная", "ул. Лесная", "ул. Строителей", "пр-т Космонавтов", "ул. Чехова"];
const ukStreets = ["High Street", "Station Road", "Church Lane", "Victoria Road", "Mill Lane", "King Street", "Queensway", "Park Avenue", "Albert Road", "Bridge Street"];
const usStreets = ["Main Street", "Oak Avenue", "Maple Drive", "Washington Boulevard", "Lincoln Avenue", "Market Street", "Commerce Drive", "Lake Road", "2nd Avenue", "Elm Street"];
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
const british = (city: string, region: string, phone: string, postal: string): City => ({ city, region, country: "United Kingdom", phone, reserved: "0", digits: 12, postal, tax: "", streets: ukStreets });
const american = (city: string, region: string, code: string, postal: string): City => ({ city, region, country: "United States", phone: `1${code}`, reserved: "55501", digits: 11, postal, tax: "", streets: usStreets });

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

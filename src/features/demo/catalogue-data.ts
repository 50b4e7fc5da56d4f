/** What the demonstration company sells: equipment for offices and the work around it. */
import type { Label } from "../../fieldtypes/field-type.ts";

export interface ProductData {
  readonly code: string;
  readonly name: Label;
  readonly category: "hardware" | "software" | "consumables" | "accessories";
  readonly maker: string;
  /** Index of the vendor. */
  readonly vendor: number;
  /** Price level in dollars. */
  readonly price: number;
  readonly unit: "each" | "box" | "pack" | "licence" | "m";
  /** Has a serial number and a life after the sale. */
  readonly asset: boolean;
  readonly about: Label;
}
const product = (
  code: string,
  en: string,
  ru: string,
  category: ProductData["category"],
  maker: string,
  vendor: number,
  price: number,
  about: Label,
  more: { unit?: ProductData["unit"]; asset?: boolean } = {},
): ProductData => ({
  code,
  name: { en, ru },
  category,
  maker,
  vendor,
  price,
  unit: more.unit ?? "each",
  asset: more.asset ?? category === "hardware",
  about,
});

export const productData: readonly ProductData[] = [
  product("SRV-R220", "Rack server Titan R220", "Сервер стоечный Titan R220", "hardware", "Titan", 8, 3400, {
    en: "1U, one processor, 32 GB of memory, two 960 GB drives in a mirror. For file storage and accounting in an office of up to 40 people.",
    ru: "1U, один процессор, 32 ГБ памяти, два диска 960 ГБ в зеркале. Для файлов и учётной системы офиса до 40 человек.",
  }),
  product("SRV-R440", "Rack server Titan R440", "Сервер стоечный Titan R440", "hardware", "Titan", 8, 7900, {
    en: "2U, two processors, 128 GB of memory, eight drive bays. For virtual machines and databases.",
    ru: "2U, два процессора, 128 ГБ памяти, восемь отсеков. Для виртуальных машин и баз данных.",
  }),
  product("NAS-4B", "Network storage Depot 4-bay", "Сетевое хранилище Depot на 4 диска", "hardware", "Depot", 0, 890, {
    en: "Four bays, snapshots, copies to a second site.",
    ru: "Четыре отсека, снимки, копия на вторую площадку.",
  }),
  product("WS-M14", "Laptop Linea M14", "Ноутбук Linea M14", "hardware", "Linea", 6, 980, {
    en: "14 inches, 16 GB, 512 GB, 1.3 kg. Three years of on-site warranty.",
    ru: "14 дюймов, 16 ГБ, 512 ГБ, 1,3 кг. Три года гарантии с выездом.",
  }),
  product("WS-M16P", "Laptop Linea M16 Pro", "Ноутбук Linea M16 Pro", "hardware", "Linea", 6, 1650, {
    en: "16 inches, 32 GB, 1 TB, discrete graphics. For designers and engineers.",
    ru: "16 дюймов, 32 ГБ, 1 ТБ, отдельная видеокарта. Для дизайнеров и инженеров.",
  }),
  product("WS-D7", "Desktop computer Linea D7", "Настольный компьютер Linea D7", "hardware", "Linea", 6, 720, {
    en: "Small form factor, 16 GB, 512 GB, silent.",
    ru: "Малый корпус, 16 ГБ, 512 ГБ, тихий.",
  }),
  product("MON-24", "Monitor Brightscreen 24″", "Монитор «Ясный экран» 24″", "hardware", "Brightscreen", 12, 190, {
    en: "IPS, height adjustment, USB-C with charging.",
    ru: "IPS, регулировка по высоте, USB-C с зарядкой.",
  }),
  product("MON-27", "Monitor Brightscreen 27″ QHD", "Монитор «Ясный экран» 27″ QHD", "hardware", "Brightscreen", 12, 310, {
    en: "IPS, 2560 × 1440, for long work with tables.",
    ru: "IPS, 2560 × 1440, для долгой работы с таблицами.",
  }),
  product("MFP-A4", "Multifunction printer Orbis A4", "МФУ Orbis A4", "hardware", "Orbis", 2, 420, {
    en: "Black and white, 40 pages a minute, two-sided scanning.",
    ru: "Чёрно-белое, 40 страниц в минуту, двустороннее сканирование.",
  }),
  product("MFP-A3C", "Colour copier Orbis A3", "Цветное МФУ Orbis A3", "hardware", "Orbis", 2, 3900, {
    en: "For a department: A3, colour, stapling, accounts by user.",
    ru: "На отдел: A3, цвет, сшивание, учёт по пользователям.",
  }),
  product("LBL-4", "Label printer Orbis L4", "Принтер этикеток Orbis L4", "hardware", "Orbis", 2, 260, {
    en: "Thermal, 203 dpi, for warehouses and shops.",
    ru: "Термопечать, 203 dpi, для складов и магазинов.",
  }),
  product("CAM-D4", "Dome camera Argus D4", "Купольная камера Argus D4", "hardware", "Argus", 3, 95, {
    en: "4 MP, infrared light to 30 m, inside and outside.",
    ru: "4 Мп, подсветка до 30 м, для помещений и улицы.",
  }),
  product("CAM-B8", "Bullet camera Argus B8", "Уличная камера Argus B8", "hardware", "Argus", 3, 160, {
    en: "8 MP, zoom, recognises people and cars.",
    ru: "8 Мп, трансфокатор, различает людей и машины.",
  }),
  product("NVR-16", "Video recorder Argus 16", "Видеорегистратор Argus на 16 каналов", "hardware", "Argus", 3, 540, {
    en: "16 channels, two drives, a month of recordings.",
    ru: "16 каналов, два диска, месяц записи.",
  }),
  product("ACS-2", "Access controller Gate-2", "Контроллер доступа Gate-2", "hardware", "Gate", 3, 230, {
    en: "Two doors, cards and telephones, works without a network.",
    ru: "Две двери, карты и телефоны, работает и без сети.",
  }),
  product("SW-24P", "Switch Netline 24 PoE", "Коммутатор Netline 24 PoE", "hardware", "Netline", 1, 610, {
    en: "24 ports with power for cameras and telephones, four optical.",
    ru: "24 порта с питанием для камер и телефонов, четыре оптических.",
  }),
  product("SW-8", "Switch Netline 8", "Коммутатор Netline 8", "hardware", "Netline", 1, 85, {
    en: "Eight gigabit ports, without a fan.",
    ru: "Восемь гигабитных портов, без вентилятора.",
  }),
  product("RT-50", "Router Netline Edge 50", "Маршрутизатор Netline Edge 50", "hardware", "Netline", 1, 390, {
    en: "Two providers at once, VPN for branches.",
    ru: "Два провайдера сразу, VPN для филиалов.",
  }),
  product("AP-6", "Access point Netline Air 6", "Точка доступа Netline Air 6", "hardware", "Netline", 1, 175, {
    en: "Wi-Fi 6, seamless roaming, managed from one place.",
    ru: "Wi-Fi 6, бесшовный роуминг, управление из одного окна.",
  }),
  product("UPS-1K", "UPS Nonstop 1000", "ИБП «БезПауз» 1000", "hardware", "Nonstop", 5, 240, {
    en: "1000 VA, ten minutes for a server and a switch.",
    ru: "1000 ВА, десять минут для сервера и коммутатора.",
  }),
  product("UPS-3K", "UPS Nonstop 3000 rack", "ИБП «БезПауз» 3000 стоечный", "hardware", "Nonstop", 5, 980, {
    en: "3000 VA, double conversion, network card.",
    ru: "3000 ВА, двойное преобразование, сетевая карта.",
  }),
  product("TEL-20", "IP telephone Telebase 20", "IP-телефон «ТелеБаза» 20", "hardware", "Telebase", 9, 78, {
    en: "Two lines, power over the network, headset.",
    ru: "Две линии, питание по сети, гарнитура.",
  }),
  product(
    "RACK-22",
    "Wall cabinet 22U",
    "Шкаф настенный 22U",
    "accessories",
    "Cableway",
    4,
    330,
    { en: "600 × 600, glass door, fan panel.", ru: "600 × 600, стеклянная дверь, вентиляторная панель." },
    { asset: false },
  ),
  product(
    "CBL-305",
    "Cable category 6, 305 m",
    "Кабель категории 6, бухта 305 м",
    "consumables",
    "Cableway",
    4,
    145,
    { en: "Copper, in a box, for lines of up to 90 m.", ru: "Медь, в коробке, для линий до 90 м." },
    { unit: "box" },
  ),
  product(
    "PAT-24",
    "Patch panel 24 ports",
    "Патч-панель на 24 порта",
    "accessories",
    "Cableway",
    4,
    46,
    { en: "Category 6, 1U.", ru: "Категория 6, 1U." },
    { asset: false },
  ),
  product("TNR-A4", "Toner for Orbis A4", "Тонер-картридж для Orbis A4", "consumables", "Orbis", 2, 68, {
    en: "7,000 pages.",
    ru: "7000 страниц.",
  }),
  product(
    "TNR-A3",
    "Toner set for Orbis A3",
    "Комплект тонера для Orbis A3",
    "consumables",
    "Orbis",
    2,
    360,
    { en: "Four colours, 15,000 pages.", ru: "Четыре цвета, 15 000 страниц." },
    { unit: "pack" },
  ),
  product(
    "LIC-OFF",
    "Office suite, a year per person",
    "Офисный пакет, год на сотрудника",
    "software",
    "Soft4Trade",
    7,
    96,
    { en: "Documents, tables, mail and calendar.", ru: "Документы, таблицы, почта и календарь." },
    { unit: "licence" },
  ),
  product(
    "LIC-AV",
    "Antivirus, a year per device",
    "Антивирус, год на устройство",
    "software",
    "Soft4Trade",
    7,
    28,
    { en: "One console for all devices.", ru: "Единая консоль на все устройства." },
    { unit: "licence" },
  ),
  product(
    "LIC-BKP",
    "Backup software, a server per year",
    "Резервное копирование, сервер на год",
    "software",
    "Soft4Trade",
    7,
    290,
    {
      en: "Copies of virtual machines and databases, tried out automatically.",
      ru: "Копии виртуальных машин и баз данных с автоматической проверкой.",
    },
    { unit: "licence" },
  ),
];

export interface ServiceData {
  readonly name: Label;
  readonly category: "support" | "installation" | "migration" | "customization" | "training";
  readonly unit: "hours" | "days" | "incidents";
  readonly price: number;
  readonly about: Label;
}
const service = (
  en: string,
  ru: string,
  category: ServiceData["category"],
  unit: ServiceData["unit"],
  price: number,
  about: Label,
): ServiceData => ({ name: { en, ru }, category, unit, price, about });

export const serviceData: readonly ServiceData[] = [
  service("Survey and design", "Обследование и проект", "customization", "days", 420, {
    en: "An engineer comes, measures and draws; the price is taken off the order.",
    ru: "Инженер приезжает, измеряет и чертит; стоимость вычитается из заказа.",
  }),
  service("Laying of network lines", "Прокладка сетевых линий", "installation", "hours", 38, {
    en: "In trunking or under the ceiling, with test report.",
    ru: "В коробе или за потолком, с протоколом измерений.",
  }),
  service("Installation of cameras", "Монтаж видеокамер", "installation", "hours", 44, {
    en: "Mounting, connection, setting of view.",
    ru: "Крепление, подключение, настройка обзора.",
  }),
  service("Server set-up", "Настройка сервера", "installation", "hours", 65, {
    en: "System, users, copies, monitoring.",
    ru: "Система, пользователи, копии, мониторинг.",
  }),
  service("Workplace set-up", "Подготовка рабочего места", "installation", "incidents", 32, {
    en: "Computer, printer, mail, programs.",
    ru: "Компьютер, принтер, почта, программы.",
  }),
  service("Moving of mail and files", "Перенос почты и файлов", "migration", "days", 380, {
    en: "At night or on a weekend, without a pause in work.",
    ru: "Ночью или в выходной, без остановки работы.",
  }),
  service("Office move", "Переезд офиса", "migration", "days", 560, {
    en: "We take everything apart, carry it over and connect it again.",
    ru: "Разберём, перевезём и подключим заново.",
  }),
  service("Support by subscription", "Абонентское обслуживание", "support", "hours", 36, {
    en: "Answer within an hour, visits included.",
    ru: "Ответ в течение часа, выезды включены.",
  }),
  service("One-off visit", "Разовый выезд инженера", "support", "incidents", 85, {
    en: "Within a day inside the city.",
    ru: "В течение дня по городу.",
  }),
  service("Printer maintenance", "Обслуживание печатной техники", "support", "incidents", 58, {
    en: "Cleaning, replacement of parts, test prints.",
    ru: "Чистка, замена деталей, пробная печать.",
  }),
  service("Training of staff", "Обучение сотрудников", "training", "days", 340, {
    en: "At your office or online, up to 12 people.",
    ru: "У вас или онлайн, до 12 человек.",
  }),
  service("Reports and integrations", "Отчёты и интеграции", "customization", "hours", 72, {
    en: "Exchange with accounting, reports to order.",
    ru: "Обмен с учётной системой, отчёты под заказ.",
  }),
];

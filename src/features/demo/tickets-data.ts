/** What customers of an equipment firm write to its service, and how it was solved. `{product}` is the product's name. */
import type { Label } from "../../fieldtypes/field-type.ts";

export interface TicketData {
  readonly title: Label;
  readonly text: Label;
  readonly solution: Label;
  readonly category: "big_problem" | "small_problem" | "other_problem";
  /** Codes of the products that it may be about. */
  readonly codes: readonly string[];
  readonly hours: number;
}
const PRINTERS = ["MFP-A4", "MFP-A3C", "LBL-4"];
const COMPUTERS = ["WS-M14", "WS-M16P", "WS-D7"];
const SERVERS = ["SRV-R220", "SRV-R440"];
const CAMERAS = ["CAM-D4", "CAM-B8"];
const NETWORK = ["SW-24P", "RT-50", "AP-6"];
const ticket = (
  codes: readonly string[],
  category: TicketData["category"],
  hours: number,
  title: Label,
  text: Label,
  solution: Label,
): TicketData => ({ codes, category, hours, title, text, solution });

export const ticketData: readonly TicketData[] = [
  ticket(
    PRINTERS,
    "small_problem",
    1,
    { en: "Paper jams: {product}", ru: "Замятие бумаги: {product}" },
    {
      en: "Every tenth sheet is jammed near the exit. We have tried another paper, it stays the same.",
      ru: "Примерно каждый десятый лист застревает на выходе. Пробовали другую бумагу — то же самое.",
    },
    {
      en: "Rollers cleaned, separation pad replaced, 200 pages printed without a jam.",
      ru: "Почищены ролики, заменена тормозная площадка, напечатано 200 страниц без замятий.",
    },
  ),
  ticket(
    PRINTERS,
    "small_problem",
    0.5,
    { en: "Stripes on prints: {product}", ru: "Полосы при печати: {product}" },
    {
      en: "A grey stripe along the left edge of each page since this morning.",
      ru: "С утра серая полоса вдоль левого края на каждой странице.",
    },
    {
      en: "The cartridge was at its end: replaced under the supply contract.",
      ru: "Картридж выработал ресурс, заменён по договору поставки.",
    },
  ),
  ticket(
    PRINTERS,
    "small_problem",
    0.5,
    { en: "Scans do not arrive by email: {product}", ru: "Не приходят сканы на почту: {product}" },
    {
      en: "The panel says the letter was sent, but nothing comes. It worked until Friday.",
      ru: "На экране пишет, что письмо отправлено, но ничего не приходит. До пятницы работало.",
    },
    {
      en: "The mail server's password had changed; the new one is entered on the device.",
      ru: "Сменился пароль почтового сервера, новый внесён в настройки аппарата.",
    },
  ),
  ticket(
    PRINTERS,
    "other_problem",
    0.5,
    { en: "Connect the printer to a new computer: {product}", ru: "Подключить печать на новом компьютере: {product}" },
    { en: "A new colleague in accounts cannot see the printer.", ru: "Новая сотрудница бухгалтерии не видит принтер." },
    { en: "Driver installed remotely, test page printed.", ru: "Драйвер установлен удалённо, пробная страница напечатана." },
  ),
  ticket(
    COMPUTERS,
    "big_problem",
    2,
    { en: "Does not start: {product}", ru: "Не включается: {product}" },
    {
      en: "The lamp blinks three times and nothing else happens. The report is due tomorrow!",
      ru: "Лампочка мигает три раза, и больше ничего. Завтра сдавать отчёт!",
    },
    {
      en: "A faulty memory module, replaced under warranty. Data are intact.",
      ru: "Неисправен модуль памяти, заменён по гарантии. Данные целы.",
    },
  ),
  ticket(
    COMPUTERS,
    "small_problem",
    1,
    { en: "Runs slowly: {product}", ru: "Медленно работает: {product}" },
    { en: "Opening a table takes a minute, the fan roars all day.", ru: "Таблица открывается минуту, вентилятор шумит весь день." },
    {
      en: "Dust removed, thermal paste renewed, two superfluous programs taken out of start-up.",
      ru: "Удалена пыль, заменена термопаста, из автозагрузки убраны две лишние программы.",
    },
  ),
  ticket(
    COMPUTERS,
    "small_problem",
    1.5,
    { en: "Battery lasts an hour: {product}", ru: "Батарея держит час: {product}" },
    {
      en: "It used to be a whole working day. The laptop is a year and a half old.",
      ru: "Раньше хватало на рабочий день. Ноутбуку полтора года.",
    },
    { en: "Battery replaced under warranty.", ru: "Аккумулятор заменён по гарантии." },
  ),
  ticket(
    COMPUTERS,
    "other_problem",
    1,
    { en: "Prepare five workplaces: {product}", ru: "Подготовить пять рабочих мест: {product}" },
    {
      en: "From Monday we have five new colleagues. The computers are in the storeroom.",
      ru: "С понедельника выходят пять новых сотрудников. Компьютеры стоят на складе.",
    },
    { en: "Five workplaces set up, users created, mail works.", ru: "Подготовлено пять мест, заведены учётные записи, почта работает." },
  ),
  ticket(
    COMPUTERS,
    "small_problem",
    0.5,
    { en: "Second monitor is not seen: {product}", ru: "Не видит второй монитор: {product}" },
    { en: "After the desk was moved, the second screen stays dark.", ru: "После перестановки стола второй экран не включается." },
    {
      en: "The cable had come loose in the docking station; explained by telephone.",
      ru: "Отошёл кабель в док-станции, помогли по телефону.",
    },
  ),
  ticket(
    SERVERS,
    "big_problem",
    3,
    { en: "Red light on a drive: {product}", ru: "Красный индикатор диска: {product}" },
    {
      en: "The second drive from the left shines red. Everything works, but we are worried.",
      ru: "Второй диск слева горит красным. Всё работает, но беспокоимся.",
    },
    {
      en: "Drive replaced without a stop, the mirror was rebuilt in four hours.",
      ru: "Диск заменён без остановки, зеркало восстановлено за четыре часа.",
    },
  ),
  ticket(
    SERVERS,
    "big_problem",
    4,
    { en: "Server does not answer: {product}", ru: "Сервер не отвечает: {product}" },
    { en: "Nobody can open the accounting program since 8:40.", ru: "С 8:40 никто не может зайти в учётную программу." },
    {
      en: "The disk was full of old copies. Freed, rotation of copies set up, monitoring added.",
      ru: "Диск заполнили старые копии. Освободили, настроили ротацию, добавили мониторинг.",
    },
  ),
  ticket(
    SERVERS,
    "small_problem",
    1,
    { en: "Copy did not run at night: {product}", ru: "Ночью не сделалась копия: {product}" },
    { en: "The report says: error, no space on the target.", ru: "В отчёте: ошибка, нет места на приёмнике." },
    { en: "Storage time shortened to 30 days, the copy was run by hand.", ru: "Срок хранения сокращён до 30 дней, копия сделана вручную." },
  ),
  ticket(
    SERVERS,
    "other_problem",
    2,
    { en: "Restore a deleted folder: {product}", ru: "Восстановить удалённую папку: {product}" },
    {
      en: "Somebody deleted the folder of contracts. Please bring it back as of Monday.",
      ru: "Кто-то удалил папку с договорами. Верните её на состояние понедельника.",
    },
    { en: "Restored from the Monday snapshot, rights checked.", ru: "Восстановлено из снимка за понедельник, права проверены." },
  ),
  ticket(
    CAMERAS,
    "small_problem",
    1.5,
    { en: "No picture at night: {product}", ru: "Ночью нет изображения: {product}" },
    {
      en: "After dark the picture of the gate is black, by day all is well.",
      ru: "С наступлением темноты картинка у ворот чёрная, днём всё хорошо.",
    },
    {
      en: "A cobweb reflected the light; cleaned, the light's power lowered.",
      ru: "Подсветку отражала паутина: почистили, уменьшили мощность.",
    },
  ),
  ticket(
    CAMERAS,
    "big_problem",
    2,
    { en: "Camera is offline: {product}", ru: "Камера не в сети: {product}" },
    { en: "The camera over the ramp has been offline since the thunderstorm.", ru: "После грозы камера над рампой не отвечает." },
    {
      en: "A port of the switch was burnt; moved to a spare one, surge protection installed.",
      ru: "Сгорел порт коммутатора: переключили на запасной, поставили грозозащиту.",
    },
  ),
  ticket(
    CAMERAS,
    "other_problem",
    1,
    { en: "Turn the camera towards the car park: {product}", ru: "Повернуть камеру на парковку: {product}" },
    { en: "The view has to show the barrier and both rows of cars.", ru: "В кадре должны быть шлагбаум и оба ряда машин." },
    { en: "Turned and focused, the picture is agreed with security.", ru: "Повернули и навели резкость, картинку согласовали с охраной." },
  ),
  ticket(
    ["NVR-16"],
    "big_problem",
    1.5,
    { en: "Recordings are missing: {product}", ru: "Нет записей: {product}" },
    {
      en: "We need the recording of the 12th, but the calendar is empty for three days.",
      ru: "Нужна запись за 12-е число, а в календаре пусто за три дня.",
    },
    {
      en: "One drive had failed: replaced, recording goes on; part of the days could be read from the second drive.",
      ru: "Отказал один из дисков: заменили, запись идёт; часть дней прочитали со второго диска.",
    },
  ),
  ticket(
    ["NVR-16"],
    "other_problem",
    1,
    { en: "Access to the archive for a branch: {product}", ru: "Доступ к архиву для филиала: {product}" },
    {
      en: "Please give the branch manager access to his own cameras only.",
      ru: "Дайте управляющему филиалом доступ только к его камерам.",
    },
    {
      en: "A user with two cameras was created, the application set up on the telephone.",
      ru: "Создан пользователь с двумя камерами, настроено приложение на телефоне.",
    },
  ),
  ticket(
    NETWORK,
    "big_problem",
    2,
    { en: "No Internet in the office: {product}", ru: "Нет интернета в офисе: {product}" },
    { en: "Nothing opens, telephones are silent too.", ru: "Ничего не открывается, телефоны тоже молчат." },
    {
      en: "The provider's failure; traffic switched over to the second line, automatic switching tested.",
      ru: "Авария у провайдера: переключили на второй канал, проверили автоматику.",
    },
  ),
  ticket(
    NETWORK,
    "small_problem",
    1.5,
    { en: "Weak Wi-Fi in the meeting room: {product}", ru: "Слабый Wi-Fi в переговорной: {product}" },
    { en: "Video calls break off as soon as the door is closed.", ru: "Видеозвонки прерываются, как только закрываешь дверь." },
    { en: "An access point was moved by four metres, channels separated.", ru: "Точку доступа перенесли на четыре метра, развели каналы." },
  ),
  ticket(
    NETWORK,
    "other_problem",
    1,
    { en: "Separate network for guests: {product}", ru: "Отдельная сеть для гостей: {product}" },
    {
      en: "Guests must not see our computers. The password should change every week.",
      ru: "Гости не должны видеть наши компьютеры. Пароль — новый каждую неделю.",
    },
    {
      en: "Guest network made, the weekly password comes to the secretary by mail.",
      ru: "Гостевая сеть готова, недельный пароль приходит секретарю на почту.",
    },
  ),
  ticket(
    ["TEL-20"],
    "small_problem",
    1,
    { en: "The other side does not hear us: {product}", ru: "Нас не слышит собеседник: {product}" },
    {
      en: "In about every fifth call the customer cannot hear us, we hear him well.",
      ru: "Примерно в каждом пятом звонке клиент нас не слышит, мы его — хорошо.",
    },
    { en: "Address translation corrected on the router.", ru: "Исправлена трансляция адресов на маршрутизаторе." },
  ),
  ticket(
    ["TEL-20"],
    "other_problem",
    0.5,
    { en: "Change the greeting: {product}", ru: "Сменить приветствие: {product}" },
    {
      en: "The text for the holidays is attached, please put it on from the 30th.",
      ru: "Текст на праздники в приложении, включите с 30-го числа.",
    },
    { en: "Recorded and put on a schedule.", ru: "Записано и поставлено по расписанию." },
  ),
  ticket(
    ["UPS-1K", "UPS-3K"],
    "big_problem",
    1,
    { en: "Beeps without a stop: {product}", ru: "Пищит не переставая: {product}" },
    { en: "Nobody can work next to it. May we switch it off?", ru: "Рядом невозможно работать. Можно его выключить?" },
    {
      en: "Batteries at the end of their life: replaced, test passed.",
      ru: "Выработали ресурс аккумуляторы: заменены, проверка пройдена.",
    },
  ),
  ticket(
    ["ACS-2"],
    "small_problem",
    1,
    { en: "Cards stopped opening the door: {product}", ru: "Карты перестали открывать дверь: {product}" },
    { en: "The side entrance opens only with a key since yesterday.", ru: "Боковой вход со вчерашнего дня открывается только ключом." },
    { en: "The reader's cable was broken, repaired on site.", ru: "Обрыв кабеля считывателя, устранён на месте." },
  ),
  ticket(
    ["LIC-OFF", "LIC-AV"],
    "other_problem",
    0.5,
    { en: "Add licences: {product}", ru: "Добавить лицензии: {product}" },
    { en: "We need three more until the end of the term. Please send an invoice.", ru: "Нужны ещё три до конца срока. Пришлите счёт." },
    { en: "Licences added, invoice sent.", ru: "Лицензии добавлены, счёт отправлен." },
  ),
  ticket(
    ["LIC-AV"],
    "small_problem",
    0.5,
    { en: "Blocks our own program: {product}", ru: "Блокирует нашу программу: {product}" },
    { en: "After the update the accounting program is taken for a threat.", ru: "После обновления учётная программа считается угрозой." },
    { en: "Exception added in the console for all devices.", ru: "Добавлено исключение в консоли для всех устройств." },
  ),
  ticket(
    ["NAS-4B", "LIC-BKP"],
    "other_problem",
    1,
    { en: "Who changed the file: {product}", ru: "Кто изменил файл: {product}" },
    {
      en: "The price list has other figures than yesterday. Can one see who did it?",
      ru: "В прайс-листе другие цифры, чем вчера. Можно ли узнать, кто менял?",
    },
    { en: "Log of access switched on; yesterday's version put back.", ru: "Включён журнал доступа, возвращена вчерашняя версия." },
  ),
];

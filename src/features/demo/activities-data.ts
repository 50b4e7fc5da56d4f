/** What people write and do from day to day. `{who}`: how the customer is addressed; `{firm}`; `{deal}`. */
import type { Label } from "../../fieldtypes/field-type.ts";

const both = (en: string, ru: string): Label => ({ en, ru });

export const taskSubjects: readonly Label[] = [
  both("Send the quote", "Отправить коммерческое предложение"),
  both("Call back about the decision", "Перезвонить по поводу решения"),
  both("Prepare the contract", "Подготовить договор"),
  both("Check the payment", "Проверить поступление оплаты"),
  both("Agree on the delivery date with the warehouse", "Согласовать со складом дату отгрузки"),
  both("Ask for feedback on the quote", "Узнать мнение о предложении"),
  both("Get the company details for the invoice", "Запросить реквизиты для счёта"),
  both("Order a courier for the documents", "Заказать курьера с документами"),
  both("Compare prices of the vendors", "Сравнить цены поставщиков"),
  both("Book the showroom", "Забронировать шоурум"),
  both("Send references of similar projects", "Прислать примеры похожих проектов"),
  both("Remind of the overdue invoice", "Напомнить о просроченном счёте"),
];
export const ticketTasks: readonly Label[] = [
  both("Order the spare part", "Заказать запчасть"),
  both("Agree on a time for the visit", "Согласовать время выезда"),
  both("Check after a day whether all is well", "Проверить через день, всё ли в порядке"),
];

export const meetings: readonly { readonly subject: Label; readonly place: Label; readonly minutes: number }[] = [
  {
    subject: both("Acquaintance with {firm}", "Знакомство с компанией {firm}"),
    place: both("At the customer's", "У клиента"),
    minutes: 60,
  },
  {
    subject: both("Presentation of the solution for {firm}", "Презентация решения для {firm}"),
    place: both("Showroom", "Шоурум"),
    minutes: 90,
  },
  {
    subject: both("Survey of the site: {firm}", "Обследование объекта: {firm}"),
    place: both("At the customer's", "У клиента"),
    minutes: 120,
  },
  {
    subject: both("Discussion of the quote with {firm}", "Обсуждение предложения с {firm}"),
    place: both("Video call", "Видеозвонок"),
    minutes: 45,
  },
  {
    subject: both("Negotiation of terms: {firm}", "Переговоры об условиях: {firm}"),
    place: both("Our office, small meeting room", "Наш офис, малая переговорная"),
    minutes: 60,
  },
];
export const innerMeetings: readonly { readonly subject: Label; readonly minutes: number; readonly hour: number }[] = [
  { subject: both("Weekly meeting of sales", "Планёрка отдела продаж"), minutes: 45, hour: 10 },
  { subject: both("Review of open requests", "Разбор открытых обращений"), minutes: 30, hour: 11 },
  { subject: both("State of projects", "Статус проектов"), minutes: 60, hour: 15 },
];

export const callNotes: readonly Label[] = [
  both("Talked about the delivery date; they agree to Thursday.", "Обсудили дату поставки, четверг подходит."),
  both(
    "Will decide after the meeting with the owner, asked to call next week.",
    "Решение после встречи с собственником, просили набрать на следующей неделе.",
  ),
  both("Asked for two more prices: with and without installation.", "Попросили ещё две цены: с монтажом и без."),
  both("Payment is being signed, should arrive within three days.", "Платёж на подписи, должен прийти в течение трёх дней."),
  both("Pleased with the work of the engineers, ready to recommend us.", "Довольны работой инженеров, готовы рекомендовать."),
  both("The person in charge is on leave until Monday.", "Ответственный в отпуске до понедельника."),
  both(
    "Clarified requirements: eight more workplaces are expected in summer.",
    "Уточнили требования: летом добавится ещё восемь рабочих мест.",
  ),
];

export const dealComments: readonly Label[] = [
  both(
    "The director asks for a discount of 5% if the advance is paid this week. I think we should agree.",
    "Директор просит скидку 5% при авансе на этой неделе. Думаю, стоит согласиться.",
  ),
  both(
    "Their IT manager compares us with two others. Our advantage is the engineer in the city.",
    "Их ИТ-руководитель сравнивает нас с двумя другими. Наше преимущество — инженер в городе.",
  ),
  both("Sent the second version of the quote, without the cabinet.", "Отправила вторую версию предложения, без шкафа."),
  both("The contract is with their lawyers; remarks are expected by Friday.", "Договор у юристов клиента, замечания обещали к пятнице."),
  both(
    "Stock is enough for half of the order, the rest comes with the next delivery.",
    "На складе есть половина заказа, остальное придёт со следующей поставкой.",
  ),
  both(
    "Please put the installation into a separate line: they pay it from another budget.",
    "Вынесите монтаж отдельной строкой: у них на него другой бюджет.",
  ),
];
export const ticketComments: readonly Label[] = [
  both(
    "Called the customer: it happens only in the morning. I ask for the log.",
    "Позвонил клиенту: проявляется только по утрам. Запросил журнал.",
  ),
  both("The part is ordered, arrives on Wednesday.", "Запчасть заказана, придёт в среду."),
  both("Visited the site, replaced, watching until tomorrow.", "Съездил на объект, заменил, наблюдаем до завтра."),
  both("Waiting for the serial number from the customer.", "Жду от клиента серийный номер."),
];
export const projectComments: readonly Label[] = [
  both(
    "The customer asks to move the sockets in room 12, the plan is updated.",
    "Заказчик просит перенести розетки в кабинете 12, план обновлён.",
  ),
  both("Equipment arrived complete, boxes are whole.", "Оборудование пришло полностью, коробки целы."),
  both("We are two days ahead of the plan.", "Опережаем план на два дня."),
];

export const mails: readonly { readonly subject: Label; readonly body: Label; readonly inbound: boolean }[] = [
  {
    inbound: false,
    subject: both("Quote: {deal}", "Коммерческое предложение: {deal}"),
    body: both(
      "Dear {who},|as agreed, our quote is attached. The price includes delivery and a warranty of at least a year.|I will call you the day after tomorrow to answer your questions.",
      "Здравствуйте, {who}!|Как и договаривались, направляю коммерческое предложение. В цену входят доставка и гарантия не менее года.|Позвоню вам послезавтра, чтобы ответить на вопросы.",
    ),
  },
  {
    inbound: true,
    subject: both("Re: Quote: {deal}", "Re: Коммерческое предложение: {deal}"),
    body: both(
      "Good afternoon,|thank you, we have received it. Please tell us whether delivery to a second address is possible and what it costs.",
      "Добрый день!|Спасибо, получили. Подскажите, возможна ли доставка на второй адрес и сколько это стоит?",
    ),
  },
  {
    inbound: false,
    subject: both("Invoice for {firm}", "Счёт для {firm}"),
    body: both(
      "Dear {who},|the invoice is attached. After payment we reserve the goods at once.|Tell me please on which day it is convenient to receive the delivery.",
      "Здравствуйте, {who}!|Направляю счёт. После оплаты сразу резервируем товар.|Подскажите, в какой день удобно принять доставку?",
    ),
  },
  {
    inbound: false,
    subject: both("Visit of the engineer", "Выезд инженера"),
    body: both(
      "Dear {who},|the engineer will come the day after tomorrow between 10 and 12. Please prepare access to the server room.",
      "Здравствуйте, {who}!|Инженер приедет послезавтра с 10 до 12. Пожалуйста, подготовьте доступ в серверную.",
    ),
  },
  {
    inbound: true,
    subject: both("Request for prices", "Запрос цен"),
    body: both(
      "Good morning,|we plan to renew part of our equipment in the next quarter. Please send prices for fifteen workplaces and a network printer.",
      "Доброе утро!|В следующем квартале планируем обновить часть техники. Пришлите, пожалуйста, цены на пятнадцать рабочих мест и сетевой принтер.",
    ),
  },
];

export const texts: readonly { readonly text: Label; readonly inbound: boolean }[] = [
  {
    inbound: false,
    text: both(
      "Your order is on its way, the courier arrives tomorrow between 10 and 14.",
      "Ваш заказ в пути, курьер приедет завтра с 10 до 14.",
    ),
  },
  { inbound: false, text: both("The engineer will be with you in half an hour.", "Инженер будет у вас через полчаса.") },
  {
    inbound: false,
    text: both(
      "Invoice sent to your email. Thank you for working with us!",
      "Счёт отправлен на вашу почту. Спасибо, что работаете с нами!",
    ),
  },
  { inbound: true, text: both("Good afternoon! Has our printer been repaired?", "Добрый день! Наш принтер уже починили?") },
  { inbound: true, text: both("Please call me after three.", "Перезвоните мне, пожалуйста, после трёх.") },
];

export const folders: readonly { readonly name: Label; readonly about: Label }[] = [
  { name: both("Contracts", "Договоры"), about: both("Signed contracts and their annexes", "Подписанные договоры и приложения") },
  { name: both("Presentations", "Презентации"), about: both("For meetings with customers", "Для встреч с клиентами") },
  { name: both("Instructions", "Инструкции"), about: both("For customers and engineers", "Для клиентов и инженеров") },
  { name: both("Certificates", "Сертификаты"), about: both("Conformity and partner status", "Соответствие и партнёрские статусы") },
  { name: both("Templates", "Шаблоны"), about: both("Letters, contracts, reports", "Письма, договоры, отчёты") },
];
export const papers: readonly { readonly folder: number; readonly title: Label; readonly note: Label }[] = [
  {
    folder: 0,
    title: both("Contract of delivery: {firm}", "Договор поставки: {firm}"),
    note: both("Signed by both sides, the original is in the archive.", "Подписан с обеих сторон, оригинал в архиве."),
  },
  {
    folder: 0,
    title: both("Service agreement: {firm}", "Договор на обслуживание: {firm}"),
    note: both("Renewed by itself if nobody objects a month before.", "Продлевается автоматически, если за месяц никто не возразил."),
  },
  {
    folder: 1,
    title: both("Video surveillance for a warehouse", "Видеонаблюдение для склада"),
    note: both("Twelve slides, with calculation of return.", "Двенадцать слайдов, с расчётом окупаемости."),
  },
  {
    folder: 1,
    title: both("About our company", "О компании"),
    note: both("General presentation with references.", "Общая презентация с отзывами."),
  },
  {
    folder: 2,
    title: both("Replacement of toner in Orbis A4", "Замена тонера в Orbis A4"),
    note: both("A page with pictures, may be sent to customers.", "Страница с картинками, можно отправлять клиентам."),
  },
  {
    folder: 2,
    title: both("First start of the Argus recorder", "Первый запуск регистратора Argus"),
    note: both("From unpacking to the first picture.", "От распаковки до первой картинки."),
  },
  {
    folder: 2,
    title: both("Setting up a workplace: checklist", "Подготовка рабочего места: чек-лист"),
    note: both("For engineers; sign and attach to the ticket.", "Для инженеров: подписать и приложить к обращению."),
  },
  {
    folder: 3,
    title: both("Partner certificate Titan", "Сертификат партнёра Titan"),
    note: both("Valid until the end of the year.", "Действует до конца года."),
  },
  {
    folder: 3,
    title: both("Declaration of conformity Argus", "Декларация о соответствии Argus"),
    note: both("For tenders.", "Для участия в закупках."),
  },
  {
    folder: 4,
    title: both("Template of a contract of delivery", "Шаблон договора поставки"),
    note: both("Approved by the lawyer.", "Согласован с юристом."),
  },
  {
    folder: 4,
    title: both("Template of a survey report", "Шаблон акта обследования"),
    note: both("Fill in on site.", "Заполняется на объекте."),
  },
];

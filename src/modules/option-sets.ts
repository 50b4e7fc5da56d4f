/**
 * Option lists that more than one field uses. `value` is stored and never changes; labels may. English labels follow
 * vTiger's values word for word (in sentence case), so that its exports are understood by their texts. Colours are
 * names of Mantine's palette.
 */
import type { Option } from "../model/define.ts";
import { standardTaxes } from "../model/sales/standard-taxes.ts";

/** One option, in the least ink. */
export const option = (value: string, en: string, ru: string, more: Partial<Option> = {}): Option => ({
  value,
  label: { en, ru },
  ...more,
});
/** An option with a colour: for statuses, stages and priorities. */
export const colored = (value: string, en: string, ru: string, color: string, more: Partial<Option> = {}): Option =>
  option(value, en, ru, { color, ...more });

export const salutations: readonly Option[] = [
  option("mr", "Mr.", "Г-н"),
  option("ms", "Ms.", "Г-жа"),
  option("mrs", "Mrs.", "Госпожа"),
  option("dr", "Dr.", "Д-р"),
  option("prof", "Prof.", "Проф."),
];

export const leadSources: readonly Option[] = [
  option("cold_call", "Cold call", "Холодный звонок"),
  option("existing_customer", "Existing customer", "Действующий клиент"),
  option("self_generated", "Self generated", "Собственный поиск"),
  option("employee", "Employee", "Сотрудник"),
  option("partner", "Partner", "Партнёр"),
  option("public_relations", "Public relations", "PR и публикации"),
  option("direct_mail", "Direct mail", "Почтовая рассылка"),
  option("conference", "Conference", "Конференция"),
  option("trade_show", "Trade show", "Выставка"),
  option("web_site", "Web site", "Сайт"),
  option("word_of_mouth", "Word of mouth", "Рекомендация"),
  option("other", "Other", "Другое"),
];

export const industries: readonly Option[] = [
  option("agriculture", "Agriculture", "Сельское хозяйство"),
  option("apparel", "Apparel", "Одежда и обувь"),
  option("banking", "Banking", "Банки"),
  option("biotechnology", "Biotechnology", "Биотехнологии"),
  option("chemicals", "Chemicals", "Химическая промышленность"),
  option("communications", "Communications", "Средства связи"),
  option("construction", "Construction", "Строительство"),
  option("consulting", "Consulting", "Консалтинг"),
  option("education", "Education", "Образование"),
  option("electronics", "Electronics", "Электроника"),
  option("employment", "Employment", "Подбор персонала"),
  option("energy", "Energy", "Энергетика"),
  option("engineering", "Engineering", "Инжиниринг"),
  option("entertainment", "Entertainment", "Развлечения"),
  option("environmental", "Environmental", "Экология"),
  option("finance", "Finance", "Финансы"),
  option("food_and_beverage", "Food & beverage", "Продукты питания и напитки"),
  option("government", "Government", "Государственный сектор"),
  option("healthcare", "Healthcare", "Здравоохранение"),
  option("hospitality", "Hospitality", "Гостиницы и рестораны"),
  option("insurance", "Insurance", "Страхование"),
  option("machinery", "Machinery", "Машиностроение"),
  option("manufacturing", "Manufacturing", "Производство"),
  option("marketing", "Marketing", "Маркетинг и реклама"),
  option("media", "Media", "СМИ"),
  option("medical", "Medical", "Медицинская техника"),
  option("not_for_profit", "Not for profit", "Некоммерческие организации"),
  option("recreation", "Recreation", "Спорт и отдых"),
  option("retail", "Retail", "Розничная торговля"),
  option("services", "Services", "Услуги"),
  option("shipping", "Shipping", "Грузоперевозки"),
  option("software", "Software", "Программное обеспечение"),
  option("technology", "Technology", "Информационные технологии"),
  option("telecommunications", "Telecommunications", "Телекоммуникации"),
  option("transportation", "Transportation", "Транспорт"),
  option("utilities", "Utilities", "Коммунальные услуги"),
  option("other", "Other", "Другое"),
];

export const ratings: readonly Option[] = [
  colored("acquired", "Acquired", "Привлечён", "green"),
  colored("active", "Active", "Активный", "teal"),
  colored("market_failed", "Market failed", "Не наш рынок", "gray"),
  colored("project_cancelled", "Project cancelled", "Проект отменён", "orange"),
  colored("shutdown", "Shutdown", "Деятельность прекращена", "red"),
];

/** vTiger's `campaignrelstatus`: how a campaign's member answered. */
export const campaignMemberStatuses: readonly Option[] = [
  colored("contacted_successful", "Contacted - successful", "Связались: успешно", "green"),
  colored("contacted_unsuccessful", "Contacted - unsuccessful", "Связались: безуспешно", "orange"),
  colored("contacted_never_again", "Contacted - never contact again", "Связались: больше не беспокоить", "red"),
];

export const glAccounts: readonly Option[] = [
  option("300_sales_software", "300-Sales-Software", "300 — Продажа программ"),
  option("301_sales_hardware", "301-Sales-Hardware", "301 — Продажа оборудования"),
  option("302_rental_income", "302-Rental-Income", "302 — Доход от аренды"),
  option("303_interest_income", "303-Interest-Income", "303 — Процентный доход"),
  option("304_sales_software_support", "304-Sales-Software-Support", "304 — Поддержка программ"),
  option("305_sales_other", "305-Sales Other", "305 — Прочие продажи"),
  option("306_internet_sales", "306-Internet Sales", "306 — Продажи через интернет"),
  option("307_service_hardware_labor", "307-Service-Hardware Labor", "307 — Ремонт и обслуживание"),
  option("308_sales_books", "308-Sales-Books", "308 — Продажа книг"),
];

export const carriers: readonly Option[] = [
  option("fedex", "FedEx", "FedEx"),
  option("ups", "UPS", "UPS"),
  option("usps", "USPS", "USPS"),
  option("dhl", "DHL", "DHL"),
  option("bluedart", "BlueDart", "BlueDart"),
  option("cdek", "CDEK", "СДЭК"),
  option("dellin", "Delovye Linii", "Деловые Линии"),
  option("pek", "PEK", "ПЭК"),
  option("russian_post", "Russian Post", "Почта России"),
  option("pickup", "Customer pickup", "Самовывоз"),
  option("own_delivery", "Own delivery", "Собственная доставка"),
];

/** Which taxes apply to goods or a document; their rates, and taxes of one's own, belong to the settings. */
export const taxKinds: readonly Option[] = standardTaxes.map((tax) => option(tax.id, tax.label.en, tax.label.ru));

export const taxModes: readonly Option[] = [
  option("individual", "Individual", "По каждой позиции"),
  option("group", "Group", "На документ в целом"),
];

export const invoiceStatuses: readonly Option[] = [
  colored("auto_created", "Created automatically", "Создан автоматически", "gray", { outcome: "open" }),
  colored("created", "Created", "Создан", "blue", { outcome: "open" }),
  colored("approved", "Approved", "Утверждён", "indigo", { outcome: "open" }),
  colored("sent", "Sent", "Отправлен", "yellow", { outcome: "open" }),
  colored("partly_paid", "Partly paid", "Оплачен частично", "teal", { outcome: "open" }),
  colored("overdue", "Overdue", "Просрочен", "red", { outcome: "open" }),
  colored("credit_invoice", "Credit invoice", "Корректировочный", "grape", { outcome: "open" }),
  colored("paid", "Paid", "Оплачен", "green", { outcome: "won" }),
  colored("cancelled", "Cancelled", "Отменён", "red", { outcome: "lost" }),
];

export const invoiceFrequencies: readonly Option[] = [
  option("daily", "Daily", "Ежедневно"),
  option("weekly", "Weekly", "Еженедельно"),
  option("monthly", "Monthly", "Ежемесячно"),
  option("quarterly", "Quarterly", "Ежеквартально"),
  option("yearly", "Yearly", "Ежегодно"),
];
export const repetitions: readonly Option[] = invoiceFrequencies.filter((one) => one.value !== "quarterly");

export const paymentTerms: readonly Option[] = [
  option("net_1", "Net 01 day", "1 день"),
  option("net_5", "Net 05 days", "5 дней"),
  option("net_7", "Net 07 days", "7 дней"),
  option("net_10", "Net 10 days", "10 дней"),
  option("net_15", "Net 15 days", "15 дней"),
  option("net_30", "Net 30 days", "30 дней"),
  option("net_45", "Net 45 days", "45 дней"),
  option("net_60", "Net 60 days", "60 дней"),
];

/** Priority of contracts, projects and their tasks. */
export const priorities: readonly Option[] = [
  colored("low", "Low", "Низкий", "gray"),
  colored("normal", "Normal", "Обычный", "blue"),
  colored("high", "High", "Высокий", "red"),
];
/** Priority of tickets. */
export const ticketPriorities: readonly Option[] = [
  ...priorities.slice(0, 2),
  colored("high", "High", "Высокий", "orange"),
  colored("urgent", "Urgent", "Срочный", "red"),
];
/** Priority of tasks and events. */
export const activityPriorities: readonly Option[] = [
  colored("high", "High", "Высокий", "red"),
  colored("medium", "Medium", "Средний", "blue"),
  colored("low", "Low", "Низкий", "gray"),
];

export const eventStatuses: readonly Option[] = [
  colored("planned", "Planned", "Запланировано", "blue", { outcome: "open" }),
  colored("held", "Held", "Состоялось", "green", { outcome: "won" }),
  colored("not_held", "Not held", "Не состоялось", "red", { outcome: "lost" }),
];
export const eventTypes: readonly Option[] = [
  option("call", "Call", "Звонок"),
  option("meeting", "Meeting", "Встреча"),
  option("mobile_call", "Mobile call", "Звонок на мобильный"),
];
export const visibilities: readonly Option[] = [option("private", "Private", "Только участникам"), option("public", "Public", "Всем")];

/** Type of projects, their tasks and milestones. */
export const workTypes: readonly Option[] = [
  option("administrative", "Administrative", "Административный"),
  option("operative", "Operative", "Операционный"),
  option("other", "Other", "Другое"),
];

/** Units of services and of what a service contract counts. */
export const serviceUnits: readonly Option[] = [
  option("hours", "Hours", "Часы"),
  option("days", "Days", "Дни"),
  option("incidents", "Incidents", "Обращения"),
];

/** The import by the screen: a workbook whose rows feed three modules at once, and what the wizard shows. */
import type { Locator, Page } from "playwright-core";
import type { Lang } from "../src/fieldtypes/field-type.ts";
import { rowsXml, workbookOf } from "../src/features/import/tables/xlsx-fixture.ts";
import { button, pick, see, until, words } from "./screen.ts";
import type { Api } from "./server.ts";

export const target = (page: Page, lang: Lang, column: string): Locator =>
  page.locator(`input[aria-label="${words(lang)("import.field-for", { column })}"]`);
export const figure = (page: Page, lang: Lang, name: "created" | "updated" | "skipped" | "failed"): Locator =>
  page
    .locator("main dl > div")
    .filter({ has: page.locator("dt", { hasText: words(lang)(`import.count.${name}`) }) })
    .locator("dd");
export const finished = (page: Page, lang: Lang): Promise<void> =>
  page.getByRole("heading", { name: words(lang)("import.state.done") }).waitFor({ timeout: 100_000 });

/** Each row: an organization, a contact and a deal; the last two are to be corrected. */
export const SHEETS = {
  ru: {
    others: "Контакты — 3, Организации — 2",
    rows: [
      ["Компания", "Город", "Контакт: Имя", "Контакт: Фамилия", "Эл. почта", "Сделка", "Сумма", "Стадия", "Дата закрытия"],
      ["ООО «Вектор»", "Тверь", "Анна", "Ёлкина", "elkina@example.com", "Поставка", "1000,50", "Выиграна", "31.12.2026"],
      ["ООО «Вектор»", "Тверь", "Пётр", "Цой", "tsoy@example.com", "Ремонт", "2000", "Выиграна", "31.12.2026"],
      ["АО «Луч»", "Псков", "Иван", "Кузнецов", "не адрес", "Аудит", "3000", "Проиграна", "31.12.2026"],
      ["Лишнее", "Омск", "Олег", "Олегов", "oleg@example.com", "", "1", "Проиграна", "31.12.2026"],
    ],
  },
  en: {
    others: "Contacts — 3, Organizations — 2",
    rows: [
      ["Company", "City", "Contact: First name", "Contact: Last name", "Email", "Deal", "Amount", "Stage", "Expected close date"],
      ["Vector Ltd", "Leeds", "Anne", "Elk", "elk@example.com", "Delivery", "1000.50", "Won", "12/31/2026"],
      ["Vector Ltd", "Leeds", "Peter", "Tsoy", "tsoy@example.com", "Repair", "2000", "Won", "12/31/2026"],
      ["Ray Inc", "York", "John", "Smithson", "no address", "Audit", "3000", "Lost", "12/31/2026"],
      ["Surplus", "Hull", "Oleg", "Olegov", "oleg@example.com", "", "1", "Lost", "12/31/2026"],
    ],
  },
} as const;

/** Hands the workbook over, chooses its sheet and the modules beside the deals. */
export async function uploadDeals(page: Page, lang: Lang, api: Api, rows: readonly (readonly string[])[]): Promise<void> {
  const t = words(lang);
  const bytes = await workbookOf({
    sheets: [
      { name: "Notes", data: rowsXml([["-"]]) },
      { name: "Deals", data: rowsXml(rows) },
    ],
  });
  await page.locator("main input[type=file]").setInputFiles({ name: "deals.xlsx", mimeType: "application/octet-stream", buffer: bytes });
  await pick(page, page.getByRole("combobox", { name: t("import.sheet") }), `Deals (${rows.length})`);
  await until(() => target(page, lang, rows[0]?.[5] ?? "").inputValue()).not.toBe("");
  const beside: Locator = page.getByRole("region", { name: t("import.beside") });
  for (const module of ["organizations", "contacts"]) {
    const { label } = await api.module(module);
    await button(beside, label[lang]).click();
    await see(button(beside, t("import.beside-remove", { module: label[lang] })));
  }
}

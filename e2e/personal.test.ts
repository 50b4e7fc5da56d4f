/** Personal data on the screens: closed by a switch, masked, asked for, opened until a day, told in the log, erased. */
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { visit } from "./browser.ts";
import { button, pick, recordName, see, toast, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

const lang = "ru";
const t = words(lang);
const PASSWORD = "kruzhka-dozhdya-77";
let site: Site;
let admin: Api;
let clerk: Api;

beforeAll(async () => {
  site = await startSite();
  admin = await site.setUp({ lang });
  await admin.request("POST", "/admin/users", { name: "Соня Белова", email: "sonya@example.com", password: PASSWORD });
  clerk = await site.signIn("sonya@example.com", PASSWORD);
});

test("personal data is closed to all, unless access was granted beforehand; what is seen is logged; a person can be erased", async () => {
  const { id } = await admin.create("contacts", { last_name: "Ильина", mobile: "+79123456789", email: "ilina@example.org" });
  const settings = await visit(site, "/settings?section=personal", { lang, as: admin });
  await see(settings.getByText(t("personal.request-none")));
  // The switch itself is hidden under its drawing.
  await settings.getByRole("switch", { name: "Контакты" }).click({ force: true });
  await see(toast(settings, t("settings.saved")));

  const page = await visit(site, `/contacts/${id}`, { lang, as: clerk });
  await see(recordName(page).filter({ hasText: "Ильина" }));
  await see(page.getByText("•••• 89").first());
  expect(await page.locator("main").innerText()).not.toMatch(/345|ilina/);
  await button(page, t("personal.ask")).click();
  const asking = page.getByRole("dialog");
  await asking.getByRole("textbox").fill("Вернулась посылка");
  await button(asking, t("personal.ask")).click();
  await see(toast(page, t("personal.asked")));
  await see(page.getByText("Вы запросили доступ"));

  await settings.reload();
  await see(settings.getByText("Соня Белова: Вернулась посылка"));
  await button(settings.getByRole("listitem").filter({ hasText: "Вернулась посылка" }), t("personal.request-approve")).click();
  await button(settings.getByRole("dialog"), t("personal.request-approve")).click();
  await see(toast(settings, t("personal.grant-done")));
  await see(settings.getByText(t("personal.request-none")));
  await see(settings.locator("li").filter({ hasText: "Соня Белова" }).filter({ hasText: "Ильина" }));

  await page.reload();
  await see(page.getByText("ilina@example.org").first());
  expect(await page.getByText("••••").count()).toBe(0);
  const log = await visit(site, "/settings?section=audit", { lang, as: admin });
  await see(
    log
      .getByRole("row")
      .filter({ hasText: t("access.audit.personal_seen") })
      .filter({ hasText: "Соня Белова" }),
  );

  const own = await visit(site, `/contacts/${id}`, { lang, as: admin });
  await see(own.getByText("•••• 89").first());
  await button(own, t("record.more")).click();
  await own.getByRole("menuitem", { name: t("personal.erase") }).click();
  const erasing = own.getByRole("dialog");
  await erasing.getByRole("textbox").fill("Заявление от 3 марта");
  await button(erasing, t("personal.erase-sure")).click();
  await see(recordName(own).filter({ hasText: "Удалено по запросу" }));
  await page.reload();
  await see(recordName(page).filter({ hasText: "Удалено по запросу" }));
  expect(await page.locator("main").innerText()).not.toMatch(/Ильина|ilina/);
});

test("a substitute is named for a while; an administrator looks as somebody, is told so all the time, and comes back", async () => {
  const page = await visit(site, "/settings?section=users", { lang, as: admin });
  const menu = async (item: string): Promise<void> => {
    await button(page, t("access.more-of", { name: "Соня Белова" })).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  await menu(t("access.absence.title"));
  const dialog = page.getByRole("dialog");
  await pick(
    page,
    dialog
      .getByRole("textbox", { name: t("access.absence.substitute") })
      .or(dialog.getByRole("combobox"))
      .first(),
    "Ада Лавлейс",
  );
  await dialog.getByLabel(t("access.absence.until")).fill("31.12.2030");
  await dialog.getByLabel(t("access.absence.until")).press("Tab");
  await button(dialog, t("access.absence.save")).click();
  await see(toast(page, t("access.absence.saved")));
  await button(dialog, t("action.close")).click();

  await menu(t("access.acting.see"));
  const banner = page.getByRole("status").filter({ hasText: "Соня Белова" });
  await see(banner);
  await visitedAs(page, clerk);
  await button(banner, t("access.acting.back")).click();
  await see(page.getByRole("region", { name: t("settings.users") }));
  expect(await banner.count()).toBe(0);
});

/** The page speaks to the server as this person. */
async function visitedAs(page: Page, person: Api): Promise<void> {
  const mine = await page.evaluate(async () => (await (await fetch("/api/v1/auth/me")).json()) as { user: { id: string } });
  expect(mine.user.id).toBe((await person.request<{ user: { id: string } }>("GET", "/auth/me")).user.id);
}

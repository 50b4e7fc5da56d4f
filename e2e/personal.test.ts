/** Personal data on the screens: closed by a switch, masked, asked for, opened until a day, told in the log, erased. */
import { beforeAll, expect, test } from "vitest";
import { visit } from "./browser.ts";
import { button, recordName, see, toast, words } from "./screen.ts";
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
  await settings.getByRole("switch", { name: "Контакты" }).check({ force: true });
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

/** Saved views: kept, marked when changed, shared, opened with, deleted; their address says all. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import type { DescribedModule } from "../src/model/describe.ts";
import { visit } from "./browser.ts";
import { expectClean } from "./clean.ts";
import { button, expectCount, expectText, gone, labelOf, param, rows, search, see, table, until, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

const lang = "ru";
const t = words(lang);
describe("views", () => {
  let site: Site;
  let api: Api;
  let other: Api;
  let module: DescribedModule;
  beforeAll(async () => {
    site = await startSite();
    api = await site.setUp({ lang });
    module = await api.module("opportunities");
    const city = await api.create("organizations", { name: "Acme", billing_address: { city: "Москва" } });
    await api.createMany(
      "opportunities",
      Array.from({ length: 30 }, (_, i) => ({
        name: `Deal ${String(i).padStart(2, "0")}`,
        amount: String(i * 10),
        stage: i % 3 === 0 ? "won" : "prospecting",
        close_date: "2026-12-31",
        ...(i < 5 ? { organization_id: city.id } : {}),
      })),
    );
    await api.request("POST", "/admin/users", { email: "other@example.com", name: "Other Person", password: "correct horse battery" });
    other = await site.signIn("other@example.com", "correct horse battery");
  });
  const tabs = (page: Page): Locator => page.getByRole("navigation", { name: t("views.title") });
  const tab = (page: Page, name: string): Locator => tabs(page).getByRole("link", { name: new RegExp(name) });
  const unsaved = (page: Page): Locator => tabs(page).getByRole("img", { name: t("views.unsaved") });
  const menu = async (page: Page, item: string): Promise<void> => {
    await button(page, t("views.menu")).click();
    await page.getByRole("menuitem", { name: item, exact: true }).click();
  };
  const won = encodeURIComponent(JSON.stringify({ field: "stage", op: "in", value: ["won"] }));
  const sortBy = (page: Page, name: string): Promise<void> =>
    table(page)
      .getByRole("columnheader")
      .filter({ hasText: labelOf(module, name, lang) })
      .getByRole("button")
      .click();

  test("is saved under a name, marked when changed, put back or saved; others see it only when shared", async () => {
    const page = await visit(site, `/opportunities?filter=${won}&sort=-amount`, { lang, as: api });
    await expectCount(page, lang, 10);
    await see(unsaved(page));
    await button(page, t("views.save-as")).click();
    await page.getByRole("textbox", { name: t("views.name") }).fill("Победы");
    await page.keyboard.press("Enter");
    await until(() => tab(page, "Победы").getAttribute("aria-current")).toBe("page");
    const address = new URL(page.url());
    expect([...address.searchParams.keys()]).toEqual(["view"]);
    await gone(unsaved(page));
    await expectText(rows(page).first(), /Deal 27/);

    await sortBy(page, "amount");
    await expectText(rows(page).first(), /Deal 27/);
    await sortBy(page, "amount");
    await see(unsaved(page));
    expect(param(page, "view")).toBe(address.searchParams.get("view"));
    await page.reload();
    await see(unsaved(page));
    await button(page, t("views.reset")).click();
    await gone(unsaved(page));
    await expectText(rows(page).first(), /Deal 27/);
    await sortBy(page, "name");
    await expectText(rows(page).first(), /Deal 00/);
    await button(page, t("action.save")).click();
    await gone(unsaved(page));
    await page.reload();
    await expectText(rows(page).first(), /Deal 00/);

    const guest = await visit(site, "/opportunities", { lang, as: other });
    await see(tabs(guest));
    expect(await tab(guest, "Победы").count()).toBe(0);
    await menu(page, t("views.share"));
    await see(tab(page, "Победы").getByRole("img", { name: t("views.shared") }));
    await guest.goto(address.href);
    await expectCount(guest, lang, 10);
    await sortBy(guest, "amount");
    await see(unsaved(guest));
    // Whose view it isn't keeps a copy, never the view itself.
    expect(await button(guest, t("action.save")).count()).toBe(0);
    await see(button(guest, t("views.save-as")));
    await expectClean(guest);

    // Not for everybody any more, but for this one.
    await menu(page, t("views.sharing"));
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("views.share-everybody")).uncheck();
    await search(page, dialog.getByRole("combobox", { name: t("views.share-with") }), "Other Person");
    await see(button(dialog, t("views.share-remove", { name: "Other Person" })));
    await button(dialog, t("action.save")).click();
    await gone(dialog);
    const id = address.searchParams.get("view");
    const read = async () => (await api.request<{ data: { id: string }[] }>("GET", "/views?module=opportunities")).data;
    await until(async () => (await read()).find((each) => each.id === id)).toMatchObject({
      shared: false,
      shared_with: [{ type: "user" }],
    });
    await guest.goto(address.href);
    await expectCount(guest, lang, 10);
  });

  test("the list opens with one; renamed, moved and deleted by its menu", async () => {
    const page = await visit(site, `/opportunities?filter=${won}`, { lang, as: api });
    await see(rows(page));
    await button(page, t("views.save-as")).click();
    await page.getByRole("textbox", { name: t("views.name") }).fill("Главное");
    await page.keyboard.press("Enter");
    await until(() => tab(page, "Главное").getAttribute("aria-current")).toBe("page");
    await menu(page, t("views.open-with"));
    await page.goto(`${site.url}/opportunities`);
    await until(() => tab(page, "Главное").getAttribute("aria-current")).toBe("page");
    await until(() => param(page, "view")).not.toBeNull();
    await expectCount(page, lang, 10);
    await tab(page, `^${t("views.all")}$`).click();
    await expectCount(page, lang, 30);
    await tab(page, "Главное").click();
    await menu(page, t("views.rename"));
    await page.getByRole("textbox", { name: t("views.name") }).fill("Первое");
    await page.keyboard.press("Enter");
    await see(tab(page, "Первое"));
    await menu(page, t("views.right"));
    await until(async () => (await tabs(page).getByRole("link").allInnerTexts()).map((name) => name.trim())[2]).toBe("Первое");
    await menu(page, t("views.delete"));
    await button(page.getByRole("dialog"), t("action.delete")).click();
    await gone(tab(page, "Первое"));
    await expectCount(page, lang, 30);
  });

  test("columns and filters reach one reference away; figures stand under the list; rows can be lower", async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: "organization_id.billing_address.city", op: "eq", value: "Москва" }));
    const page = await visit(site, `/opportunities?filter=${filter}&columns=name,amount,organization_id.number`, { lang, as: api });
    await expectCount(page, lang, 5);
    await expectText(rows(page).first(), /ORG/);
    const before = (await rows(page).first().boundingBox())?.height ?? 0;
    await button(page, t("columns.title")).click();
    await page.getByText(t("density.compact"), { exact: true }).click();
    await page.getByLabel(t("sums.show")).check();
    await page.keyboard.press("Escape");
    expect([before, (await rows(page).first().boundingBox())?.height]).toEqual([40, 32]);
    const amount = table(page).getByRole("button", { name: new RegExp(`^${labelOf(module, "amount", lang)}:`) });
    await amount.click();
    await page.getByRole("menuitem", { name: t("sums.sum"), exact: true }).click();
    await expectText(amount, /100/);
  });
});

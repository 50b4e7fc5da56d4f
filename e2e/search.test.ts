/** Palette, page of results and everybody's keys: by the keyboard alone, in both languages, on a phone. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { visit } from "./browser.ts";
import { expectClean } from "./clean.ts";
import { button, expectFocus, expectPath, expectText, gone, LANGS, param, recordName, rows, see, toast, until, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

let site: Site;
let api: Api;
let contact = "";
let organization = "";
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp({ lang: "ru" });
  organization = (await api.create("organizations", { name: "Привет, мир" })).id;
  contact = (
    await api.create("contacts", {
      last_name: "Александров",
      first_name: "Пётр",
      phone: "+7 495 765-43-21",
      email: "p.alex@mail.example",
      description: "Просит прислать договор аренды до конца недели",
    })
  ).id;
  await api.create("leads", { last_name: "Henderson", first_name: "Catherine", company: "Contracts Ltd" });
  await api.createMany(
    "tickets",
    Array.from({ length: 45 }, (_, i) => ({ title: `Замена картриджа ${i}`, priority: "normal" })),
  );
});

describe.each(LANGS)("in %s", (lang) => {
  const t = words(lang);
  const box = (page: Page): Locator => page.getByRole("combobox", { name: t("search.label") });
  const option = (page: Page, text: string | RegExp): Locator => page.getByRole("option").filter({ hasText: text });
  const chosen = (page: Page): Locator => page.locator('[role="option"][aria-selected="true"]');

  beforeAll(() => api.request("PATCH", "/me/preferences", { language: lang }));

  test("the palette by the keyboard alone: slips, layouts, phones, commands", async () => {
    const page = await visit(site, "/contacts", { lang, as: api });
    await see(rows(page));
    await page.keyboard.press("Control+KeyK");
    await expectFocus(box(page), true);
    for (const [typed, found] of [
      ["алксандров", "Александров"],
      ["ghbdtn", "Привет, мир"],
      ["765 43", "Александров"],
      ["p.al", "Александров"],
      ["Hendreson", "Henderson"],
      ["ПЁТР", "Александров"],
      ["договора", "Александров"],
    ] as const) {
      await box(page).fill(typed);
      await see(option(page, found));
    }
    await expectClean(page);
    // Enter opens the chosen line; the record is recent from now on.
    await box(page).fill("алксандров");
    await expectText(chosen(page), /Александров/);
    await page.keyboard.press("Enter");
    await expectText(recordName(page), /Александров/);
    await expectPath(page, `/contacts/${contact}`);
    await page.keyboard.press("Control+KeyK");
    // Commands of the record on the screen, with their keys.
    await box(page).fill(`>${t("action.edit").slice(0, 4)}`);
    await expectText(chosen(page), new RegExp(`${t("action.edit")}.*E$`));
    await page.keyboard.press("Enter");
    await expectPath(page, `/contacts/${contact}/edit`);
    // A module by its name, in the other layout too.
    await page.keyboard.press("Control+KeyK");
    await box(page).fill(lang === "ru" ? "cltkrb" : "щззщкегт");
    await expectText(chosen(page), lang === "ru" ? /^Сделки/ : /^Opportunities/);
    await page.keyboard.press("Enter");
    await expectPath(page, "/opportunities");
    await page.keyboard.press("Control+KeyK");
    await see(page.getByText(t("palette.group.recent"), { exact: true }));
    await expectText(chosen(page), /Александров/);
  });

  test("commands of a found record: Tab in, Backspace out, Ctrl+Enter in a new tab", async () => {
    const page = await visit(site, "/leads", { lang, as: api });
    await see(rows(page));
    await page.keyboard.press("Control+KeyK");
    await box(page).fill("@алекс");
    await expectText(chosen(page), /Александров/);
    await page.keyboard.press("Tab");
    await see(option(page, t("palette.copy-name")));
    await page.keyboard.press("Backspace");
    await gone(option(page, t("palette.copy-name")));
    await box(page).fill("привет");
    await expectText(chosen(page), /Привет, мир/);
    await page.keyboard.press("Tab");
    await box(page).fill(t("record.copy-link"));
    await page.keyboard.press("Enter");
    await see(toast(page, t("record.link-copied")));
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(`${site.url}/organizations/${organization}`);
    await page.keyboard.press("Control+KeyK");
    await box(page).fill("привет");
    await expectText(chosen(page), /Привет, мир/);
    const opened = page.context().waitForEvent("page");
    await page.keyboard.press("Control+Enter");
    const tab = await opened;
    await expectText(recordName(tab), "Привет, мир");
    await tab.close();
  });

  test("all results: counts by module, marks, pages, the address", async () => {
    const page = await visit(site, "/leads", { lang, as: api });
    await see(rows(page));
    await page.keyboard.press("Slash");
    await box(page).fill("картридж");
    await button(page, t("palette.all", { text: "картридж" })).click();
    await expectPath(page, "/search");
    await expectText(page.locator("main output"), t("search.count", { count: 45 }));
    await until(() => page.locator("main li").count()).toBe(30);
    await button(page, t("search.more")).click();
    await until(() => page.locator("main li").count()).toBe(45);
    await expectText(page.locator("main li mark"), "картриджа");
    // The address alone shows the same, and nothing that comes later takes it away.
    await page.reload();
    await see(page.locator("main li"));
    await page.waitForLoadState("networkidle");
    await expectText(page.locator("main output"), t("search.count", { count: 45 }));
    await expectClean(page);
    const field = page.getByRole("searchbox", { name: t("search.label") });
    await field.fill("алксандров");
    await until(() => param(page, "q")).toBe("алксандров");
    await until(() => page.locator("main li").count()).toBe(1);
    await expectText(page.locator("main li mark"), "Александров");
    const modules = page.getByRole("navigation", { name: t("search.modules") });
    await modules.getByRole("link").nth(1).click();
    await until(() => param(page, "module")).toBe("contacts");
    await page.locator("main li a").click();
    await expectPath(page, `/contacts/${contact}`);
    await page.goBack();
    await expectText(page.locator("main li mark"), "Александров");
    await field.fill("zzzzzz");
    await see(page.getByText(t("search.nothing", { text: "zzzzzz" })));
  });
});

test("the search key works from the first moment, and no letter is lost", async () => {
  const t = words("ru");
  const page = await visit(site, "/contacts", { lang: "ru", as: api });
  await see(page.getByRole("button", { name: t("search.label") }));
  await page.keyboard.press("Slash");
  for (const key of "hend") await page.keyboard.press(key);
  await see(page.getByRole("option").filter({ hasText: "Henderson" }));
  await until(() => page.getByRole("combobox", { name: t("search.label") }).inputValue()).toBe("hend");
});

test("keys: help, going places, one's own key in place of ours", async () => {
  const t = words("ru");
  const page = await visit(site, "/contacts", { lang: "ru", as: api });
  await see(rows(page));
  // The sequence by the places of the keys, whatever the layout writes.
  await page.keyboard.press("KeyG");
  await page.keyboard.press("KeyL");
  await expectPath(page, "/leads");
  await page.keyboard.press("Shift+Slash");
  const dialog = page.getByRole("dialog", { name: t("keys.title") });
  await see(dialog);
  await expectClean(page);
  await dialog.getByRole("button", { name: t("keys.create") }).click();
  await page.keyboard.press("KeyE");
  await see(dialog.getByText(t("keys.conflict", { name: t("keys.edit") })));
  await dialog.getByRole("button", { name: t("keys.create") }).click();
  await page.keyboard.press("KeyY");
  await see(dialog.getByRole("button", { name: `${t("keys.create")} Y` }));
  await page.keyboard.press("Escape");
  await gone(dialog);
  await page.keyboard.press("KeyC");
  await expectPath(page, "/leads");
  await page.keyboard.press("KeyY");
  await see(button(page.getByRole("dialog"), t("form.full")));
  // It is the user's, not the browser's.
  const elsewhere = await visit(site, "/leads", { lang: "ru", as: api });
  await see(rows(elsewhere));
  await until(() => elsewhere.evaluate('localStorage.getItem("manul.keys") ?? "{}"')).not.toBe("{}");
  await elsewhere.keyboard.press("KeyY");
  await see(button(elsewhere.getByRole("dialog"), t("form.full")));
});

test("on a phone", async () => {
  const t = words("ru");
  const page = await visit(site, "/contacts", { lang: "ru", as: api, phone: true });
  await button(page, t("search.label")).click();
  await page.getByRole("combobox", { name: t("search.label") }).fill("ghbdtn");
  await see(page.getByRole("option").filter({ hasText: "Привет, мир" }));
  await expectClean(page);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  await button(page, t("palette.all", { text: "ghbdtn" })).click();
  await see(page.locator("main li").filter({ hasText: "Привет, мир" }));
  await expectClean(page);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
});

/** Every module: its list, its form with only what must be filled in, its record page; without one word on the console. */
import { beforeAll, describe, expect, test } from "vitest";
import { standardModules } from "../src/modules/index.ts";
import { visit } from "./browser.ts";
import { fillField, mandatoryFields, save } from "./fill.ts";
import { count, expectPath, expectText, LANGS, recordName, rows, see, table, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

let site: Site;
let api: Api;
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp({ data: "demo" });
});

test.each(LANGS)("the app menu opens every list, in %s", async (lang) => {
  const modules = (await api.modules()).filter(({ menu, rights }) => menu !== "none" && rights.view);
  expect(modules.length).toBeGreaterThan(25);
  const page = await visit(site, "/leads", { lang, as: api });
  await api.request("PATCH", "/me/preferences", { language: lang });
  await page.reload();
  for (const { name, label } of modules) {
    await page.locator(`nav a[href="/${name}"]`).click();
    await see(page.getByRole("heading", { level: 1, name: label[lang], exact: true }));
    await see(table(page));
    await expectText(count(page), /^[\d\s,]+\D+$/);
    await see(rows(page));
    await expect.poll(() => page.title()).toBe(`${label[lang]} · Manul CRM`);
  }
});

const everyModule = standardModules.map(({ name }, index) => ({ name, lang: LANGS[index % 2] ?? "en" }));
describe("a new record with only what is mandatory", () => {
  test.each(everyModule)("$name, in $lang", async ({ name, lang }) => {
    const module = await api.module(name);
    if (!module.rights.create) return;
    await api.request("PATCH", "/me/preferences", { language: lang });
    const page = await visit(site, `/${name}/new`, { lang, as: api });
    const form = page.locator("form");
    await see(page.getByRole("heading", { level: 1, name: words(lang)("form.new", { what: module.singular[lang] }) }));
    for (const field of mandatoryFields(module.fields)) await fillField({ page, form, lang, mark: `m${lang}` }, field);
    await save(form, lang).click();
    await expectPath(page, new RegExp(`^/${name}/\\d+$`));
    await see(recordName(page));
    const id = new URL(page.url()).pathname.split("/")[2] ?? "";
    await expectText(recordName(page), (await api.get(name, id)).label);
    // Empty fields, related records and history have nothing to complain of either.
    await page.getByRole("button", { name: words(lang)("record.show-empty") }).click();
    await page.getByRole("link", { name: words(lang)("history.title"), exact: true }).click();
    await see(page.getByText(words(lang)("history.kind.create")));
  });
});

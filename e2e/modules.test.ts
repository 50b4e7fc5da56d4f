/** Every module: its list, its form with only what must be filled in, its record page; without one word on the console. */
import { beforeAll, describe, expect, test } from "vitest";
import { standardModules } from "../src/modules/index.ts";
import { visit } from "./browser.ts";
import { fillField, mandatoryFields, save } from "./fill.ts";
import { count, expectPath, expectText, LANGS, recordName, rows, see, table, until, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

let site: Site;
let api: Api;
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp({ data: "demo" });
});

/** Goes on with the next module, and tells of all that failed. */
async function eachModule(names: readonly string[], work: (name: string) => Promise<void>): Promise<void> {
  const failures: string[] = [];
  for (const name of names) await work(name).catch((error: unknown) => failures.push(`${name}: ${String(error)}`));
  expect(failures).toEqual([]);
}

describe.each(LANGS)("in %s", (lang) => {
  const t = words(lang);
  beforeAll(() => api.request("PATCH", "/me/preferences", { language: lang }));

  test("the app menu opens every list", async () => {
    const modules = new Map(
      (await api.modules()).filter(({ menu, rights }) => menu !== "none" && rights.view).map((module) => [module.name, module]),
    );
    expect(modules.size).toBeGreaterThan(25);
    const page = await visit(site, "/leads", { lang, as: api });
    await eachModule([...modules.keys()], async (name) => {
      const label = modules.get(name)?.label[lang] ?? "";
      await page
        .getByRole("navigation", { name: words(lang)("shell.menu") })
        .locator(`a[href="/${name}"]`)
        .click();
      await see(page.getByRole("heading", { level: 1, name: label, exact: true }));
      await see(table(page));
      await see(rows(page));
      await expectText(count(page), /^[\d\s,]+\D+$/);
      await until(() => page.title()).toBe(`${label} · Manul CRM`);
    });
  });

  // Each module in one of the languages: what is tried here is the module.
  test("a record of every other module with only what is mandatory", async () => {
    const page = await visit(site, "/leads", { lang, as: api });
    const form = page.locator("form");
    const names = standardModules.map(({ name }) => name).filter((_, index) => LANGS[index % LANGS.length] === lang);
    await eachModule(names, async (name) => {
      const module = await api.module(name);
      if (!module.rights.create) return;
      const link = page.getByRole("navigation", { name: t("shell.menu") }).locator(`a[href="/${name}"]`);
      if ((await link.count()) === 0) await page.goto(`${site.url}/${name}/new`);
      else {
        await link.click();
        await page.locator(`main a[href="/${name}/new"]`).first().click();
      }
      await see(page.getByRole("heading", { level: 1, name: t("form.new", { what: module.singular[lang] }) }));
      for (const field of mandatoryFields(module.fields)) await fillField({ page, form, lang, mark: `m${lang}` }, field);
      await save(form, lang).click();
      await expectPath(page, new RegExp(`^/${name}/\\d+$`));
      const id = new URL(page.url()).pathname.split("/")[2] ?? "";
      await expectText(recordName(page), (await api.get(name, id)).label);
      // Empty fields, related records and history have nothing to complain of either.
      const showEmpty = page.getByRole("button", { name: t("record.show-empty") });
      if (await showEmpty.isVisible()) await showEmpty.click();
      await page.getByRole("link", { name: t("history.title"), exact: true }).click();
      await see(page.getByText(t("history.kind.create")));
    });
  });
});

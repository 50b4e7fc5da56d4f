/** Two people at once: what one does appears at the other's; connection, drafts and the side panel in between. */
import { beforeAll, describe, expect, test } from "vitest";
import type { DescribedModule } from "../src/model/describe.ts";
import { expectComplaints, visit } from "./browser.ts";
import { expectClean } from "./clean.ts";
import { save } from "./fill.ts";
import {
  button,
  detail,
  errorAt,
  expectPath,
  expectText,
  gone,
  input,
  labelOf,
  LANGS,
  param,
  recordName,
  row,
  rows,
  see,
  toast,
  until,
  words,
} from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

const BORIS = { name: "Boris Vian", email: "boris@example.com", password: "correct horse battery" } as const;

describe.each(LANGS)("in %s", (lang) => {
  const t = words(lang);
  let site: Site;
  let api: Api;
  let boris: Api;
  let organizations: DescribedModule;
  beforeAll(async () => {
    site = await startSite();
    api = await site.setUp({ lang });
    await api.request("POST", "/admin/users", BORIS);
    boris = await site.signIn(BORIS.email, BORIS.password);
    organizations = await api.module("organizations");
  });
  const organization = (name: string) => api.create("organizations", { name });

  test("a list shows what others change where it stands, and announces what they add", async () => {
    const { id, version } = await organization("Old name");
    const page = await visit(site, "/organizations?sort=name", { lang, as: api });
    await see(row(page, "Old name"));
    await boris.update("organizations", { id, version }, { name: "New name" });
    await see(row(page, "New name"));
    expect(await row(page, "Old name").count()).toBe(0);
    const added = await boris.create("organizations", { name: "Added" });
    await boris.create("organizations", { name: "Added too" });
    const news = button(page, t("live.new", { count: 2 }));
    await see(news);
    expect(await row(page, "Added").count()).toBe(0);
    await expectClean(page);
    await news.click();
    await see(row(page, "Added too"));
    await gone(news);
    await boris.request("DELETE", `/records/organizations/${added.id}`);
    await gone(row(page, /^Added$/));
    await until(() => rows(page).count()).toBe(2);
  });

  test("presence: who looks, who edits; the record follows the other's hand; nobody is left when the window goes", async () => {
    const { id } = await organization("Together");
    const mine = await visit(site, `/organizations/${id}`, { lang, as: api });
    await see(recordName(mine));
    const theirs = await visit(site, `/organizations/${id}`, { lang, as: boris });
    const people = mine.getByRole("list", { name: t("presence.title") });
    await see(people.getByText(t("presence.viewing", { name: BORIS.name })));
    await theirs.keyboard.press("e");
    await input(theirs, "employees").fill("42");
    await until(() => people.textContent()).toContain(t("presence.editing", { name: BORIS.name }));
    await expectClean(mine);
    await save(theirs, lang).click();
    await expectText(detail(mine, labelOf(organizations, "employees", lang)), "42");
    await theirs.close();
    await gone(people);
  });

  test("deleted by another while open: said kindly, brought back, and what was typed is saved", async () => {
    const { id } = await organization("Doomed");
    const [page, form] = await Promise.all([
      visit(site, `/organizations/${id}`, { lang, as: api }),
      visit(site, `/organizations/${id}/edit`, { lang, as: api }),
    ]);
    expectComplaints(form, /404|409/);
    await input(form, "employees").fill("7");
    await see(recordName(page));
    await boris.request("DELETE", `/records/organizations/${id}`);
    await see(page.getByRole("alert").getByRole("button", { name: t("bin.restore") }));
    await save(form, lang).click();
    await see(form.getByText(t("form.gone")));
    expect(await input(form, "employees").inputValue()).toBe("7");
    await button(form, t("form.bring-back")).click();
    await expectText(recordName(form), "Doomed");
    await expectText(detail(page, labelOf(organizations, "employees", lang)), "7");
    await gone(page.getByRole("alert"));
  });

  test("what may exist already is pointed out while one types; the short form goes on in the whole one", async () => {
    await api.create("organizations", { name: "Ромашка", email: "info@romashka.example" });
    const page = await visit(site, "/contacts/new", { lang, as: api });
    await input(page, "last_name").fill("Иванов");
    await input(page, "organization_id").click();
    await input(page, "organization_id").fill("zzz");
    await page.getByRole("option", { name: t("picker.create", { what: organizations.singular[lang].toLowerCase() }) }).click();
    const dialog = page.getByRole("dialog");
    await input(dialog, "name").fill("ромашка");
    await see(dialog.getByText(t("duplicates.title", { count: 1 })));
    await button(dialog, t("duplicates.use")).click();
    await gone(dialog);
    await until(() => input(page, "organization_id").inputValue()).toBe("Ромашка");
    expect(await input(page, "last_name").inputValue()).toBe("Иванов");
    await page.keyboard.press("Control+Shift+Enter");
    await see(toast(page, t("form.saved", { name: "Иванов" })));
    await until(() => input(page, "last_name").inputValue()).toBe("");
    await expectPath(page, "/contacts/new");
    expect(await errorAt(page, "last_name").count()).toBe(0);
  });

  // What follows is the same in every language: tried once.
  if (lang === "ru") return;

  test("a change whose answer was lost is sent again without a conflict with itself", async () => {
    const { id } = await organization("Once only");
    const page = await visit(site, `/organizations/${id}/edit`, { lang, as: api });
    expectComplaints(page, /ERR_|Failed to load/);
    await input(page, "employees").fill("5");
    let tries = 0;
    await page.route(`**/api/v1/records/organizations/${id}`, async (route) => {
      if (route.request().method() !== "PATCH") return route.continue();
      const answer = await route.fetch();
      tries += 1;
      return tries === 1 ? route.abort("connectionreset") : route.fulfill({ response: answer });
    });
    await save(page, lang).click();
    await expectText(detail(page, labelOf(organizations, "employees", lang)), "5");
    expect(tries).toBe(2);
    expect(await api.get("organizations", id)).toMatchObject({ employees: 5, version: 2 });
  });

  test("a draft is kept when the window is closed, and offered on return", async () => {
    const page = await visit(site, "/organizations/new", { lang, as: api });
    await input(page, "name").fill("Half written");
    await until(() => page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('manul.draft.'))")).toBe(true);
    page.once("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await see(page.getByText(t("draft.offer", { when: "" }).slice(0, 12)));
    expect(await input(page, "name").inputValue()).toBe("");
    await expectClean(page);
    await button(page, t("draft.take")).click();
    expect(await input(page, "name").inputValue()).toBe("Half written");
    await save(page, lang).click();
    await expectText(recordName(page), "Half written");
    await page.goto(`${site.url}/organizations/new`);
    await see(input(page, "name"));
    expect(await button(page, t("draft.take")).count()).toBe(0);
  });

  test("a record beside its list, by address and by keys; then its page, and from record to record", async () => {
    const ids: string[] = [];
    for (const name of ["Peek A", "Peek B", "Peek C"]) ids.push((await organization(name)).id);
    const page = await visit(site, `/organizations?sort=name&q=Peek&peek=${ids[0]}`, { lang, as: api });
    const panel = page.getByRole("complementary", { name: t("peek.title") });
    await see(panel.getByRole("heading", { level: 1, name: "Peek A" }));
    await until(() => page.title()).toContain("Peek A");
    await see(row(page, "Peek C"));
    await expectClean(page);
    await page.keyboard.press("Escape");
    await gone(panel);
    expect(param(page, "peek")).toBe(null);
    await page.goBack();
    await page.goto(`${site.url}/organizations?sort=name&q=Peek&peek=${ids[1]}`);
    await see(panel.getByRole("heading", { level: 1, name: "Peek B" }));
    await page.keyboard.press("Shift+Enter");
    await expectPath(page, `/organizations/${ids[1]}`);
    await see(page.getByText("2 / 3"));
    await page.keyboard.press("j");
    await expectText(recordName(page), "Peek C");
    await page.keyboard.press("k");
    await page.keyboard.press("k");
    await expectText(recordName(page), "Peek A");
    await see(page.getByText("1 / 3"));
    await page.goBack();
    await expectPath(page, "/organizations");
    await see(row(page, "Peek A"));
  });
});

/**
 * Who may see and change what, set on the screens, in a company of three departments: sales, support, office. The four
 * demands of a management: clients' data are changed by those who work with them; personal data are closed; revenue
 * isn't for everybody; the catalogue is the administrators'.
 */
import { beforeAll, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { DESKTOP, PHONE, visit } from "./browser.ts";
import { expectClean } from "./clean.ts";
import { button, gone, pick, recordName, rows, see, table, toast, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

const lang = "ru";
const t = words(lang);
const PASSWORD = "kruzhka-dozhdya-77";
let site: Site;
let admin: Api;
const people = new Map<string, { readonly api: Api; readonly id: string }>();
const as = (name: string): Api => people.get(name)?.api ?? admin;
const idOf = (name: string): string => people.get(name)?.id ?? "";
type Named = { readonly id: string; readonly name: string; readonly parent_id?: string };
const listOf = async (what: string): Promise<readonly Named[]> => (await admin.request<{ data: Named[] }>("GET", `/admin/${what}`)).data;
const idByName = async (what: string, name: string): Promise<string> => (await listOf(what)).find((each) => each.name === name)?.id ?? "";

beforeAll(async () => {
  site = await startSite();
  admin = await site.setUp({ lang });
  for (const [name, role] of [
    ["Соня", "Менеджер по продажам"],
    ["Павел", "Менеджер по продажам"],
    ["Тимур", "Специалист поддержки"],
    ["Ольга", "Сотрудник"],
  ] as const) {
    const email = `user${people.size}@example.com`;
    const body = { name, email, password: PASSWORD, role_id: await idByName("roles", role) };
    const { data } = await admin.request<{ data: { id: string } }>("POST", "/admin/users", body);
    people.set(name, { id: data.id, api: await site.signIn(email, PASSWORD) });
  }
});

const open = async (section: string, query = ""): Promise<Page> => {
  const page = await visit(site, `/settings?section=${section}${query}`, { lang, as: admin });
  await see(page.locator(`main section[aria-label] > *`));
  return page;
};
const save = async (page: Page): Promise<void> => {
  await button(page, t("action.save")).click();
  await see(toast(page, t("settings.saved")));
};
const openProfile = async (name: string): Promise<Page> => {
  const page = await open("profiles", `&profile=${await idByName("profiles", name)}`);
  await see(page.getByRole("region", { name: t("access.profile.rights") }));
  return page;
};
/** Hides fields in the open profile. */
const hide = async (page: Page, module: string, labels: readonly string[]): Promise<void> => {
  await button(page, t("access.profile.fields-of", { name: module })).click();
  for (const label of labels)
    await page.getByRole("radiogroup", { name: label, exact: true }).getByText(t("access.level.hidden"), { exact: true }).click();
};
const editButton = (page: Page): Locator => page.locator("main header").getByRole("link", { name: t("action.edit"), exact: true });
const openRecord = async (who: string, address: string, label: string): Promise<Page> => {
  const page = await visit(site, address, { lang, as: as(who) });
  await see(recordName(page).filter({ hasText: label }));
  return page;
};
const refused = (who: string, module: string, id: string, values: Readonly<Record<string, unknown>>): Promise<void> =>
  expect(as(who).update(module, { id, version: 1 }, values)).rejects.toThrow(/: 403 /);

test("a client is changed only by those who work with it; a share by hand opens it, and the answer to why says so", async () => {
  const { id } = await as("Соня").create("organizations", { name: "Василёк" });
  const page = await open("sharing");
  await pick(page, page.locator('main input[aria-label="Организации"]'), t("access.default.read"));
  await save(page);

  const others = await openRecord("Павел", `/organizations/${id}`, "Василёк");
  expect(await editButton(others).count()).toBe(0);
  await refused("Павел", "organizations", id, { name: "чужой" });
  await refused("Ольга", "organizations", id, { name: "чужой" });
  expect((await as("Соня").get("organizations", id)).label).toBe("Василёк");

  const own = await openRecord("Соня", `/organizations/${id}`, "Василёк");
  await see(editButton(own));
  await button(own, t("record.more")).click();
  expect(await own.getByRole("menuitem", { name: t("access.why") }).count()).toBe(0);
  await own.getByRole("menuitem", { name: t("access.share.action") }).click();
  const dialog = own.getByRole("dialog");
  await dialog.locator("input").first().fill("Павел");
  await own.getByRole("option", { name: "Павел", exact: true }).click();
  await dialog.getByText(t("access.share.edit"), { exact: true }).click();
  await button(dialog, t("access.share.add")).click();
  await see(dialog.getByRole("list", { name: t("access.share.list") }).getByText("Павел"));
  await others.reload();
  await see(editButton(others));

  const why = await openRecord("admin", `/organizations/${id}`, "Василёк");
  await button(why, t("record.more")).click();
  await why.getByRole("menuitem", { name: t("access.why") }).click();
  await why
    .getByRole("textbox", { name: t("access.explain.user") })
    .or(why.getByRole("combobox", { name: t("access.explain.user") }))
    .first()
    .fill("Павел");
  await why.getByRole("option", { name: "Павел", exact: true }).click();
  await see(why.getByText(/Доступ к записи открыт вручную/));
});

test("personal data are closed, unless a profile opens them", async () => {
  const { id } = await as("Соня").create("contacts", { last_name: "Ильина", mobile: "+79123456789", birthday: "1990-05-04" });
  const page = await openProfile("Поддержка");
  await hide(page, "Контакты", ["Мобильный телефон", "Дата рождения"]);
  await save(page);
  const closed = await openRecord("Тимур", `/contacts/${id}`, "Ильина");
  await see(closed.locator("main section dl"));
  expect(await closed.locator("main").innerText()).not.toMatch(/912|Мобильный|Дата рождения/);
  expect(Object.keys(await as("Тимур").get("contacts", id))).not.toContain("mobile");
  const granted = await openRecord("Соня", `/contacts/${id}`, "Ильина");
  await see(granted.locator("main").getByText(/912/));
});

test("revenue isn't for everybody: no column, no value, no sorting by it", async () => {
  await as("Соня").create("opportunities", { name: "Поставка ламп", amount: "777555", stage: "prospecting", close_date: "2030-01-01" });
  const page = await openProfile("Стандартный");
  await hide(page, "Сделки", ["Сумма"]);
  await save(page);
  const closed = await visit(site, "/opportunities", { lang, as: as("Ольга") });
  await see(rows(closed).filter({ hasText: "Поставка ламп" }));
  expect(await table(closed).innerText()).not.toMatch(/Сумма|777/);
  await expect(as("Ольга").list("opportunities", "sort=amount")).rejects.toThrow(/: 4\d\d /);
  const seen = await visit(site, "/opportunities", { lang, as: as("Соня") });
  await see(table(seen).getByText(/777/));
});

test("the catalogue is the administrators'", async () => {
  const { id } = await admin.create("products", { name: "Лампа" });
  const page = await openProfile("Стандартный");
  const all = page.getByRole("checkbox", { name: `Товары: ${t("access.profile.all-rights")}`, exact: true });
  // To all, then to none, then to seeing alone.
  await all.click();
  await all.click();
  await page.getByRole("checkbox", { name: `Товары: ${t("access.action.view")}`, exact: true }).check();
  await save(page);
  const readOnly = await openRecord("Ольга", `/products/${id}`, "Лампа");
  expect(await editButton(readOnly).count()).toBe(0);
  for (const who of ["Соня", "Ольга"]) await refused(who, "products", id, { name: "Свеча" });
  await expect(as("Ольга").create("products", { name: "Свеча" })).rejects.toThrow(/: 403 /);
  await see(editButton(await openRecord("admin", `/products/${id}`, "Лампа")));
});

test("somebody is added with a generated password, and later leaves their records to a colleague", async () => {
  const page = await open("users");
  await button(page, t("access.user.add")).click();
  const dialog = page.getByRole("dialog", { name: t("access.user.add") });
  await dialog.getByLabel(t("access.user.name")).fill("Нина Ким");
  await dialog.getByLabel(t("access.user.email")).fill("nina@example.com");
  await button(dialog, t("access.user.make-password")).click();
  const password = await dialog.getByLabel(t("access.user.password")).inputValue();
  await pick(page, dialog.getByRole("combobox", { name: t("access.user.role"), exact: true }), "Менеджер по продажам");
  await button(dialog, t("access.user.add-short")).click();
  await gone(dialog);
  const nina = await site.signIn("nina@example.com", password);
  const { id } = await nina.create("leads", { last_name: "Завод" });
  await button(page, t("access.more-of", { name: "Нина Ким" })).click();
  await page.getByRole("menuitem", { name: t("access.user.dismiss") }).click();
  const farewell = page.getByRole("dialog");
  await farewell.getByRole("combobox").fill("Соня");
  await page.getByRole("option", { name: "Соня", exact: true }).click();
  await button(farewell, t("access.user.dismiss")).click();
  await see(page.getByRole("row", { name: /Нина Ким/ }).getByText(t("access.user.status.inactive")));
  await expect(site.signIn("nina@example.com", password)).rejects.toThrow(/: 401 /);
  await expect.poll(async () => (await admin.get("leads", id))["owner_id"], { timeout: 20_000 }).toBe(idOf("Соня"));
});

test("a role is moved by the keys and by dragging", async () => {
  const page = await open("roles");
  const support = await idByName("roles", "Специалист поддержки");
  const parent = async (): Promise<string | undefined> => (await listOf("roles")).find(({ id }) => id === support)?.parent_id;
  const director = await parent();
  const handle = button(page, t("access.role.move", { name: "Специалист поддержки" }));
  await handle.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(parent).not.toBe(director);
  await page.getByText("Специалист поддержки", { exact: true }).dragTo(page.getByText("Менеджер по продажам", { exact: true }));
  const target = await idByName("roles", "Менеджер по продажам");
  await expect.poll(parent).toBe(target);
});

test("whoever has no tools sees none of these settings, and every screen is clean for axe, on a phone too", async () => {
  const plainUser = await visit(site, "/settings?section=roles", { lang, as: as("Ольга") });
  await see(plainUser.getByRole("navigation", { name: t("settings.title") }));
  expect(await plainUser.getByRole("link", { name: t("settings.roles"), exact: true }).count()).toBe(0);
  const sections = ["users", "roles", "profiles", "groups", "sharing", "explain", "audit"];
  const page = await open("users");
  const profile = await idByName("profiles", "Стандартный");
  const addresses = [
    ...sections,
    `profiles&profile=${profile}`,
    `explain&user=${idOf("Павел")}`,
    `explain&user=${idOf("Павел")}&module=contacts`,
  ];
  for (const address of addresses) {
    await page.goto(`${site.url}/settings?section=${address}`);
    await see(page.locator("main section[aria-label] > *"));
    await expectClean(page, "main");
    await page.setViewportSize(PHONE);
    expect.soft([address, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([address, PHONE.width]);
    await page.setViewportSize(DESKTOP);
  }
});

test("a role gives fewer values of a choice: set with the field, and forms offer no others", async () => {
  const page = await open("modules", "&module=organizations&field=type");
  const dialog = page.getByRole("dialog");
  const list = dialog.getByRole("combobox", { name: "Менеджер по продажам", exact: true });
  expect(await list.getAttribute("placeholder")).toBe(t("customisation.roles-all"));
  for (const value of ["Клиент", "Партнёр"]) await pick(page, list, value);
  // Away from the menu, which lies over what is below.
  await dialog.getByText(t("customisation.roles-hint")).click();
  await button(dialog, t("action.save")).click();
  await gone(dialog);
  const form = await visit(site, "/organizations/new", { lang, as: as("Соня") });
  await form
    .locator('main [name="type"], main input[aria-label="Тип"]')
    .or(form.getByRole("combobox", { name: "Тип", exact: true }))
    .first()
    .click();
  expect(await form.getByRole("option").filter({ visible: true }).allInnerTexts()).toEqual(["Клиент", "Партнёр"]);
  await expect(as("Соня").create("organizations", { name: "Пресса", type: "press" })).rejects.toThrow(/: 400 /);
  const role = await open("roles");
  await button(role, "Менеджер по продажам").click();
  await see(role.getByRole("dialog").getByRole("link", { name: "Организации: Тип" }));
});

test("the audit log tells what was done, and its chain is whole", async () => {
  await admin.request("POST", "/admin/profiles", { name: "Ночная смена" });
  const page = await open("audit");
  const log = page.getByRole("region", { name: t("settings.audit") });
  await see(log.getByText(t("access.audit.user_created")));
  await page.getByLabel(t("access.audit.search")).fill("Ночная");
  await gone(log.getByText(t("access.audit.user_created")));
  await see(log.getByText(t("access.audit.profile_created")));
  await button(page, t("access.audit.check")).click();
  await see(page.getByRole("status").filter({ hasText: /Журнал цел/ }));
});

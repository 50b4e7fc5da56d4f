/** Language without reload, dark and light, phones, and the keyboard in any layout. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { visit } from "./browser.ts";
import { expectCleanInBoth } from "./clean.ts";
import { button, expectFocus, expectPath, expectText, gone, LANGS, recordName, rows, see, table, until, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

let site: Site;
let api: Api;
let id = "";
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp({ data: "demo" });
  id = (await api.list("opportunities", "sort=name&limit=1")).data[0]?.id ?? "";
});

const inLanguage = (lang: "en" | "ru"): Promise<unknown> => api.request("PATCH", "/me/preferences", { language: lang });

test("the language is switched without reload, for good", async () => {
  await inLanguage("en");
  const [en, ru] = [words("en"), words("ru")];
  const page = await visit(site, "/opportunities", { as: api });
  await see(rows(page));
  await page.evaluate("window.stillHere = true");
  await page.getByLabel(en("list.search")).fill("a");
  await button(page, `EN · ${en("shell.language")}`).click();
  await page.getByRole("menuitem", { name: "Русский" }).click();
  await see(page.getByRole("heading", { level: 1, name: "Сделки" }));
  await see(page.getByRole("columnheader", { name: "Стадия" }));
  await see(page.locator("nav").getByText("Организации"));
  expect(await page.getByLabel(ru("list.search")).inputValue()).toBe("a");
  expect(await page.locator("html").getAttribute("lang")).toBe("ru");
  expect(await page.evaluate("window.stillHere")).toBe(true);
  await until(async () => (await api.request<{ user: { language: string } }>("GET", "/session-info")).user.language).toBe("ru");
  await page.reload();
  await see(page.getByRole("heading", { level: 1, name: "Сделки" }));
  // Another browser of the same person speaks Russian too.
  const other = await visit(site, "/opportunities", { lang: "en", as: api });
  await see(other.getByRole("heading", { level: 1, name: "Сделки" }));
  // A form keeps what was typed.
  await page.goto(`${site.url}/leads/new`);
  await page.getByLabel("Фамилия").fill("Иванов");
  await button(page, `RU · ${ru("shell.language")}`).click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await see(page.getByRole("heading", { level: 1, name: en("form.new", { what: "Lead" }) }));
  expect(await page.getByLabel("Last name").inputValue()).toBe("Иванов");
});

test("dark and light: as the system, or as chosen", async () => {
  await inLanguage("en");
  const en = words("en");
  const page = await visit(site, "/leads", { as: api, dark: true });
  const html = page.locator("html");
  const background = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
  await see(rows(page));
  expect(await html.getAttribute("data-mantine-color-scheme")).toBe("dark");
  const dark = await background();
  await button(page, en("theme.title")).click();
  await page.getByRole("menuitem", { name: en("theme.light") }).click();
  await until(() => html.getAttribute("data-mantine-color-scheme")).toBe("light");
  expect(await background()).not.toBe(dark);
  await page.reload();
  await until(() => html.getAttribute("data-mantine-color-scheme")).toBe("light");
});

/** Nothing hangs over the right edge. */
async function expectNoOverflow(page: Page, what: string): Promise<void> {
  const wide = await page.evaluate<Record<"page" | "main" | "window", number>>(
    "({ page: document.documentElement.scrollWidth, main: document.querySelector('main')?.scrollWidth ?? 0, window: window.innerWidth })",
  );
  expect({ what, ...wide }).toEqual({
    what,
    page: wide.window,
    main: expect.toSatisfy((width: number) => width <= wide.window),
    window: 390,
  });
}

describe.each(LANGS)("on a phone, in %s", (lang) => {
  const t = words(lang);
  beforeAll(() => inLanguage(lang));

  test("no page is wider than the screen", async () => {
    const page = await visit(site, "/opportunities", { lang, as: api, phone: true });
    await see(rows(page));
    await expectNoOverflow(page, "list");
    await page
      .getByRole("link", { name: t("action.create") })
      .first()
      .click();
    await see(button(page, t("action.save")));
    await expectNoOverflow(page, "form");
    await page.goto(`${site.url}/opportunities/${id}`);
    await see(recordName(page));
    await see(page.getByRole("navigation", { name: t("record.tabs") }));
    await expectNoOverflow(page, "record");
    await page
      .getByRole("navigation", { name: t("record.tabs") })
      .getByRole("button", { name: t("record.more-tabs") })
      .click();
    await page.getByRole("menuitem", { name: t("history.title"), exact: true }).click();
    await see(page.locator("main ol > li"));
    await expectNoOverflow(page, "history");
    await page.goto(`${site.url}/contacts/import`);
    await see(page.getByText(t("import.drop")));
    await expectNoOverflow(page, "import");
    await page.locator("main input[type=file]").setInputFiles({
      name: "a.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("Last name,Email,Organization,A very long name of a column that nobody knows\nOne,one@example.com,Acme,x\n"),
    });
    await see(button(page, t("import.start")));
    await expectNoOverflow(page, "import of a file");
    for (const section of ["preferences", "company", "imports", "bin"] as const) {
      await page.goto(`${site.url}/settings?section=${section}`);
      await see(page.getByRole("region", { name: t(`settings.${section}`) }));
      await expectNoOverflow(page, section);
    }
  });

  test("set-up and sign-in too", async () => {
    const fresh = await startSite();
    const page = await visit(fresh, "/setup", { lang, phone: true });
    await see(button(page, t("setup.submit")));
    await expectNoOverflow(page, "set-up");
    const signIn = await visit(site, "/sign-in", { lang, phone: true });
    await see(button(signIn, t("sign-in.submit")));
    await expectNoOverflow(signIn, "sign-in");
  });

  test("the menu is a drawer", async () => {
    const page = await visit(site, "/leads", { lang, as: api, phone: true });
    await see(rows(page));
    await button(page, t("shell.menu")).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("link", { name: lang === "ru" ? "Организации" : "Organizations" }).click();
    await expectPath(page, "/organizations");
    await gone(drawer);
    await see(rows(page));
    await rows(page).nth(1).click();
    await expectPath(page, /^\/organizations\/\d+$/);
  });
});

/** Screens that no test of their own looks at: axe finds nothing, in the light and in the dark, and a phone can hold them. */
test("home, boards, calendars, documents and settings are clean in both schemes, and fit a phone", { timeout: 180_000 }, async () => {
  await inLanguage("ru");
  const [invoice] = (await api.list("invoices", "limit=1")).data;
  const addresses = [
    "/",
    "/opportunities?type=kanban",
    "/opportunities?type=split",
    "/events?type=calendar",
    "/forecast",
    "/search?q=server",
    `/invoices/${invoice?.id ?? ""}`,
    "/contacts/duplicates",
    ...["security", "modules", "pipelines", "quotas", "print-forms", "taxes", "currencies", "duplicates"].map(
      (section) => `/settings?section=${section}`,
    ),
  ];
  const page = await visit(site, "/", { lang: "ru", as: api });
  for (const address of addresses) {
    await page.goto(site.url + address);
    await page.waitForLoadState("networkidle");
    await see(page.getByRole("heading"));
    await expectCleanInBoth(page);
    await page.setViewportSize({ width: 390, height: 844 });
    // What depends on the room is drawn anew a moment after the window has changed.
    await until(() => page.evaluate<number>("document.querySelector('main').scrollWidth")).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
});

/** A key as a keyboard with a Russian layout sends it: the same place, another letter. */
const press = (page: Page, code: string, key: string): Promise<void> =>
  page.evaluate(
    `void document.activeElement.dispatchEvent(new KeyboardEvent("keydown", ${JSON.stringify({ code, key, bubbles: true, cancelable: true })}))`,
  );

describe.each(LANGS)("by the keyboard, %s layout", (lang) => {
  const t = words(lang);
  const keys = lang === "ru" ? { c: "с", e: "у", slash: "." } : { c: "c", e: "e", slash: "/" };
  beforeAll(() => inLanguage(lang));

  test("/ searches, C creates, E edits, Escape leaves", async () => {
    const page = await visit(site, `/opportunities/${id}`, { lang, as: api });
    await see(recordName(page));
    const name = await recordName(page).innerText();
    await press(page, "KeyE", keys.e);
    await expectPath(page, `/opportunities/${id}/edit`);
    await see(button(page, t("action.save")));
    // While one types, keys are letters.
    await page.locator("form input").first().focus();
    await press(page, "KeyC", keys.c);
    await expectPath(page, `/opportunities/${id}/edit`);
    await page.goto(`${site.url}/opportunities`);
    await see(rows(page));
    await press(page, "Slash", keys.slash);
    const box = page.getByRole("combobox", { name: t("search.label") });
    await expectFocus(box, true);
    await box.pressSequentially(name);
    await see(page.getByRole("option").filter({ hasText: name }));
    await page.keyboard.press("Escape");
    await gone(box);
    await press(page, "KeyC", keys.c);
    await button(page.getByRole("dialog"), t("form.full")).click();
    await expectPath(page, "/opportunities/new");
    // A dialog: Escape closes it, letters do nothing under it.
    await page.goto(`${site.url}/opportunities/${id}?tab=contacts`);
    await button(page, t("related.link")).first().click();
    await see(page.getByRole("dialog"));
    await press(page, "KeyE", keys.e);
    await page.keyboard.press("Escape");
    await gone(page.getByRole("dialog"));
    await expectPath(page, `/opportunities/${id}`);
  });

  // What follows is the same in every layout: tried once.
  if (lang === "ru") return;

  test("the global search opens what it found, best first", async () => {
    const page = await visit(site, "/leads", { lang, as: api });
    await see(rows(page));
    await page.keyboard.press("Control+KeyK");
    const organization = (await api.list("organizations", "limit=1&sort=name")).data[0];
    const box = page.getByRole("combobox", { name: t("search.label") });
    await box.fill(organization?.label ?? "");
    await see(page.getByRole("option").filter({ hasText: organization?.label ?? "" }));
    await page
      .getByRole("option")
      .filter({ hasText: organization?.number ?? "" })
      .click();
    await expectText(recordName(page), organization?.label ?? "");
    await page.keyboard.press("Control+KeyK");
    await box.fill("zzzz nothing zzzz");
    await see(page.getByText(t("search.nothing", { text: "zzzz nothing zzzz" })));
  });

  test("Tab and the arrows walk through a list, Enter opens", async () => {
    const page = await visit(site, "/organizations?sort=name", { lang, as: api });
    await see(rows(page));
    const grid = table(page);
    await grid.focus();
    const link = (index: number): Locator =>
      rows(page)
        .and(page.locator(`[data-index="${index}"]`))
        .locator("[data-row-link]");
    // The grid has the focus; which of its cells is meant, screen readers hear.
    const active = async (): Promise<string | null> => {
      const id = await grid.getAttribute("aria-activedescendant");
      return id === null
        ? null
        : page.locator(`[id="${id}"]`).evaluate((cell) => cell.closest("[data-index]")?.getAttribute("data-index") ?? null);
    };
    for (const index of [1, 2]) {
      await page.keyboard.press("ArrowDown");
      await until(active).toBe(String(index));
    }
    const name = await link(2).innerText();
    await page.keyboard.press("Enter");
    await expectText(recordName(page), name);
  });
});

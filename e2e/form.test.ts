/** The form: every kind of control filled by hand, what the record page makes of it, errors at their fields. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fieldTypes } from "../src/fieldtypes/index.ts";
import type { DescribedModule } from "../src/model/describe.ts";
import { expectComplaints, visit } from "./browser.ts";
import { PIXEL, fillField, save } from "./fill.ts";
import {
  button,
  detail,
  errorAt,
  expectFocus,
  expectPath,
  expectText,
  field,
  fieldOf,
  gone,
  input,
  labelOf,
  LANGS,
  pick,
  recordName,
  row,
  search,
  see,
  toast,
  unfold,
  until,
  words,
} from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

const exercised = new Set<string>();
/** Of modules' forms; prices by quantity belong to links, and are tried in sales.test.ts. */
const NOT_IN_FORMS = ["auto_number", "radio", "tags", "formula", "rollup", "price_breaks"];
afterAll(() => {
  const all = Object.keys(fieldTypes).filter((name) => !NOT_IN_FORMS.includes(name));
  expect(all.filter((name) => !exercised.has(name))).toEqual([]);
});

describe.each(LANGS)("in %s", (lang) => {
  const t = words(lang);
  const ru = lang === "ru";
  let site: Site;
  let api: Api;
  const modules: Record<string, DescribedModule> = {};
  const of = (name: string): DescribedModule => modules[name] ?? ({} as DescribedModule);
  beforeAll(async () => {
    site = await startSite();
    api = await site.setUp({ lang });
    for (const name of [
      "opportunities",
      "organizations",
      "contacts",
      "products",
      "faq",
      "quotes",
      "events",
      "users",
      "documents",
      "price_books",
      "project_tasks",
      "tickets",
    ])
      modules[name] = await api.module(name);
    await api.create("projects", { name: "Apollo" });
    await api.create("organizations", { name: "Acme" });
    await api.create("organizations", { name: "Beta" });
    await api.create("contacts", { last_name: "Lovelace", first_name: "Ada" });
  });

  test("values are shown by the conventions of the language", async () => {
    const module = of("opportunities");
    const label = (name: string): string => labelOf(module, name, lang);
    const page = await visit(site, "/opportunities/new", { lang, as: api });
    await input(page, "name").fill(ru ? "Поставка" : "Supply");
    await search(page, input(page, "organization_id"), "Bet", /^Beta/);
    await input(page, "amount").fill(ru ? "1234,56" : "1234.56");
    await input(page, "close_date").fill(ru ? "01.09.2026" : "9/1/2026");
    await input(page, "probability").fill("35");
    await search(page, input(page, "stage"), ru ? "Согл" : "Nego", /^(Negotiation or review|Согласование условий)$/);
    await input(page, "description").fill("first line\nsecond line");
    await save(page, lang).click();
    await see(toast(page, t("form.saved", { name: ru ? "Поставка" : "Supply" })));
    await expectText(detail(page, label("amount")), ru ? "1 234,56 ₽" : "$1,234.56");
    await expectText(detail(page, label("close_date")), ru ? "01.09.2026" : "Sep 1, 2026");
    await expectText(detail(page, label("probability")), ru ? "35 %" : "35%");
    await expectText(detail(page, label("stage")), ru ? "Согласование условий" : "Negotiation or review");
    await expectText(detail(page, label("organization_id")), "Beta");
    await see(detail(page, label("description")).getByText("second line"));
    // Edited, with a value taken away.
    await page.getByRole("link", { name: t("action.edit"), exact: true }).click();
    await until(() => input(page, "amount").inputValue()).toMatch(ru ? /^1\s234,56$/ : /^1,234\.56$/);
    expect(await input(page, "close_date").inputValue()).toBe(ru ? "01.09.2026" : "Sep 1, 2026");
    await input(page, "amount").fill(ru ? "-0,5" : "-0.5");
    await field(page, "organization_id")
      .getByRole("button", { name: t("action.clear") })
      .click();
    await page.keyboard.press("Control+Enter");
    await expectText(detail(page, label("amount")), /^[-−]\s?(0,50 ₽|\$0\.50)$/);
    await gone(detail(page, label("organization_id")));
    for (const type of ["text", "reference", "money", "date", "percent", "picklist", "long_text"]) exercised.add(type);
  });

  test("what is missing or wrong is said at its field, and the text stays", async () => {
    const page = await visit(site, "/contacts/new", { lang, as: api });
    await save(page, lang).click();
    await expectText(errorAt(page, "last_name"), t("form.mandatory"));
    await expectFocus(input(page, "last_name"), true);
    expectComplaints(page, /400/);
    await input(page, "last_name").fill("Hopper");
    await gone(errorAt(page, "last_name"));
    await input(page, "email").fill("grace@");
    await input(page, "phone").fill("12");
    await save(page, lang).click();
    await see(errorAt(page, "email"));
    expect(await errorAt(page, "email").textContent()).toMatch(ru ? /[а-я]/ : /^[^а-яА-Я]+$/);
    expect(await input(page, "email").inputValue()).toBe("grace@");
    await input(page, "email").fill("grace@example.com");
    await gone(errorAt(page, "email"));
    if (await errorAt(page, "phone").isVisible()) await input(page, "phone").fill("");
    await save(page, lang).click();
    await expectText(recordName(page), "Hopper");
  });

  test("what the server can't do is said in words, and can be tried again", async () => {
    const page = await visit(site, "/organizations/new", { lang, as: api });
    expectComplaints(page, /500|Failed to load resource|ERR_/);
    await input(page, "name").fill(`Again ${lang}`);
    await page.route("**/api/v1/records/organizations", (route) =>
      route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify({ status: 500, code: "internal" }) }),
    );
    await save(page, lang).click();
    await expectText(page.getByRole("alert"), t("error-state.unexpected"));
    await page.unrouteAll();
    // The record is made, but the answer gets lost on its way: what is sent again makes no second one.
    let lost = 0;
    await page.route("**/api/v1/records/organizations", async (route) => {
      await route.fetch();
      lost += 1;
      await (lost < 3 ? route.abort("connectionreset") : route.continue());
    });
    await save(page, lang).click();
    await expectText(recordName(page), `Again ${lang}`);
    expect(lost).toBe(3);
    expect((await api.list("organizations", `q=${encodeURIComponent(`Again ${lang}`)}`)).count).toBe(1);
  });

  // What follows is the same in every language: tried once.
  if (lang === "ru") return;

  test("every other kind of control", async () => {
    const cases: readonly (readonly [string, Readonly<Record<string, string | RegExp>>, (string | undefined)?])[] = [
      [
        "contacts",
        {
          phone: ru ? "+7 (912) 345-67-89" : "+44 20 7946 0958",
          email: "email.x@example.com",
          is_reference: t("value.yes"),
          mailing_address: /Zürich/,
          photo: "",
        },
      ],
      ["organizations", { website: "example.com/x", employees: "42", annual_revenue: ru ? "1 234,50 ₽" : "$1,234.50", parent_id: /\w/ }],
      ["products", { taxes: /.+/, stock_quantity: ru ? "1 234,5" : "1,234.5" }],
      ["faq", { answer: /x$/ }],
      ["events", { start_at: /15.*14:30|15.*2:30/ }],
      ["users", { day_starts_at: /9:30/, currency: /EUR|€|Euro|Евро/i }],
      ["documents", { file: "x.png" }],
      ["quotes", { lines: /x/ }],
      ["price_books", { currency: /EUR|€|Euro|Евро/i }],
      ["project_tasks", { hours: ru ? "1 234,5" : /1,234\.50?/ }],
    ];
    const page = await visit(site, "/", { lang, as: api });
    for (const [name, expected] of cases) {
      const module = of(name);
      await page.goto(`${site.url}/${name}/new`);
      const fill = new Set([
        ...Object.keys(expected),
        ...module.fields
          .filter(
            (each) =>
              each.mandatory &&
              each.default === undefined &&
              each.access === "edit" &&
              !each.readOnly &&
              each.name !== "owner_id" &&
              each.type !== "checkbox",
          )
          .map((each) => each.name),
      ]);
      for (const each of fill) {
        const declared = fieldOf(module, each);
        await fillField({ page, form: page.locator("form"), lang, mark: "x" }, declared);
        exercised.add(declared.type);
      }
      await save(page, lang).click();
      await expectPath(page, new RegExp(`^/${name}/\\d+$`));
      await see(recordName(page));
      await unfold(page);
      for (const [each, shown] of Object.entries(expected)) {
        const value = detail(page, labelOf(module, each, lang));
        if (shown === "") {
          const image = value.locator("img");
          await see(image);
          await until(() => image.evaluate((element) => (element as unknown as { readonly naturalWidth: number }).naturalWidth)).toBe(1);
        } else await expectText(value, shown);
      }
    }
    exercised.add("user");
  });

  test("a reference finds as one types, and creates what isn't there without losing the form", async () => {
    const page = await visit(site, "/opportunities/new", { lang, as: api });
    const organizations = of("organizations");
    await input(page, "name").fill("Big deal");
    await input(page, "organization_id").click();
    await input(page, "organization_id").fill("no such thing");
    await see(page.getByText(t("picker.nothing")));
    await page.getByRole("option", { name: t("picker.create", { what: organizations.singular[lang].toLowerCase() }) }).click();
    const dialog = page.getByRole("dialog");
    await see(dialog.getByText(t("form.new", { what: organizations.singular[lang] })));
    await save(dialog, lang).click();
    await expectText(errorAt(dialog, "name"), t("form.mandatory"));
    await input(dialog, "name").fill("Gamma");
    await save(dialog, lang).click();
    await gone(dialog);
    await until(() => input(page, "organization_id").inputValue()).toBe("Gamma");
    expect(await input(page, "name").inputValue()).toBe("Big deal");
    // Leaving asks.
    await page.locator('nav a[href="/leads"]').click();
    await see(page.getByText(t("leave.title")));
    await button(page, t("leave.stay")).click();
    await expectPath(page, "/opportunities/new");
    await page.locator('nav a[href="/leads"]').click();
    await button(page, t("leave.discard")).click();
    await expectPath(page, "/leads");
    await page.locator('nav a[href="/organizations"]').click();
    await see(row(page, "Gamma"));
  });

  test("a reference to several modules, rich text with emphasis, a file replaced and removed", async () => {
    const page = await visit(site, "/faq/new", { lang, as: api });
    await input(page, "question").fill("Why?");
    const answer = field(page, "answer").getByRole("textbox");
    await answer.click();
    await field(page, "answer")
      .getByRole("button", { name: t("rich-text.bold") })
      .click();
    await page.keyboard.type("Because");
    await save(page, lang).click();
    await see(page.locator("main strong", { hasText: "Because" }));
    await page.goto(`${site.url}/documents/new`);
    const files = of("documents");
    for (const each of files.fields)
      if (
        each.mandatory &&
        each.default === undefined &&
        each.name !== "owner_id" &&
        each.access === "edit" &&
        !each.readOnly &&
        each.type !== "checkbox"
      )
        await fillField({ page, form: page.locator("form"), lang, mark: "y" }, each);
    await field(page, "file")
      .locator("input[type=file]")
      .setInputFiles({ name: "первый.txt", mimeType: "text/plain", buffer: Buffer.from("one") });
    await see(page.getByRole("link", { name: "первый.txt" }));
    await field(page, "file").locator("input[type=file]").setInputFiles({ name: "second.png", mimeType: "image/png", buffer: PIXEL });
    await see(page.getByRole("link", { name: "second.png" }));
    await save(page, lang).click();
    await expectPath(page, /^\/documents\/\d+$/);
    const download = page.waitForEvent("download");
    await page.locator("main").getByRole("link", { name: "second.png" }).click();
    expect((await download).suggestedFilename()).toBe("second.png");
  });

  test("saving twice makes one record; a slow network shows that it works on it", async () => {
    const page = await visit(site, "/organizations/new", { lang, as: api });
    const name = `Once ${lang}`;
    await input(page, "name").fill(name);
    await page.route("**/api/v1/records/organizations", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await save(page, lang).dblclick();
    await page.keyboard.press("Control+Enter");
    await until(() => save(page, lang).getAttribute("data-loading")).toBe("true");
    await expectText(recordName(page), name);
    expect((await api.list("organizations", `q=${encodeURIComponent(name)}`)).count).toBe(1);
  });

  test("retired words of a menu are offered no more, and the menu takes the keyboard", async () => {
    const page = await visit(site, "/tickets/new", { lang, as: api });
    const module = of("tickets");
    const priority = fieldOf(module, "priority");
    await pick(page, input(page, "priority"), priority.options?.[1]?.label[lang] ?? "");
    await input(page, "priority").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await until(() => input(page, "priority").inputValue()).not.toBe("");
    await expectPath(page, "/tickets/new");
  });
});

/** One working day from the sign-in to the export: in Russian by mouse on a light desk, in English by keys on a dark phone. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import type { DescribedModule } from "../src/model/describe.ts";
import { visit } from "./browser.ts";
import { save } from "./fill.ts";
import { figure, finished, SHEETS, uploadDeals } from "./import-screen.ts";
import {
  button,
  expectCount,
  expectPath,
  expectText,
  gone,
  input,
  labelOf,
  recordName,
  row,
  rows,
  search,
  see,
  table,
  toast,
  until,
  words,
} from "./screen.ts";
import { ADMIN, startSite, type Api, type Site } from "./server.ts";

const TOTAL = 5000;
let site: Site;
let api: Api;
let vendors: DescribedModule;
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp();
  vendors = await api.module("vendors");
  for (let from = 0; from < TOTAL; from += 1000)
    await api.createMany(
      "vendors",
      Array.from({ length: 1000 }, (_, i) => ({ name: `Vendor ${String(from + i).padStart(4, "0")}`, category: "Goods" })),
    );
  await api.create("organizations", { name: "Привет, мир" });
  await api.create("contacts", { last_name: "Александров", first_name: "Пётр" });
});

describe.each([
  { lang: "ru", phone: false, dark: false },
  { lang: "en", phone: true, dark: true },
] as const)("in $lang, phone and keys: $phone", ({ lang, phone, dark }) => {
  const t = words(lang);
  const label = (name: string): string => labelOf(vendors, name, lang);
  /** A click, or what does the same from the keyboard. */
  const press = (target: Locator): Promise<void> => (phone ? target.press("Enter") : target.click());
  const described = async (value: string): Promise<number> =>
    (await api.list("vendors", `limit=1&filter=${encodeURIComponent(JSON.stringify({ field: "description", op: "eq", value }))}`)).count ??
    0;
  const palette = async (page: Page, typed: string, found: string | RegExp): Promise<void> => {
    await see(button(page, t("search.label")));
    await page.keyboard.press("Control+KeyK");
    await page.getByRole("combobox", { name: t("search.label") }).fill(typed);
    await expectText(page.locator('[role="option"][aria-selected="true"]'), found);
    await page.keyboard.press("Enter");
  };
  const choose = async (page: Page, name: string): Promise<void> => {
    const box = page.getByRole("checkbox", { name: t("grid.select-row", { name }) });
    await (phone ? box.press("Space") : box.click());
  };
  const tab = (page: Page, name: string): Locator => page.getByRole("navigation", { name: t("record.tabs") }).getByRole("link", { name });
  const bar = (page: Page): Locator => page.getByRole("toolbar", { name: t("list.bulk") });

  test("signs in, narrows a list, keeps it as a view, changes one value and 5,000", { timeout: 180_000 }, async () => {
    await api.request("PATCH", "/me/preferences", { language: lang });
    const { count: total = 0 } = await api.list("vendors", "limit=1");
    expect(total).toBeGreaterThanOrEqual(TOTAL);
    const page = await visit(site, "/sign-in", { lang, phone, dark });
    await page.getByLabel(t("sign-in.email")).fill(ADMIN.email);
    await page.getByLabel(t("sign-in.password")).first().fill(ADMIN.password);
    await page.keyboard.press("Enter");
    await expectPath(page, "/");
    if (phone) await palette(page, ">Vendors", /^Vendors/);
    else await page.locator('nav a[href="/vendors"]').click();
    await expectCount(page, lang, total);

    await press(button(page, t("filter.add")));
    const form = page.locator("form").filter({ visible: true }).last();
    await search(page, form.locator(`input[aria-label="${t("filter.field")}"]`), label("name"));
    const others = [t("filter.field"), t("filter.operator")].map((name) => `:not([aria-label="${name}"])`).join("");
    await form.locator(`fieldset input:visible${others}`).fill("Vendor 004");
    await press(button(form, t("filter.apply")));
    await expectCount(page, lang, 10);
    await press(button(page, t("views.save-as")));
    await page.getByRole("textbox", { name: t("views.name") }).fill(`Ten ${lang}`);
    await page.keyboard.press("Enter");
    const tabs = page.getByRole("navigation", { name: t("views.title") });
    await until(() => tabs.getByRole("link", { name: `Ten ${lang}` }).getAttribute("aria-current")).toBe("page");

    // A card of a phone has no cells: there a value is changed on the record's page.
    if (phone) {
      await row(page, "Vendor 0041").getByRole("link").first().press("Enter");
      await expectText(recordName(page), "Vendor 0041");
      await press(tab(page, t("record.details")));
      await press(page.getByRole("button", { name: t("detail.edit", { field: label("category") }), exact: true }));
      await page.locator("main dd [data-editor] input").fill(`Paper ${lang}`);
    } else {
      await row(page, "Vendor 0041").locator('[data-col="category"]').click();
      await page.keyboard.type(`Paper ${lang}`);
    }
    await page.keyboard.press("Enter");
    await until(async () => (await api.list("vendors", "limit=1&sort=-modified_at")).data[0]).toMatchObject({
      name: "Vendor 0041",
      category: `Paper ${lang}`,
    });
    if (phone) await palette(page, ">Vendors", /^Vendors/);
    else await expectText(table(page).locator('[data-col="category"]').filter({ hasText: "Paper" }), `Paper ${lang}`);

    await press(tabs.getByRole("link", { name: t("views.all"), exact: true }));
    await expectCount(page, lang, total);
    await choose(page, "Vendor 0041");
    await press(button(bar(page), t("bulk.choose-all", { words: t("list.count", { count: total }) })));
    await press(button(bar(page), t("action.edit")));
    const dialog = page.getByRole("dialog", { name: t("bulk.edit") });
    await search(page, dialog.getByLabel(t("filter.field")), label("description"));
    await dialog.getByLabel(label("description"), { exact: true }).fill(lang);
    await press(button(dialog, t("bulk.apply")));
    const card = page.getByRole("region", { name: t("mass.title") });
    await card.getByText(t("mass.done", { count: total, failed: 0 })).waitFor({ timeout: 90_000 });
    expect(await described(lang)).toBe(total);
    await press(button(card, t("action.undo")));
    await card.getByText(t("mass.undone", { count: total })).waitFor({ timeout: 90_000 });
    expect(await described(lang)).toBe(0);
  });

  test("opens a record, adds what belongs to it, creates, finds in spite of slips, converts a lead", async () => {
    const lead = await api.create("leads", { last_name: `Marlow ${lang}`, company: `Heart ${lang}` });
    const page = await visit(site, "/vendors?sort=name", { lang, phone, dark, as: api });
    await press(row(page, "Vendor 0000").getByRole("link").first());
    await expectText(recordName(page), "Vendor 0000");
    const contacts = vendors.relations.find((each) => each.module === "contacts")?.label[lang] ?? "";
    if (phone) await press(tab(page, t("related.title")));
    await press(page.getByRole("button", { name: t("related.add-to", { list: contacts }) }));
    const dialog = page.getByRole("dialog");
    await input(dialog, "last_name").fill(`Kurtz ${lang}`);
    await press(save(dialog, lang));
    await gone(dialog);
    await see(page.getByRole("region", { name: contacts }).getByRole("link", { name: `Kurtz ${lang}` }));
    // One piece of news for one deed: it can be taken back, and opened.
    await page.locator("main h1").click();
    await page.keyboard.press("c");
    await input(dialog, "name").fill(`Quick ${lang}`);
    await press(save(dialog, lang));
    const news = toast(page, t("form.saved", { name: `Quick ${lang}` }));
    await see(button(news, t("action.undo")));
    expect(await news.count()).toBe(1);
    await press(button(news, t("action.open")));
    await expectText(recordName(page), `Quick ${lang}`);

    await palette(page, "алксандров", /Александров/);
    await expectText(recordName(page), /Александров/);
    await palette(page, "ghbdtn", /Привет, мир/);
    await expectText(recordName(page), "Привет, мир");

    await palette(page, `Marlow ${lang}`, new RegExp(`Marlow ${lang}`));
    await expectPath(page, `/leads/${lead.id}`);
    await press(button(page, t("convert.action")));
    await see(dialog.getByRole("switch"));
    await press(button(dialog, t("convert.action")));
    await see(toast(page, t("convert.done")));
    const made = await api.get("leads", lead.id);
    expect(made["converted_at"]).toBeTypeOf("string");
    expect(await api.get("organizations", String(made["converted_organization_id"]))).toMatchObject({ name: `Heart ${lang}` });
    expect(await api.get("contacts", String(made["converted_contact_id"]))).toMatchObject({ last_name: `Marlow ${lang}` });
  });

  test("imports a workbook into three modules, takes it back, exports a list", async () => {
    const counts = (): Promise<(number | undefined)[]> =>
      Promise.all(["opportunities", "contacts", "organizations"].map(async (module) => (await api.list(module, "limit=1")).count));
    const before = await counts();
    const page = await visit(site, "/opportunities", { lang, phone, dark, as: api });
    await press(page.getByRole("link", { name: t("action.import") }).first());
    await expectPath(page, "/opportunities/import");
    await uploadDeals(page, lang, api, SHEETS[lang].rows.slice(0, 3));
    await press(button(page, t("import.start")));
    await finished(page, lang);
    await expectText(figure(page, lang, "created"), "2");
    const [deals = 0, people = 0, firms = 0] = before;
    expect(await counts()).toEqual([deals + 2, people + 2, firms + 1]);
    await press(button(page, t("import.undo")));
    await page.getByRole("heading", { name: t("import.state.undone") }).waitFor({ timeout: 30_000 });
    expect(await counts()).toEqual(before);

    await page.goto(`${site.url}/vendors?sort=name&columns=name,number`);
    await see(rows(page));
    await choose(page, "Vendor 0002");
    const { count = 0 } = await api.list("vendors", "limit=1");
    await press(button(bar(page), t("bulk.choose-all", { words: t("list.count", { count }) })));
    await press(button(bar(page), t("bulk.more")));
    const download = page.waitForEvent("download");
    await press(page.getByRole("menuitem", { name: t("bulk.export", { format: "CSV" }) }));
    const lines = readFileSync(await (await download).path(), "utf8")
      .trim()
      .split(/\r?\n/);
    expect(lines).toHaveLength(count + 1);
    expect(lines.at(-1)).toContain("Vendor 4999");
  });
});

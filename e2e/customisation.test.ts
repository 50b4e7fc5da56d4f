/**
 * Settings → Modules, as an administrator without a line of code would: a field of each type, a module with relations
 * and conditions, a thousand records by import, and all of it carried to another installation; then what forms and
 * cells make of conditions, and two administrators at once.
 */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Lang } from "../src/fieldtypes/field-type.ts";
import type { FieldTypeName } from "../src/fieldtypes/index.ts";
import { visit } from "./browser.ts";
import { finished } from "./import-screen.ts";
import {
  button,
  detail,
  expectCount,
  expectPath,
  expectText,
  field,
  gone,
  input,
  labelOf,
  openList,
  param,
  pick,
  rows,
  search,
  see,
  toast,
  until,
  words,
} from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

/** Steps in the settings, in the words of one language. */
const settingsIn = (lang: Lang) => {
  const t = words(lang);
  const dialogOf = (page: Page): Locator => page.getByRole("dialog").first();
  return {
    t,
    dialogOf,
    /** Adds a field; `fill` sets what its type needs. */
    async addField(page: Page, type: FieldTypeName, name: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
      await button(page, t("customisation.add-field")).first().click();
      const dialog = dialogOf(page);
      await dialog.getByLabel(t("customisation.label")).first().fill(name);
      if (type !== "text") {
        const word = t(`field-type.${type}` as "field-type.text");
        await search(page, dialog.getByRole("combobox", { name: t("customisation.type"), exact: true }), word);
      }
      await fill?.(dialog);
      await button(dialog, t("action.save")).click();
      await gone(page.getByRole("dialog"));
    },
    /** The values of a choice, each by its name in the first language. */
    async fillOptions(dialog: Locator, names: readonly string[]): Promise<void> {
      const box = t(lang === "ru" ? "customisation.option-ru" : "customisation.option-en");
      for (const [i, name] of names.entries()) {
        if (i > 0) await button(dialog, t("customisation.add-option")).click();
        await dialog.getByLabel(`${box} ${i + 1}`, { exact: true }).fill(name);
      }
    },
    async openField(page: Page, name: string): Promise<Locator> {
      await button(page, name).first().click();
      return dialogOf(page);
    },
    tab: (dialog: Locator, name: "conditions" | "dependency" | "more"): Promise<void> =>
      dialog.getByRole("tab", { name: t(`customisation.tab-${name}`) }).click(),
    /** One condition `field in values` into a section of the conditions. */
    async addCondition(page: Page, section: Locator, name: string, value: string): Promise<void> {
      await button(section, t("customisation.add-condition")).click();
      const editor = page
        .locator("form")
        .filter({ has: page.locator(`input[aria-label="${t("filter.field")}"]`) })
        .last();
      await search(page, editor.locator(`input[aria-label="${t("filter.field")}"]`), name);
      await editor.getByRole("checkbox", { name: value, exact: true }).check();
      await button(editor, t("filter.apply")).click();
      await gone(editor);
    },
  };
};

describe("a new administrator", () => {
  const lang = "ru";
  const { t, addField, fillOptions, openField, dialogOf, tab, addCondition } = settingsIn(lang);
  const NAME = "Техника";
  let site: Site;
  let api: Api;
  beforeAll(async () => {
    site = await startSite();
    api = await site.setUp({ lang });
    await api.create("organizations", { name: "Ромашка" });
  });

  test("adds a field of each type to organizations, and fills them in", { timeout: 180_000 }, async () => {
    const page = await visit(site, "/settings?section=modules&module=organizations", { lang, as: api });
    const simple: readonly FieldTypeName[] = [
      ...(["text", "long_text", "rich_text", "integer", "decimal", "percent", "money", "date", "time", "datetime", "checkbox"] as const),
      ...(["email", "phone", "url", "address", "user", "file", "image", "auto_number", "currency"] as const),
    ];
    for (const type of simple) await addField(page, type, `Моё ${type}`);
    for (const type of ["picklist", "multi_select", "radio"] as const)
      await addField(page, type, `Моё ${type}`, (dialog) => fillOptions(dialog, ["Да", 'Нет, "совсем" 🏠']));
    await addField(page, "reference", "Моя ссылка", async (dialog) => {
      await search(page, dialog.getByRole("combobox", { name: t("customisation.targets") }), "Контакты");
      await page.keyboard.press("Tab");
    });
    await addField(page, "formula", "Моя формула", (dialog) =>
      dialog.getByRole("textbox", { name: t("customisation.formula") }).fill("cf_moe_integer * 2"),
    );
    await addField(page, "rollup", "Мой итог", async (dialog) => {
      await search(page, dialog.getByRole("combobox", { name: t("customisation.relation"), exact: true }), "Контакты");
    });
    const module = await api.module("organizations");
    // By their words: a run that was broken off may have left some of them.
    expect(new Set(module.fields.flatMap(({ custom, label }) => (custom ? [label[lang]] : []))).size).toBe(simple.length + 6);

    await page.goto(`${site.url}/organizations/new`);
    await input(page, "name").fill("Лютик");
    await input(page, "cf_moe_integer").fill("21");
    await pick(page, input(page, "cf_moe_picklist"), 'Нет, "совсем" 🏠');
    await button(page, t("action.save")).click();
    await expectPath(page, /^\/organizations\/\d+$/);
    await expectText(detail(page, "Моя формула"), "42");
    await expectText(detail(page, "Моё picklist"), 'Нет, "совсем" 🏠');
  });

  test("builds a module, relates it, imports a thousand records, and carries it all elsewhere", { timeout: 240_000 }, async () => {
    const page = await visit(site, "/settings?section=modules", { lang, as: api });
    await button(page, t("customisation.new-module")).click();
    await dialogOf(page).getByLabel(t("customisation.plural")).first().fill(NAME);
    await button(dialogOf(page), t("customisation.create")).click();
    await see(page.getByRole("heading", { level: 2, name: NAME }));
    const module = param(page, "module") ?? "";
    for (const [other, kind] of [
      ["Организации", "many_to_one"],
      ["Обращения", "many_to_many"],
    ] as const) {
      await button(page, t("customisation.add-relation")).click();
      await search(page, dialogOf(page).getByRole("combobox", { name: t("customisation.other-module") }), other);
      await pick(
        page,
        dialogOf(page).getByRole("combobox", { name: t("customisation.relation-kind") }),
        t(`customisation.${kind}`, { here: NAME, there: other }),
      );
      await button(dialogOf(page), t("action.save")).click();
      await gone(page.getByRole("dialog"));
    }
    await addField(page, "picklist", "Состояние", (dialog) => fillOptions(dialog, ["Работает", "Сломана"]));
    await addField(page, "integer", "Цена");
    await addField(page, "text", "Причина");
    // A reference leads to one module more.
    const link = await openField(page, "Организация");
    await search(page, link.getByRole("combobox", { name: t("customisation.targets") }), "Контакты");
    await page.keyboard.press("Tab");
    await button(link, t("action.save")).click();
    await gone(page.getByRole("dialog"));
    const dialog = await openField(page, "Причина");
    await tab(dialog, "conditions");
    for (const part of ["customisation.when-shown", "customisation.when-required"] as const)
      await addCondition(page, dialog.getByRole("region", { name: t(part) }), "Состояние", "Сломана");
    await button(dialog, t("action.save")).click();
    await see(toast(page, t("settings.saved")));

    // A field is moved by keyboard; the layout is saved as one change.
    await button(page, t("customisation.move", { name: "Состояние" })).focus();
    await page.keyboard.press("Space");
    await see(page.locator("[data-dragging]"));
    await page.keyboard.press("ArrowUp");
    await page.waitForTimeout(300);
    await page.keyboard.press("Space");
    await button(page, t("action.save")).click();
    await until(async () => (await api.module(module)).blocks[0]?.fields[0]).not.toBe("name");

    // A thousand of them.
    const lines = Array.from(
      { length: 1000 },
      (_, i) => `Станок ${String(i).padStart(4, "0")};${i % 4 === 0 ? "Сломана" : "Работает"};${i};${i % 4 === 0 ? "Шум" : ""};Ромашка`,
    );
    const file = ["Название;Состояние;Цена;Причина;Организация", ...lines].join("\r\n");
    await page.goto(`${site.url}/${module}/import`);
    await page
      .locator("main input[type=file]")
      .setInputFiles({ name: "machines.csv", mimeType: "text/csv", buffer: Buffer.from(`\uFEFF${file}`) });
    await button(page, t("import.start")).click();
    await finished(page, lang);

    await page.goto(`${site.url}/${module}`);
    await openList(page, NAME);
    await expectCount(page, lang, 1000);
    await button(page, t("filter.add")).click();
    const editor = page.locator("form").filter({ has: page.locator(`input[aria-label="${t("filter.field")}"]`) });
    await search(page, editor.locator(`input[aria-label="${t("filter.field")}"]`), "Состояние");
    await editor.getByRole("checkbox", { name: "Сломана", exact: true }).check();
    await button(editor, t("filter.apply")).click();
    await expectCount(page, lang, 250);
    await page.goto(`${page.url()}&sort=-name`);
    await until(() => rows(page).first().textContent()).toContain("Станок 0996");
    await page.goto(`${site.url}/${module}?type=kanban`);
    const broken = page.getByRole("region", { name: "Сломана", exact: true });
    await see(broken.locator("article"));
    await expectText(broken.locator("header"), /250/);

    // The form follows the values: what is broken needs a reason.
    await page.goto(`${site.url}/${module}/new`);
    await input(page, "name").fill("Пресс");
    expect(await field(page, "cf_prichina").count()).toBe(0);
    await pick(page, input(page, "cf_sostoyanie"), "Сломана");
    await see(field(page, "cf_prichina"));
    await button(page, t("action.save")).click();
    await expectText(field(page, "cf_prichina").locator(".mantine-InputWrapper-error"), t("form.mandatory"));
    await input(page, "cf_prichina").fill("Ремень");
    await button(page, t("action.save")).click();
    await expectPath(page, new RegExp(`^/${module}/\\d+$`));

    // The set-up as a file, and a second, empty installation.
    await page.goto(`${site.url}/settings?section=modules`);
    await page.getByRole("tab", { name: t("customisation.configuration") }).click();
    const waiting = page.waitForEvent("download");
    await button(page, t("customisation.export-yaml")).click();
    const text = await readFile(await (await waiting).path());
    const there = await startSite();
    const theirs = await there.setUp({ lang });
    const other = await visit(there, "/settings?section=modules", { lang, as: theirs });
    await other.getByRole("tab", { name: t("customisation.configuration") }).click();
    const chooser = other.locator('main input[type="file"]');
    await chooser.setInputFiles({ name: "manul.yaml", mimeType: "application/yaml", buffer: text });
    await see(other.getByText(`${t("customisation.kind-module")}: ${NAME}`));
    await button(other, /^Применить \d+/).click();
    await see(toast(other, t("customisation.applied")));
    await see(other.getByRole("link", { name: NAME }));
    const [mine, copied] = [await api.module(module), await theirs.module(module)];
    expect({ ...copied, registry_version: 0 }).toEqual({ ...mine, registry_version: 0 });
    expect((await theirs.module("organizations")).fields.map(({ name }) => name)).toEqual(
      (await api.module("organizations")).fields.map(({ name }) => name),
    );
    await chooser.setInputFiles({ name: "manul.yaml", mimeType: "application/yaml", buffer: text });
    await see(other.getByText(t("customisation.nothing-differs")));
  });
});

describe("conditions and two administrators, in English", () => {
  const lang = "en";
  const { t, openField, tab, addField } = settingsIn(lang);
  let site: Site;
  let api: Api;
  beforeAll(async () => {
    site = await startSite();
    api = await site.setUp({ lang });
    const choice = (name: string, label: string, values: readonly string[]) =>
      api.request("POST", "/admin/modules/vendors/fields", {
        type: "picklist",
        name,
        label: { en: label },
        options: values.map((value) => ({ value: value.toLowerCase(), label: { en: value } })),
      });
    await choice("cf_country", "Country", ["Norway", "Peru"]);
    await choice("cf_city", "City", ["Oslo", "Bergen", "Lima"]);
  });

  test(
    "a dependency set by ticks narrows forms and values edited in place; values are merged with their records",
    { timeout: 90_000 },
    async () => {
      const page = await visit(site, "/settings?section=modules&module=vendors", { lang, as: api });
      const dialog = await openField(page, "City");
      await tab(dialog, "dependency");
      await search(page, dialog.getByRole("combobox", { name: t("customisation.leader") }), "Country");
      for (const cell of ["Norway: Lima", "Peru: Oslo", "Peru: Bergen"])
        await dialog.getByRole("checkbox", { name: cell, exact: true }).uncheck();
      await button(dialog, t("action.save")).click();
      await see(toast(page, t("settings.saved")));

      await page.goto(`${site.url}/vendors/new`);
      await input(page, "name").fill("Fjord");
      await pick(page, input(page, "cf_country"), "Norway");
      await pick(page, input(page, "cf_city"), "Bergen");
      await pick(page, input(page, "cf_country"), "Peru");
      await until(() => input(page, "cf_city").inputValue()).toBe("");
      await input(page, "cf_city").click();
      await until(() => page.getByRole("option").filter({ visible: true }).allTextContents()).toEqual(["Lima"]);
      await page.keyboard.press("Escape");
      await pick(page, input(page, "cf_country"), "Norway");
      await pick(page, input(page, "cf_city"), "Oslo");
      await button(page, t("action.save")).click();
      await expectPath(page, /^\/vendors\/\d+$/);
      const vendors = await api.module("vendors");
      await button(page, t("detail.edit", { field: labelOf(vendors, "cf_city", lang) })).click();
      await until(() => page.getByRole("option").filter({ visible: true }).allTextContents()).toEqual(["Oslo", "Bergen"]);
      await page.keyboard.press("Escape");

      await page.goto(`${site.url}/settings?section=modules&module=vendors`);
      const again = await openField(page, "City");
      await button(again, t("customisation.option-more", { name: "Oslo" })).click();
      await see(again.getByText(t("customisation.option-count", { count: 1 })));
      await pick(page, again.getByRole("combobox", { name: t("customisation.merge-into") }), "Bergen");
      await button(again, t("customisation.merge")).click();
      await see(toast(page, t("customisation.merged", { from: "Oslo", into: "Bergen" })));
      expect((await api.list("vendors")).data.map((record) => record["cf_city"])).toEqual(["bergen"]);
    },
  );

  test("unsaved moves stay when a field is added, and the second of two administrators is told", { timeout: 60_000 }, async () => {
    const page = await visit(site, "/settings?section=modules&module=vendors", { lang, as: api });
    await button(page, t("customisation.field-menu", { name: "Country" })).click();
    await page.getByRole("menuitem", { name: t("customisation.key") }).click();
    await see(page.getByText(t("customisation.unsaved")));
    await addField(page, "text", "Late");
    await see(button(page, "Late"));
    await see(page.getByText(t("customisation.unsaved")));
    const layout = async () =>
      (await api.request<{ data: { version: number; blocks: object[]; key_fields: string[] } }>("GET", "/admin/modules/vendors/layout"))
        .data;
    const { version, blocks } = await layout();
    const plain = blocks.map((block) =>
      Object.fromEntries(Object.entries(block).filter(([key]) => ["name", "label", "fields"].includes(key))),
    );
    await api.request("PUT", "/admin/modules/vendors/layout", { version, blocks: plain, key_fields: ["cf_city"] });
    await see(page.getByText(t("customisation.changed-meanwhile")));
    expect((await layout()).key_fields).toEqual(["cf_city"]);
    await button(page, t("customisation.reload")).click();
    await gone(page.getByText(t("customisation.unsaved")));
    // What was done stands in the history, and can be taken back.
    await page.getByRole("tab", { name: t("customisation.history") }).click();
    await button(page, t("customisation.revert")).first().click();
    await until(async () => (await layout()).key_fields).not.toContain("cf_city");
  });
});

/** Settings → Modules, as an administrator without a line of code would: a module, its fields, its layout; then a record of it. */
import { beforeAll, describe, expect, test } from "vitest";
import { visit } from "./browser.ts";
import { button, expectPath, input, openList, param, pick, see, toast, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

let site: Site;
let api: Api;
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp({ lang });
});

const lang = "ru";
const t = words(lang);
const name = "Техника";

describe("the settings of modules", () => {
  test("a module is built, gets a choice, is laid out by keyboard, and holds a record", { timeout: 120_000 }, async () => {
    const page = await visit(site, "/settings?section=modules", { lang, as: api });
    await button(page, t("customisation.new-module")).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("customisation.plural")).first().fill(name);
    await button(dialog, t("customisation.create")).click();
    await see(page.getByRole("heading", { level: 2, name }));

    await button(page, t("customisation.add-field")).first().click();
    await dialog.getByLabel(t("customisation.label")).first().fill("State");
    await pick(page, dialog.getByRole("combobox", { name: t("customisation.type"), exact: true }), t("field-type.picklist"));
    await dialog.getByPlaceholder("English").fill('Works "well" 🏠');
    await button(dialog, t("action.save")).click();
    await see(toast(page, t("settings.saved")));

    const handle = button(page, t("customisation.move", { name: "State" }));
    await handle.focus();
    await page.keyboard.press("Space");
    await see(page.locator("[data-dragging]"));
    await page.keyboard.press("ArrowLeft");
    await page.waitForTimeout(300);
    await page.keyboard.press("Space");
    await button(page, t("action.save")).click();
    const module = param(page, "module");
    await expect.poll(async () => (await api.module(module ?? "")).blocks[0]?.fields[0], { timeout: 10_000 }).toBe("cf_state");

    await page.goto(`${site.url}/${module ?? ""}/new`);
    await input(page, "name").fill("Lathe");
    await button(page, t("action.save")).click();
    await expectPath(page, new RegExp(`^/${module ?? ""}/\\d+$`));
    await page.goto(`${site.url}/${module ?? ""}`);
    await openList(page, name);
    await see(page.getByRole("link", { name: "Lathe" }));
  });
});

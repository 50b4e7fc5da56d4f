/** Many records at once: Shift, "all", in the background with progress, undone whole; what stands in the way is told. */
import { beforeAll, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import type { DescribedModule } from "../src/model/describe.ts";
import { expectComplaints, visit } from "./browser.ts";
import { expectClean } from "./clean.ts";
import { button, expectCount, gone, labelOf, row, rows, search, see, toast, until, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

const lang = "ru";
const t = words(lang);
const TOTAL = 5000;
let site: Site;
let api: Api;
let module: DescribedModule;
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp({ lang });
  module = await api.module("vendors");
  for (let from = 0; from < TOTAL; from += 1000)
    await api.createMany(
      "vendors",
      Array.from({ length: 1000 }, (_, i) => ({ name: `Поставщик ${String(from + i).padStart(4, "0")}` })),
    );
}, 120_000);

const bar = (page: Page): Locator => page.getByRole("toolbar", { name: t("list.bulk") });
const box = (page: Page, name: string): Locator => page.getByRole("checkbox", { name: t("grid.select-row", { name }) });
const described = async (): Promise<number> =>
  (await api.list("vendors", `limit=1&filter=${encodeURIComponent(JSON.stringify({ field: "description", op: "eq", value: "новое" }))}`))
    .count ?? 0;
const openList = async (query = ""): Promise<Page> => {
  const page = await visit(site, `/vendors?sort=name${query}`, { lang, as: api });
  await see(rows(page));
  return page;
};
const describeThem = async (page: Page): Promise<void> => {
  await button(bar(page), t("action.edit")).click();
  const dialog = page.getByRole("dialog", { name: t("bulk.edit") });
  await search(page, dialog.getByLabel(t("filter.field")), labelOf(module, "description", lang));
  await dialog.getByLabel(labelOf(module, "description", lang), { exact: true }).fill("новое");
  await button(dialog, t("bulk.apply")).click();
  await gone(dialog);
};

test("Shift chooses a range; a field of all of them is changed at once, and undone", async () => {
  const page = await openList();
  await box(page, "Поставщик 0002").click();
  await box(page, "Поставщик 0006").click({ modifiers: ["Shift"] });
  await see(bar(page).getByText(t("list.chosen", { count: 5 })));
  await expectClean(page);
  await describeThem(page);
  expect(await described()).toBe(5);
  await button(toast(page, t("list.changed", { count: 5 })), t("action.undo")).click();
  await until(described).toBe(0);
});

test("what others changed since is listed before an undo goes over it", async () => {
  const page = await openList();
  expectComplaints(page, /409/);
  await box(page, "Поставщик 0010").click();
  await box(page, "Поставщик 0011").click();
  await describeThem(page);
  const filter = encodeURIComponent(JSON.stringify({ field: "name", op: "eq", value: "Поставщик 0010" }));
  const [first] = (await api.list("vendors", `filter=${filter}`)).data;
  if (!first) throw new Error("no vendor");
  await api.update("vendors", first, { description: "чужое" });
  await page.locator("main h1").click();
  await page.keyboard.press("Control+z");
  const dialog = page.getByRole("dialog", { name: t("undo.conflict-title") });
  await see(dialog.getByText("чужое"));
  await button(dialog, t("undo.skip")).click();
  await until(described).toBe(0);
  expect((await api.get("vendors", first.id))["description"]).toBe("чужое");
});

test("all 5,000 of a list in the background, with progress; undone whole", { timeout: 150_000 }, async () => {
  const page = await openList();
  await page.getByRole("checkbox", { name: t("grid.select-all") }).check();
  await button(bar(page), t("bulk.choose-all", { words: t("list.count", { count: TOTAL }) })).click();
  await see(bar(page).getByText(t("bulk.all", { words: t("list.count", { count: TOTAL }) })));
  await describeThem(page);
  const card = page.getByRole("region", { name: t("mass.title") });
  await see(card);
  const LONG = { timeout: 60_000 };
  await card.getByText(t("mass.done", { count: TOTAL, failed: 0 })).waitFor(LONG);
  expect(await described()).toBe(TOTAL);
  await gone(bar(page));
  await button(card, t("action.undo")).click();
  await card.getByText(t("mass.undone", { count: TOTAL })).waitFor(LONG);
  expect(await described()).toBe(0);
  await button(card, t("action.close")).click();
  await gone(card);
});

test("tags are added in the background; deleting is undone by Ctrl+Z", async () => {
  const filter = encodeURIComponent(JSON.stringify({ field: "name", op: "starts_with", value: "Поставщик 003" }));
  const page = await openList(`&filter=${filter}`);
  await expectCount(page, lang, 10);
  await page.getByRole("checkbox", { name: t("grid.select-all") }).check();
  await button(bar(page), t("bulk.more")).click();
  await page.getByRole("menuitem", { name: t("mass.action.add_tags") }).click();
  const dialog = page.getByRole("dialog", { name: t("mass.action.add_tags") });
  await dialog.getByLabel(t("bulk.tags")).fill("важное");
  await page.keyboard.press("Enter");
  await button(dialog, t("bulk.apply")).click();
  const tagged = encodeURIComponent(JSON.stringify({ field: "tags", op: "contains", value: ["важное"] }));
  await until(async () => (await api.list("vendors", `filter=${tagged}`)).count).toBe(10);
  await box(page, "Поставщик 0031").click();
  await box(page, "Поставщик 0032").click();
  await button(bar(page), t("action.delete")).click();
  await expectCount(page, lang, 8);
  await gone(row(page, "Поставщик 0031"));
  await page.locator("main h1").click();
  await page.keyboard.press("Control+z");
  await expectCount(page, lang, 10);
});

test("on a phone rows are cards, and the bar lies under the thumb", async () => {
  const page = await visit(site, "/vendors?sort=name", { lang, as: api, phone: true });
  await see(rows(page));
  await box(page, "Поставщик 0001").click();
  const place = await bar(page).boundingBox();
  expect(Math.round((place?.y ?? 0) + (place?.height ?? 0))).toBe(844);
  await button(bar(page), t("list.unchoose")).click();
  await row(page, "Поставщик 0003").click();
  await page.waitForURL(/\/vendors\/\d+/);
});

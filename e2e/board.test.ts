/** Boards, lists in two halves, calendars and the forecast, as salespeople meet them: one company, few pages. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { DescribedModule } from "../src/model/describe.ts";
import { visit } from "./browser.ts";
import { button, expectText, optionOf, param, search, see, toast, until, words } from "./screen.ts";
import { startSite, type Api, type RecordJson, type Site } from "./server.ts";

const lang = "ru";
const t = words(lang);
let site: Site;
let api: Api;
let module: DescribedModule;
const deals: Record<string, RecordJson> = {};
const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Moscow" }).format(new Date());

beforeAll(async () => {
  site = await startSite();
  api = await site.setUp({ lang });
  module = await api.module("opportunities");
  for (const [name, stage, amount] of [
    ["Крылья", "prospecting", "1000"],
    ["Колёса", "prospecting", "500"],
    ["Паруса", "proposal", "4000"],
  ] as const)
    deals[name] = await api.create("opportunities", { name, stage, amount, close_date: today });
});

const column = (page: Page, stage: string): Locator =>
  page.getByRole("region", { name: optionOf(module, "stage", stage, lang), exact: true });
const card = (place: Page | Locator, name: string): Locator => place.locator("article").filter({ hasText: name });
const stageOf = async (name: string): Promise<unknown> => (await api.get("opportunities", deals[name]?.id ?? ""))["stage"];
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [a, b] = [await from.boundingBox(), await to.boundingBox()];
  if (!a || !b) throw new Error("not on the screen");
  await page.mouse.move(a.x + a.width / 2, a.y + 12);
  await page.mouse.down();
  await page.mouse.move(a.x + a.width / 2 + 12, a.y + 20, { steps: 3 });
  await page.mouse.move(b.x + b.width / 2, b.y + 140, { steps: 12 });
  await page.mouse.up();
}

describe("a board", () => {
  test("shows columns with counts and sums; cards go by mouse and by keys, and come back by undo", async () => {
    const page = await visit(site, "/opportunities?type=kanban", { lang, as: api });
    await see(card(column(page, "prospecting"), "Крылья"));
    await expectText(column(page, "prospecting").locator("header"), /2.*1 500,00.*≈ 150,00/);

    await drag(page, card(page, "Крылья"), column(page, "qualification"));
    await see(card(column(page, "qualification"), "Крылья"));
    await until(() => stageOf("Крылья")).toBe("qualification");
    await see(toast(page, t("record.moved", { stage: optionOf(module, "stage", "qualification", lang) })));
    await expectText(column(page, "prospecting").locator("header"), /1.*500,00/);
    await toast(page, t("record.moved", { stage: optionOf(module, "stage", "qualification", lang) }))
      .getByRole("button", { name: t("action.undo") })
      .click();
    await until(() => stageOf("Крылья")).toBe("prospecting");
    await see(card(column(page, "prospecting"), "Крылья"));

    await page.getByRole("button", { name: t("board.move", { name: "Колёса" }), exact: true }).focus();
    await page.keyboard.press("Space");
    await see(page.getByText(t("board.lifted", { name: "Колёса" })).or(page.locator("[data-lifted]")));
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(300);
    await page.keyboard.press("Space");
    await until(() => stageOf("Колёса")).toBe("qualification");
  });

  test("asks why a deal was lost before it is moved; cancelled, nothing happens", async () => {
    const page = await visit(site, "/opportunities?type=kanban", { lang, as: api });
    const name = "Паруса";
    const lost = optionOf(module, "stage", "lost", lang);
    const move = async (): Promise<void> => {
      await card(page, name).hover();
      await page.getByRole("button", { name: t("board.move-to", { name }), exact: true }).click();
      await page.getByRole("menuitem", { name: lost, exact: true }).click();
    };
    await move();
    const dialog = page.getByRole("dialog");
    await see(dialog.getByText(t("stage.enter", { name, to: lost })));
    await button(dialog, t("action.cancel")).click();
    expect(await stageOf(name)).toBe("proposal");
    await move();
    await dialog.locator('[data-field="lost_reason"] input').first().click();
    await page.getByRole("option", { name: optionOf(module, "lost_reason", "price", lang), exact: true }).click();
    await button(dialog, t("stage.move")).click();
    await until(() => stageOf(name)).toBe("lost");
    expect(await api.get("opportunities", deals[name]?.id ?? "")).toMatchObject({ lost_reason: "price", close_date: today });
  });

  test("is cut into lanes, folded, limited; the address says it, and a view keeps it", async () => {
    const page = await visit(site, "/opportunities?type=kanban", { lang, as: api });
    await see(card(page, "Крылья"));
    await button(page, t("board.options")).click();
    await page.getByLabel(t("board.lanes"), { exact: true }).and(page.locator("input")).click();
    await page
      .getByRole("option", { name: module.fields.find((field) => field.name === "owner_id")?.label[lang] ?? "", exact: true })
      .click();
    await see(column(page, "prospecting").getByRole("heading", { name: /Ада/ }));
    await page.getByRole("checkbox", { name: optionOf(module, "stage", "won", lang) }).click();
    await page.keyboard.press("Escape");
    await until(() => column(page, "won").count()).toBe(0);
    expect(JSON.parse(param(page, "set") ?? "{}")).toEqual({ lanes: "owner_id", hidden: ["won"] });
    await button(page, t("views.save-as")).click();
    await page.getByRole("dialog").getByRole("textbox").fill("Моя доска");
    await button(page.getByRole("dialog"), t("action.save")).click();
    await until(() => param(page, "set")).toBe(null);
    const { data } = await api.request<{ data: { name: string; type: string; settings: unknown }[] }>("GET", "/views?module=opportunities");
    expect(data).toMatchObject([{ name: "Моя доска", type: "kanban", settings: { lanes: "owner_id", hidden: ["won"] } }]);
    await see(card(page, "Крылья"));
  });
});

test("a pipeline of one's own: its stages, and what is asked for on entering one", async () => {
  const page = await visit(site, "/settings?section=pipelines", { lang, as: api });
  await see(page.getByText(t("pipelines.within-head"), { exact: true }));
  await page.getByLabel(t("pipelines.new"), { exact: true }).fill("Партнёры");
  await page.keyboard.press("Enter");
  await page.getByLabel(t("pipelines.new-stage"), { exact: true }).fill("Знакомство");
  await page.keyboard.press("Enter");
  await button(page, t("customisation.option-more", { name: "Знакомство" })).click();
  const next = module.fields.find(({ name }) => name === "next_step")?.label[lang] ?? "";
  await search(page, page.getByRole("combobox", { name: t("customisation.option-asks") }), next);
  await page.keyboard.press("Escape");
  await button(page, t("action.save")).click();
  await see(toast(page, t("settings.saved")));
  const { fields } = await api.module("opportunities");
  const own = fields.find(({ name }) => name === "pipeline")?.options?.find(({ label }) => label.ru === "Партнёры")?.value ?? "";
  const stage = fields.find(({ name }) => name === module.stageField);
  const added = stage?.options?.find(({ label }) => label.ru === "Знакомство");
  expect(added).toMatchObject({ asks: ["next_step"] });
  expect(stage?.dependsOn?.allowed[own]).toEqual([added?.value, "won", "lost"]);
});

test("a list in two halves: the keys walk along it, the record follows", async () => {
  const page = await visit(site, "/opportunities?type=split&sort=name", { lang, as: api });
  const record = page.getByRole("region", { name: t("split.record") });
  await see(record.getByRole("heading", { level: 1, name: "Колёса" }));
  await page
    .getByRole("grid")
    .getByRole("link", { name: /Крылья/ })
    .click();
  await see(record.getByRole("heading", { level: 1, name: "Крылья" }));
  await page.keyboard.press("KeyJ");
  await see(record.getByRole("heading", { level: 1, name: "Паруса" }));
});

test("a calendar by a date: entries stand on their day and are dragged to another", async () => {
  const page = await visit(site, "/opportunities?type=calendar", { lang, as: api });
  const entry = page.locator(".fc-event").filter({ hasText: "Крылья" });
  await see(entry);
  expect(await entry.evaluate((element) => element.closest("[data-date]")?.getAttribute("data-date"))).toBe(today);
  // The first day of the week in Russia.
  await expectText(page.locator(".fc-col-header-cell").first(), "пн");
  const other = await page
    .locator(".fc-daygrid-day")
    .evaluateAll(
      (days, here) => days.map((day) => day.getAttribute("data-date")).find((day) => day !== here && day?.slice(0, 7) === here.slice(0, 7)),
      today,
    );
  await entry.dragTo(page.locator(`.fc-daygrid-day[data-date="${other}"]`));
  await until(async () => (await api.get("opportunities", deals["Крылья"]?.id ?? ""))["close_date"]).toBe(other);
  // The number of a day opens the day.
  await page.locator(`.fc-daygrid-day[data-date="${other}"] .fc-daygrid-day-number`).click();
  await until(() => page.locator(".fc-daygrid-day").count()).toBe(1);
  await see(entry);
});

test("the forecast tells what was won against the quota, and why deals were lost", async () => {
  const me = (await api.request<{ user: { id: string } }>("GET", "/auth/me")).user.id;
  await api.create("opportunities", { name: "Готово", stage: "won", amount: "2500", close_date: today });
  const page = await visit(site, "/settings?section=quotas", { lang, as: api });
  await page
    .getByRole("radiogroup", { name: t("forecast.unit") })
    .getByText(t("forecast.month"), { exact: true })
    .click();
  const quota = page
    .getByRole("row", { name: /Ада/ })
    .locator("input")
    .nth(Number(today.slice(5, 7)) - 1);
  await until(() =>
    page
      .getByRole("row", { name: /Ада/ })
      .locator("input")
      .count(),
  ).toBe(12);
  await quota.fill("5000");
  await button(page, t("action.save")).click();
  await see(toast(page, t("settings.saved")));
  const { data } = await api.request<{ data: unknown[] }>(
    "GET",
    `/admin/quotas?from=${today.slice(0, 4)}-01-01&to=${today.slice(0, 4)}-12-31`,
  );
  expect(data).toMatchObject([{ user_id: me, month: `${today.slice(0, 7)}-01`, amount: expect.stringMatching(/^5000(\.0+)?$/) }]);
  await page.goto(`${site.url}/forecast`);
  await expectText(page.getByRole("region", { name: t("forecast.total") }), /2 500 ₽.*50 %/);
  await expectText(page.getByRole("row", { name: /Ада/ }), /2 500 ₽.*5 000 ₽.*50 %/);
  await see(page.getByRole("region", { name: t("forecast.reasons-lost") }).getByText(optionOf(module, "lost_reason", "price", lang)));
});

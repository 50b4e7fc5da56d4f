/** The record page: stages, related records, history and the time machine, deleting and restoring, two people at once. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import type { DescribedModule } from "../src/model/describe.ts";
import { expectComplaints, visit } from "./browser.ts";
import { save } from "./fill.ts";
import {
  button,
  detail,
  expectCount,
  expectPath,
  expectText,
  gone,
  input,
  labelOf,
  LANGS,
  optionOf,
  recordName,
  row,
  rows,
  see,
  toast,
  until,
  words,
} from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

describe.each(LANGS)("in %s", (lang) => {
  const t = words(lang);
  const ru = lang === "ru";
  let site: Site;
  let api: Api;
  let opportunities: DescribedModule;
  let organizations: DescribedModule;
  beforeAll(async () => {
    site = await startSite();
    api = await site.setUp({ lang });
    opportunities = await api.module("opportunities");
    organizations = await api.module("organizations");
  });
  const label = (name: string): string => labelOf(opportunities, name, lang);
  const stage = (value: string): string => optionOf(opportunities, "stage", value, lang);
  const deal = (values: Readonly<Record<string, unknown>> = {}) =>
    api.create("opportunities", { name: "Deal", close_date: "2026-09-01", amount: "100", ...values });
  const tab = (page: Page, name: string): Locator =>
    page.getByRole("navigation", { name: t("record.tabs") }).getByRole("link", { name, exact: true });
  const step = (page: Page, value: string): Locator =>
    page.getByRole("group", { name: label("stage") }).getByRole("button", { name: stage(value), exact: true });
  const relation = (module: DescribedModule, name: string): string =>
    module.relations.find((each) => each.name === name)?.label[lang] ?? name;

  test("a click on the stage path moves the record, and can be taken back", async () => {
    const { id } = await deal({ name: "Mover" });
    const page = await visit(site, `/opportunities/${id}`, { lang, as: api });
    expect(await step(page, "prospecting").getAttribute("aria-current")).toBe("step");
    await step(page, "proposal").click();
    await see(toast(page, t("record.moved", { stage: stage("proposal") })));
    await until(() => step(page, "proposal").getAttribute("aria-current")).toBe("step");
    await expectText(detail(page, label("stage")), stage("proposal"));
    expect((await api.get("opportunities", id))["stage"]).toBe("proposal");
    await button(toast(page, stage("proposal")), t("action.undo")).click();
    await until(() => step(page, "prospecting").getAttribute("aria-current")).toBe("step");
    await until(async () => (await api.get("opportunities", id))["stage"]).toBe("prospecting");
    await expectText(detail(page, label("stage")), stage("prospecting"));
  });

  test("history tells who, when, from where, before and after; a change is taken back", async () => {
    const { id, version } = await deal({ name: "Watched" });
    await api.update("opportunities", { id, version }, { amount: "250", name: "Watched closely" });
    const page = await visit(site, `/opportunities/${id}?tab=history`, { lang, as: api });
    const entries = page.locator("main ol > li");
    await until(() => entries.count()).toBe(2);
    const change = entries.first();
    await see(change.getByText(ru ? "Ада Лавлейс" : "Ada Lovelace"));
    await expectText(change.locator("time"), ru ? /сейчас|секунд|минут/ : /now|second|minute/);
    expect(await change.locator("time").getAttribute("title")).toMatch(/\d{4}/);
    await see(change.getByText(t("source.ui")).or(change.getByText(t("source.api"))));
    const amount = change
      .locator("dl > div")
      .filter({ hasText: label("amount") })
      .first();
    await expectText(amount.locator("del"), ru ? "100,00 ₽" : "$100.00");
    await expectText(amount.locator("dd > span").last(), ru ? "250,00 ₽" : "$250.00");
    await button(change, t("history.revert")).click();
    await see(toast(page, t("history.reverted")));
    await expectText(recordName(page), "Watched");
    await until(() => entries.count()).toBe(3);
    expect(Number((await api.get("opportunities", id))["amount"])).toBe(100);
  });

  test("the timeline: a note that calls a colleague, an answer, a pinned one, a file, a task done, filters by kind", async () => {
    const { id } = await deal({ name: "Talked about" });
    await api.create("tasks", { subject: "Call back", related_to_id: id });
    const page = await visit(site, `/opportunities/${id}`, { lang, as: api });
    const me = ru ? "Ада Лавлейс" : "Ada Lovelace";
    const entries = page.locator("main ol > li");
    await see(entries.filter({ hasText: "Call back" }));
    await page.keyboard.press("n");
    const note = page.getByRole("textbox", { name: t("composer.note"), exact: true });
    await note.pressSequentially(`Ask @${me.slice(0, 3)}`);
    await page.getByRole("option", { name: me }).click();
    await note.pressSequentially("tomorrow");
    await page.locator("main input[type=file]").setInputFiles({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("plan") });
    await note.press("Control+Enter");
    const written = entries.filter({ hasText: "tomorrow" });
    await see(written.getByRole("link", { name: `@${me}` }));
    await see(written.getByRole("link", { name: "plan.txt" }));
    const [stored] = (await api.list("comments", "limit=1")).data;
    expect(stored?.["content"]).toMatch(/^Ask @\[.+\]\(user:\d+\) tomorrow$/);
    expect(stored?.label).toBe(`Ask @${me} tomorrow`);
    await button(written, t("composer.answer")).click();
    await page.getByRole("textbox", { name: t("composer.answer") }).fill("Done already");
    await page.keyboard.press("Control+Enter");
    await see(written.locator("ol > li").getByText("Done already"));
    await button(written, t("timeline.note-more")).first().click();
    await page.getByRole("menuitem", { name: t("timeline.pin") }).click();
    await see(page.getByRole("list", { name: t("timeline.pinned") }).getByText("tomorrow"));
    await page
      .getByRole("checkbox", { name: t("task.done", { name: "Call back" }) })
      .first()
      .click();
    await see(toast(page, t("task.completed", { name: "Call back" })));
    await until(async () => (await api.list("tasks", "limit=1")).data[0]?.["status"]).toBe("completed");
    await button(page, t("timeline.all-kinds")).click();
    await page.getByRole("menuitem", { name: t("timeline.changes") }).click();
    await until(() => entries.filter({ hasText: "Call back" }).count()).toBe(0);
    await see(entries.filter({ hasText: t("history.kind.create") }));
  });

  test("two people edit one record: the second sees both values and chooses", async () => {
    const { id } = await deal({ name: "Shared", next_step: "none" });
    const [one, two] = await Promise.all([
      visit(site, `/opportunities/${id}/edit`, { lang, as: api }),
      visit(site, `/opportunities/${id}/edit`, { lang, as: api }),
    ]);
    expectComplaints(two, /409/);
    for (const page of [one, two]) await see(input(page, "name"));
    await input(one, "amount").fill("111");
    await input(one, "next_step").fill("first");
    await save(one, lang).click();
    await expectText(detail(one, label("next_step")), "first");
    await input(two, "amount").fill("222");
    await input(two, "next_step").fill("second");
    await input(two, "lost_reason").click();
    await two.getByRole("option").filter({ visible: true }).first().click();
    await save(two, lang).click();
    const dialog = two.getByRole("dialog");
    await see(dialog.getByText(t("conflict.title")));
    await see(dialog.getByText("first"));
    await see(dialog.getByText("second"));
    await see(dialog.getByText(ru ? "111,00" : "$111.00"));
    await see(dialog.getByText(ru ? "222,00" : "$222.00"));
    await dialog.getByText("first").click();
    await button(dialog, t("conflict.save")).click();
    await expectText(recordName(two), "Shared");
    const saved = await api.get("opportunities", id);
    expect([Number(saved["amount"]), saved["next_step"], saved["lost_reason"]]).toEqual([222, "first", "price"]);
  });

  // What follows is the same in every language: tried once.
  if (lang === "ru") return;

  test("a double click on a stage moves once, and says so", async () => {
    const { id } = await deal({ name: "Impatient" });
    const page = await visit(site, `/opportunities/${id}`, { lang, as: api });
    await step(page, "proposal").dblclick();
    await see(toast(page, t("record.moved", { stage: stage("proposal") })));
    expect(await api.get("opportunities", id)).toMatchObject({ stage: "proposal", version: 2 });
  });

  test("a related record is added with what is known, others are linked and unlinked", async () => {
    const organization = await api.create("organizations", { name: "Acme" });
    const other = await api.create("contacts", { last_name: "Turing" });
    const { id } = await deal({ name: "With people", organization_id: organization.id });
    const page = await visit(site, `/organizations/${organization.id}`, { lang, as: api });
    const list = organizations.relations.find((each) => each.module === "opportunities");
    if (!list) throw new Error("organizations have no list of opportunities");
    await see(page.getByRole("region", { name: list.label[lang] }).getByRole("link", { name: "With people" }));
    await page.getByRole("button", { name: t("related.add-to", { list: list.label[lang] }) }).click();
    const dialog = page.getByRole("dialog");
    await until(() => input(dialog, "organization_id").inputValue()).toBe("Acme");
    await input(dialog, "name").fill("Second");
    await input(dialog, "close_date").fill(ru ? "01.10.2026" : "10/1/2026");
    await input(dialog, "name").click();
    await save(dialog, lang).click();
    await gone(dialog);
    await see(page.getByRole("region", { name: list.label[lang] }).getByRole("link", { name: "Second" }));
    await tab(page, list.label[lang]).click();
    await until(() => rows(page).count()).toBe(2);
    // A true link: made by choosing, taken off by its button.
    await page.goto(`${site.url}/opportunities/${id}?tab=contacts`);
    const contacts = page.getByRole("region", { name: relation(opportunities, "contacts") });
    await see(contacts.getByText(t("related.empty")));
    await button(contacts, t("related.link")).first().click();
    await dialog.getByLabel(t("list.search")).fill("Turi");
    await dialog.getByRole("checkbox", { name: t("grid.select-row", { name: "Turing" }) }).check();
    await button(dialog, t("related.link-chosen", { count: 1 })).click();
    await gone(dialog);
    await see(row(contacts, "Turing"));
    expect(
      (await api.request<{ data: { id: string }[] }>("GET", `/records/opportunities/${id}/related/contacts`)).data.map((each) => each.id),
    ).toEqual([other.id]);
    await contacts.getByRole("button", { name: t("related.unlink", { name: "Turing" }) }).click();
    await see(contacts.getByText(t("related.empty")));
    const news = toast(page, t("related.unlinked", { count: 1 }));
    if (await news.isVisible()) {
      await button(news, t("action.undo")).click();
      await see(row(contacts, "Turing"));
    }
  });

  test("the record as it was at a moment, and back", async () => {
    const { id, version } = await deal({ name: "Before" });
    const between = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await api.update("opportunities", { id, version }, { name: "After" });
    const page = await visit(site, `/opportunities/${id}?as_of=${between}`, { lang, as: api });
    expectComplaints(page, /404|ApiProblem/);
    await expectText(recordName(page), "Before");
    await see(page.getByText(t("as-of.notice", { moment: "" }).slice(0, 20)));
    await gone(page.getByRole("link", { name: t("action.edit"), exact: true }));
    expect(await step(page, "won").isDisabled()).toBe(true);
    await button(page, t("as-of.back")).click();
    await expectText(recordName(page), "After");
    await tab(page, t("history.title")).click();
    await page.getByRole("button", { name: new RegExp(`^${t("as-of.label")}`) }).click();
    const calendar = page.getByRole("dialog").filter({ has: page.locator("table") });
    await calendar.locator("table button[data-today], table button:not([disabled])").last().click();
    await calendar.locator("button").last().click();
    await button(page, t("as-of.show")).click();
    await until(() => new URL(page.url()).searchParams.get("as_of")).not.toBe(null);
    // Before it existed there is nothing to see; whatever is shown is no broken page.
    // The page tells it, and so does the console.
    await see(recordName(page).or(page.getByText(t("error-state.not-found"), { exact: true })));
  });

  test("a star is kept, deleting is taken back from the toast and from the recycle bin", async () => {
    const { id } = await deal({ name: "Phoenix" });
    const page = await visit(site, `/opportunities/${id}`, { lang, as: api });
    await button(page, t("record.star")).click();
    await see(button(page, t("record.unstar")));
    await page.reload();
    expect(await button(page, t("record.unstar")).getAttribute("aria-pressed")).toBe("true");
    const remove = async (): Promise<void> => {
      await button(page, t("record.more")).click();
      await page.getByRole("menuitem", { name: t("action.delete") }).click();
      await expectPath(page, "/opportunities");
    };
    await remove();
    const news = toast(page, t("record.deleted", { name: "Phoenix" }));
    await see(news);
    await gone(row(page, "Phoenix"));
    await button(news, t("action.undo")).click();
    await row(page, "Phoenix").getByRole("link").first().click();
    await expectText(recordName(page), "Phoenix");
    await remove();
    await page.goto(`${site.url}/settings?section=bin`);
    await see(row(page, "Phoenix"));
    await page.getByRole("checkbox", { name: t("grid.select-row", { name: "Phoenix" }) }).check();
    await button(page, t("bin.restore")).click();
    await see(toast(page, t("bin.restored", { count: 1 })));
    await gone(row(page, "Phoenix"));
    await page.goto(`${site.url}/opportunities?q=Phoenix`);
    await expectCount(page, lang, 1);
    // Out of the bin for good.
    await page.getByRole("checkbox", { name: t("grid.select-row", { name: "Phoenix" }) }).check();
    await button(page.getByRole("toolbar", { name: t("list.bulk") }), t("action.delete")).click();
    await expectCount(page, lang, 0);
    await page.goto(`${site.url}/settings?section=bin`);
    await page.getByRole("checkbox", { name: t("grid.select-row", { name: "Phoenix" }) }).check();
    await button(page, t("bin.purge")).click();
    await button(page.getByRole("dialog"), t("bin.purge")).click();
    await see(toast(page, t("bin.purged", { count: 1 })));
    await see(page.getByText(t("bin.empty")));
  });

  test("two people edit different fields: both changes stay, nobody is asked", async () => {
    const { id } = await deal({ name: "Shared quietly" });
    const page = await visit(site, `/opportunities/${id}/edit`, { lang, as: api });
    expectComplaints(page, /409/);
    await input(page, "next_step").fill("mine");
    const now = await api.get("opportunities", id);
    await api.update("opportunities", now, { amount: "999" });
    await save(page, lang).click();
    await expectText(detail(page, label("next_step")), "mine");
    const saved = await api.get("opportunities", id);
    expect([Number(saved["amount"]), saved["next_step"]]).toEqual([999, "mine"]);
  });

  test("what others change appears when one comes back; what is gone says so", async () => {
    const { id, version } = await deal({ name: "Gone soon" });
    const page = await visit(site, `/opportunities/${id}/edit`, { lang, as: api });
    await input(page, "next_step").fill("too late");
    expectComplaints(page, /404|409|410/);
    await api.request("DELETE", `/records/opportunities/${id}`);
    await save(page, lang).click();
    await see(page.getByRole("alert"));
    expect(await input(page, "next_step").inputValue()).toBe("too late");
    expect(version).toBe(1);
  });
});

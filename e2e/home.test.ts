/** The start page and the notifications: what a day begins with, in both languages, on a desk and on a phone. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { mentionText } from "../src/model/mentions.ts";
import { visit } from "./browser.ts";
import { expectClean } from "./clean.ts";
import { button, expectPath, expectText, gone, LANGS, param, recordName, rows, see, toast, until, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

let site: Site;
let ada: Api;
let bob: Api;
const id = { ada: "", bob: "" };
const PASSWORD = "correct horse battery";
const day = (shift: number): string => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  site = await startSite();
  ada = await site.setUp();
  const me = await ada.request<{ user: { id: string } }>("GET", "/auth/me");
  id.ada = me.user.id;
  await ada.request("POST", "/admin/users", { email: "bob@example.com", name: "Bob Builder", password: PASSWORD });
  bob = await site.signIn("bob@example.com", PASSWORD);
  id.bob = (await bob.request<{ user: { id: string } }>("GET", "/auth/me")).user.id;
});

const part = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });

describe.each(LANGS)("in %s", (lang) => {
  const t = words(lang);

  test("tasks are done in place and undone; deals have their sum; each part opens its list; the layout is remembered", async () => {
    await ada.request("PATCH", "/me/preferences", { language: lang, screens: { home: null } });
    for (const { id: old } of (await ada.list("tasks", "limit=50")).data) await ada.request("DELETE", `/records/tasks/${old}`);
    for (const { id: old } of (await ada.list("opportunities", "limit=50")).data)
      await ada.request("DELETE", `/records/opportunities/${old}`);
    await ada.create("tasks", { subject: "Late", due_date: day(-3) });
    const late = await ada.create("tasks", { subject: "Later", due_date: day(9) });
    await ada.create("tasks", { subject: "Theirs", owner_id: id.bob, due_date: day(0) });
    for (const amount of ["1000.00", "234.50"]) await ada.create("opportunities", { name: `Deal ${amount}`, amount, close_date: day(20) });
    const page = await visit(site, "/", { lang, as: ada, phone: lang === "ru" });
    const tasks = part(page, t("home.tasks"));
    await see(tasks.getByRole("link", { name: "Later" }));
    await expectText(tasks.getByRole("heading", { level: 3 }), t("home.tasks-overdue"));
    expect(await tasks.getByText("Theirs").count()).toBe(0);
    await until(async () => (await part(page, t("home.opportunities")).locator("header").textContent())?.replaceAll(/[^\d]/g, "")).toBe(
      "2123450",
    );
    await see(part(page, t("home.steps")));
    await expectClean(page, "main");

    await tasks.getByRole("checkbox", { name: t("home.complete", { name: "Later" }) }).click();
    await gone(tasks.getByRole("link", { name: "Later" }));
    expect((await ada.get("tasks", late.id))["status"]).toBe("completed");
    await button(toast(page, "Later"), t("action.undo")).click();
    await see(tasks.getByRole("link", { name: "Later" }));
    expect((await ada.get("tasks", late.id))["status"]).toBe("not_started");

    await button(page, t("home.customise")).click();
    const shown = page.getByRole("checkbox", { name: t("home.tasks") });
    await shown.click();
    await until(() => shown.isChecked()).toBe(false);
    await button(page, t("columns.up", { name: t("home.leads") })).click();
    await page.keyboard.press("Escape");
    await gone(tasks);
    await until(async () => JSON.stringify(await ada.request("GET", "/me/preferences"))).toContain(
      '"opportunities","events","leads","followed"',
    );
    await page.reload();
    await see(part(page, t("home.opportunities")));
    expect(await tasks.count()).toBe(0);
    await part(page, t("home.opportunities"))
      .getByRole("link", { name: t("home.opportunities") })
      .click();
    await expectPath(page, "/opportunities");
    expect(param(page, "filter")).toContain("owner_id");
    await until(() => rows(page).count()).toBe(2);
  });

  test("the bell counts what others do, at once; read, muted, and chosen by kind", async () => {
    await bob.request("PATCH", "/me/preferences", { language: lang });
    await bob.request("POST", "/notifications/read", { all: true });
    const page = await visit(site, "/", { lang, as: bob, dark: lang === "ru" });
    const bell = (count: number): Locator => button(page, t("notification.bell", { count }));
    await see(bell(0));
    const deal = await ada.create("opportunities", { name: `Big ${lang}`, close_date: day(5), owner_id: id.bob });
    await see(bell(1));
    await ada.create("comments", { content: `${mentionText({ name: "Bob", userId: id.bob })}, look`, related_to_id: deal.id });
    await see(bell(2));
    await bell(2).click();
    const panel = page.getByRole("dialog", { name: t("notification.title") });
    await see(panel.getByText("@Bob, look"));
    await see(panel.getByRole("heading", { name: t("day.today") }));
    await see(panel.getByText(t("notification.assigned")));
    await expectClean(page, '[role="dialog"]');
    await button(panel, t("record.more")).first().click();
    await page.getByRole("menuitem", { name: t("notification.mute") }).click();
    await see(toast(page, `Big ${lang}`));
    await panel
      .getByRole("link", { name: `Big ${lang}` })
      .first()
      .click();
    await expectPath(page, `/opportunities/${deal.id}`);
    await expectText(recordName(page), `Big ${lang}`);
    await see(bell(1));
    await bell(1).click();
    await button(panel, t("notification.read-all")).click();
    await see(panel.getByText(t("notification.none-unread")));
    await panel.getByRole("link", { name: t("notification.settings") }).click();
    await see(page.getByText(t("notification.muted-title")));
    await button(page, t("notification.unmute")).click();
    await gone(page.getByText(t("notification.muted-title")));
    await page.getByRole("switch", { name: t("notification.kind.followed") }).click({ force: true });
    await see(toast(page, t("settings.saved")));
    await expectClean(page, "main");
    const choices = await bob.request<{ data: Record<string, { in_app: boolean }> }>("GET", "/notifications/preferences");
    expect(choices.data["followed"]).toMatchObject({ in_app: lang === "ru" });
  });
});

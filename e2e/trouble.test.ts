/** When things go wrong around the client: the server goes away, the session ends, the network is slow. */
import { beforeAll, describe, expect, test } from "vitest";
import { expectComplaints, visit } from "./browser.ts";
import { save } from "./fill.ts";
import {
  button,
  detail,
  expectFocus,
  expectPath,
  expectText,
  gone,
  input,
  LANGS,
  recordName,
  row,
  rows,
  see,
  until,
  words,
} from "./screen.ts";
import { ADMIN, startSite, type Api, type Site } from "./server.ts";

describe.each(LANGS)("in %s", (lang) => {
  const t = words(lang);
  let site: Site;
  let api: Api;
  let id = "";
  beforeAll(async () => {
    site = await startSite();
    api = await site.setUp({ lang });
    id = (await api.create("organizations", { name: "Acme" })).id;
  });

  test("the server restarts while one works: the page says so, what was typed stays and is saved by itself", async () => {
    const page = await visit(site, `/organizations/${id}/edit`, { lang, as: api });
    expectComplaints(page, /ERR_|Failed to load/);
    await input(page, "employees").fill("77");
    await site.stop();
    await see(page.getByText(t("connection.lost")));
    await save(page, lang).click();
    await expectText(page.getByRole("alert"), t("connection.waiting"));
    expect(await input(page, "employees").inputValue()).toBe("77");
    await site.start();
    await expectText(recordName(page), "Acme");
    await see(page.getByText(t("connection.back")));
    await gone(page.getByText(t("connection.back")));
    await see(
      detail(page, (await api.module("organizations")).fields.find(({ name }) => name === "employees")?.label[lang] ?? "").getByText("77"),
    );
  });

  test("the session ends in the middle of the work: signing in over the page, nothing typed is lost", async () => {
    const page = await visit(site, `/organizations/${id}/edit`, { lang, as: await site.signIn() });
    await input(page, "employees").fill("78");
    await page.context().clearCookies();
    expectComplaints(page, /401|ApiProblem/);
    await save(page, lang).click();
    const dialog = page.getByRole("dialog").filter({ hasText: t("session.ended") });
    await see(dialog);
    await dialog.getByRole("textbox", { name: t("sign-in.password") }).fill("wrong");
    await button(dialog, t("sign-in.submit")).click();
    await see(dialog.getByRole("alert"));
    await dialog.getByRole("textbox", { name: t("sign-in.password") }).fill(ADMIN.password);
    await button(dialog, t("sign-in.submit")).click();
    await gone(dialog);
    await expectPath(page, `/organizations/${id}`);
    await until(async () => (await api.get("organizations", id))["employees"]).toBe(78);
  });

  test("a slow network: the shape of what comes, then what came; the last word of a search wins", async () => {
    await api.createMany(
      "organizations",
      ["Slow one", "Slow two"].map((name) => ({ name })),
    );
    const page = await visit(site, "/contacts", { lang, as: api });
    await see(page.getByText(t("list.empty")));
    let hold = 400;
    await page.route("**/api/v1/records/organizations?*", async (route) => {
      // Each answer comes faster than the one before.
      const wait = hold;
      hold = Math.max(0, hold - 100);
      await new Promise((resolve) => setTimeout(resolve, wait));
      await route.continue().catch(() => undefined);
    });
    await page.locator('nav a[href="/organizations"]').click();
    await until(() => page.getByRole("grid").getAttribute("aria-busy")).toBe("true");
    await see(row(page, "Acme"));
    const box = page.getByLabel(t("list.search"));
    await box.fill("Slow");
    await box.fill("Slow one");
    await until(() => rows(page).count()).toBe(1);
    await see(row(page, "Slow one"));
    await gone(row(page, "Acme"));
    await expectFocus(box, true);
  });
});

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

  test("the server restarts: what was typed stays, and is saved afterwards", async () => {
    const page = await visit(site, `/organizations/${id}/edit`, { lang, as: api });
    expectComplaints(page, /ERR_|Failed to load/);
    await input(page, "employees").fill("77");
    await site.stop();
    await save(page, lang).click();
    await expectText(page.getByRole("alert"), t("error-state.offline"));
    expect(await input(page, "employees").inputValue()).toBe("77");
    await site.start();
    await save(page, lang).click();
    await expectText(recordName(page), "Acme");
    await see(
      detail(page, (await api.module("organizations")).fields.find(({ name }) => name === "employees")?.label[lang] ?? "").getByText("77"),
    );
  });

  test("the session ends: the sign-in page leads back to where one was", async () => {
    const page = await visit(site, "/organizations", { lang, as: await site.signIn() });
    await see(rows(page));
    await page.context().clearCookies();
    expectComplaints(page, /401|ApiProblem/);
    await page.locator('nav a[href="/contacts"]').click();
    await expectPath(page, "/sign-in");
    await page.getByLabel(t("sign-in.email")).fill(ADMIN.email);
    await page.getByRole("textbox", { name: t("sign-in.password") }).fill(ADMIN.password);
    await button(page, t("sign-in.submit")).click();
    await page.waitForURL((url) => ["/contacts", "/organizations"].includes(url.pathname));
    await see(page.getByRole("heading", { level: 1 }));
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

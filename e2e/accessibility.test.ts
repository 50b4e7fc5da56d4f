/** WCAG 2.2 AA as far as a machine can tell: every kind of screen, light and dark. */
import AxeBuilder from "@axe-core/playwright";
import { beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { visit } from "./browser.ts";
import { button, detail, input, recordName, rows, see, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

let site: Site;
let api: Api;
let id = "";
const t = words("ru");
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp({ lang: "ru", data: "demo" });
  id = (await api.list("opportunities", "sort=-amount&limit=1")).data[0]?.id ?? "";
});

async function expectClean(page: Page, screen: string): Promise<void> {
  const all = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  const dark = (await page.locator("html").getAttribute("data-mantine-color-scheme")) === "dark";
  // In the dark there is the same page, in other colours.
  const { violations } = await (dark ? new AxeBuilder({ page }).withRules(["color-contrast"]) : all).analyze();
  expect
    .soft(
      violations.map(({ id: rule, nodes }) => ({
        screen,
        rule,
        nodes: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary ?? ""}`),
      })),
    )
    .toEqual([]);
}

describe.each([false, true])("dark: %s", (dark) => {
  const look = { lang: "ru", dark } as const;

  test("set-up and sign-in", async () => {
    const fresh = await startSite();
    const page = await visit(fresh, "/setup", look);
    await button(page, t("setup.submit")).click();
    await see(page.getByText(t("setup.fault.company")));
    await expectClean(page, "set-up with errors");
    const signIn = await visit(site, "/sign-in", look);
    await see(button(signIn, t("sign-in.submit")));
    await expectClean(signIn, "sign-in");
  });

  test("list, with filter and columns open", async () => {
    const page = await visit(site, "/opportunities", { ...look, as: api });
    await see(rows(page));
    await page
      .getByRole("checkbox", { name: /^Выбрать: / })
      .first()
      .check();
    await see(page.getByRole("toolbar", { name: t("list.bulk") }));
    await expectClean(page, "list with a chosen row");
    await button(page, t("filter.add")).click();
    await see(page.getByPlaceholder(t("filter.field")));
    await expectClean(page, "filter");
    await page.keyboard.press("Escape");
    await button(page, t("columns.title")).click();
    await see(page.getByLabel(t("columns.search")));
    await expectClean(page, "columns");
    await page.goto(`${site.url}/opportunities?q=zzzzzz`);
    await see(page.getByText(t("list.none-found")));
    await expectClean(page, "empty list");
  });

  test("record, its related lists and history", async () => {
    const page = await visit(site, `/opportunities/${id}`, { ...look, as: api });
    await see(recordName(page));
    await see(detail(page, "Стадия"));
    await button(page, t("record.show-empty")).click();
    await expectClean(page, "record");
    await page.goto(`${site.url}/opportunities/${id}?tab=history`);
    await see(page.locator("main ol > li"));
    await expectClean(page, "history");
    await page.goto(`${site.url}/opportunities/${id}?tab=contacts`);
    await see(button(page, t("related.link")));
    await expectClean(page, "related list");
    await button(page, t("related.link")).first().click();
    await see(rows(page.getByRole("dialog")));
    await expectClean(page, "link picker");
  });

  test("forms, with errors, and the form in a dialog", async () => {
    const page = await visit(site, "/contacts/new", { ...look, as: api });
    await button(page, t("action.save")).click();
    await see(page.getByText(t("form.mandatory")));
    await expectClean(page, "contact form with errors");
    for (const module of ["products", "faq", "events", "users"]) {
      await page.goto(`${site.url}/${module}/new`);
      await see(button(page, t("action.save")));
      await expectClean(page, `${module} form`);
    }
    await page.goto(`${site.url}/opportunities/new`);
    await input(page, "organization_id").click();
    await see(page.getByRole("option").filter({ visible: true }));
    await expectClean(page, "reference menu");
  });

  test("import and settings", async () => {
    const page = await visit(site, "/contacts/import", { ...look, as: api });
    await see(page.getByText(t("import.drop")));
    await expectClean(page, "import");
    await page.locator("main input[type=file]").setInputFiles({
      name: "a.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("Фамилия,Эл. почта,Организация\nИванов,i@example.com,Ромашка\nПетров,нет,\n"),
    });
    await button(page, t("import.preview")).click();
    await see(page.getByRole("region", { name: t("import.preview") }));
    await expectClean(page, "mapping with preview");
    for (const section of ["preferences", "company", "imports", "bin"] as const) {
      await page.goto(`${site.url}/settings?section=${section}`);
      await see(page.getByRole("region", { name: t(`settings.${section}`) }));
      await expectClean(page, section);
    }
  });
});

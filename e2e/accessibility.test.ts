/** WCAG 2.2 AA as far as a machine can tell: every kind of screen, light and dark. */
import { beforeAll, describe, test } from "vitest";
import { visit } from "./browser.ts";
import { expectCleanInBoth } from "./clean.ts";
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

describe("no screen has anything that axe finds", () => {
  const look = { lang: "ru" } as const;

  test("set-up and sign-in", async () => {
    const fresh = await startSite();
    const page = await visit(fresh, "/setup", look);
    await button(page, t("setup.submit")).click();
    await see(page.getByText(t("setup.fault.company")));
    await expectCleanInBoth(page);
    const signIn = await visit(site, "/sign-in", look);
    await see(button(signIn, t("sign-in.submit")));
    await expectCleanInBoth(signIn);
  });

  test("list, with filter and columns open", async () => {
    const page = await visit(site, "/opportunities", { ...look, as: api });
    await see(rows(page));
    await page
      .getByRole("checkbox", { name: /^Выбрать: / })
      .first()
      .check();
    await see(page.getByRole("toolbar", { name: t("list.bulk") }));
    await expectCleanInBoth(page);
    await button(page, t("filter.add")).click();
    await see(page.getByPlaceholder(t("filter.field")));
    await expectCleanInBoth(page);
    await page.keyboard.press("Escape");
    await button(page, t("columns.title")).click();
    await see(page.getByLabel(t("columns.search")));
    await expectCleanInBoth(page);
    await page.goto(`${site.url}/opportunities?q=zzzzzz`);
    await see(page.getByText(t("list.none-found")));
    await expectCleanInBoth(page);
  });

  test("record, its related lists and history", async () => {
    const page = await visit(site, `/opportunities/${id}`, { ...look, as: api });
    await see(recordName(page));
    await see(detail(page, "Стадия"));
    await button(page, t("record.show-empty")).click();
    await expectCleanInBoth(page);
    await page.goto(`${site.url}/opportunities/${id}?tab=history`);
    await see(page.locator("main ol > li"));
    await expectCleanInBoth(page);
    await page.goto(`${site.url}/opportunities/${id}?tab=contacts`);
    await see(button(page, t("related.link")));
    await expectCleanInBoth(page);
    await button(page, t("related.link")).first().click();
    await see(rows(page.getByRole("dialog")));
    await expectCleanInBoth(page);
  });

  test("forms, with errors, and the form in a dialog", async () => {
    const page = await visit(site, "/contacts/new", { ...look, as: api });
    await button(page, t("action.save")).click();
    await see(page.getByText(t("form.mandatory")));
    await expectCleanInBoth(page);
    for (const module of ["products", "faq", "events", "users"]) {
      await page.goto(`${site.url}/${module}/new`);
      await see(button(page, t("action.save")));
      await expectCleanInBoth(page);
    }
    await page.goto(`${site.url}/opportunities/new`);
    await input(page, "organization_id").click();
    await see(page.getByRole("option").filter({ visible: true }));
    await expectCleanInBoth(page);
  });

  test("import and settings", async () => {
    const page = await visit(site, "/contacts/import", { ...look, as: api });
    await see(page.getByText(t("import.drop")));
    await expectCleanInBoth(page);
    await page.locator("main input[type=file]").setInputFiles({
      name: "a.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("Фамилия,Эл. почта,Организация\nИванов,i@example.com,Ромашка\nПетров,нет,\n"),
    });
    await button(page, t("import.preview")).click();
    await see(page.getByRole("region", { name: t("import.preview") }));
    await expectCleanInBoth(page);
    for (const section of ["preferences", "company", "imports", "bin"] as const) {
      await page.goto(`${site.url}/settings?section=${section}`);
      await see(page.getByRole("region", { name: t(`settings.${section}`) }));
      await expectCleanInBoth(page);
    }
  });
});

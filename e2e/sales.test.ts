/** From an opportunity to the money, with hands: in Russian, and in English with another currency. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { formatMoney } from "../src/model/format/numbers.ts";
import { expectComplaints, visit } from "./browser.ts";
import { save } from "./fill.ts";
import { button, expectFocus, expectPath, expectText, LANGS, plain, recordName, see, until, words } from "./screen.ts";
import { startSite, type Api, type RecordJson, type Site } from "./server.ts";

describe.each(LANGS)("in %s", (lang) => {
  const t = words(lang);
  const currency = lang === "ru" ? "RUB" : "USD";
  const money = (amount: string): string => plain(formatMoney(amount, currency, lang));
  let site: Site;
  let api: Api;
  let organization: RecordJson;
  let opportunity: RecordJson;
  let chair: RecordJson;
  let books: string;

  beforeAll(async () => {
    site = await startSite();
    api = await site.setUp({ lang });
    organization = await api.create("organizations", { name: "Acme Ромашка" });
    opportunity = await api.create("opportunities", {
      name: "Office",
      organization_id: organization.id,
      stage: "prospecting",
      close_date: "2027-01-31",
    });
    const vendor = await api.create("vendors", { name: "Factory" });
    chair = await api.create("products", {
      name: "Chair",
      unit_price: "120",
      purchase_cost: "70",
      taxes: ["vat_0", "sales"],
      vendor_id: vendor.id,
      stock_quantity: "1",
    });
    const book = await api.create("price_books", { name: "All", active: true, currency, for_everyone: true });
    await api.request("POST", `/records/price_books/${book.id}/related/products`, { ids: [chair.id] });
    books = `/price_books/${book.id}?tab=products`;
  });

  const total = (page: Page | Locator): Locator => page.locator("[data-total] dd");
  const step = (page: Page, key: Parameters<typeof t>[0]): Locator => button(page, t(key));
  const latest = async (module: string): Promise<RecordJson> =>
    (await api.list(module, "sort=-created_at,-id&limit=1")).data[0] ?? expect.unreachable();

  test("a price book's prices are typed into its list, those by quantity too", async () => {
    const page = await visit(site, books, { lang, as: api });
    const cell = (column: string): Locator => page.locator(`[data-index="0"] [data-col="link.${column}"]`);
    await cell("list_price").dblclick();
    await page.keyboard.type("100");
    await page.keyboard.press("Tab");
    await expectText(cell("list_price"), money("100.00"));
    await cell("price_breaks").dblclick();
    // The panel is loaded when it is first needed.
    await expectFocus(cell("price_breaks").locator("input").first(), true);
    await page.keyboard.type("10");
    await page.keyboard.press("Tab");
    await page.keyboard.type(lang === "ru" ? "80,5" : "80.5");
    await page.keyboard.press("Enter");
    await expectText(cell("price_breaks"), plain(lang === "ru" ? "от 10 — 80,50\u00a0₽" : "10+ at $80.50"));
    await page.close();
  });

  test("opportunity → quote → PDF → order → purchase → receipt → two invoices → payments → paid", async () => {
    const page = await visit(site, `/quotes/new?subject=Office&organization_id=${organization.id}&opportunity_id=${opportunity.id}`, {
      lang,
      as: api,
    });
    // Price from the book, two taxes (0 % and 10 %), a discount: 4 × 100 − 10 % = 360, tax 36.
    await button(page, t("lines.add-product")).click();
    await page.keyboard.type("Chair");
    await page
      .getByRole("option", { name: /^Chair/ })
      .first()
      .click();
    await expectText(total(page), money("110"));
    const goods = page.locator("[data-line=product]");
    // The price follows the quantity at each keystroke: 80.5 × 10 with 10 % tax, and back.
    await goods.getByRole("textbox", { name: t("lines.quantity") }).fill("10");
    await expectText(total(page), money("885.5"));
    await goods.getByRole("textbox", { name: t("lines.quantity") }).fill("4");
    await goods.getByRole("textbox", { name: t("lines.discount") }).fill("10%");
    await expectText(total(page), money("396"));
    await button(page, t("lines.add-heading")).click();
    await page.getByRole("textbox", { name: t("lines.heading") }).fill("Later");
    // The heading goes to the top by the keyboard alone.
    await button(page, t("lines.drag", { place: 2 })).focus();
    await page.keyboard.press("Space");
    await page.waitForTimeout(150);
    await page.keyboard.press("ArrowUp");
    await page.waitForTimeout(150);
    await page.keyboard.press("Space");
    await until(() => page.locator("[data-line]").first().getAttribute("data-line")).toBe("heading");
    await save(page, lang).click();
    await expectPath(page, /^\/quotes\/\d+$/);
    await expectText(total(page), money("396"));
    expect((await api.get("opportunities", opportunity.id))["amount"]).toBe("396.00");

    const quote = await latest("quotes");
    const pdf = await page.request.get(`${site.url}/api/v1/records/quotes/${quote.id}/print/quote.pdf?language=${lang}`);
    expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
    await step(page, "document.act.send").click();
    await step(page, "document.act.accept").click();
    await step(page, "document.act.create_sales_order").click();
    await expectPath(page, /^\/sales_orders\/\d+$/);
    await expectText(recordName(page), "Office");
    const order = new URL(page.url()).pathname;

    await step(page, "document.act.approve").click();
    await see(step(page, "document.act.create_invoice"));
    await page
      .getByRole("button", { name: t("record.more") })
      .nth(1)
      .click();
    await page.getByRole("menuitem", { name: t("document.act.create_purchase_order") }).click();
    await expectPath(page, /^\/purchase_orders\/\d+$/);
    await step(page, "document.act.send").click();
    await step(page, "document.act.receive").click();
    await until(async () => (await api.get("products", chair.id))["stock_quantity"]).toBe("4");

    await page.goto(site.url + order);
    await step(page, "document.part").click();
    await page.getByRole("dialog").getByRole("textbox").first().fill("1");
    await button(page.getByRole("dialog"), t("document.done")).click();
    await expectPath(page, /^\/invoices\/\d+$/);
    await expectText(total(page), money("99"));
    await step(page, "document.act.send").click();
    await step(page, "document.act.pay").click();
    await button(page.getByRole("dialog"), t("document.act.pay")).click();
    await until(async () => (await latest("invoices"))["status"]).toBe("paid");
    await page.goto(site.url + order);
    await step(page, "document.act.create_invoice").click();
    await expectPath(page, /^\/invoices\/\d+$/);
    await expectText(total(page), money("297"));
    // The chain leads from the opportunity to this invoice.
    await until(() =>
      page
        .getByRole("navigation", { name: t("document.chain") })
        .getByRole("link")
        .count(),
    ).toBe(7);
    await page.goto(site.url + order);
    // Nothing is left to bill: refused, and said.
    expectComplaints(page, /409/);
    await step(page, "document.act.create_invoice").click();
    await see(page.locator(".mantine-Notification-root"));
    expect((await api.list("invoices")).count).toBe(2);
  });
});

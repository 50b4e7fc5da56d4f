/** A document by mail and its form in the settings, with hands: what is sent arrives, what is changed is seen at once. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locator } from "playwright-core";
import { startSmtp, type Smtp } from "../test/smtp.ts";
import { expectComplaints, visit } from "./browser.ts";
import { button, see, until, words } from "./screen.ts";
import { startSite, type Api, type RecordJson, type Site } from "./server.ts";

const t = words("ru");
let site: Site;
let api: Api;
let smtp: Smtp;
let quote: RecordJson;

beforeAll(async () => {
  [site, smtp] = await Promise.all([startSite(), startSmtp()]);
  api = await site.setUp({ lang: "ru" });
  const organization = await api.create("organizations", { name: "Ромашка" });
  const contact = await api.create("contacts", {
    first_name: "Анна",
    last_name: "Котова",
    email: "anna@example.com",
    organization_id: organization.id,
  });
  quote = await api.create("quotes", {
    subject: "Мебель",
    organization_id: organization.id,
    contact_id: contact.id,
    lines: [{ description: "Стул", quantity: "2", unit_price: "100" }],
  });
});
afterAll(() => smtp.close());

test("mail is set up, a quote is sent by it, and stands in the timeline as sent", async () => {
  const page = await visit(site, "/settings?section=mail", { lang: "ru", as: api });
  await page.getByRole("textbox", { name: t("mail.host") }).fill("127.0.0.1");
  await page.getByRole("combobox", { name: t("mail.security") }).click();
  await page.getByRole("option", { name: t("mail.security.none") }).click();
  await page.getByRole("textbox", { name: t("mail.port") }).fill(String(smtp.port));
  await page.getByRole("textbox", { name: t("mail.from-email") }).fill("sales@example.com");
  await button(page, t("action.save")).click();
  await button(page, t("mail.test-send")).click();
  await see(page.getByText(t("mail.test-sent", { to: "ada@example.com" })));
  await page.goto(`${site.url}/quotes/${quote.id}`);
  await button(page, t("document.mail.button")).click();
  const dialog = page.getByRole("dialog");
  await see(dialog.getByText("anna@example.com"));
  const text = dialog.getByRole("textbox", { name: t("document.mail.text") });
  await until(() => text.inputValue()).toMatch(/^Здравствуйте, Анна!/);
  await button(dialog, t("document.mail.send")).click();
  await until(() => smtp.arrived.length).toBe(2);
  expect(smtp.arrived.at(-1)?.to).toEqual(["anna@example.com"]);
  await until(async () => (await api.get("quotes", quote.id))["stage"]).toBe("delivered");
  await see(page.getByRole("link", { name: /Коммерческое предложение №/ }).first());
  await see(page.getByText("Отправлено").first());
});

test("a form gets a line of one's own: the preview shows it, the document is printed with it, and the standard comes back", async () => {
  const page = await visit(site, "/settings?section=print-forms", { lang: "ru", as: api });
  const preview = page.getByRole("region", { name: t("print-forms.preview") });
  const paper: Locator = preview.locator("canvas").first();
  await see(paper);
  const picture = () => paper.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL().length);
  await until(picture).toBeGreaterThan(5000);
  const before = await picture();
  await button(page, t("print-forms.add-block")).click();
  await page.getByRole("menuitem", { name: t("print-forms.block.text"), exact: true }).click();
  expectComplaints(page, /400/);
  await page.getByRole("textbox", { name: t("print-forms.text"), exact: true }).fill("Скидка {{#}}");
  await see(page.getByText(/не подстановка/));
  await page
    .getByRole("textbox", { name: t("print-forms.text"), exact: true })
    .fill("Для {{organization_id}} по почте {{contact_id.email}}");
  await until(picture).not.toBe(before);
  await button(page, t("action.save")).click();
  await see(button(page, t("print-forms.reset")));
  const print = async (): Promise<number> =>
    (await (await page.request.get(`${site.url}/api/v1/records/quotes/${quote.id}/print/quote.pdf?language=ru`)).body()).length;
  const changed = await print();
  await button(page, t("print-forms.reset")).click();
  await until(print).toBeLessThan(changed);
});

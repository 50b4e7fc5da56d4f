/** The pictures of docs/screens and docs/print: the demonstration company on a fixed day. Only with UPDATE_SCREENS=1. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { drawPage } from "../test/paper.ts";
import { visit, type VisitOptions } from "./browser.ts";
import { button, field, LANGS, recordName, rows, see, words } from "./screen.ts";
import { DEMO_DAY, startSite, type Api, type Site } from "./server.ts";

const FOLDER = path.resolve(import.meta.dirname, "../docs/screens");
const PAPERS = path.resolve(import.meta.dirname, "../docs/print");
/** Which forms are shown; Russian papers are the same in both languages. */
const FORMS = {
  en: { invoices: ["invoice"] },
  ru: { quotes: ["quote"], invoices: ["invoice", "schet", "upd", "schet_faktura", "torg12", "akt"] },
} as const;
const writing = process.env["UPDATE_SCREENS"] === "1";
const now = `${DEMO_DAY}T12:00:00Z`;

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  let picture: Buffer = Buffer.alloc(0);
  // Parts of a page come later than the page: it is taken when it has stood still for a while.
  for (let same = 0; same < 3;) {
    const next = await page.screenshot({ animations: "disabled", caret: "hide" });
    same = next.equals(picture) ? same + 1 : 0;
    picture = next;
    await setTimeout(200);
  }
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, `${name}.png`), picture);
}

describe.skipIf(!writing).each(LANGS)("in %s", (lang) => {
  const t = words(lang);
  let site: Site;
  let api: Api;
  let deal = "";
  let organization = "";
  beforeAll(async () => {
    site = await startSite();
    api = await site.setUp({ lang, data: "demo", name: lang === "ru" ? "Северный ветер" : "Northwind Supplies" });
    const filter = encodeURIComponent(
      JSON.stringify({
        and: [
          { field: "stage", op: "eq", value: "negotiation" },
          { field: "organization_id", op: "is_not_empty" },
        ],
      }),
    );
    const found = (await api.list("opportunities", `sort=-amount&limit=1&filter=${filter}`)).data[0];
    deal = found?.id ?? "";
    organization = String((await api.get("opportunities", deal))["organization_id"]);
  });
  const open = (address: string, options: VisitOptions = {}): Promise<Page> => visit(site, address, { lang, as: api, now, ...options });

  test.each([
    ["", {}],
    ["-phone", { phone: true }],
    ["-dark", { dark: true }],
  ] as const)("main screens%s", async (suffix, look) => {
    const phone = "phone" in look;
    const page = await open("/opportunities?sort=-amount", look);
    await see(rows(page));
    await shoot(page, `opportunities-${lang}${suffix}`);
    await page.goto(`${site.url}/opportunities/${deal}`);
    await see(recordName(page));
    await shoot(page, `record-${lang}${suffix}`);
    if (suffix === "-dark") return;
    await page.goto(`${site.url}/organizations/${organization}`);
    await see(recordName(page));
    await shoot(page, `organization-${lang}${suffix}`);
    await page.goto(`${site.url}/contacts/new`);
    await see(field(page, "last_name"));
    await shoot(page, `form-${lang}${suffix}`);
    if (phone) {
      await page.goto(`${site.url}/opportunities`);
      await button(page, t("shell.menu")).click();
      await see(page.getByRole("dialog").getByRole("link").nth(3));
      await shoot(page, `menu-${lang}${suffix}`);
    }
    await page.goto(`${site.url}/opportunities/${deal}?tab=history`);
    // No picture: changes are told with the real time.
    await see(page.locator("main ol > li"));
  });

  test.each([
    ["home", "/"],
    ["home-phone", "/", { phone: true }],
    ["board", "/opportunities?type=kanban"],
    ["board-dark", "/opportunities?type=kanban", { dark: true }],
    ["board-phone", "/opportunities?type=kanban", { phone: true }],
    ["split", "/opportunities?type=split"],
    ["calendar", "/events?type=calendar"],
    ["forecast", "/forecast"],
    ["invoices", "/invoices"],
    ["invoices-phone", "/invoices", { phone: true }],
    ["duplicates", "/contacts/duplicates"],
    ["roles", "/settings?section=roles"],
    ["pipelines", "/settings?section=pipelines"],
    ["security", "/settings?section=security"],
    ["print-forms", "/settings?section=print-forms"],
  ] as const)("%s", async (name, address, look: VisitOptions = {}) => {
    const page = await open(address, look);
    await see(page.locator("main").getByRole("heading").or(page.getByRole("heading")).first());
    const [, subject = name, suffix = ""] = /^(.*?)(-phone|-dark)?$/.exec(name) ?? [];
    await shoot(page, `${subject}-${lang}${suffix}`);
  });

  test("an invoice with its lines, and the palette", async () => {
    const invoice = (await api.list("invoices", "sort=-total&limit=1")).data[0]?.id ?? "";
    const page = await open(`/invoices/${invoice}`);
    await see(recordName(page));
    await shoot(page, `invoice-${lang}`);
    await page.keyboard.press("Control+KeyK");
    await page
      .getByRole("dialog")
      .getByRole("combobox")
      .first()
      .fill(lang === "ru" ? "ghbdtn" : "нщгтп");
    await shoot(page, `palette-${lang}`);
  });

  test("paper", async () => {
    mkdirSync(PAPERS, { recursive: true });
    for (const [module, forms] of Object.entries(FORMS[lang])) {
      const id = (await api.list(module, "sort=-total&limit=1")).data[0]?.id ?? "";
      for (const form of forms) {
        const address = `${site.url}/api/v1/records/${module}/${id}/print/${form}.pdf?language=${lang}`;
        const reply = await fetch(address, { headers: { cookie: `manul_session=${api.token}` } });
        expect(reply.status, form).toBe(200);
        const paper = await drawPage(await reply.bytes(), 2);
        writeFileSync(path.join(PAPERS, `${form.replaceAll("_", "-")}-${lang}.png`), await paper.encode("png"));
      }
    }
  });

  test("filter, settings, empty list, import", async () => {
    const filter = JSON.stringify({
      and: [
        { field: "stage", op: "in", value: ["proposal", "negotiation"] },
        { field: "amount", op: "ge", value: "1000" },
      ],
    });
    const page = await open(`/opportunities?${new URLSearchParams({ sort: "-amount", filter }).toString()}`);
    await see(rows(page));
    await button(page, t("filter.add")).click();
    await see(page.getByPlaceholder(t("filter.field")));
    await shoot(page, `filter-${lang}`);
    await page.goto(`${site.url}/settings`);
    await see(page.getByRole("region", { name: t("settings.preferences") }));
    await shoot(page, `settings-${lang}`);
    await page.goto(`${site.url}/opportunities?q=zzzz`);
    await see(page.getByText(t("list.none-found")));
    await shoot(page, `nothing-found-${lang}`);
    await page.goto(`${site.url}/contacts/import`);
    await see(page.getByText(t("import.drop")));
    const head =
      lang === "ru"
        ? "Имя;Фамилия;Эл. почта;Рабочий телефон;Организация;Дата рождения"
        : "First name;Last name;Email;Office phone;Organization;Date of birth";
    const lines =
      lang === "ru"
        ? ["Анна;Щёголева;anna@example.com;8 912 345-67-89;ООО «Ромашка»;31.12.1990", "Пётр;Ёлкин;не адрес;;;"]
        : ["Anna;Brontë;anna@example.com;+44 20 7946 0958;Daisy Ltd;12/31/1990", "Peter;Elk;no address;;;"];
    await page
      .locator("main input[type=file]")
      .setInputFiles({ name: "contacts.csv", mimeType: "text/csv", buffer: Buffer.from([head, ...lines].join("\n")) });
    await page.getByRole("checkbox", { name: t("import.create-missing") }).check();
    await button(page, t("import.preview")).click();
    await see(page.getByRole("region", { name: t("import.preview") }));
    await page.locator("main ol").first().scrollIntoViewIfNeeded();
    await shoot(page, `import-${lang}`);
    // The run's times are of the real clock: its picture is taken when all is done.
    await button(page, t("import.start")).click();
    await page.getByRole("heading", { name: t("import.state.done") }).waitFor({ timeout: 30_000 });
    await shoot(page, `import-done-${lang}`);
    expect(await page.getByRole("link", { name: t("import.to-list") }).isVisible()).toBe(true);
  });

  test("customisation", async () => {
    const label = (en: string, ru: string) => ({ en, ru });
    const add = (body: object) => api.request("POST", "/admin/modules/organizations/fields", body);
    await add({
      type: "picklist",
      name: "cf_tier",
      label: label("Service tier", "Уровень обслуживания"),
      options: [
        { value: "gold", label: label("Gold", "Золотой"), color: "yellow" },
        { value: "silver", label: label("Silver", "Серебряный"), color: "gray" },
      ],
    });
    const shown = { field: "cf_tier", op: "in", value: ["gold"] };
    await add({ type: "user", label: label("Personal manager", "Личный менеджер"), conditions: { shown, required: shown } });
    const page = await open("/settings?section=modules&module=organizations");
    const manager = lang === "ru" ? "Личный менеджер" : "Personal manager";
    await see(button(page, manager));
    await shoot(page, `customisation-${lang}`);
    await button(page, manager).click();
    await page.getByRole("tab", { name: t("customisation.tab-conditions") }).click();
    await see(page.getByText(t("customisation.when-locked")));
    await shoot(page, `customisation-conditions-${lang}`);
  });

  test("set-up and sign-in", async () => {
    const fresh = await startSite();
    for (const [suffix, look] of [
      ["", {}],
      ["-phone", { phone: true }],
    ] as const) {
      const page = await visit(fresh, "/setup", { lang, now, ...look });
      await see(button(page, t("setup.submit")));
      await shoot(page, `setup-${lang}${suffix}`);
    }
    const signIn = await visit(site, "/sign-in", { lang, now });
    await see(button(signIn, t("sign-in.submit")));
    await shoot(signIn, `sign-in-${lang}`);
  });
});

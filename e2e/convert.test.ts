/** Converting a lead on the screen: suggestions, values over the mapping, undo; and the mapping in the settings. */
import type { Locator } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { expectComplaints, visit } from "./browser.ts";
import { expectClean } from "./clean.ts";
import { alert, button, errorAt, expectPath, expectText, input, LANGS, recordName, see, toast, until, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

let site: Site;
let api: Api;
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp();
});

const NAMES = {
  en: { organization: "Organization", contact: "Contact", opportunity: "Opportunity" },
  ru: { organization: "Организация", contact: "Контакт", opportunity: "Сделка" },
} as const;

describe.each(LANGS)("in %s", (lang) => {
  const t = words(lang);
  const names = NAMES[lang];

  test("a lead becomes an organization, a known contact and a deal; one click takes it all back", async () => {
    await api.request("PATCH", "/me/preferences", { language: lang });
    const known = await api.create("contacts", { last_name: "Rose", first_name: lang, email: `rose-${lang}@petal.example` });
    const lead = await api.create("leads", {
      last_name: "Rose",
      first_name: lang,
      company: `Petal ${lang}`,
      email: `rose-${lang}@petal.example`,
      industry: "retail",
    });
    const task = await api.create("tasks", { subject: "Ring", related_to_id: lead.id });
    const page = await visit(site, `/leads/${lead.id}`, { lang, as: api, phone: lang === "ru", dark: lang === "ru" });
    await button(page, t("convert.action")).click();
    const dialog = page.getByRole("dialog");
    const part = (name: string): Locator => dialog.getByRole("region", { name, exact: true });
    // The person is known by their e-mail: that contact is the first choice.
    await until(() => part(names.contact).getByRole("radio").first().isChecked()).toBe(true);
    await see(part(names.contact).getByText(t("convert.reason.email")));
    expect(await input(part(names.organization), "name").inputValue()).toBe(`Petal ${lang}`);
    await part(names.opportunity).getByRole("switch").click({ force: true });
    await see(input(part(names.opportunity), "amount"));
    await expectClean(page, '[role="dialog"]');
    // What is wrong is said where it is wrong, and nothing is lost.
    expectComplaints(page, /400/);
    await input(part(names.opportunity), "name").fill("");
    await button(dialog, t("convert.action")).click();
    await see(errorAt(part(names.opportunity), "name"));
    expect((await api.get("leads", lead.id))["converted_at"]).toBeNull();
    await input(part(names.opportunity), "name").fill(`Roses ${lang}`);
    await input(part(names.opportunity), "amount").fill("750");
    await button(dialog, t("convert.action")).dblclick();
    await expectText(recordName(page), `Roses ${lang}`);
    const converted = await api.get("leads", lead.id);
    expect(converted["converted_contact_id"]).toBe(known.id);
    const deal = await api.get("opportunities", String(converted["converted_opportunity_id"]));
    expect(deal).toMatchObject({ amount: "750.00", organization_id: converted["converted_organization_id"], contact_id: known.id });
    expect((await api.get("tasks", task.id))["related_to_id"]).toBe(deal.id);
    expect(await api.get("organizations", String(converted["converted_organization_id"]))).toMatchObject({ industry: "retail" });

    await button(toast(page, t("convert.done")), t("action.undo")).click();
    await expectPath(page, `/leads/${lead.id}`);
    await see(button(page, t("convert.action")));
    expect((await api.get("leads", lead.id))["converted_at"]).toBeNull();
    expect((await api.get("opportunities", deal.id))["deleted_at"]).toBeTypeOf("string");
    expect((await api.get("tasks", task.id))["related_to_id"]).toBe(lead.id);
  });
});

test("who is late is told that it is done already; a converted lead is only read", async () => {
  const t = words("en");
  await api.request("PATCH", "/me/preferences", { language: "en" });
  const lead = await api.create("leads", { last_name: "Once", company: "Once Ltd" });
  // One chosen lead is converted from the list too.
  const page = await visit(site, "/leads", { as: api });
  await page.getByRole("checkbox", { name: t("grid.select-row", { name: lead.label }) }).check();
  await button(page.getByRole("toolbar", { name: t("list.bulk") }), t("convert.action")).click();
  const dialog = page.getByRole("dialog");
  await see(dialog.getByRole("switch"));
  await api.request("POST", `/records/leads/${lead.id}/actions/convert`, {});
  expectComplaints(page, /409/);
  await button(dialog, t("convert.action")).click();
  await see(alert(dialog));
  await page.goto(`${site.url}/leads/${lead.id}`);
  await see(page.getByRole("link", { name: "Once Ltd" }));
  expect(await button(page, t("convert.action")).count()).toBe(0);
});

test("administrators set the mapping; what does not fit is not offered", async () => {
  const t = words("en");
  await api.request("PATCH", "/me/preferences", { language: "en" });
  const page = await visit(site, "/settings?section=lead-mapping", { as: api });
  await see(page.getByText(t("lead-mapping.intro")));
  await expectClean(page, "main");
  const title = page.getByRole("combobox", { name: "Job title: Contact" }).or(page.getByLabel("Job title: Contact")).first();
  await title.click();
  expect(await page.getByRole("option", { name: "Date of birth" }).count()).toBe(0);
  await page.getByRole("option", { name: "Department" }).click();
  await button(page, t("action.save")).click();
  await see(toast(page, t("settings.saved")));
  const { data } = await api.request<{ data: { mapping: { field: string; contact: string | null }[] } }>("GET", "/admin/leads/mapping");
  expect(data.mapping.find(({ field }) => field === "title")?.contact).toBe("department");
});

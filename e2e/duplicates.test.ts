/** The search for duplicates on the screen, telling apart with undo, merging from a group; and the rules in the settings. */
import { beforeAll, expect, test } from "vitest";
import { visit } from "./browser.ts";
import { expectClean } from "./clean.ts";
import { button, expectPath, gone, pick, see, toast, until, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

let site: Site;
let api: Api;
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp();
});

test("duplicates of a module are found, told apart and merged", async () => {
  await api.request("PATCH", "/me/preferences", { language: "ru" });
  const t = words("ru");
  const make = (name: string, more = {}) => api.create("organizations", { name, ...more });
  const [kept, lost] = [await make("ООО «Ромашка»", { phone: "+74951112233" }), await make("Ромошка")];
  await make("Лютик", { email: "info@flowers.example" });
  await make("Василёк", { email: "info@flowers.example" });
  const page = await visit(site, "/organizations", { lang: "ru", as: api });
  await page.getByRole("link", { name: t("duplicates.begin"), exact: true }).click();
  await expectPath(page, "/organizations/duplicates");
  await button(page, t("duplicates.begin")).click();
  const group = (name: string) => page.locator("main section").filter({ hasText: name });
  await see(group("Ромошка"));
  await see(group("Лютик"));
  await expectClean(page, "main");
  await button(group("Лютик"), t("duplicates.apart")).click();
  await gone(group("Лютик"));
  await button(toast(page, t("duplicates.told-apart")), t("action.undo")).click();
  await see(group("Лютик"));
  await button(group("Ромошка"), t("merge.open")).click();
  const dialog = page.getByRole("dialog");
  await button(dialog, t("merge.action")).click();
  await gone(group("Ромошка"));
  expect(await api.get("organizations", lost.id)).toMatchObject({ merged_into: kept.id });
});

test("an administrator says by what records are known", async () => {
  await api.request("PATCH", "/me/preferences", { language: "en" });
  const t = words("en");
  const page = await visit(site, "/settings?section=duplicates", { as: api });
  const rule = page.locator("main section section");
  await until(() => rule.count()).toBe(3);
  await button(page, t("duplicates.add-rule")).click();
  await pick(page, rule.last().getByPlaceholder(t("duplicates.fields")), "Date of birth");
  await page.keyboard.press("Escape");
  await expectClean(page, "main");
  await button(page, t("action.save")).click();
  await see(toast(page, t("settings.saved")));
  const { data } = await api.request<{ data: { rules: { parts: unknown }[] } }>("GET", "/admin/duplicates/contacts");
  expect(data.rules.at(-1)).toEqual({ parts: [{ fields: ["birthday"], match: "same" }] });
  // The form warns by it.
  await api.create("contacts", { last_name: "Older", birthday: "1990-01-02" });
  const found = await api.request<{ data: { same: string[] }[] }>("POST", "/records/contacts/duplicates", {
    values: { last_name: "Young", birthday: "1990-01-02" },
  });
  expect(found.data).toMatchObject([{ same: ["birthday"] }]);
});

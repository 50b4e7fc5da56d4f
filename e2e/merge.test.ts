/** Merging on the screen: from the list in one language, from the record's page in the other; the old address, undo, copies. */
import { beforeAll, expect, test } from "vitest";
import { expectComplaints, visit } from "./browser.ts";
import { expectClean } from "./clean.ts";
import { alert, button, expectPath, expectText, input, recordName, row, see, toast, until, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

let site: Site;
let api: Api;
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp();
});
const pair = async (name: string) => {
  const first = await api.create("contacts", { last_name: name, title: "Buyer", email: `${name}@example.com`, mobile: "+79120000000" });
  const second = await api.create("contacts", { last_name: `${name}f`, title: "Head", tags: ["fair"] });
  return { first, second, task: await api.create("tasks", { subject: "Ring", contact_id: second.id }) };
};

test("two rows of a list become one by a choice for each field; a change meanwhile is told; undo takes it apart", async () => {
  await api.request("PATCH", "/me/preferences", { language: "ru" });
  const t = words("ru");
  const { first, second, task } = await pair("Орлов");
  const page = await visit(site, "/contacts?q=Орлов", { lang: "ru", as: api });
  for (const name of ["Орлов", "Орловf"])
    await row(page, new RegExp(`${name}(?!f)`))
      .getByRole("checkbox")
      .check({ force: true });
  await button(page, t("merge.open")).click();
  const dialog = page.getByRole("dialog");
  await see(dialog.getByText(t("merge.moves", { name: "Орлов", lists: "Задачи: 1" })));
  await dialog.locator('[data-field="title"]').getByRole("radio").nth(1).check({ force: true });
  await expectClean(page, '[role="dialog"]');
  await api.update("contacts", second, { department: "Закупки" });
  expectComplaints(page, /409/);
  const refused = page.waitForResponse((reply) => reply.url().endsWith("/merge") && reply.status() === 409);
  await button(dialog, t("merge.action")).click();
  await refused;
  await see(alert(dialog).getByText(t("merge.changed")));
  await dialog.locator('thead input[name="survivor"]').first().check({ force: true });
  await dialog.locator('[data-field="title"]').getByRole("radio").nth(1).check({ force: true });
  await button(dialog, t("merge.action")).click();
  await see(toast(page, t("merge.done", { count: 2, name: "Орлов" })));
  expect(await api.get("contacts", first.id)).toMatchObject({
    title: "Head",
    department: "Закупки",
    tags: ["fair"],
    email: first["email"],
  });
  expect(await api.get("tasks", task.id)).toMatchObject({ contact_id: first.id });
  await button(toast(page, t("merge.done", { count: 2, name: "Орлов" })), t("action.undo")).click();
  await until(async () => (await api.get("tasks", task.id))["contact_id"]).toBe(second.id);
  expect(await api.get("contacts", second.id)).not.toHaveProperty("deleted_at");
});

test("a record is merged from its page, also on a phone; the old address leads to the one that remains; a copy is made of it", async () => {
  await api.request("PATCH", "/me/preferences", { language: "en" });
  const t = words("en");
  const { first, second } = await pair("Eagle");
  const page = await visit(site, `/contacts/${second.id}`, { as: api, phone: true });
  await button(page, t("record.more")).click();
  await page.getByRole("menuitem", { name: t("merge.with"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("Eagle");
  await row(dialog, /Eagle(?!f)/)
    .getByRole("checkbox")
    .check({ force: true });
  await button(dialog, t("merge.compare", { count: 2 })).click();
  await button(dialog, t("merge.action")).click();
  await expectPath(page, `/contacts/${first.id}`);
  await page.goto(`${site.url}/contacts/${second.id}`);
  await expectPath(page, `/contacts/${first.id}`);
  await see(toast(page, t("merge.went", { name: "Eaglef" })));
  await expectText(recordName(page), "Eagle");
  await button(page, t("record.more")).click();
  await page.getByRole("menuitem", { name: t("record.duplicate"), exact: true }).click();
  await until(() => input(page, "last_name").inputValue()).toBe("Eagle");
  await input(page, "last_name").fill("Eaglet");
  await button(page, t("action.save")).click();
  await expectText(recordName(page), "Eaglet");
  const copy = await api.get("contacts", new URL(page.url()).pathname.split("/")[2] ?? "");
  expect(copy).toMatchObject({ title: "Buyer", email: first["email"], tags: ["fair"] });
});

/** Values changed where they stand, in lists and on record pages: one request each, nothing lost, nobody overwritten. */
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import type { DescribedModule } from "../src/model/describe.ts";
import { expectComplaints, visit } from "./browser.ts";
import { button, detail, expectText, gone, labelOf, recordName, row, rows, see, table, toast, until, words } from "./screen.ts";
import { startSite, type Api, type Site } from "./server.ts";

const lang = "en";
const t = words(lang);
let site: Site;
let api: Api;
let module: DescribedModule;
const label = (name: string): string => labelOf(module, name, lang);
beforeAll(async () => {
  site = await startSite();
  api = await site.setUp({ lang });
  module = await api.module("contacts");
});
beforeEach(async () => {
  const { data } = await api.list("contacts", "limit=1000");
  if (data.length > 0) await api.request("POST", "/records/contacts/bulk", { operations: data.map(({ id }) => ({ op: "delete", id })) });
  await api.createMany(
    "contacts",
    Array.from({ length: 12 }, (_, i) => ({ last_name: `Person ${String(i).padStart(2, "0")}`, title: `Title ${i}` })),
  );
});

const COLUMNS = "last_name,title,email,number";
const openList = async (): Promise<Page> => {
  const page = await visit(site, `/contacts?sort=last_name&columns=${COLUMNS}`, { lang, as: api });
  await see(rows(page));
  return page;
};
const cell = (page: Page, index: number, column: string): Locator => table(page).locator(`[data-index="${index}"] [data-col="${column}"]`);
const editor = (page: Page): Locator => table(page).locator("[data-editor] input");
const read = async (name: string): Promise<Record<string, unknown>> => {
  const { data } = await api.list(
    "contacts",
    `filter=${encodeURIComponent(JSON.stringify({ field: "last_name", op: "eq", value: name }))}`,
  );
  return data[0] ?? {};
};

test("typing, Enter, Tab, Esc and arrows; one request for each value; undone by Ctrl+Z", async () => {
  const page = await openList();
  const writes: string[] = [];
  page.on(
    "request",
    (request) => request.method() === "PATCH" && request.url().includes("/records/") && writes.push(request.postData() ?? ""),
  );
  await cell(page, 0, "title").click();
  await page.keyboard.type("Chief");
  await page.keyboard.press("Enter");
  await expectText(cell(page, 0, "title"), "Chief");
  await until(async () => (await read("Person 00"))["title"]).toBe("Chief");
  expect(writes).toHaveLength(1);
  // The cursor went down; F2 edits what is there, Esc leaves it.
  await page.keyboard.press("F2");
  await until(() => editor(page).inputValue()).toBe("Title 1");
  await page.keyboard.type("nothing");
  await page.keyboard.press("Escape");
  await expectText(cell(page, 1, "title"), "Title 1");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Boss");
  await page.keyboard.press("Tab");
  await until(async () => (await read("Person 00"))["title"]).toBe("Boss");
  await until(() => cell(page, 0, "email").getAttribute("data-active")).toBe("true");
  await page.keyboard.press("Delete");
  expect(writes).toHaveLength(2);
  await page.keyboard.press("Control+z");
  await expectText(cell(page, 0, "title"), "Chief");
  await page.keyboard.press("Control+z");
  await until(async () => (await read("Person 00"))["title"]).toBe("Title 0");
  // The name stays a link: in its cell Enter opens the record.
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expectText(recordName(page), "Person 00");
});

test("what is refused stays with the reason, to be corrected or given up; what may not be changed shows a lock", async () => {
  const page = await openList();
  expectComplaints(page, /400/);
  await cell(page, 0, "email").dblclick();
  await editor(page).fill("not an address");
  await page.keyboard.press("Enter");
  await until(() => cell(page, 0, "email").getAttribute("data-mark")).toBe("bad");
  await see(cell(page, 0, "email").getByText("not an address"));
  // The record has opened beside the list, and the cell has moved away from under the mouse.
  await cell(page, 0, "email").hover();
  await see(cell(page, 0, "email").getByRole("alert"));
  await cell(page, 0, "email").dblclick();
  await until(() => editor(page).inputValue()).toBe("not an address");
  await editor(page).fill("someone@example.com");
  await page.keyboard.press("Enter");
  await until(async () => (await read("Person 00"))["email"]).toBe("someone@example.com");
  await until(() => cell(page, 0, "email").getAttribute("data-mark")).toBeNull();
  await cell(page, 1, "email").dblclick();
  await editor(page).fill("wrong");
  await page.keyboard.press("Enter");
  await until(() => cell(page, 1, "email").getAttribute("data-mark")).toBe("bad");
  await cell(page, 1, "email").dblclick();
  await page.keyboard.press("Escape");
  await expectText(cell(page, 1, "email"), "");
  await cell(page, 1, "number").click();
  await see(cell(page, 1, "number").getByRole("img", { name: t("grid.locked") }));
  await page.keyboard.type("x");
  expect(await editor(page).count()).toBe(0);
});

test("two people: different fields both succeed, the same field asks", async () => {
  const page = await openList();
  expectComplaints(page, /409/);
  const [first] = (await api.list("contacts", "sort=last_name&limit=1")).data;
  if (!first) throw new Error("no contact");
  await api.update("contacts", first, { email: "their@example.com" });
  await cell(page, 0, "title").click();
  await page.keyboard.type("Mine");
  await page.keyboard.press("Enter");
  await until(async () => await read("Person 00")).toMatchObject({ title: "Mine", email: "their@example.com" });
  await expectText(cell(page, 0, "email"), "their@example.com");
  await cell(page, 0, "title").click();
  await page.keyboard.type("Mine again");
  // It comes to the screen while I am at it: beside the list it is seen.
  await api.update("contacts", { id: first.id, version: 3 }, { title: "Theirs" });
  await see(page.getByRole("complementary").getByText("Theirs"));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: t("conflict.title") });
  await see(dialog.getByText("Theirs"));
  await dialog.getByRole("radio", { name: "Theirs" }).check();
  await button(dialog, t("conflict.save")).click();
  await expectText(cell(page, 0, "title"), "Theirs");
  await cell(page, 0, "title").click();
  await page.keyboard.type("Mine at last");
  await api.update("contacts", { id: first.id, version: 4 }, { title: "Theirs 2" });
  await page.keyboard.press("Enter");
  await button(dialog, t("conflict.save")).click();
  await until(async () => (await read("Person 00"))["title"]).toBe("Mine at last");
});

test("a lost connection: the value waits and is sent once", async () => {
  const page = await openList();
  expectComplaints(page, /ERR_|Failed to load|409/);
  let lost = 1;
  // The first answer is lost on its way back: the server has written already.
  await page.route("**/api/v1/records/contacts/*", async (route) => {
    if (route.request().method() !== "PATCH" || lost-- <= 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await cell(page, 0, "title").click();
  await page.keyboard.type("Patient");
  await page.keyboard.press("Enter");
  await until(() => cell(page, 0, "title").getAttribute("data-mark")).toBe("busy");
  await until(() => cell(page, 0, "title").getAttribute("data-mark")).toBeNull();
  expect(await read("Person 00")).toMatchObject({ title: "Patient", version: 2 });
});

test("a block from a spreadsheet is pasted after a look at it; a block is copied as one", async () => {
  const page = await openList();
  const paste = async (text: string): Promise<void> => {
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await page.keyboard.press("Control+v");
  };
  await cell(page, 0, "title").click();
  await paste("One\tone@example.com\nTwo\ttwo@example.com");
  await until(async () => await read("Person 01")).toMatchObject({ title: "Two", email: "two@example.com" });
  await see(toast(page, t("list.changed", { count: 2 })));
  await paste(Array.from({ length: 12 }, (_, i) => `Job ${i}\tjob${i}@example.com\tX`).join("\n"));
  const dialog = page.getByRole("dialog", { name: t("paste.title") });
  await see(dialog.getByText(t("paste.text", { cells: 24, rows: 12, bad: 12 })));
  await button(dialog, t("paste.do", { count: 24 })).click();
  await until(async () => await read("Person 11")).toMatchObject({ title: "Job 11", email: "job11@example.com" });
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Control+c");
  await until(() => page.evaluate("navigator.clipboard.readText()")).toBe("Job 0\tjob0@example.com\nJob 1\tjob1@example.com");
  await page.keyboard.press("Control+z");
  await until(async () => await read("Person 11")).toMatchObject({ title: "Title 11", email: null });
});

test("keys of the page: J and K, X, A; a click shows the record beside the list", async () => {
  const page = await openList();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  const bar = page.getByRole("toolbar", { name: t("list.bulk") });
  await see(bar.getByText(t("list.chosen", { count: 1 })));
  await until(() => row(page, "Person 01").getAttribute("data-selected")).toBe("true");
  await page.keyboard.press("a");
  await see(page.getByRole("dialog", { name: t("bulk.owner") }));
  await page.keyboard.press("Escape");
  await cell(page, 3, "number").click();
  const [, , , fourth] = (await api.list("contacts", "sort=last_name&limit=4")).data;
  await until(() => new URL(page.url()).searchParams.get("peek")).toBe(fourth?.id);
  await until(() => row(page, "Person 03").getAttribute("data-current")).toBe("true");
});

test("on the record's page: by click or by keyboard, from value to value", async () => {
  const person = await api.create("contacts", { last_name: "Detailed", title: "Clerk", email: "a@example.com" });
  const page = await visit(site, `/contacts/${person.id}`, { lang, as: api });
  await expectText(recordName(page), "Detailed");
  const input = page.locator("main dd [data-editor] input");
  await detail(page, label("title")).click();
  await input.fill("Director");
  await page.keyboard.press("Enter");
  await expectText(detail(page, label("title")), /^Director/);
  await until(async () => (await api.get("contacts", person.id))["title"]).toBe("Director");
  await page.getByRole("button", { name: t("detail.edit", { field: label("email") }), exact: true }).focus();
  await page.keyboard.press("Enter");
  await until(() => input.inputValue()).toBe("a@example.com");
  await input.fill("b@example.com");
  await page.keyboard.press("Escape");
  await gone(input);
  await expectText(detail(page, label("email")), /^a@example.com/);
  await page.keyboard.press("Enter");
  await input.fill("c@example.com");
  await page.keyboard.press("Tab");
  await until(async () => (await api.get("contacts", person.id))["email"]).toBe("c@example.com");
  await see(page.locator("main dd [data-editor]"));
  await page.keyboard.press("Escape");
  await button(toast(page, new RegExp(label("email"))), t("action.undo")).click();
  await until(async () => (await api.get("contacts", person.id))["email"]).toBe("a@example.com");
});

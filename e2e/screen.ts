/** What the tests do on the screen, in words of the interface: both languages by the same keys. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { Lang } from "../src/fieldtypes/field-type.ts";
import { translate, type MessageKey, type MessageParams } from "../src/i18n/translate.ts";
import type { DescribedField, DescribedModule } from "../src/model/describe.ts";

export const LANGS = ["en", "ru"] as const satisfies readonly Lang[];
export type Words = (key: MessageKey, params?: MessageParams) => string;
export const words =
  (lang: Lang): Words =>
  (key, params) =>
    translate(lang, key, params);

/** Spaces of all kinds as plain ones: formats of numbers and dates are full of narrow and hard ones. */
export const plain = (text: string | null | undefined): string => (text ?? "").replaceAll(/\s+/g, " ").trim();

/** Asks again and again until the answer is as expected. */
export const until = <T>(read: () => T | Promise<T>): ReturnType<typeof expect.poll<T>> =>
  // oxlint-disable-next-line vitest/require-awaited-expect-poll -- whoever calls it waits
  expect.poll(read, { timeout: 20_000, interval: 40 });
export const see = (locator: Locator): Promise<void> => locator.filter({ visible: true }).first().waitFor();
export const gone = (locator: Locator): Promise<void> => locator.filter({ visible: true }).first().waitFor({ state: "hidden" });
/** What it says at this moment; nothing when it isn't there. */
export const textOf = async (locator: Locator): Promise<string> => plain((await locator.allTextContents())[0]);
/** Waits until the text is (or matches) the expected one. */
export async function expectText(locator: Locator, expected: string | RegExp): Promise<void> {
  await until(() => textOf(locator)).toEqual(typeof expected === "string" ? plain(expected) : expect.stringMatching(expected));
}
export async function expectPath(page: Page, expected: string | RegExp): Promise<void> {
  await until(() => new URL(page.url()).pathname).toEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
}
export async function expectFocus(locator: Locator, focused: boolean): Promise<void> {
  await until(() => locator.and(locator.page().locator(":focus")).count()).toBe(focused ? 1 : 0);
}
export const param = (page: Page, name: string): string | null => new URL(page.url()).searchParams.get(name);

export const button = (page: Page | Locator, name: string | RegExp): Locator => page.getByRole("button", { name, exact: true });
export const toast = (page: Page, text: string | RegExp): Locator => page.locator(".mantine-Notification-root").filter({ hasText: text });
export const alert = (page: Page | Locator): Locator => page.getByRole("alert");

/** Chooses from an opened menu of options. */
export async function pick(page: Page, input: Locator, option: string | RegExp): Promise<void> {
  await input.click();
  await page.getByRole("option", { name: option, exact: true }).filter({ visible: true }).first().click();
}
/** Types into a searchable menu first. */
export async function search(page: Page, input: Locator, typed: string, option: string | RegExp = typed): Promise<void> {
  await input.click();
  await input.fill(typed);
  await page
    .getByRole("option", { name: option, exact: typeof option === "string" })
    .filter({ visible: true })
    .first()
    .click();
}

// The list.

export const table = (page: Page | Locator): Locator => page.getByRole("grid");
/** Rows with records; the head is none. */
export const rows = (page: Page | Locator): Locator => table(page).locator('[role="row"][data-index]');
export const row = (page: Page | Locator, text: string | RegExp): Locator => rows(page).filter({ hasText: text });
export const count = (page: Page): Locator => page.locator("main output");
export const openList = async (page: Page, name: string): Promise<void> => see(page.getByRole("heading", { level: 1, name, exact: true }));

/** The word that a list shows for how many records it has. */
export const expectCount = (page: Page, lang: Lang, number: number): Promise<void> =>
  expectText(count(page), words(lang)("list.count", { count: number }));

// The form.

export const field = (form: Page | Locator, name: string): Locator => form.locator(`[data-field="${name}"]`);
export const input = (form: Page | Locator, name: string): Locator =>
  field(form, name).locator("input:not([type=hidden]), textarea").first();
export const errorAt = (form: Page | Locator, name: string): Locator => field(form, name).locator(".mantine-InputWrapper-error");

export const labelOf = (module: DescribedModule, name: string, lang: Lang): string => fieldOf(module, name).label[lang];
export function fieldOf(module: DescribedModule, name: string): DescribedField {
  const found = module.fields.find((each) => each.name === name);
  if (!found) throw new Error(`${module.name} has no field ${name}`);
  return found;
}
export function optionOf(module: DescribedModule, name: string, value: string, lang: Lang): string {
  const found = fieldOf(module, name).options?.find((option) => option.value === value);
  if (!found) throw new Error(`${module.name}.${name} has no option ${value}`);
  return found.label[lang];
}

// The record.

/** What the details say of a field. */
export const detail = (page: Page, label: string): Locator =>
  page
    .locator("main section dl > div")
    .filter({ has: page.locator("dt", { hasText: new RegExp(`^${escape(label)}$`) }) })
    .locator("dd");
const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
/** Opens the blocks that are folded at first. */
export async function unfold(page: Page): Promise<void> {
  await see(page.locator("main section h2"));
  const folded = page.locator('main section h2 button[aria-expanded="false"]');
  for (let left = await folded.count(); left > 0; left--) await folded.first().click();
}
export const recordName = (page: Page): Locator => page.locator("main header h1");

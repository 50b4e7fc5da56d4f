/**
 * Chromium for a test file: one browser, a context for each visitor. After each test every visitor leaves; what the
 * page complained of (console errors, exceptions) fails the test unless the test said that it expects it.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Lang } from "../src/fieldtypes/field-type.ts";
import { loadDictionary } from "../src/i18n/translate.ts";
import type { Api, Site } from "./server.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const FAILURES = path.resolve(import.meta.dirname, "../.cache/test-reports/browser");
export const DESKTOP = { width: 1440, height: 900 } as const;
export const PHONE = { width: 390, height: 844 } as const;
/** For one step; what takes longer in a working program is broken. */
const PATIENCE = 20_000;

export interface VisitOptions {
  readonly lang?: Lang;
  readonly dark?: boolean;
  readonly phone?: boolean;
  /** Signed in as this person. */
  readonly as?: Api;
  /** Where the clock of the page stands still. */
  readonly now?: string;
}

const shared: { browser?: Browser } = {};
const visitors = new Map<BrowserContext, { readonly page: Page; readonly complaints: string[]; expected: RegExp | undefined }>();

beforeAll(async () => {
  await Promise.all([loadDictionary("en"), loadDictionary("ru")]);
  shared.browser = await chromium.launch({ executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args: FLAGS });
});
afterAll(() => shared.browser?.close());

afterEach(async (test) => {
  const left = [...visitors];
  visitors.clear();
  const complaints: string[] = [];
  for (const [context, visitor] of left) {
    if (test.task.result?.state === "fail") await picture(visitor.page, test.task.name);
    complaints.push(...visitor.complaints.filter((text) => !visitor.expected?.test(text)));
    await context.close();
  }
  if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join("\n")}`);
});

/** Of a failed test, for whoever looks why. */
async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(FAILURES, { recursive: true });
  await page.screenshot({ path: path.join(FAILURES, `${name.replaceAll(/[^\p{L}\d]+/gu, "-").slice(0, 80)}.png`) }).catch(() => undefined);
}

/** A new browser window of a new visitor. */
export async function visit(
  site: Site,
  address: string,
  { lang = "en", dark = false, phone = false, as, now }: VisitOptions = {},
): Promise<Page> {
  if (!shared.browser) throw new Error("visit() is for tests and hooks after the first");
  const context = await shared.browser.newContext({
    locale: lang === "ru" ? "ru-RU" : "en-GB",
    timezoneId: lang === "ru" ? "Europe/Moscow" : "Europe/London",
    colorScheme: dark ? "dark" : "light",
    viewport: phone ? PHONE : DESKTOP,
    // Animations are for people.
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    ...(phone ? { hasTouch: true, isMobile: true } : {}),
  });
  context.setDefaultTimeout(PATIENCE);
  if (as) await context.addCookies([{ name: "manul_session", value: as.token, url: site.url }]);
  // Pages without an address (axe opens one) have no storage.
  await context.addInitScript(
    `if (location.protocol.startsWith("http") && !localStorage.getItem("manul.language")) localStorage.setItem("manul.language", "${lang}")`,
  );
  const page = await context.newPage();
  if (now !== undefined) await page.clock.setFixedTime(now);
  const complaints: string[] = [];
  const listen = (each: Page): void => {
    each.on(
      "console",
      (message) =>
        message.type() === "error" && complaints.push(`${new URL(each.url()).pathname}: ${message.text()} ${message.location().url}`),
    );
    each.on("pageerror", (error) => complaints.push(`${new URL(each.url()).pathname}: ${error.stack ?? error.message}`));
  };
  listen(page);
  context.on("page", (each) => each !== page && listen(each));
  visitors.set(context, { page, complaints, expected: undefined });
  await page.goto(site.url + address);
  return page;
}

/** Complaints like this one belong to the test. */
export function expectComplaints(page: Page, expected: RegExp): void {
  const visitor = visitors.get(page.context());
  if (visitor) visitor.expected = expected;
}

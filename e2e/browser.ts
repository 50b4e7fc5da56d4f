/**
 * Chromium for a test file: one browser, a context for each visitor. After each test every visitor leaves; what the
 * page complained of (console errors, exceptions) fails the test unless the test said that it expects it. The next
 * visitor of the same kind gets the context that one left, emptied: the client's scripts are in its cache, compiled.
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
interface Visitor {
  readonly page: Page;
  /** What contexts must be alike in to follow one another. */
  readonly kind: string;
  readonly complaints: string[];
  expected: RegExp | undefined;
}
const visitors = new Map<BrowserContext, Visitor>();
/** Contexts that nobody uses, by kind. */
const left = new Map<string, BrowserContext[]>();

beforeAll(async () => {
  await Promise.all([loadDictionary("en"), loadDictionary("ru")]);
  shared.browser = await chromium.launch({ executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args: FLAGS });
});
afterAll(() => shared.browser?.close());

afterEach(async (test) => {
  const leaving = [...visitors];
  visitors.clear();
  const complaints: string[] = [];
  for (const [context, visitor] of leaving) {
    const failed = test.task.result?.state === "fail";
    if (failed) await picture(visitor.page, test.task.name);
    complaints.push(...visitor.complaints.filter((text) => !visitor.expected?.test(text)));
    await leave(context, visitor.kind, failed);
  }
  if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join("\n")}`);
});

async function leave(context: BrowserContext, kind: string, failed: boolean): Promise<void> {
  // A clock that stands still can't be set going again.
  if (failed || kind === "") return context.close();
  context.removeAllListeners("page");
  await Promise.all(context.pages().map((page) => page.close()));
  left.set(kind, [...(left.get(kind) ?? []), context]);
}

/** Of a failed test, for whoever looks why. */
async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(FAILURES, { recursive: true });
  await page.screenshot({ path: path.join(FAILURES, `${name.replaceAll(/[^\p{L}\d]+/gu, "-").slice(0, 80)}.png`) }).catch(() => undefined);
}

/** A browser window of a new visitor. */
export async function visit(site: Site, address: string, options: VisitOptions = {}): Promise<Page> {
  const { lang = "en", dark = false, phone = false, as, now } = options;
  const kind = now === undefined ? `${lang} ${dark ? "dark" : ""} ${phone ? "phone" : ""}` : "";
  const used = left.get(kind)?.pop();
  const context = used ?? (await newContext({ lang, dark, phone }));
  const page = await context.newPage();
  if (used) await forget(page, site.url);
  if (as) await context.addCookies([{ name: "manul_session", value: as.token, url: site.url }]);
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
  visitors.set(context, { page, kind, complaints, expected: undefined });
  await page.goto(site.url + address);
  return page;
}

async function newContext({ lang, dark, phone }: Required<Pick<VisitOptions, "lang" | "dark" | "phone">>): Promise<BrowserContext> {
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
  // Pages without an address (axe opens one) have no storage.
  await context.addInitScript(
    `if (location.protocol.startsWith("http") && !localStorage.getItem("manul.language")) localStorage.setItem("manul.language", "${lang}")`,
  );
  return context;
}

/** What the last visitor left in the browser's storage and cookies goes; the cache of files stays. */
async function forget(page: Page, origin: string): Promise<void> {
  await page.context().clearCookies();
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await session.detach();
}

/** Complaints like this one belong to the test. */
export function expectComplaints(page: Page, expected: RegExp): void {
  const visitor = visitors.get(page.context());
  if (visitor) visitor.expected = expected;
}

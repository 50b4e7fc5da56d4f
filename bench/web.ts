/**
 * `npm run bench:web`: what a person waits for, in a real Chromium against a million contacts. Times are taken inside
 * the page, from the act to the frame that shows its effect. `--small` works on a tenth of the data. A whole run
 * writes RESULTS-WEB.md.
 */
import { writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import pino from "pino";
import pretty from "pino-pretty";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { findChromium } from "../scripts/chromium.mjs";
import { startSession } from "../src/server/auth/sessions.ts";
import { adminOf } from "./caller.ts";
import { startCluster } from "./cluster.ts";
import { ensureFilled } from "./fill.ts";
import { planOf } from "./generate.ts";
import { spread } from "./measure.ts";
import { startApp } from "./processes.ts";
import { editInPlace, firstLoad, openAndBack, scrollBareRows, scrollFar, typeIntoDocument, typeIntoSearch } from "./web-cases.ts";

const RESULTS = path.join(import.meta.dirname, "RESULTS-WEB.md");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const REPEATS = 7;
const CONTACTS = 1_000_000;
const ROWS = 10_000;

const { values: given } = parseArgs({ options: { small: { type: "boolean", default: false }, web: { type: "boolean" } } });
const log = pino({ level: "info", base: null }, pretty({ colorize: false, translateTime: "SYS:HH:MM:ss", sync: true }));

export interface WebLine {
  readonly title: string;
  readonly value: number;
  readonly unit: string;
  /** Absent: it is there to compare with. */
  readonly goal?: number;
}

async function openContext(browser: Browser, url: string, token: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  await context.addCookies([{ name: "manul_session", value: token, url }]);
  return context;
}

interface Way {
  readonly url: string;
  readonly token: string;
  readonly csrf: string;
}
async function measure(browser: Browser, { url, token, csrf }: Way): Promise<readonly WebLine[]> {
  const loads: Awaited<ReturnType<typeof firstLoad>>[] = [];
  for (let i = 0; i < REPEATS; i++) {
    // A browser that has never been here: nothing is in its cache.
    const context = await openContext(browser, url, token);
    loads.push(await firstLoad(await context.newPage(), `${url}/contacts`));
    await context.close();
  }
  log.info({ loads }, "first load measured");
  const context = await openContext(browser, url, token);
  const page: Page = await context.newPage();
  await firstLoad(page, `${url}/contacts`);
  const visits = await openAndBack(page, REPEATS);
  log.info({ visits }, "list, record and back measured");
  const typed = await typeIntoSearch(page);
  log.info({ typed }, "search measured");
  const edits = await editInPlace(page, REPEATS);
  log.info({ edits }, "editing in place measured");
  const scrolled = await scrollFar(page, ROWS, 4);
  const rushed = await scrollFar(page, ROWS, 8);
  const typing = await typeIntoDocument(page, { url, csrf });
  log.info({ scrolled, rushed, typing }, "scrolling and a long document measured");
  const bare = await scrollBareRows(page, ROWS / 4, 4);
  const bareRushed = await scrollBareRows(page, ROWS / 4, 8);
  await context.close();
  const median = (values: readonly number[]): number => spread(values).median;
  return [
    { title: "First load to a usable list", value: median(loads.map((load) => load.usable)), unit: "ms", goal: 1000 },
    { title: "Script until then, gzip", value: median(loads.map((load) => load.scriptBytes / 1024)), unit: "KB", goal: 250 },
    { title: "From list to record, warm", value: median(visits.open), unit: "ms", goal: 100 },
    { title: "Back to the list", value: median(visits.back), unit: "ms", goal: 100 },
    { title: "A keystroke in search, 95th percentile", value: typed.shown, unit: "ms", goal: 100 },
    { title: "… of it the server", value: typed.server, unit: "ms", goal: 50 },
    { title: "Edited value on the screen", value: median(edits.shown), unit: "ms", goal: 100 },
    { title: "Requests to save it", value: Math.max(...edits.requests), unit: "", goal: 1 },
    { title: "A key in a line of a 500-line invoice, until its total is laid out", value: median(typing), unit: "ms", goal: 16 },
    { title: "Frames dropped in scrolling through 10,000 rows, 240 a second", value: scrolled * 100, unit: "%", goal: 5 },
    { title: "… rows of bare text in the same browser", value: bare * 100, unit: "%" },
    { title: "… 480 a second", value: rushed * 100, unit: "%", goal: 5 },
    { title: "… rows of bare text, 480 a second", value: bareRushed * 100, unit: "%" },
  ];
}

const amount = ({ value, unit }: WebLine): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${unit}`.trim();
const verdict = ({ value, unit, goal }: WebLine): string =>
  goal === undefined ? "" : `${`≤ ${goal} ${unit}`.trim()}: ${value <= goal ? "met" : "**missed**"}`;
const table = (lines: readonly WebLine[]): string =>
  [
    "| what | measured | goal |",
    "| --- | --- | --- |",
    ...lines.map((line) => `| ${line.title} | ${amount(line)} | ${verdict(line)} |`),
  ].join("\n");

const report = (lines: readonly WebLine[], contacts: number, loadBefore: number): string => `# What a person waits for

Made by \`npm run bench:web\` on ${new Date().toISOString().slice(0, 10)}; don't edit.

- Machine: ${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? "unknown"}, ${Math.round(os.totalmem() / 2 ** 30)} GB memory; Chromium, program and PostgreSQL share its cores
- Data: ${contacts.toLocaleString("en")} contacts
- Processes of others that wanted a core before the run: ${loadBefore.toFixed(1)} of ${os.cpus().length} cores

${table(lines)}

Times are medians of ${REPEATS} but for the keystrokes, taken in the page from the act to the frame that shows its effect. The first
load is that of a browser that has never been here. "Warm": what the browser has fetched before may be used.

A frame is dropped when the 60th part of a second passes without one. Chromium has neither a window nor a graphics card
here: it paints with the same two cores on which the program and its database bring the rows. 240 rows a second are 9,600
pixels, ten screens, two or three times as much as a flick of a wheel; 480 are twice that. "Bare text": a fixed number of
\`div\`s whose texts are written anew (bare-rows.html), without React, program or database.
`;

const contacts = given.small ? CONTACTS / 10 : CONTACTS;
const loadBefore = os.loadavg()[0] ?? 0;
const cluster = await startCluster(log);
try {
  const name = await ensureFilled(cluster, contacts, log);
  const database = await cluster.open(name);
  const { token, csrfToken } = await startSession(database, adminOf(planOf(contacts)), {
    address: "127.0.0.1",
    userAgent: "bench",
    strong: false,
  });
  await database.close();
  const app = await startApp(cluster, name);
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? (await findChromium(process.execPath)),
    args: FLAGS,
  });
  try {
    const lines = await measure(browser, { url: app.url, token, csrf: csrfToken });
    process.stdout.write(`\n${table(lines)}\n`);
    if (!given.small) await writeFile(RESULTS, report(lines, contacts, loadBefore));
  } finally {
    await browser.close();
    await app.stop();
  }
} finally {
  await cluster.stop();
}

/** The acts of `bench:web`: what a person does, driven from outside and timed inside the page (in-page.ts). */
import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import path from "node:path";
import type { Page } from "playwright-core";

const ROWS = '[role="row"][data-index]';
const LINKS = `${ROWS} a[data-row-link]`;

/** An act that waits for what never comes would wait for ever. */
const LONGEST = 150_000;

async function inPage<T>(page: Page, act: string, ...args: readonly (string | number)[]): Promise<T> {
  const late = AbortSignal.timeout(LONGEST);
  return Promise.race([
    page.evaluate<T>(`manulBench.${act}(${args.map((arg) => JSON.stringify(arg)).join(", ")})`),
    new Promise<never>((_, reject) => late.addEventListener("abort", () => reject(new Error(`${act} never ended`)))),
  ]);
}

/** To the first row that can be clicked, in milliseconds, and the bytes of script that came over the wire for it. */
export async function firstLoad(page: Page, address: string): Promise<{ readonly usable: number; readonly scriptBytes: number }> {
  const source = await readFile(path.join(import.meta.dirname, "in-page.ts"), "utf8");
  await page.addInitScript(`(() => {${stripTypeScriptTypes(source)}})();`);
  await page.goto(address, { waitUntil: "commit" });
  return inPage(page, "firstLoad", LINKS);
}

/** Opens a record from the list and goes back, again and again; the first time warms what is fetched on demand. */
export async function openAndBack(page: Page, repeats: number): Promise<{ readonly open: number[]; readonly back: number[] }> {
  const times = { open: [] as number[], back: [] as number[] };
  for (let i = 0; i <= repeats; i++) {
    const link = page.locator(LINKS).nth(2);
    const name = (await link.textContent()) ?? "";
    await link.hover();
    // A hand takes a moment from pointing to pressing.
    await page.waitForTimeout(150);
    const open = await inPage<number>(page, "open", LINKS, 2, "main h1", name.trim());
    await page.waitForTimeout(300);
    const back = await inPage<number>(page, "back", LINKS);
    await page.waitForTimeout(300);
    if (i === 0) continue;
    times.open.push(open);
    times.back.push(back);
  }
  return times;
}

/** As people type: names in both languages, a number, an address. */
/** Typed first and not counted: a database that has just been started reads from the disk what it later has in memory. */
const WARMING = ["smith", "иванова", "OPP12", "a.brown", "петров", "CON42"];
const TYPED = ["pearson", "соколова", "CON868", "henry", "орлов", "h.pears"];

/** Each letter waits for its answer before the next is pressed; the 95th percentiles over all letters. */
export async function typeIntoSearch(page: Page): Promise<{ readonly shown: number; readonly server: number }> {
  const times: { shown: number; server: number }[] = [];
  await page.keyboard.press("Control+KeyK");
  const input = page.getByRole("dialog").getByRole("combobox").first();
  await input.waitFor();
  for (const word of [...WARMING, ...TYPED]) {
    await input.fill("");
    for (let length = 1; length <= word.length; length++) {
      await inPage(page, "listen");
      await page.keyboard.type(word[length - 1] ?? "");
      const answer = await inPage<(typeof times)[number] | undefined>(page, "searched", word.slice(0, length));
      if (answer && TYPED.includes(word)) times.push(answer);
    }
    await page.evaluate("performance.clearResourceTimings()");
  }
  await page.keyboard.press("Escape");
  if (times.length < 10) throw new Error("the search was hardly asked");
  const at95 = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
  return { shown: at95(times.map(({ shown }) => shown)), server: at95(times.map(({ server }) => server)) };
}

/** Writes another title into a cell, row after row: from Enter to the frame with the new value, and what was sent for it. */
export async function editInPlace(page: Page, repeats: number): Promise<{ readonly shown: number[]; readonly requests: number[] }> {
  const shown: number[] = [];
  const requests: number[] = [];
  for (let i = 0; i < repeats; i++) {
    let writes = 0;
    // Who looks at which record is told to the others by requests of its own, whether somebody writes or not.
    const count = (request: { method(): string; url(): string }): void => {
      if (request.method() !== "GET" && !request.url().endsWith("/presence")) writes += 1;
    };
    page.on("request", count);
    const cell = `[role="row"][data-index="${i}"] [data-col="title"]`;
    const value = `Title ${Date.now() % 1_000_000}`;
    await page.locator(cell).click({ position: { x: 4, y: 4 } });
    await page.keyboard.press("F2");
    await page.locator(`${cell} input`).fill(value);
    await inPage(page, "listen");
    await page.keyboard.press("Enter");
    shown.push(await inPage<number>(page, "shownAfterKey", `${cell} span`, value));
    await page.waitForTimeout(700);
    page.off("request", count);
    requests.push(writes);
    await page.keyboard.press("Escape");
  }
  return { shown, requests };
}

/** Through so many rows, eight a frame; the share of frames that were dropped. */
export const scrollFar = async (page: Page, rows: number): Promise<{ readonly dropped: number }> => ({
  dropped: await inPage<number>(page, "scroll", ROWS, rows),
});

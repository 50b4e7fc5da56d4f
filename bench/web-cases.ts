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

/** Through so many rows of the list on the page; the share of frames that were dropped. */
export const scrollFar = async (page: Page, rows: number, perFrame: number): Promise<number> =>
  inPage<number>(page, "scroll", ROWS, rows, perFrame);

/** The same through rows of nothing but text, without a framework or a server: what this browser can do on this machine. */
export async function scrollBareRows(page: Page, rows: number, perFrame: number): Promise<number> {
  await page.goto("about:blank");
  await page.setContent(await readFile(path.join(import.meta.dirname, "bare-rows.html"), "utf8"));
  return inPage<number>(page, "scroll", ROWS, rows, perFrame);
}

const LINES = 500;
const SUBJECT = `${LINES} lines`;

/** An invoice of 500 lines; the one of the last run, if it is there. */
async function longInvoice(page: Page, url: string, csrf: string): Promise<string> {
  const call = async <T>(method: "get" | "post", address: string, data?: object): Promise<T> => {
    const reply = await page.request[method](`${url}/api/v1${address}`, { headers: { "X-CSRF-Token": csrf }, ...(data ? { data } : {}) });
    if (!reply.ok()) throw new Error(`${address}: ${reply.status()} ${await reply.text()}`);
    return (await reply.json()) as T;
  };
  type Rows = { readonly data: readonly { readonly id: string }[] };
  const filter = encodeURIComponent(JSON.stringify({ field: "subject", op: "eq", value: SUBJECT }));
  const known = (await call<Rows>("get", `/records/invoices?filter=${filter}&limit=1`)).data[0];
  if (known) return known.id;
  const [organization] = (await call<Rows>("get", "/records/organizations?limit=1")).data;
  const made = await call<{ readonly data: { readonly id: string } }>("post", "/records/invoices", {
    subject: SUBJECT,
    organization_id: organization?.id,
    lines: Array.from({ length: LINES }, (_, i) => ({
      description: `Position ${i + 1}`,
      quantity: String(1 + (i % 9)),
      unit_price: `${(i * 37) % 5000}.${String((i * 13) % 100).padStart(2, "0")}`,
      tax_ids: ["vat"],
    })),
  });
  return made.data.id;
}

/** Types quantities into a line in the middle of a document of 500: the work from each key to the new total. */
export async function typeIntoDocument(page: Page, { url, csrf }: { readonly url: string; readonly csrf: string }): Promise<number[]> {
  await page.goto(`${url}/invoices/${await longInvoice(page, url, csrf)}/edit`);
  const line = page.locator("[data-line]").nth(LINES / 2);
  const quantity = line.locator("input").first();
  await quantity.click();
  const times: number[] = [];
  for (const key of "1234567891234") {
    if (times.length % 4 === 3) await quantity.fill("");
    await page.waitForTimeout(200);
    await inPage(page, "watch", "[data-total]");
    await inPage(page, "listen");
    await page.keyboard.press(key);
    times.push(await inPage<number>(page, "workAfterKey"));
  }
  // The first two warm the code.
  return times.slice(2);
}

/** What `bench:web` runs inside the page: it acts and looks, frame by frame. Injected before the page's own scripts. */
const PATIENCE = 20_000;
const frame = (): Promise<number> => new Promise(requestAnimationFrame);

/** Milliseconds from `since` to the frame on which something visible that matches `selector` says `text`. */
async function seen(selector: string, text: string, since: number): Promise<number> {
  for (;;) {
    for (const each of document.querySelectorAll(selector))
      if (each.textContent.includes(text) && each.getClientRects().length > 0) return performance.now() - since;
    if (performance.now() - since > PATIENCE) throw new Error(`never saw ${selector} with ${text}`);
    await frame();
  }
}

let pressed: Promise<number> | undefined;
/** Listens for the next key, or for what a keyboard of another alphabet puts in without one: to be called before it is pressed. */
function listen(): void {
  pressed = new Promise((resolve) => {
    for (const event of ["keydown", "beforeinput"])
      document.addEventListener(event, () => resolve(performance.now()), { capture: true, once: true });
  });
}

/** From the start of the page to what matches `selector`; and the bytes of script that came over the wire until then. */
async function firstLoad(selector: string): Promise<{ usable: number; scriptBytes: number }> {
  const usable = await seen(selector, "", 0);
  const scripts = performance
    .getEntriesByType("resource")
    .filter((entry) => new URL(entry.name).pathname.endsWith(".js") && entry.startTime <= usable) as PerformanceResourceTiming[];
  return { usable, scriptBytes: scripts.reduce((sum, script) => sum + script.encodedBodySize, 0) };
}

async function open(link: string, index: number, heading: string, label: string): Promise<number> {
  const since = performance.now();
  document.querySelectorAll<HTMLElement>(link)[index]?.click();
  return seen(heading, label, since);
}

async function back(selector: string): Promise<number> {
  const since = performance.now();
  history.back();
  return seen(selector, "", since);
}

/** From the key to the frame after the search for `query` was answered; undefined where nobody asks for it. */
async function searched(query: string): Promise<{ shown: number; server: number } | undefined> {
  const since = (await pressed) ?? 0;
  const isAnswer = (entry: PerformanceEntry): boolean => {
    const url = new URL(entry.name);
    return url.pathname.endsWith("/search") && url.searchParams.get("q") === query && entry.startTime >= since;
  };
  while (performance.now() - since < 1500) {
    await frame();
    const answer = performance.getEntriesByType("resource").find(isAnswer) as PerformanceResourceTiming | undefined;
    if (!answer) continue;
    await frame();
    return { shown: performance.now() - since, server: answer.responseStart - answer.requestStart };
  }
  return undefined;
}

/** From the key to the frame on which `selector` says `text`. */
const shownAfterKey = async (selector: string, text: string): Promise<number> => seen(selector, text, (await pressed) ?? 0);

/** Scrolls through so many rows, some each frame; the share of frames that were dropped. */
async function scroll(rowSelector: string, count: number, perFrame: number): Promise<number> {
  const row = document.querySelector<HTMLElement>(rowSelector);
  let scroller = row?.parentElement;
  while (scroller && (scroller.scrollHeight <= scroller.clientHeight + 1 || getComputedStyle(scroller).overflowY === "visible"))
    scroller = scroller.parentElement;
  if (!row || !scroller) throw new Error("nothing to scroll");
  const height = row.getBoundingClientRect().height;
  scroller.scrollTop = 0;
  const began = await frame();
  let frames = 0;
  let last = began;
  while (scroller.scrollTop < count * height && frames < 6000) {
    scroller.scrollTop += height * perFrame;
    last = await frame();
    frames += 1;
  }
  if (scroller.scrollTop < count * height * 0.95) throw new Error(`only ${Math.round(scroller.scrollTop / height)} rows were reached`);
  return Math.max(0, 1 - frames / ((last - began) / (1000 / 60)));
}

let effect: Promise<number> | undefined;
/** Looks out for the next change of what `selector` finds: to be called before the key is pressed. */
function watch(selector: string): void {
  const watched = document.querySelector(selector);
  if (!watched) throw new Error(`there is no ${selector}`);
  effect = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      // All that the change made necessary but for the paint.
      document.body.getBoundingClientRect();
      resolve(performance.now());
    });
    observer.observe(watched, { childList: true, characterData: true, subtree: true });
  });
}
/** From the key to where the page stands with what `watch` waited for: the work, without the wait for the next frame. */
const workAfterKey = async (): Promise<number> => ((await effect) ?? Number.NaN) - ((await pressed) ?? Number.NaN);

Object.assign(window, { manulBench: { firstLoad, open, back, listen, searched, shownAfterKey, scroll, watch, workAfterKey } });

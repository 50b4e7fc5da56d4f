/** The browser for the tests: the system's, else fetched from Debian, else playwright's own. Runs on Node 20. */
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { ROOT, run } from "./bootstrap.mjs";

const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
/** Chromium without windows: the same browser, but a page opens at a sixth of the processor time, which else goes into toolbars. */
const SHELL = "/usr/bin/chromium-headless-shell";
/** Letters of both languages, and signs. */
const FONTS = ["fonts-dejavu-core", "fonts-liberation", "fonts-noto-color-emoji"];
/** Milliseconds that one step of Debian's may take: less where it would only be the better browser of two. */
const PATIENCE = { needed: 300_000, better: 100_000 };

/** The path of a Chromium, one without windows where that can be had; throws where there is none at all. */
export async function findChromium(node) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (isProgram(given)) return given;
    throw new Error(`CHROMIUM_PATH: ${given} is not a program`);
  }
  if (!isProgram(SHELL)) await installByDebian();
  const found = [SHELL, ...USUAL].find(isProgram);
  if (found) return found;
  process.stdout.write("Chromium is missing: playwright fetches its own …\n");
  const cli = path.join(ROOT, "node_modules/playwright-core/cli.js");
  await run(node, [cli, "install", "chromium"], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] }).catch(() => 1);
  const { chromium } = await import("playwright-core");
  const own = chromium.executablePath();
  if (isProgram(own)) return own;
  throw new Error('No Chromium: install it ("apt-get install chromium" as root on Debian) or name one in CHROMIUM_PATH.');
}

/** As root only; where it fails, whatever browser is there will do. */
async function installByDebian() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return;
  process.stdout.write("apt-get install chromium-headless-shell …\n");
  const needed = !USUAL.some(isProgram);
  const timeout = needed ? PATIENCE.needed : PATIENCE.better;
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: ["ignore", "ignore", "inherit"], timeout };
  const get = (...args) => run("apt-get", args, options).catch(() => 1);
  const install = (name) => get("install", "-y", "-qq", "--no-install-recommends", name, ...FONTS);
  if ((await install("chromium-headless-shell")) === 0) return;
  await get("update", "-qq");
  // Older systems have it in the whole of Chromium only.
  if ((await install("chromium-headless-shell")) !== 0 && needed) await install("chromium");
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

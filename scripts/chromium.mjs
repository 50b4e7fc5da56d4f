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
/** Letters of both languages, and signs. */
const DEBIAN_PACKAGES = ["chromium", "fonts-dejavu-core", "fonts-liberation", "fonts-noto-color-emoji"];

/** The path of a Chromium; throws where none can be had. */
export async function findChromium(node) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (isProgram(given)) return given;
    throw new Error(`CHROMIUM_PATH: ${given} is not a program`);
  }
  const found = USUAL.find(isProgram);
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    process.stdout.write("Chromium is missing: apt-get install chromium …\n");
    const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: ["ignore", "ignore", "inherit"] };
    await run("apt-get", ["update", "-qq"], options).catch(() => 1);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...DEBIAN_PACKAGES], options).catch(() => 1);
    const installed = USUAL.find(isProgram);
    if (installed) return installed;
  }
  process.stdout.write("Chromium is missing: playwright fetches its own …\n");
  const cli = path.join(ROOT, "node_modules/playwright-core/cli.js");
  await run(node, [cli, "install", "chromium"], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] }).catch(() => 1);
  const { chromium } = await import("playwright-core");
  const own = chromium.executablePath();
  if (isProgram(own)) return own;
  throw new Error('No Chromium: install it ("apt-get install chromium" as root on Debian) or name one in CHROMIUM_PATH.');
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

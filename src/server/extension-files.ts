/** Where the browser half of an extension stands. Asked at a start, and when the client is built: loads nothing. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FILES = ["client.tsx", "client.ts", "client.jsx", "client.js"];

/** The names in EXTENSIONS. */
export const extensionNames = (list: string): readonly string[] => list.split(",").flatMap((name) => name.trim() || []);

/** The file of that folder or package; undefined where it has none. */
export function clientFile(name: string): string | undefined {
  const folder = path.join(ROOT, "extensions", name);
  if (existsSync(folder)) return FILES.map((file) => path.join(folder, file)).find((file) => existsSync(file));
  try {
    // A package offers it as `<package>/client` in its exports.
    return createRequire(path.join(ROOT, "package.json")).resolve(`${name}/client`);
  } catch {
    return undefined;
  }
}

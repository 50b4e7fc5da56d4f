/** The key that protects sessions and stored secrets: from SECRET_KEY, else made once and kept in the data folder. */
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartError } from "./start-error.ts";

export function loadSecretKey(config: { readonly secretKey: string | undefined; readonly dataDir: string }): string {
  if (config.secretKey !== undefined) return config.secretKey;
  const file = path.join(config.dataDir, "secret.key");
  const kept = read(file);
  if (kept !== undefined) return kept;
  mkdirSync(config.dataDir, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${randomBytes(48).toString("base64url")}\n`, { mode: 0o600 });
  try {
    linkSync(unfinished, file);
  } catch (error) {
    // Another process of the same data folder was first: its key counts.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
  const made = read(file);
  if (made === undefined) throw new StartError(`${file} can't be read`);
  return made;
}

function read(file: string): string | undefined {
  try {
    const text = readFileSync(file, "utf8").trim();
    if (text.length < 32) throw new StartError(`${file} is damaged: put it back from a backup, or set SECRET_KEY`);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** An upload on disk for as long as it is taken apart: workbooks are read from their end, cards twice. */
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface Spool {
  readonly path: string;
  readonly close: () => Promise<void>;
}

export async function spool(content: Readable): Promise<Spool> {
  const folder = await mkdtemp(path.join(tmpdir(), "manul-table-"));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const file = path.join(folder, "table");
    await pipeline(content, createWriteStream(file, { mode: 0o600, flags: "wx" }));
    return { path: file, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A workbook's file: a ZIP of XML documents. Read part by part as streams, with limits that no honest workbook meets:
 * a small file that swells to gigabytes, or an element that never ends, is refused before it has cost anything.
 */
import type { Readable } from "node:stream";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { unreadable } from "../table.ts";

const MAX_ENTRIES = 10_000;
/** All parts together, unpacked. */
const MAX_EXPANDED = 1024 * 1024 * 1024;
/** Sheets shrink to a tenth, repetitive ones to a fiftieth; what shrinks to less was made to swell. */
const MAX_RATIO = 300;
const SMALL = 10 * 1024 * 1024;
/** Text between two tags. Excel's cells hold 32,767 characters. */
const MAX_RUN = 4 * 1024 * 1024;

export interface Package {
  has(part: string): boolean;
  /** The tags of a part, read as they come. `undefined` handlers are skipped. */
  read(part: string, handlers: XmlHandlers): AsyncGenerator<void>;
  close(): void;
}
export interface XmlHandlers {
  /** Names without their prefix. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

export async function openPackage(path: string): Promise<Package> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch((error: unknown) => {
    throw unreadable("xlsx_broken", { reason: String(error) });
  });
  try {
    const entries = await listEntries(zip);
    return {
      has: (part) => entries.has(part.toLowerCase()),
      read: (part, handlers) => readPart(zip, entries.get(part.toLowerCase()), handlers),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw unreadable("xlsx_bomb");
  const entries = new Map<string, Entry>();
  let expanded = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      // Other parts (pictures, macros) are never unpacked.
      if (!/\.(xml|rels)$/i.test(entry.fileName)) continue;
      if (entry.isEncrypted()) throw unreadable("xlsx_encrypted");
      expanded += entry.uncompressedSize;
      const swells = entry.uncompressedSize > SMALL && entry.uncompressedSize > entry.compressedSize * MAX_RATIO;
      if (swells || expanded > MAX_EXPANDED) throw unreadable("xlsx_bomb");
      entries.set(entry.fileName.toLowerCase(), entry);
    }
  } catch (error) {
    throw asUnreadable(error);
  }
  return entries;
}

/** Yields after each piece, so that whoever reads can take what the handlers have gathered. */
async function* readPart(zip: ZipFile, entry: Entry | undefined, handlers: XmlHandlers): AsyncGenerator<void> {
  if (!entry) return;
  const parser = new SaxesParser();
  let events = 0;
  const local = (name: string): string => name.slice(name.indexOf(":") + 1);
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => {
    events++;
    handlers.open?.(local(name), attributes);
  });
  parser.on("closetag", ({ name }: SaxesTagPlain) => {
    events++;
    handlers.close?.(local(name));
  });
  if (handlers.text) parser.on("text", (text) => handlers.text?.(text));
  parser.on("error", (error) => {
    throw unreadable("xlsx_broken", { reason: error.message.slice(0, 200) });
  });
  let run = 0;
  const stream: Readable = await zip.openReadStreamPromise(entry).catch((error: unknown) => {
    throw asUnreadable(error);
  });
  try {
    stream.setEncoding("utf8");
    for await (const piece of stream as AsyncIterable<string>) {
      const before = events;
      parser.write(piece);
      run = events > before ? 0 : run + piece.length;
      if (run > MAX_RUN) throw unreadable("xlsx_bomb");
      yield;
    }
    parser.close();
    yield;
  } catch (error) {
    throw asUnreadable(error);
  } finally {
    stream.destroy();
  }
}

/** What the ZIP or the XML is wrong in is the file's fault; our own refusals stay as they are. */
function asUnreadable(error: unknown): unknown {
  if (!(error instanceof Error) || error.name === "AppError") return error;
  return unreadable("xlsx_broken", { reason: error.message.slice(0, 200) });
}

/** A whole small part. */
export async function readWhole(from: Package, part: string, handlers: XmlHandlers): Promise<void> {
  // oxlint-disable-next-line no-empty-pattern, no-unused-vars -- the handlers take what is read
  for await (const _ of from.read(part, handlers));
}

/**
 * The bytes of uploaded files, in a folder, under random keys (never under names from outside). What a file is called
 * and who may have it is the database's to know.
 */
import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream, type ReadStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "../errors.ts";
import { SNIFFED_BYTES } from "./sniff.ts";

export const MAX_FILE_SIZE = 100 * 1024 * 1024;
const KEY = /^[0-9a-f]{40}$/;
/** No byte for so long: the upload is given up. */
const STALLED = 60_000;

export interface StoredBytes {
  readonly key: string;
  readonly size: number;
  readonly sha256: Buffer;
  /** The first bytes, to tell the type by. */
  readonly head: Buffer;
}
export interface FileStore {
  readonly folder: string;
  /** Keeps what the stream gives; throws payload_too_large beyond `most` bytes (MAX_FILE_SIZE) and leaves nothing behind. */
  put(content: Readable, options?: { readonly most?: number }): Promise<StoredBytes>;
  /** Throws not_found where the bytes are missing. */
  open(key: string): Promise<{ readonly stream: ReadStream; readonly size: number }>;
  remove(key: string): Promise<void>;
}

export function openFileStore(folder: string): FileStore {
  const pathOf = (key: string): string => {
    if (!KEY.test(key)) throw new Error("not a file's key");
    return path.join(folder, key.slice(0, 2), key.slice(2));
  };
  return {
    folder,
    async put(content, { most = MAX_FILE_SIZE } = {}) {
      const key = randomBytes(20).toString("hex");
      const target = pathOf(key);
      const partial = `${target}.part`;
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      const meter = new Meter(most);
      const timer = setInterval(() => (meter.isStalled() ? meter.destroy(new AppError("bad_request")) : undefined), STALLED / 4);
      try {
        await pipeline(content, meter, createWriteStream(partial, { mode: 0o600, flags: "wx", flush: true }));
        await rename(partial, target);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      } finally {
        clearInterval(timer);
      }
      return { key, ...meter.result() };
    },
    async open(key) {
      const target = pathOf(key);
      const size = await stat(target).then(
        (stats) => stats.size,
        (error: unknown) => {
          throw new AppError("not_found", { cause: error });
        },
      );
      return { stream: createReadStream(target), size };
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}

/** Passes bytes on; counts, hashes and limits them. */
class Meter extends Transform {
  private readonly hash = createHash("sha256");
  private size = 0;
  private head = Buffer.alloc(0);
  private lastByteAt = Date.now();
  private readonly most: number;

  constructor(most: number) {
    super();
    this.most = most;
  }

  override _transform(chunk: Buffer, _encoding: string, next: (error?: Error | null, chunk?: Buffer) => void): void {
    this.lastByteAt = Date.now();
    this.size += chunk.length;
    if (this.size > this.most) return next(new AppError("payload_too_large", { params: { max: this.most } }));
    this.hash.update(chunk);
    if (this.head.length < SNIFFED_BYTES) this.head = Buffer.concat([this.head, chunk.subarray(0, SNIFFED_BYTES - this.head.length)]);
    next(null, chunk);
  }

  isStalled(): boolean {
    return Date.now() - this.lastByteAt > STALLED;
  }

  result(): { size: number; sha256: Buffer; head: Buffer } {
    return { size: this.size, sha256: this.hash.digest(), head: this.head };
  }
}

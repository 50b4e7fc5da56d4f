/** The company's logo as pdfmake takes it: PNG or JPEG, inline. */
import { buffer } from "node:stream/consumers";
import type { Ctx } from "../../../server/context.ts";
import type { FileStore } from "../../../server/files/file-store.ts";
import { findFile } from "../../../server/files/stored-files.ts";

const TYPES: ReadonlySet<string> = new Set(["image/png", "image/jpeg"]);
const MOST_BYTES = 2 * 1024 * 1024;

/** Undefined where there is none that can be printed: a paper without a logo is better than no paper. */
export async function readLogo(ctx: Ctx, files: FileStore, fileId: unknown): Promise<string | undefined> {
  const file = typeof fileId === "string" ? await findFile(ctx, fileId) : undefined;
  if (!file || !TYPES.has(file.type) || Number(file.size) > MOST_BYTES) return undefined;
  try {
    const { stream } = await files.open(file.key);
    return `data:${file.type};base64,${(await buffer(stream)).toString("base64")}`;
  } catch (err) {
    ctx.log.warn({ err, file: file.id }, "the logo can't be read");
    return undefined;
  }
}

/** Uploads of any size cost little memory, and leave nothing behind when they are refused. */
import { readdir } from "node:fs/promises";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { readBatches } from "./tables/index.ts";
import { importBench } from "./test-bench.ts";
import { openImportFile, storeImportFile } from "./upload.ts";

const bench = importBench({ work: false });
const LINE = "Ёлкина,Анна,anna@example.com,+7 916 123-45-67,Тверь\n";
const PIECE = Buffer.from(LINE.repeat(20_000));
/** About 150 MB of text. */
const PIECES = 100;
const pieces = (count: number): Readable =>
  Readable.from(
    (function* () {
      for (let i = 0; i < count; i++) yield PIECE;
    })(),
    { objectMode: false },
  );
const stored = async (): Promise<number> =>
  (await readdir(bench.files.folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile()).length;

test("a long file passes through a small memory, in and out again", { timeout: 120_000 }, async () => {
  const ctx = await bench.user();
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  const file = await storeImportFile(ctx, bench.files, { name: "long.csv", content: pieces(PIECES) });
  expect(file.size).toBe(PIECE.length * PIECES);
  let rows = 0;
  for await (const batch of readBatches(await openImportFile(bench.files, file), file, { size: 1000 })) rows += batch.length;
  clearInterval(timer);
  expect(rows).toBe(20_000 * PIECES - Number(file.hasHeader));
  expect(peak - before).toBeLessThan(200 * 1024 * 1024);
});

test("a file beyond the limit is refused, and leaves nothing", async () => {
  const ctx = await bench.user();
  const before = await stored();
  const refused = storeImportFile(ctx, bench.files, { name: "long.csv", content: pieces(20), most: PIECE.length * 3 });
  await expect(refused).rejects.toMatchObject({ code: "payload_too_large", params: { max: PIECE.length * 3 } });
  const broken = storeImportFile(ctx, bench.files, { name: "x.xlsx", content: Readable.from([Buffer.from("504b030414000600", "hex")]) });
  await expect(broken).rejects.toMatchObject({ status: 415 });
  expect(await stored()).toBe(before);
});

/**
 * Nothing is ordered, billed or credited twice: the lines that continue an earlier document's line can't exceed it,
 * whoever makes them and by whichever way. The earlier document is locked while one counts, so that two people who
 * press the button at once are served one after the other.
 */
import { compareDecimals } from "../../fieldtypes/decimal-string.ts";
import { linesOf, type LineValue } from "../../fieldtypes/lines.ts";
import { decimalOf, unitsOf } from "../../model/sales/exact.ts";
import type { Ctx } from "../../server/context.ts";
import { continuedQuantities, findLines, type SourceLine } from "../../server/records/lines.ts";
import type { Engine, OpenChange } from "../../server/records/rules.ts";
import { asProgram } from "./settings.ts";

/** Digits of a quantity. */
export const QUANTITY_DIGITS = 6;
const ENDED = { quotes: { field: "stage", value: "superseded" } } as const;
/** What makes a document count no more. */
export const voidOf = (module: string): { field: string; value: string } =>
  module === "quotes" ? ENDED.quotes : { field: "status", value: "cancelled" };

export const subtract = (a: string, b: string): string =>
  trimmed(decimalOf(unitsOf(a, QUANTITY_DIGITS) - unitsOf(b, QUANTITY_DIGITS), QUANTITY_DIGITS));
export const add = (a: string, b: string): string => subtract(a, b.startsWith("-") ? b.slice(1) : `-${b}`);
export const trimmed = (quantity: string): string => (quantity.includes(".") ? quantity.replace(/\.?0+$/, "") : quantity);

/** Purchases may exceed what was sold: one buys for stock too. */
const UNLIMITED: ReadonlySet<string> = new Set(["purchase_orders"]);

export async function checkSources(ctx: Ctx, engine: Engine, module: string, changes: readonly OpenChange[]): Promise<void> {
  const wanted = changes.map((change) => ({
    change,
    lines: linesOf(change.after["lines"]).filter((line) => line.source_line_id !== null),
  }));
  const ids = [...new Set(wanted.flatMap(({ lines }) => lines.map((line) => line.source_line_id ?? "")))];
  if (ids.length === 0) return;
  const sources = new Map((await findLines(ctx, ids)).map((line) => [line.id, line]));
  await lockSources(ctx, engine, [...sources.values()]);
  // Read again: before the lock another one may have changed them.
  const locked = new Map((await findLines(ctx, ids)).map((line) => [line.id, line]));
  const elsewhere = await continuedQuantities(ctx, {
    module,
    sources: ids,
    except: changes.flatMap((change) => (change.id === "" ? [] : [change.id])),
    void: voidOf(module),
  });
  const used = new Map(elsewhere);
  for (const { change, lines } of wanted) {
    const before = new Set(linesOf(change.before?.["lines"]).map((line) => line.source_line_id));
    const errors = linesOf(change.after["lines"]).flatMap((line, at) => {
      if (line.source_line_id === null || !lines.includes(line)) return [];
      const source = locked.get(line.source_line_id);
      // The source of an old line may have gone meanwhile; a new line can't continue what isn't there.
      if (!source) return before.has(line.source_line_id) ? [] : [{ field: `lines.${at}.source_line_id`, code: "unknown_reference" }];
      return UNLIMITED.has(module) ? [] : takeFrom(source, used, line, at);
    });
    if (errors.length > 0) change.refuse(errors);
  }
}

function takeFrom(source: SourceLine, used: Map<string, string>, line: LineValue, at: number) {
  const left = subtract(source.quantity, used.get(source.id) ?? "0");
  used.set(source.id, add(used.get(source.id) ?? "0", line.quantity));
  return compareDecimals(line.quantity, left) > 0 ? [{ field: `lines.${at}.quantity`, code: "exceeds_source", params: { left } }] : [];
}

/** In the order of modules and ids, so that two can't wait for each other. */
async function lockSources(ctx: Ctx, engine: Engine, sources: readonly SourceLine[]): Promise<void> {
  const byModule = [...Map.groupBy(sources, (source) => source.module)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [module, lines] of byModule) await engine.lock(asProgram(ctx), module, [...new Set(lines.map((line) => line.record_id))]);
}

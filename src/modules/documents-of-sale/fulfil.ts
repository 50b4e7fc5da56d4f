/** Goods that come and go for a document: receipts of purchases, deliveries of orders, and taking both back. */
import { compareDecimals } from "../../fieldtypes/decimal-string.ts";
import { linesOf } from "../../fieldtypes/lines.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import type { AfterSaveRule, Engine, PrepareRule, RecordAction, RecordChange, Row, ValidationRule } from "../../server/records/rules.ts";
import { chosenLines, lockDocument, quantitiesOf, refuseStates, setValues, stateField } from "./convert.ts";
import { fulfilled, moveStock, reverseStock, type Shortage } from "./stock.ts";
import { subtract } from "./sources.ts";
import { asProgram } from "./settings.ts";

export interface Fulfilment {
  readonly module: string;
  readonly kind: "receipt" | "delivery";
  readonly refusedStates: readonly string[];
  /** The state when all of it has moved. */
  readonly doneState: string;
}

export interface Fulfilled {
  readonly moved: number;
  /** Of each line: what remains to be moved. */
  readonly left: readonly { readonly line_id: string; readonly left: string }[];
  readonly shortages: readonly Shortage[];
}

/** Moves goods of a document, all that is left unless `input` chooses; its row is locked while one counts. */
async function fulfil(
  ctx: Ctx,
  engine: Engine,
  { module, kind, doneState }: Fulfilment,
  { id, row, input }: { id: string; row: Row; input: unknown },
): Promise<Fulfilled | undefined> {
  const lines = linesOf(row["lines"]).filter((line) => line.kind === "product" && !line.optional);
  const done = await fulfilled(
    ctx,
    lines.map((line) => line.id),
  );
  const left = new Map(lines.map((line) => [line.id, subtract(line.quantity, done.get(line.id) ?? "0")]));
  const quantities = quantitiesOf(lines, left, chosenLines(input));
  if (quantities.size === 0) return undefined;
  const moves = lines.flatMap((line) => {
    const quantity = quantities.get(line.id);
    if (quantity === undefined || line.product_id === null) return [];
    return [
      {
        product_id: line.product_id,
        line_id: line.id,
        quantity: kind === "receipt" ? quantity : subtract("0", quantity),
        line_quantity: quantity,
      },
    ];
  });
  const shortages = await moveStock(ctx, engine, { documentId: id, kind, moves });
  const rest = [...left].map(([line, quantity]) => ({ line_id: line, left: subtract(quantity, quantities.get(line) ?? "0") }));
  const field = stateField(module);
  if (rest.every((line) => compareDecimals(line.left, "0") <= 0) && row[field] !== doneState)
    await setValues(ctx, engine, module, id, { [field]: doneState });
  return { moved: moves.length, left: rest, shortages };
}

/** `{lines?: [{line_id, quantity}]}` → what was moved, what is left, what went below zero. */
export const fulfilment =
  (spec: Fulfilment): RecordAction =>
  async (ctx, id, input, engine) => {
    const row = await lockDocument(ctx, engine, spec.module, id);
    refuseStates(ctx, spec.module, row, spec.refusedStates);
    const result = await fulfil(ctx, engine, spec, { id, row, input });
    if (!result) throw new AppError("nothing_left");
    return result;
  };

/** History that is brought in (import, demonstration) moves no stock of today. */
const isHistory = (ctx: Ctx): boolean => ctx.source === "import" || ctx.source === "demo";

/** The state says that all goods moved: then they do, whoever set it and by whichever way. */
export const fulfilWhenDone =
  (spec: Fulfilment): AfterSaveRule =>
  async (ctx, changes, engine) => {
    const field = stateField(spec.module);
    const done = isHistory(ctx)
      ? []
      : changes.filter(({ before, after }) => after[field] === spec.doneState && before?.[field] !== spec.doneState);
    for (const { id, after } of done) await fulfil(ctx, engine, spec, { id, row: after, input: undefined });
  };

const isCancelled = ({ before, after }: RecordChange): boolean =>
  after["status"] === "cancelled" && before !== null && before["status"] !== "cancelled";

/** What was made from a document must be cancelled before it. */
export const heldBy =
  (...holders: readonly { readonly module: string; readonly field: string; readonly state?: string }[]): PrepareRule =>
  async (ctx, changes, engine) => {
    for (const change of changes.filter(isCancelled))
      for (const holder of holders) {
        const state =
          holder.state === undefined
            ? { field: "status", op: "ne", value: "cancelled" }
            : { field: "status", op: "eq", value: holder.state };
        const filter = { and: [{ field: holder.field, op: "eq", value: change.id }, state] };
        const { data } = await engine.list(asProgram(ctx), { module: holder.module, filter, fields: ["id"], limit: 1 });
        const label = ctx.registry.modules.get(holder.module)?.label[ctx.lang] ?? holder.module;
        if (data[0]) change.refuse([{ field: "status", code: "held_by", params: { documents: label } }]);
      }
  };

/** What a cancelled document moved goes back. */
export const reverseWhenCancelled: AfterSaveRule = async (ctx, changes, engine) => {
  for (const { id } of changes.filter(isCancelled)) await reverseStock(ctx, engine, id);
};

/** Moves a document to a state, by the same rules as if it were set by hand. */
export const transition =
  (module: string, to: string, from?: readonly string[]): RecordAction =>
  async (ctx, id, _input, engine) => {
    const row = await lockDocument(ctx, engine, module, id);
    const field = stateField(module);
    const state = String(row[field]);
    if (state === to || (from && !from.includes(state))) refuseStates(ctx, module, row, [state]);
    const [result] = (await engine.write(ctx, { module, operations: [{ op: "update", id, values: { [field]: to } }], atomic: true }))
      .results;
    if (!result?.ok) throw result?.error ?? new AppError("internal");
    return result.record;
  };

/** From a state that locks the document it goes only to some others. */
export const steps =
  (module: string, next: Readonly<Record<string, readonly string[]>>): ValidationRule =>
  ({ before, after }) => {
    const field = stateField(module);
    const [from, to] = [String(before?.[field]), String(after[field])];
    if (before === null || from === to || !next[from] || next[from].includes(to)) return [];
    return [{ field, code: "state_after_lock" }];
  };

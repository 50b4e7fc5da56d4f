/** Prices by quantity: what a line costs, and what history and undo make of the links' own values. */
import { beforeAll, describe, expect, test } from "vitest";
import { later, systemContext, userContext } from "../../../test/context.ts";
import { testDatabase } from "../../../test/database.ts";
import { linesOf } from "../../fieldtypes/lines.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import {
  createRecord,
  deleteRecord,
  linkRecords,
  recordHistory,
  undoOperations,
  unlinkRecords,
  type RecordJson,
} from "../../server/records/index.ts";

let ctx: Ctx;
let organization: string;
beforeAll(async () => {
  ctx = {
    ...(await userContext(await systemContext(await testDatabase()), { email: "sales@example.com" })),
    now: new Date("2026-03-10T09:00:00Z"),
  };
  organization = (await create("organizations", { name: "ООО Ромашка" })).id;
});
const create = (module: string, values: Record<string, unknown>): Promise<RecordJson> => createRecord(ctx, module, values);
const linesIn = (record: RecordJson) => linesOf(record["lines"]);
async function codes(promise: Promise<unknown>): Promise<string[]> {
  const error = await promise.then(
    () => expect.unreachable(),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error;
  return error.errors.map(({ field, code }) => `${field} ${code}`);
}

describe("prices by quantity within one price book", () => {
  test("the line's quantity chooses among them; history tells of a change, and taking it back restores it", async () => {
    const shelf = (await create("products", { name: "Полка", unit_price: "500", taxes: ["vat"] })).id;
    const book = (await create("price_books", { name: "Опт", active: true, currency: "RUB", for_everyone: true })).id;
    const target = { module: "price_books", id: book, relation: "products", ids: [shelf] };
    const steps = [
      { from: "50", price: "380" },
      { from: "10", price: "420.5" },
    ];
    await linkRecords(later(ctx), { ...target, values: { list_price: "450", price_breaks: steps } });
    const priced = async (quantity: string): Promise<string | null | undefined> =>
      linesIn(await create("quotes", { subject: "Опт", organization_id: organization, lines: [{ product_id: shelf, quantity }] }))[0]
        ?.unit_price;
    expect([await priced("9.99"), await priced("10"), await priced("49"), await priced("1000")]).toEqual([
      "450.00",
      "420.50",
      "420.50",
      "380.00",
    ]);
    const refused = (price_breaks: unknown): Promise<string[]> => codes(linkRecords(later(ctx), { ...target, values: { price_breaks } }));
    expect(await refused([{ from: "0", price: "1" }])).toEqual(["values.price_breaks.0.from not_positive"]);
    expect(await refused([{ from: "5", price: "-1" }])).toEqual(["values.price_breaks.0.price too_small"]);
    expect(await refused([steps[0], { from: "50.0", price: "1" }])).toEqual(["values.price_breaks.1.from price_twice"]);
    expect(await refused([{ from: "5" }])).toEqual(["values.price_breaks.0.price mandatory"]);

    const operations: string[] = [];
    await linkRecords({ ...later(ctx), operations }, { ...target, each: { [shelf]: { list_price: "99", price_breaks: null } } });
    expect(await priced("100")).toBe("99.00");
    const [newest] = (await recordHistory(ctx, { module: "price_books", id: book })).data;
    expect(newest).toMatchObject({ kind: "relink", changes: [{ field: "products", after__label: "Полка: ₽99.00" }] });
    expect(newest?.changes[0]?.before__label).toContain("10+ at ₽420.50");
    await undoOperations(later(ctx), { operations });
    expect(await priced("100")).toBe("380.00");

    // What is taken off and put back by an undo has its prices again.
    const cut: string[] = [];
    await unlinkRecords({ ...later(ctx), operations: cut }, target);
    expect(await priced("100")).toBe("500.00");
    await undoOperations(later(ctx), { operations: cut });
    expect(await priced("10")).toBe("420.50");
    await deleteRecord(later(ctx), "price_books", { id: book });
  });
});

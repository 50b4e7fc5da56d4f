/** The chain of a document: what it was made from and what was made from it, from the opportunity to the payments. */
import { Array as ArrayOf, Object as ObjectType, Unknown } from "typebox";
import type { Module } from "../../model/define.ts";
import { isReference } from "../../model/registry.ts";
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { only, text } from "../../server/http/schemas.ts";
import { getRecord, listRecords, type RecordJson } from "../../server/records/index.ts";

/** Each module's links back to what its records were made from. */
const LINKS: Readonly<Record<string, readonly string[]>> = {
  opportunities: [],
  quotes: ["opportunity_id"],
  sales_orders: ["quote_id"],
  purchase_orders: ["sales_order_id"],
  invoices: ["sales_order_id", "quote_id"],
  payments: ["invoice_id"],
  credit_notes: ["invoice_id"],
};
const ORDER = Object.keys(LINKS);
const MOST = 200;
const FIELDS = ["total", "amount", "currency", "status", "stage", "created_at"];

interface Link {
  readonly id: string;
  readonly module: string;
  readonly label: string;
  readonly number: string;
  readonly state: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
}
const textOr = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Walks both ways over records that the reader may see, each once. */
async function chainOf(ctx: Ctx, module: string, id: string): Promise<readonly Link[]> {
  const seen = new Map<string, Link>();
  const start = await getRecord(ctx, { module, id, fields: fieldsOf(ctx, module) });
  const open: { module: string; record: RecordJson }[] = [{ module, record: start }];
  for (let next = open.shift(); next && seen.size < MOST; next = open.shift()) {
    if (seen.has(next.record.id)) continue;
    seen.set(next.record.id, linkOf(next.module, next.record));
    open.push(...(await parents(ctx, next.module, next.record)), ...(await children(ctx, next.module, next.record.id)));
  }
  return [...seen.values()].sort((a, b) => ORDER.indexOf(a.module) - ORDER.indexOf(b.module) || Number(BigInt(a.id) - BigInt(b.id)));
}

const linkOf = (module: string, record: RecordJson): Link => ({
  id: record.id,
  module,
  label: record.label,
  number: String(record["number"]),
  state: textOr(record["status"]) ?? textOr(record["stage"]),
  amount: textOr(record["total"]) ?? textOr(record["amount"]),
  currency: textOr(record["currency"]),
});

/** The module, if there is one that the reader may see. */
function visible(ctx: Ctx, name: string): Module | undefined {
  const module = ctx.registry.modules.get(name);
  return module && accessOf(ctx).module(module).view ? module : undefined;
}
/** What a link shows and follows, without what is hidden from the reader. */
const fieldsOf = (ctx: Ctx, name: string): string[] =>
  [...FIELDS, ...(LINKS[name] ?? [])].filter((each) => {
    const field = visible(ctx, name)?.fields.get(each);
    return field !== undefined && accessOf(ctx).field(field) !== "hidden";
  });

async function readMany(ctx: Ctx, module: string, filter: unknown): Promise<readonly { module: string; record: RecordJson }[]> {
  if (!visible(ctx, module)) return [];
  const { data } = await listRecords(ctx, { module, filter, fields: fieldsOf(ctx, module), limit: 50 });
  return data.map((record) => ({ module, record }));
}

async function parents(ctx: Ctx, module: string, record: RecordJson): Promise<readonly { module: string; record: RecordJson }[]> {
  const found = [];
  for (const name of LINKS[module] ?? []) {
    const field = ctx.registry.modules.get(module)?.fields.get(name);
    const [id, target] = [record[name], field && isReference(field) ? field.targets?.[0] : undefined];
    if (typeof id === "string" && target) found.push(...(await readMany(ctx, target, { field: "id", op: "eq", value: id })));
  }
  return found;
}

async function children(ctx: Ctx, module: string, id: string): Promise<readonly { module: string; record: RecordJson }[]> {
  const found = [];
  for (const child of Object.keys(LINKS))
    for (const name of fieldsOf(ctx, child)) {
      if (!LINKS[child]?.includes(name)) continue;
      const field = ctx.registry.modules.get(child)?.fields.get(name);
      if (field?.targets?.[0] === module) found.push(...(await readMany(ctx, child, { field: name, op: "eq", value: id })));
    }
  return found;
}

export const chainRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: `${API}/records/:module/:id/chain`,
    right: "signed-in",
    summary: "The documents before and after this one, from the opportunity to the payments",
    params: only({ module: text(64), id: text(64) }),
    reply: { 200: ObjectType({ data: ArrayOf(Unknown()) }) },
    handler: async (ctx, { params }) => okay({ data: LINKS[params.module] ? await chainOf(ctx, params.module, params.id) : [] }),
  }),
];

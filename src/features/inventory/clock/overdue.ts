/** Invoices whose day of payment has passed become overdue, and their owners are told. */
import { todayOf } from "../../../modules/documents-of-sale/settings.ts";
import type { Ctx } from "../../../server/context.ts";
import { listRecords, writeRecords } from "../../../server/records/index.ts";
import { notifyOwners } from "../../notifications/index.ts";

const AT_ONCE = 200;

/** True: there may be more. */
export async function markOverdue(ctx: Ctx): Promise<boolean> {
  const { data } = await listRecords(ctx, {
    module: "invoices",
    fields: ["owner_id"],
    filter: {
      and: [
        { field: "status", op: "in", value: ["sent", "partly_paid"] },
        { field: "due_date", op: "lt", value: todayOf(ctx) },
        { field: "balance", op: "gt", value: "0" },
      ],
    },
    sort: "due_date",
    limit: AT_ONCE,
  });
  if (data.length === 0) return false;
  const operations = data.map(({ id }) => ({ op: "update" as const, id, values: { status: "overdue" } }));
  const { results } = await writeRecords(ctx, { module: "invoices", operations, atomic: false, present: false });
  const changed = data.filter((_, i) => results[i]?.ok);
  await notifyOwners(ctx, { kind: "overdue", module: "invoices", records: changed });
  // What was refused would be found again at once.
  return data.length === AT_ONCE && changed.length > 0;
}

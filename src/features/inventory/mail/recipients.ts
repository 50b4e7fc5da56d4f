/** To whom a document may go: its contact, its customer or vendor, and the people there; only what the writer may see. */
import { accessOf } from "../../../server/access/access.ts";
import type { Ctx } from "../../../server/context.ts";
import { listRecords, type RecordJson } from "../../../server/records/index.ts";

export interface Recipient {
  readonly email: string;
  readonly name: string;
  /** Of a contact: the mail is shown with them too. */
  readonly contact_id: string | null;
}
const MOST = 20;

export async function recipientsOf(ctx: Ctx, record: RecordJson): Promise<readonly Recipient[]> {
  const id = (name: string): string | undefined => (typeof record[name] === "string" ? record[name] : undefined);
  const contact = id("contact_id");
  const company = id("organization_id");
  const vendor = id("vendor_id");
  const found = [
    ...(contact ? await withEmail(ctx, "contacts", { field: "id", op: "eq", value: contact }) : []),
    ...(company ? await withEmail(ctx, "organizations", { field: "id", op: "eq", value: company }) : []),
    ...(vendor ? await withEmail(ctx, "vendors", { field: "id", op: "eq", value: vendor }) : []),
    ...(company ? await withEmail(ctx, "contacts", { field: "organization_id", op: "eq", value: company }) : []),
  ];
  return found.filter((each, i) => found.findIndex(({ email }) => email === each.email) === i);
}

async function withEmail(ctx: Ctx, name: string, filter: unknown): Promise<readonly Recipient[]> {
  const module = ctx.registry.modules.get(name);
  const field = module?.fields.get("email");
  if (!module || !field || !accessOf(ctx).module(module).view || accessOf(ctx).field(field) === "hidden") return [];
  const { data } = await listRecords(ctx, { module: name, filter, fields: ["email"], limit: MOST });
  return data.flatMap((record) =>
    typeof record["email"] === "string"
      ? [{ email: record["email"], name: record.label, contact_id: name === "contacts" ? record.id : null }]
      : [],
  );
}

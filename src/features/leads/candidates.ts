/** Records that a lead may already be, by the rules for duplicates of their module. Suggestions, never decisions. */
import type { Module } from "../../model/define.ts";
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import { listRecords, type RecordJson } from "../../server/records/index.ts";
import { findDuplicates } from "../duplicates/index.ts";
import type { Values } from "./carry.ts";
import { MODULE_OF, type Part } from "./mapping.ts";
import { moduleNamed } from "./mapping-store.ts";

export type Reason = "email" | "phone" | "tax_number" | "website" | "name";
export interface Candidate {
  readonly id: string;
  readonly reasons: readonly Reason[];
  readonly record: RecordJson;
}
const MOST = 5;
/** Shown with a suggestion, so that one can tell two of the same name. */
const SHOWN = ["organization_id", "email", "phone", "website", "inn", "owner_id"];
const REASONS: Readonly<Record<string, Reason>> = { email: "email", phone: "phone", url: "website", text: "tax_number" };

export async function findCandidates(ctx: Ctx, part: Exclude<Part, "opportunity">, values: Values): Promise<readonly Candidate[]> {
  const module = moduleNamed(ctx, MODULE_OF[part]);
  const access = accessOf(ctx);
  if (!access.module(module).view) return [];
  const found = await findDuplicates(ctx, { module: module.name, values, most: MOST });
  if (found.length === 0) return [];
  const fields = SHOWN.filter((name) => {
    const field = module.fields.get(name);
    return field !== undefined && access.field(field) !== "hidden";
  });
  const filter = { field: "id", op: "in", value: found.map(({ id }) => id) };
  const { data } = await listRecords(ctx, { module: module.name, fields, filter, sort: "id" });
  return found.flatMap(({ id, same }) => {
    const record = data.find((one) => one.id === id);
    return record ? [{ id, reasons: [...new Set(same.map((name) => reasonOf(module, name)))], record }] : [];
  });
}

const reasonOf = (module: Module, field: string): Reason =>
  field === "label" ? "name" : (REASONS[module.fields.get(field)?.type ?? ""] ?? "name");

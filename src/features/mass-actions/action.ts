/** What can be done with many records at once, and the writes that it means for a batch of them. */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid } from "../../server/errors.ts";
import {
  describeModule,
  listRecords,
  runAction,
  setStar,
  writeRecords,
  type ItemResult,
  type Operation,
} from "../../server/records/index.ts";

export const ACTIONS = ["update", "add_tags", "remove_tags", "delete", "restore", "star", "unstar", "create_invoice"] as const;
/** Whose records are billed by `create_invoice`, each by its own action. */
const BILLED = "sales_orders";
export type ActionName = (typeof ACTIONS)[number];

/** The body of `POST /records/{module}/mass`, without the choice of records. */
export interface MassAction {
  readonly action: ActionName;
  /** Of `update`. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** Of `add_tags` and `remove_tags`: of the field `tags`. */
  readonly tags?: readonly string[] | undefined;
}

/** Whatever is wrong with the action as such is said before anything is begun; whether a record allows it, the engine says record by record. */
export function checkAction(ctx: Ctx, module: string, { action, values, tags }: MassAction): void {
  const { rights, fields } = describeModule(ctx, module);
  if (action === "create_invoice") {
    if (module !== BILLED || !describeModule(ctx, "invoices").rights.create) throw new AppError("forbidden", { params: { module } });
    return;
  }
  const needed =
    action === "delete" || action === "restore"
      ? rights.delete
      : action === "star" || action === "unstar" || (rights.edit && rights.mass_edit);
  if (!needed) throw new AppError("forbidden", { params: { module } });
  if (action === "update") {
    if (!values || Object.keys(values).length === 0) throw invalid([{ field: "values", code: "mandatory" }]);
    for (const name of Object.keys(values)) {
      const field = fields.find((each) => each.name === name);
      if (!field)
        throw new AppError("unknown_field", {
          params: { field: name.slice(0, 100) },
          errors: [{ field: `values.${name.slice(0, 100)}`, code: "unknown_field" }],
        });
      if (field.access !== "edit") throw new AppError("read_only_field", { params: { field: name } });
      const given: readonly unknown[] = Array.isArray(values[name]) ? values[name] : [values[name]];
      const refused = field.options?.find((option) => option.choosable === false && given.includes(option.value));
      if (refused) throw invalid([{ field: `values.${name}`, code: "option_not_for_role", params: { value: refused.label[ctx.lang] } }]);
    }
  }
  if ((action === "add_tags" || action === "remove_tags") && (!tags || tags.length === 0))
    throw invalid([{ field: "tags", code: "mandatory" }]);
}

/** Does the action to these records, in the caller's transaction; a result for each, in their order. */
export async function act(
  ctx: Ctx,
  module: string,
  { action, values = {}, tags = [] }: MassAction,
  ids: readonly string[],
): Promise<readonly ItemResult[]> {
  if (ids.length === 0) return [];
  if (action === "create_invoice") return each(ids, (id) => runAction(ctx, { module, id, action, input: {} }));
  if (action === "star" || action === "unstar") return starAll(ctx, { module, ids, starred: action === "star" });
  const operations =
    action === "add_tags" || action === "remove_tags"
      ? await tagOperations(ctx, { module, ids, add: action === "add_tags", tags })
      : ids.map((id): Operation => (action === "update" ? { op: "update", id, values } : { op: action, id }));
  const { results } = await writeRecords(ctx, { module, operations, atomic: false, present: false });
  return results;
}

async function tagOperations(
  ctx: Ctx,
  { module, ids, add, tags }: { module: string; ids: readonly string[]; add: boolean; tags: readonly string[] },
): Promise<readonly Operation[]> {
  const { data } = await listRecords(ctx, {
    module,
    fields: ["tags"],
    filter: { field: "id", op: "in", value: ids },
    sort: "id",
    limit: ids.length,
  });
  const before = new Map(data.map((record) => [record.id, listOf(record["tags"])]));
  return ids.map((id) => {
    const old = before.get(id) ?? [];
    const next = add ? [...new Set([...old, ...tags])] : old.filter((tag) => !tags.includes(tag));
    return { op: "update", id, values: { tags: next.length === 0 ? null : next } };
  });
}
const listOf = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];

async function starAll(
  ctx: Ctx,
  { module, ids, starred }: { module: string; ids: readonly string[]; starred: boolean },
): Promise<readonly ItemResult[]> {
  return each(ids, (id) => setStar(ctx, { module, id, starred }));
}

/** One after the other; what is refused leaves the others as they are. */
async function each(ids: readonly string[], run: (id: string) => Promise<unknown>): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = [];
  for (const id of ids) {
    try {
      await run(id);
      results.push({ ok: true, id, version: 0 });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      results.push({ ok: false, error });
    }
  }
  return results;
}

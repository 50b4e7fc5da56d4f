/** Merging as people ask for it: a choice per field, turned into values of the survivor by what the actor may see and change. */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Field, Module } from "../../model/define.ts";
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import {
  getRecord,
  isMergeable,
  listRelated,
  mergeRecords,
  type Merge,
  type RecordJson,
  type SurvivorValues,
} from "../../server/records/index.ts";
import { ALL, chosenValue, isChosen, isJoinable, likeliestChoice, type Candidate, type Choice } from "./choice.ts";

export interface MergeRequest {
  readonly survivor: string;
  readonly records: readonly { readonly id: string; readonly version: number }[];
  /** By field; what isn't named is chosen as `likeliestChoice` says. */
  readonly choices?: Readonly<Record<string, Choice>> | undefined;
}

export function mergeChosen(ctx: Ctx, moduleName: string, request: MergeRequest): Promise<Merge> {
  const module = ctx.registry.modules.get(moduleName);
  const { survivor, records, choices = {} } = request;
  return mergeRecords(ctx, {
    module: moduleName,
    survivor,
    records,
    values: (rows) => {
      if (!module) throw new AppError("unknown_module", { params: { module: moduleName } });
      const candidates = rows.map(({ id, values }): Candidate => ({ id, values }));
      demandChoices(ctx, module, candidates, choices);
      return survivorValues(ctx, module, { candidates, survivor, choices });
    },
  });
}

const isOpen = (ctx: Ctx, field: Field): boolean => accessOf(ctx).field(field) === "edit" && isChosen(field);

function demandChoices(ctx: Ctx, module: Module, candidates: readonly Candidate[], choices: Readonly<Record<string, Choice>>): void {
  const errors = Object.entries(choices).flatMap(([name, choice]): FieldError[] => {
    const at = `choices.${name.slice(0, 60)}`;
    const field = module.fields.get(name);
    if (!field || accessOf(ctx).field(field) === "hidden")
      return [{ field: at, code: "unknown_field", params: { field: name.slice(0, 60) } }];
    if (!isOpen(ctx, field)) return [{ field: at, code: "read_only_field" }];
    const known = choice === ALL ? isJoinable(field) : candidates.some(({ id }) => id === choice);
    return known ? [] : [{ field: at, code: "unknown_reference" }];
  });
  if (errors.length > 0) throw invalid(errors);
}

interface Chosen {
  readonly candidates: readonly Candidate[];
  readonly survivor: string;
  readonly choices: Readonly<Record<string, Choice>>;
}
/**
 * Only what differs from the survivor's own. Of what the actor can't see or change nothing is lost: there it goes as it
 * would had nobody chosen anything.
 */
function survivorValues(ctx: Ctx, module: Module, { candidates, survivor, choices }: Chosen): SurvivorValues {
  const own = candidates.find(({ id }) => id === survivor)?.values ?? {};
  const merged = new Set(candidates.map(({ id }) => id));
  const [chosen, kept]: [Record<string, Json>, Record<string, Json>] = [{}, {}];
  const sources = new Map<string, Choice>();
  for (const field of module.fields.values()) {
    if (!isChosen(field)) continue;
    const choice = choices[field.name] ?? likeliestChoice(field, candidates, survivor);
    sources.set(field.name, choice);
    if (choice === survivor) continue;
    const value = chosenValue(field, candidates, { survivor, choice });
    // A record that belonged to one of the others can't belong to itself.
    const circle = field.type === "reference" && typeof value === "string" && merged.has(value);
    if (!circle && JSON.stringify(value) !== JSON.stringify(own[field.name] ?? null))
      (isOpen(ctx, field) ? chosen : kept)[field.name] = value;
  }
  refuseOtherCurrency(ctx, module, { candidates, survivor, choices: Object.fromEntries(sources) });
  return { chosen, kept };
}

function refuseOtherCurrency(ctx: Ctx, module: Module, { candidates, survivor, choices }: Chosen): void {
  const currencyOf = (id: string): Json | undefined => candidates.find((one) => one.id === id)?.values["currency"];
  const currency = currencyOf(choices["currency"] ?? survivor);
  const errors = [...module.fields.values()].flatMap((field): FieldError[] => {
    if (field.type !== "money") return [];
    const from = choices[field.name] ?? survivor;
    const filled = (candidates.find(({ id }) => id === from)?.values[field.name] ?? null) !== null;
    if (!filled || currencyOf(from) === currency) return [];
    return [{ field: accessOf(ctx).field(field) === "hidden" ? "currency" : field.name, code: "other_currency" }];
  });
  if (errors.length > 0) throw invalid(errors);
}

export interface MergePreview {
  readonly records: readonly RecordJson[];
  /** Of each record, how many records of its related lists the actor sees; lists that are empty for all are left out. */
  readonly related: readonly { readonly relation: string; readonly counts: Readonly<Record<string, number>> }[];
}

/** What a merge would be made of, as the actor sees it. */
export async function previewMerge(ctx: Ctx, moduleName: string, ids: readonly string[]): Promise<MergePreview> {
  const records: RecordJson[] = [];
  for (const id of new Set(ids)) {
    const record = await getRecord(ctx, { module: moduleName, id });
    if (record["deleted_at"] !== undefined) throw new AppError("not_found", { params: { id } });
    records.push(record);
  }
  const module = ctx.registry.modules.get(moduleName);
  if (!module || !isMergeable(module)) throw new AppError("forbidden", { params: { module: moduleName } });
  const related: MergePreview["related"][number][] = [];
  for (const relation of module.relations) {
    const counts = await countsOf(ctx, moduleName, relation.name, records);
    if (counts && Object.values(counts).some((count) => count > 0)) related.push({ relation: relation.name, counts });
  }
  return { records, related };
}

/** Undefined: the list isn't the actor's to see. */
async function countsOf(
  ctx: Ctx,
  module: string,
  relation: string,
  records: readonly RecordJson[],
): Promise<Readonly<Record<string, number>> | undefined> {
  const counts: Record<string, number> = {};
  try {
    for (const { id } of records)
      counts[id] = (await listRelated(ctx, { module, id, relation, fields: ["id"], sort: "id", limit: 1, count: "estimate" })).count ?? 0;
  } catch (error) {
    if (error instanceof AppError && (error.code === "unknown_relation" || error.code === "unknown_module")) return undefined;
    throw error;
  }
  return counts;
}

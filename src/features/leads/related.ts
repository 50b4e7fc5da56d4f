/**
 * What belongs to a lead follows it: activities, comments, calls and letters move to what it became; documents,
 * campaigns, products and the like are linked to that too. All of it, also what the converting person can't see.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Field, Module, Relation } from "../../model/define.ts";
import type { Ctx } from "../../server/context.ts";
import { linkRecords, listRelated, MOST_OPERATIONS, writeRecords, type RecordJson } from "../../server/records/index.ts";
import { MODULE_OF, PARTS, type Part } from "./mapping.ts";
import { moduleNamed } from "./mapping-store.ts";

/** Ids of what the lead became. */
export type Made = Readonly<Partial<Record<Part, string>>>;

const PAGE = 1000;
const PERSON_FIRST: readonly Part[] = ["contact", "organization", "opportunity"];
/** Activities name their person in a field of their own, so that they can stand at the deal. */
const DEAL_FIRST: readonly Part[] = ["opportunity", "organization", "contact"];

const asProgram = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: "system", name: "lead conversion" } });

export async function carryRelated(ctx: Ctx, leadId: string, made: Made): Promise<void> {
  const leads = moduleNamed(ctx, "leads");
  for (const relation of leads.relations) {
    const records = await allRelated(ctx, leadId, relation);
    if (records.length === 0) continue;
    if (relation.kind === "children") await move(ctx, leadId, relation, { records, made });
    else await linkToo(ctx, relation, { records, made });
  }
}

async function allRelated(ctx: Ctx, id: string, relation: Relation): Promise<readonly RecordJson[]> {
  const other = moduleNamed(ctx, relation.module);
  const fields = other.fields.has("contact_id") ? ["contact_id"] : [];
  const records: RecordJson[] = [];
  let cursor: string | undefined;
  do {
    const target = { module: "leads", id, relation: relation.name };
    const page = await listRelated(asProgram(ctx), { ...target, fields, sort: "id", limit: PAGE, cursor });
    records.push(...page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return records;
}

interface Carry {
  readonly records: readonly RecordJson[];
  readonly made: Made;
}

async function move(ctx: Ctx, leadId: string, relation: Relation, { records, made }: Carry): Promise<void> {
  const other = moduleNamed(ctx, relation.module);
  const field = other.fields.get(relation.field ?? "");
  if (!field) return;
  const operations = records.flatMap((record) => {
    const values = moved(other, field, record, made);
    return values[field.name] === leadId ? [] : [{ op: "update" as const, id: record.id, values }];
  });
  for (let at = 0; at < operations.length; at += MOST_OPERATIONS)
    await writeRecords(ctx, {
      module: other.name,
      operations: operations.slice(at, at + MOST_OPERATIONS),
      atomic: true,
      present: false,
      internal: true,
    });
}

function moved(module: Module, field: Field, record: RecordJson, made: Made): Readonly<Record<string, Json>> {
  const person = module.fields.get("contact_id");
  const takesPerson = person !== undefined && made.contact !== undefined && (record["contact_id"] ?? null) === null;
  const order = person === undefined ? PERSON_FIRST : DEAL_FIRST;
  const target = order.find((part) => made[part] !== undefined && field.targets?.includes(MODULE_OF[part]));
  const id = target && made[target];
  // With nowhere to point to it stays with the lead, unless its person is named.
  const reference = id === undefined ? (takesPerson && !field.mandatory ? { [field.name]: null } : {}) : { [field.name]: id };
  return { ...reference, ...(takesPerson ? { contact_id: made.contact ?? null } : {}) };
}

/** Linked to the first of what was made that can have such links; the lead keeps its own, as campaigns count them. */
async function linkToo(ctx: Ctx, relation: Relation, { records, made }: Carry): Promise<void> {
  for (const part of [...PERSON_FIRST, ...PARTS]) {
    const id = made[part];
    const target = moduleNamed(ctx, MODULE_OF[part]);
    const same = target.relations.find((one) => one.kind === "link" && one.module === relation.module);
    if (id === undefined || !same) continue;
    const byValues = new Map<string, RecordJson[]>();
    for (const record of records) {
      const key = JSON.stringify(linkValues(ctx, same, record));
      byValues.set(key, [...(byValues.get(key) ?? []), record]);
    }
    for (const [values, group] of byValues)
      for (let at = 0; at < group.length; at += PAGE)
        await linkRecords(asProgram(ctx), {
          module: target.name,
          id,
          relation: same.name,
          ids: group.slice(at, at + PAGE).map((record) => record.id),
          values: JSON.parse(values) as unknown,
        });
    return;
  }
}

/** Of the link's own fields (a campaign member's status), those that the other link has too. */
function linkValues(ctx: Ctx, relation: Relation, record: RecordJson): Record<string, Json> {
  const fields = ctx.registry.links.get(relation.link ?? "")?.fields ?? [];
  const own = (record["link"] ?? {}) as Readonly<Record<string, Json>>;
  return Object.fromEntries(fields.flatMap(({ name }) => (own[name] === null || own[name] === undefined ? [] : [[name, own[name]]])));
}

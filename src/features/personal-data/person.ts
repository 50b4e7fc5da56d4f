/**
 * A person, as the program knows them: a contact and the leads that became it, or a lead and the contact that came of
 * it. Whoever asks for their data, or for its erasure, means all of them.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { fieldType } from "../../fieldtypes/index.ts";
import type { Field, Module } from "../../model/define.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import { getRecord, listRecords, type RecordJson } from "../../server/records/index.ts";

export interface PersonRecord {
  readonly module: Module;
  readonly record: RecordJson;
}

/** What is held of somebody must be found whole, whatever its finder may see. */
export const asProgram = (ctx: Ctx): Ctx => {
  const { revealed: _, ...quiet } = ctx;
  return { ...quiet, actor: { kind: "system", name: ctx.actor.name } };
};

/** Fields of personal data that are kept, not computed. */
export const personalFields = (module: Module): readonly Field[] =>
  [...module.fields.values()].filter((field) => field.personal === true && fieldType(field.type).column(field) !== null);

const MOST_LEADS = 100;

/** The named record first. Modules without personal data know no persons. */
export async function recordsOfPerson(ctx: Ctx, { module: name, id }: { module: string; id: string }): Promise<readonly PersonRecord[]> {
  const program = asProgram(ctx);
  const module = ctx.registry.modules.get(name);
  if (!module || module.adminOnly || personalFields(module).length === 0)
    throw new AppError("unknown_module", { params: { module: name } });
  const record = await getRecord(program, { module: name, id });
  const found: PersonRecord[] = [{ module, record }];
  const other = ctx.registry.modules.get(name === "leads" ? "contacts" : "leads");
  if (name === "leads" && other) {
    const contact = record["converted_contact_id"] ?? null;
    if (typeof contact === "string") found.push({ module: other, record: await getRecord(program, { module: "contacts", id: contact }) });
  }
  if (name === "contacts" && other?.fields.has("converted_contact_id")) {
    const filter = { field: "converted_contact_id", op: "eq", value: id };
    const { data } = await listRecords(program, { module: "leads", filter, limit: MOST_LEADS });
    found.push(...data.map((lead) => ({ module: other, record: lead })));
  }
  return found;
}

/** Telephone numbers and e-mail addresses of the person: what their calls and letters are known by. */
export function reachOf(person: readonly PersonRecord[]): readonly string[] {
  const texts = person.flatMap(({ module, record }) =>
    personalFields(module)
      .filter(({ type }) => type === "phone" || type === "email")
      .map(({ name }): Json => record[name] ?? null),
  );
  return [...new Set(texts.filter((text) => typeof text === "string" && text !== ""))] as string[];
}

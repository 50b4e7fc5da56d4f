/**
 * A lead becomes an organization, a contact and, if asked for, an opportunity: once, and all or nothing. It is one
 * operation of the change log, so that one undo takes all of it back.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid } from "../../server/errors.ts";
import {
  getRecord,
  inOneOperation,
  listRelated,
  lockRecord,
  updateRecord,
  writeRecords,
  type RecordJson,
} from "../../server/records/index.ts";
import type { Values } from "./carry.ts";
import { MODULE_OF, PARTS, type Part } from "./mapping.ts";
import { moduleNamed } from "./mapping-store.ts";
import { carriedParts } from "./proposal.ts";
import { carryRelated } from "./related.ts";

/** Null or false: none. True: a new one by the mapping. `values` go over those of the mapping. */
export type PartRequest = null | boolean | { readonly id?: string | undefined; readonly values?: Values | undefined };
export type ConversionRequest = Readonly<Partial<Record<Part, PartRequest | undefined>>> & { readonly owner_id?: string | undefined };

export interface Conversion {
  readonly lead_id: string;
  readonly organization_id: string | null;
  readonly contact_id: string | null;
  readonly opportunity_id: string | null;
  /** Of the change log: by it the whole conversion can be undone. */
  readonly operation_id: string | null;
}

export async function convertLead(ctx: Ctx, id: string, request: ConversionRequest): Promise<Conversion> {
  const rights = accessOf(ctx).module(moduleNamed(ctx, "leads"));
  if (!rights.edit || !rights.convert) throw new AppError("forbidden", { params: { module: "leads" } });
  const { result, operation } = await inOneOperation({ ...ctx, cause: `conversion of ${id}` }, async (inner) => {
    await lockRecord(inner, { module: "leads", id });
    const lead = await getRecord(inner, { module: "leads", id });
    refuseUnfit(lead);
    const ids = await makeParts(inner, lead, request);
    await carryRelated(inner, id, ids);
    await close(inner, lead, ids);
    return ids;
  });
  return {
    lead_id: id,
    organization_id: result.organization ?? null,
    contact_id: result.contact ?? null,
    opportunity_id: result.opportunity ?? null,
    operation_id: operation,
  };
}

function refuseUnfit(lead: RecordJson): void {
  if (lead["deleted_at"] !== undefined) throw new AppError("not_found", { params: { id: lead.id } });
  if ((lead["converted_at"] ?? null) === null) return;
  const became = PARTS.map((part) => [`${part}_id`, lead[`converted_${part}_id`] ?? null]);
  throw new AppError("already_converted", { extra: Object.fromEntries(became) });
}

/** With the values in place of their masks: what is closed to whom converts must not be lost by it. They are not shown them. */
async function withClosedValues(ctx: Ctx, lead: RecordJson): Promise<RecordJson> {
  const access = accessOf(ctx);
  const closed = [...moduleNamed(ctx, "leads").fields.values()].filter((field) => access.personal(field)?.open === false);
  if (closed.length === 0) return lead;
  const fields = closed.map(({ name }) => name);
  const whole = await getRecord({ ...ctx, actor: { kind: "system", name: "conversion" } }, { module: "leads", id: lead.id, fields });
  return { ...lead, ...Object.fromEntries(fields.map((name) => [name, whole[name] ?? null])) };
}

type Ids = Partial<Record<Part, string>>;

async function makeParts(ctx: Ctx, lead: RecordJson, request: ConversionRequest): Promise<Ids> {
  const carried = await carriedParts(ctx, await withClosedValues(ctx, lead));
  const wanted = {
    organization: request.organization ?? (request.organization === undefined && carried.organization.values["name"] !== undefined),
    contact: request.contact ?? request.contact === undefined,
    opportunity: request.opportunity ?? false,
  };
  if (wanted.organization === false && wanted.contact === false) throw invalid([{ field: "contact", code: "nothing_to_convert" }]);
  const ids: Ids = {};
  for (const part of PARTS) {
    const want = wanted[part];
    if (want === false) continue;
    const links = linksOf(part, ids);
    if (typeof want === "object" && want.id !== undefined) ids[part] = await takeExisting(ctx, part, { id: want.id, links });
    else {
      const given = typeof want === "object" ? (want.values ?? {}) : {};
      const campaign = part === "opportunity" ? await lastCampaign(ctx, lead.id) : {};
      const owner = request.owner_id ?? lead["owner_id"] ?? null;
      ids[part] = await makeNew(ctx, part, { owner_id: owner, ...campaign, ...carried[part].values, ...links, ...given });
    }
  }
  return ids;
}

/** How the new records refer to one another. */
function linksOf(part: Part, { organization, contact }: Ids): Values {
  if (part === "organization") return {};
  return {
    ...(organization === undefined ? {} : { organization_id: organization }),
    ...(part === "opportunity" && contact !== undefined ? { contact_id: contact } : {}),
  };
}

async function makeNew(ctx: Ctx, part: Part, values: Values): Promise<string> {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const operation = { op: "create" as const, values: filled, computed: { converted_from_lead: true } };
  try {
    const { results } = await writeRecords(ctx, { module: MODULE_OF[part], operations: [operation], atomic: true, present: false });
    const [result] = results;
    if (!result?.ok) throw new Error("a write without a result");
    return result.id;
  } catch (error) {
    throw atPart(error, part);
  }
}

/** An existing record keeps its values; only what links it to the others is filled in where it was empty. */
async function takeExisting(ctx: Ctx, part: Part, { id, links }: { readonly id: string; readonly links: Values }): Promise<string> {
  try {
    const record = await getRecord(ctx, { module: MODULE_OF[part], id, fields: Object.keys(links) });
    if (record["deleted_at"] !== undefined) throw new AppError("not_found", { params: { id } });
    const empty: [string, Json][] = Object.entries(links).filter(([name]) => (record[name] ?? null) === null);
    if (empty.length > 0) await updateRecord(ctx, MODULE_OF[part], { id, version: record.version, values: Object.fromEntries(empty) });
    return id;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") throw invalid([{ field: `${part}.id`, code: "unknown_reference" }]);
    throw atPart(error, part);
  }
}

/** The fields of a refusal by the names that the caller used: `contact.email`. */
function atPart(error: unknown, part: Part): unknown {
  if (!(error instanceof AppError) || error.errors.length === 0) return error;
  const errors = error.errors.map((one) => ({ ...one, field: `${part}.${one.field}` }));
  return new AppError(error.code, { params: error.params, errors, extra: error.extra });
}

/** The campaign that brought the lead has a part in the deal, too. */
async function lastCampaign(ctx: Ctx, leadId: string): Promise<Values> {
  const leads = moduleNamed(ctx, "leads");
  const relation = leads.relations.find((one) => one.kind === "link" && one.module === "campaigns");
  const campaigns = ctx.registry.modules.get("campaigns");
  if (!relation || !campaigns || !accessOf(ctx).module(campaigns).view) return {};
  const { data } = await listRelated(ctx, {
    module: "leads",
    id: leadId,
    relation: relation.name,
    fields: [],
    sort: "-created_at",
    limit: 1,
  });
  return data[0] ? { campaign_id: data[0].id } : {};
}

/** The lead is won, says what it became, and is only read from now on. */
async function close(ctx: Ctx, lead: RecordJson, ids: Ids): Promise<void> {
  const won = moduleNamed(ctx, "leads")
    .fields.get("status")
    ?.options?.find((option) => option.outcome === "won" && option.active !== false);
  const computed = {
    converted_at: ctx.now.toISOString(),
    converted_organization_id: ids.organization ?? null,
    converted_contact_id: ids.contact ?? null,
    converted_opportunity_id: ids.opportunity ?? null,
    ...(won ? { status: won.value } : {}),
  };
  const operation = { op: "update" as const, id: lead.id, values: {}, computed };
  await writeRecords(ctx, { module: "leads", operations: [operation], atomic: true, present: false });
}

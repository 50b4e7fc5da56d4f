/** What a conversion would make of a lead, before anybody decides: values by the mapping, and records that may be the same. */
import type { Ctx } from "../../server/context.ts";
import { getRecord, type RecordJson } from "../../server/records/index.ts";
import { accessOf } from "../../server/access/access.ts";
import { findCandidates, type Candidate } from "./candidates.ts";
import { carryValues, type Carried, type Values } from "./carry.ts";
import { MODULE_OF, PARTS, type Part } from "./mapping.ts";
import { moduleNamed, readMapping } from "./mapping-store.ts";

export interface PartProposal extends Carried {
  /** Whether the person may make one. */
  readonly allowed: boolean;
  readonly candidates: readonly Candidate[];
}
export type Proposal = Readonly<Record<Part, PartProposal>> & {
  readonly lead: { readonly id: string; readonly label: string; readonly owner_id: string | null; readonly owner_id__label: string | null };
};

const DAYS_TO_CLOSE = 30;

export async function proposeConversion(ctx: Ctx, id: string): Promise<Proposal> {
  const lead = await getRecord(ctx, { module: "leads", id });
  const carried = await carriedParts(ctx, lead);
  const access = accessOf(ctx);
  const parts = await Promise.all(
    PARTS.map(async (part): Promise<[Part, PartProposal]> => {
      const candidates = part === "opportunity" ? [] : await findCandidates(ctx, part, carried[part].values);
      return [part, { ...carried[part], allowed: access.module(moduleNamed(ctx, MODULE_OF[part])).create, candidates }];
    }),
  );
  const { owner_id: owner = null, owner_id__label: ownerName = null } = lead;
  return {
    lead: { id, label: lead.label, owner_id: owner as string | null, owner_id__label: ownerName as string | null },
    ...(Object.fromEntries(parts) as Record<Part, PartProposal>),
  };
}

/** The values of all three parts; an opportunity needs a name and a date whatever the lead says. */
export async function carriedParts(ctx: Ctx, lead: RecordJson): Promise<Readonly<Record<Part, Carried>>> {
  const mapping = await readMapping(ctx);
  const opportunity = carryValues(ctx, lead, "opportunity", mapping);
  const date = new Date(ctx.now.getTime() + DAYS_TO_CLOSE * 86_400_000).toISOString().slice(0, 10);
  const values: Values = { name: lead.label, close_date: date, ...opportunity.values };
  return {
    organization: carryValues(ctx, lead, "organization", mapping),
    contact: carryValues(ctx, lead, "contact", mapping),
    opportunity: { ...opportunity, values },
  };
}

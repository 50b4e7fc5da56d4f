/** Lead conversion as the server offers it: the proposal, the act, the mapping. */
import { queryOptions } from "@tanstack/react-query";
import type { RecordData, Values } from "../../../web/api/record-data.ts";
import { request } from "../../../web/api/client.ts";
import type { MappingLine, Part } from "../mapping.ts";

export interface Candidate {
  readonly id: string;
  readonly reasons: readonly ("email" | "phone" | "tax_number" | "website" | "name")[];
  readonly record: RecordData;
}
export interface PartProposal {
  readonly values: Values;
  /** Fields of the lead whose value the other side can't hold. */
  readonly left: readonly string[];
  readonly allowed: boolean;
  readonly candidates: readonly Candidate[];
}
export type Proposal = Readonly<Record<Part, PartProposal>> & {
  readonly lead: { readonly id: string; readonly label: string; readonly owner_id: string | null; readonly owner_id__label: string | null };
};
export interface Conversion {
  readonly organization_id: string | null;
  readonly contact_id: string | null;
  readonly opportunity_id: string | null;
  readonly operation_id: string | null;
}
export type PartRequest = null | { readonly id: string } | { readonly values: Values };

export const proposalQuery = (id: string) =>
  queryOptions({
    queryKey: ["leads", "conversion", id],
    queryFn: async () => (await request<{ readonly data: Proposal }>(`/records/leads/${id}/conversion`)).data,
    gcTime: 0,
  });

export const convertLead = async (
  id: string,
  body: Readonly<Record<Part, PartRequest>> & { readonly owner_id?: string },
): Promise<Conversion> =>
  (
    await request<{ readonly data: Conversion }>(`/records/leads/${id}/actions/convert`, {
      method: "POST",
      body,
      headers: { "Idempotency-Key": crypto.randomUUID() },
    })
  ).data;

export interface Mapping {
  readonly mapping: readonly MappingLine[];
  readonly defaults: readonly MappingLine[];
}
export const mappingQuery = queryOptions({
  queryKey: ["leads", "mapping"],
  queryFn: async () => (await request<{ readonly data: Mapping }>("/admin/leads/mapping")).data,
});
export const saveMapping = async (mapping: readonly MappingLine[]): Promise<Mapping> =>
  (await request<{ readonly data: Mapping }>("/admin/leads/mapping", { method: "PUT", body: { mapping } })).data;

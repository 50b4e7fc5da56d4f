/** What documents ask the server for: settings, prices, actions, print forms, the chain. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Label } from "../../../fieldtypes/field-type.ts";
import type { DocumentSettings } from "../../../model/sales/document-input.ts";
import type { ItemPrices } from "../../../model/sales/price-breaks.ts";
import type { Tax } from "../../../model/sales/tax.ts";
import { request, urlOf } from "../../../web/api/client.ts";
import { recordsChanged } from "../../../web/api/records.ts";

interface SettingsAnswer {
  readonly rounding: "line" | "document";
  readonly country: string;
  readonly taxes: readonly Tax[];
}
export const salesSettingsQuery = queryOptions({
  queryKey: ["sales", "settings"],
  staleTime: 300_000,
  queryFn: async ({ signal }): Promise<DocumentSettings> => {
    const { data } = await request<{ readonly data: SettingsAnswer }>("/sales/settings", { signal });
    return { rounding: data.rounding, country: data.country, taxes: new Map(data.taxes.map((tax) => [tax.id, tax])) };
  },
});

export interface PriceAnswer {
  /** Without any: there is none, or the reader may not see it; the server puts it in. */
  readonly prices: ItemPrices;
  /** Null: the reader may not see it. */
  readonly name: string | null;
  readonly unit: string | null;
  readonly tax_ids: readonly string[];
}
export async function askPrice(query: Readonly<Record<string, string | undefined>>): Promise<PriceAnswer> {
  return (await request<{ readonly data: PriceAnswer }>("/sales/price", { query })).data;
}

export interface ChainLink {
  readonly id: string;
  readonly module: string;
  readonly label: string;
  readonly number: string;
  readonly state: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
}
export const chainQuery = (module: string, id: string, version: number) =>
  queryOptions({
    queryKey: ["records", module, "chain", id, version],
    queryFn: async ({ signal }) =>
      (await request<{ readonly data: readonly ChainLink[] }>(`/records/${module}/${id}/chain`, { signal })).data,
  });

interface FormAnswer {
  readonly name: string;
  readonly label: Label;
  readonly only_in: "ru" | "en" | null;
}
export const printFormsQuery = (module: string) =>
  queryOptions({
    queryKey: ["sales", "forms", module],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => (await request<{ readonly data: readonly FormAnswer[] }>(`/sales/forms/${module}`, { signal })).data,
  });
export const printUrl = (module: string, id: string, form: string, language: string): string =>
  urlOf(`/records/${module}/${id}/print/${form}.pdf`, { language });

/** Runs an action of a document; whatever it touched is read again. */
export function useAction(module: string, id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ action, input = {} }: { readonly action: string; readonly input?: unknown }) =>
      (await request<{ readonly data: unknown }>(`/records/${module}/${id}/actions/${action}`, { method: "POST", body: input })).data,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["records"] });
      await recordsChanged(client, module);
    },
  });
}

export interface MailDraft {
  readonly ready: boolean;
  readonly recipients: readonly { readonly email: string; readonly name: string }[];
  readonly form: string;
  readonly language: "ru" | "en";
  readonly subject: string;
  readonly text: string;
  readonly marks_sent: boolean;
}
export const mailDraftQuery = (module: string, id: string, paper: { readonly form?: string; readonly language?: string }) =>
  queryOptions({
    queryKey: ["records", module, "mail", id, paper],
    queryFn: async ({ signal }) =>
      (await request<{ readonly data: MailDraft }>(`/records/${module}/${id}/print/mail`, { query: { ...paper }, signal })).data,
    gcTime: 0,
  });
export const sendByMail = (module: string, id: string, body: Readonly<Record<string, unknown>>): Promise<unknown> =>
  request(`/records/${module}/${id}/print/mail`, { method: "POST", body, headers: { "Idempotency-Key": crypto.randomUUID() } });

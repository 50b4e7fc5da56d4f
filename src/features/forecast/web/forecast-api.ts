/** The forecast and the quotas, as the server tells them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Filter } from "../../../model/filter/ast.ts";
import { request } from "../../../web/api/client.ts";
import type { PeriodUnit } from "../periods.ts";

/** Sums in the company's currency, as decimal strings. */
export interface Figures {
  readonly won: string;
  readonly committed: string;
  readonly best_case: string;
  readonly weighted: string;
  readonly open: string;
  readonly quota: string | null;
}
export interface ForecastRow extends Figures {
  readonly id: string | null;
  readonly label: string | null;
}
export interface ForecastPeriod extends Figures {
  readonly start: string;
}
export interface Forecast {
  readonly start: string;
  readonly end: string;
  readonly total: ForecastPeriod;
  readonly rows: readonly ForecastRow[];
  readonly run: readonly ForecastPeriod[];
}
interface Asked {
  readonly unit: PeriodUnit;
  readonly start: string;
  readonly by: "user" | "team";
  readonly pipeline: string | undefined;
}
/** Under `records`: changes of deals, one's own and others', bring it up to date. */
export const forecastQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["records", "opportunities", "forecast", asked],
    queryFn: async ({ signal }) => (await request<{ readonly data: Forecast }>("/sales/forecast", { query: { ...asked }, signal })).data,
    placeholderData: keepPreviousData,
  });

export interface Reason {
  /** An option's value; null: none was given. */
  readonly value: string | null;
  readonly count: number;
  readonly amount: string;
}
/** Deals of a filter by the reason that was given. */
export const reasonsQuery = (field: string, filter: Filter) =>
  queryOptions({
    queryKey: ["records", "opportunities", "reasons", field, filter],
    queryFn: async ({ signal }): Promise<readonly Reason[]> => {
      const { data } = await request<{ readonly data: readonly Readonly<Record<string, Json>>[] }>("/records/opportunities/aggregate", {
        method: "POST",
        body: { group_by: [field], measures: [{ fn: "count" }, { fn: "sum", field: "amount" }], filter },
        signal,
      });
      return data.map((row) => ({
        value: typeof row[field] === "string" ? row[field] : null,
        count: Number(row["count"]),
        amount: String(row["sum_amount"] ?? "0"),
      }));
    },
    placeholderData: keepPreviousData,
  });

export interface Quota {
  readonly user_id: string;
  readonly month: string;
  readonly amount: string | null;
}
export const quotasQuery = (year: number) =>
  queryOptions({
    queryKey: ["quotas", year],
    queryFn: async () =>
      (await request<{ readonly data: readonly Quota[] }>("/admin/quotas", { query: { from: `${year}-01-01`, to: `${year}-12-31` } })).data,
  });
export const saveQuotas = (quotas: readonly Quota[]): Promise<unknown> => request("/admin/quotas", { method: "PUT", body: { quotas } });

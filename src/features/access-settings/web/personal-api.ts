/** Personal data as the server's settings say it: where it is closed, who may see it, who asks. */
import { queryOptions } from "@tanstack/react-query";
import type { Label } from "../../../fieldtypes/field-type.ts";
import type { Principal } from "../../../model/access/vocabulary.ts";
import { request } from "../../../web/api/client.ts";
import { ACCESS_KEY } from "./access-api.ts";

interface Data<T> {
  readonly data: T;
}
export interface PersonalModule {
  readonly module: string;
  readonly closed: boolean;
  readonly fields: readonly { readonly name: string; readonly label: Label }[];
}
export interface Grant {
  readonly id: string;
  readonly module: string;
  readonly record_id: string | null;
  readonly record__label: string | null;
  readonly to: Principal;
  readonly to__label: string | null;
  readonly expires_at: string | null;
  readonly reason: string;
}
export interface GrantValues {
  readonly module: string;
  readonly record_id: string | null;
  readonly to: Principal;
  readonly expires_at: string | null;
  readonly reason: string;
}
export interface AccessRequest {
  readonly id: string;
  readonly user_id: string;
  readonly user__label: string | null;
  readonly module: string;
  readonly record_id: string;
  readonly record__label: string | null;
  readonly reason: string;
  readonly created_at: string;
}
export interface DecisionValues {
  readonly approve: boolean;
  readonly expires_at?: string | null;
  readonly whole_module?: boolean;
  readonly answer?: string;
}
export interface OwnRequest {
  readonly id: string;
  readonly created_at: string;
}

const SETTINGS = "/admin/personal";
const list = <T>(name: string, query: Readonly<Record<string, string>> = {}) =>
  queryOptions({
    queryKey: [...ACCESS_KEY, "personal", name],
    queryFn: async () => (await request<Data<readonly T[]>>(`${SETTINGS}/${name}`, { query })).data,
  });
export const personalModulesQuery = list<PersonalModule>("modules");
export const grantsQuery = list<Grant>("grants");
export const requestsQuery = list<AccessRequest>("requests", { status: "open" });

export const closeModules = (closed: Readonly<Record<string, boolean>>): Promise<unknown> =>
  request(`${SETTINGS}/modules`, { method: "PUT", body: closed });
export const giveAccess = (grant: GrantValues): Promise<unknown> => request(`${SETTINGS}/grants`, { method: "POST", body: grant });
export const withdrawAccess = (id: string): Promise<unknown> => request(`${SETTINGS}/grants/${id}`, { method: "DELETE" });
export const decide = (id: string, decision: DecisionValues): Promise<unknown> =>
  request(`${SETTINGS}/requests/${id}/decision`, { method: "POST", body: decision });

const own = (module: string, id: string): string => `/records/${module}/${id}/access-request`;
export const ownRequestQuery = (module: string, id: string) =>
  queryOptions({
    queryKey: [...ACCESS_KEY, "personal", "own", module, id],
    queryFn: async () => (await request<Data<OwnRequest | null>>(own(module, id))).data,
  });
export const askForAccess = (module: string, id: string, reason: string): Promise<unknown> =>
  request(own(module, id), { method: "POST", body: { reason } });
export const archiveUrl = (module: string, id: string): string => `/api/v1/records/${module}/${id}/person-archive`;
export const erasePerson = (module: string, id: string, reason: string): Promise<unknown> =>
  request(`/records/${module}/${id}/erase-person`, { method: "POST", body: { reason } });

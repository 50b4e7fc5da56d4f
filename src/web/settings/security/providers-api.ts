/** How people sign in, as administrators set it. */
import { queryOptions } from "@tanstack/react-query";
import { request } from "../../api/client.ts";
import { SECURITY_KEY } from "../../sign-in/second-factor-api.ts";

export interface Provider {
  readonly id: string;
  readonly label: string;
  readonly issuer: string;
  readonly client_id: string;
  readonly scopes: string;
  readonly enabled: boolean;
  readonly create_users: boolean;
  readonly trust_second_factor: boolean;
  readonly trust_email: boolean;
  readonly role_claim: string;
  readonly role_map: readonly { readonly value: string; readonly role_id: string }[];
  readonly has_secret: boolean;
  /** To be entered at the provider; null while PUBLIC_URL isn't set. */
  readonly redirect_uri: string | null;
}
export type ProviderValues = Partial<Omit<Provider, "id" | "has_secret" | "redirect_uri">> & { readonly client_secret?: string };
export interface SignInSettings {
  readonly password_min: number;
}
interface Data<T> {
  readonly data: T;
}

export const signInSettingsQuery = queryOptions({
  queryKey: [...SECURITY_KEY, "settings"],
  queryFn: async () => (await request<Data<SignInSettings>>("/admin/sign-in")).data,
});
export const saveSignInSettings = (body: SignInSettings): Promise<unknown> => request("/admin/sign-in", { method: "PUT", body });

export const providersQuery = queryOptions({
  queryKey: [...SECURITY_KEY, "providers"],
  queryFn: async () => (await request<Data<readonly Provider[]>>("/admin/identity-providers")).data,
});
export const saveProvider = async (id: string | undefined, body: ProviderValues): Promise<Provider> =>
  (
    await request<Data<Provider>>(id === undefined ? "/admin/identity-providers" : `/admin/identity-providers/${id}`, {
      method: id === undefined ? "POST" : "PATCH",
      body,
    })
  ).data;
export const deleteProvider = (id: string): Promise<unknown> => request(`/admin/identity-providers/${id}`, { method: "DELETE" });
export const checkProvider = (id: string): Promise<unknown> => request(`/admin/identity-providers/${id}/check`, { method: "POST" });

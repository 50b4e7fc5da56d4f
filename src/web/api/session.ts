/** Who works here, and with which conventions: the first thing the client asks for. */
import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import type { Tool } from "../../model/access/vocabulary.ts";
import type { Lang } from "../../fieldtypes/field-type.ts";
import { request, setCsrfToken } from "./client.ts";

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly is_admin: boolean;
  readonly tools: readonly Tool[];
  readonly language: Lang;
  readonly timezone: string;
  readonly currency: string;
}
export interface Company {
  readonly name: string;
  readonly currency: string;
  readonly language: Lang;
  readonly timezone: string;
  readonly country: string;
}
export interface SessionInfo {
  readonly set_up: boolean;
  readonly version: string;
  readonly languages: readonly Lang[];
  readonly user: User | null;
  readonly csrf_token?: string;
  readonly company?: Company;
  /** The second factor has to be shown, or set up, before anything else. */
  readonly pending: Pending | null;
  /** What the sign-in page offers, while nobody is signed in. */
  readonly sign_in?: { readonly reset: boolean; readonly providers: readonly { readonly id: string; readonly label: string }[] };
}
export type Pending = "verify" | "enrol";
export interface Preferences {
  readonly language?: Lang;
  readonly timezone?: string;
  readonly theme?: "light" | "dark" | "auto";
  readonly density?: "compact" | "normal";
  /** The screens' own, by key; null removes a key. */
  readonly screens?: Readonly<Record<string, unknown>>;
}
export interface SetupRequest {
  readonly company: {
    readonly name: string;
    readonly currency: string;
    readonly language: Lang;
    readonly timezone: string;
    readonly country?: string;
  };
  readonly admin: { readonly name: string; readonly email: string; readonly password: string };
  readonly data: "empty" | "demo";
}
export interface SignedIn {
  readonly user: User;
  readonly csrf_token: string;
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async (): Promise<SessionInfo> => {
    const info = await request<SessionInfo>("/session-info");
    setCsrfToken(info.csrf_token);
    return info;
  },
  staleTime: Number.POSITIVE_INFINITY,
});
export const useSession = (): SessionInfo => useSuspenseQuery(sessionQuery).data;

/** After a sign-in nothing of the former session may remain in the caches. */
export function useEnter(): (signedIn: SignedIn) => Promise<void> {
  const client = useQueryClient();
  return async ({ csrf_token }) => {
    setCsrfToken(csrf_token);
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
  };
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** A code of the app, or a recovery code. */
  readonly totp?: string;
}
export const logIn = (body: Credentials): Promise<SignedIn> => request<SignedIn>("/auth/login", { method: "POST", body });

export function useSignIn() {
  const enter = useEnter();
  return useMutation({
    mutationFn: async (credentials: Credentials) => enter(await logIn(credentials)),
  });
}
/** Creates the company and its administrator, and signs the administrator in. */
export function useSetup() {
  const enter = useEnter();
  return useMutation({
    mutationFn: async (body: SetupRequest) => enter(await request<SignedIn>("/setup", { method: "POST", body })),
  });
}
/** Signs out and loads the sign-in page anew: nothing of what was seen stays in the browser's memory. */
export const useSignOut = () =>
  useMutation({
    mutationFn: () => request("/auth/logout", { method: "POST" }),
    onSuccess: () => window.location.assign("/sign-in"),
  });
export const savePreferences = (preferences: Preferences): Promise<unknown> =>
  request("/me/preferences", { method: "PATCH", body: preferences });

/** What the user's screens keep for themselves, by their keys: one request for all of them. */
export const screensQuery = queryOptions({
  queryKey: ["preferences"],
  queryFn: async (): Promise<NonNullable<Preferences["screens"]>> =>
    (await request<{ readonly data: Pick<Preferences, "screens"> }>("/me/preferences")).data.screens ?? {},
  staleTime: 5 * 60_000,
});

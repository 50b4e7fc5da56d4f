/** One's own ways to sign in: app, recovery codes, passkeys, sessions, password. */
import { queryOptions } from "@tanstack/react-query";
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { request } from "../api/client.ts";
import type { SignedIn } from "../api/session.ts";

export interface Factors {
  readonly totp: boolean;
  readonly passkeys: number;
  readonly recovery_codes: number;
  /** The role asks for one. */
  readonly needed: boolean;
}
export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
}
export interface SessionEntry {
  readonly id: string;
  readonly current: boolean;
  readonly created_at: string;
  readonly last_seen_at: string;
  readonly address: string | null;
  readonly user_agent: string | null;
}
interface Asked<T> {
  readonly ticket: string;
  readonly options: T;
}
interface Data<T> {
  readonly data: T;
}
interface Codes {
  readonly recovery_codes: readonly string[];
}

export const SECURITY_KEY = ["security"] as const;
export const factorsQuery = queryOptions({
  queryKey: [...SECURITY_KEY, "factors"],
  queryFn: () => request<Factors>("/auth/second-factor"),
});
export const passkeysQuery = queryOptions({
  queryKey: [...SECURITY_KEY, "passkeys"],
  queryFn: async () => (await request<Data<readonly Passkey[]>>("/auth/passkeys")).data,
});
export const sessionsQuery = queryOptions({
  queryKey: [...SECURITY_KEY, "sessions"],
  queryFn: async () => (await request<Data<readonly SessionEntry[]>>("/auth/sessions")).data,
});

const post = <T>(path: string, body?: unknown): Promise<T> => request<T>(path, { method: "POST", ...(body === undefined ? {} : { body }) });

export interface TotpOffer {
  /** Base32. */
  readonly secret: string;
  /** An SVG image. */
  readonly qr: string;
}
export const offerTotp = (): Promise<TotpOffer> => post("/auth/second-factor/totp");
export const confirmTotp = async (code: string): Promise<readonly string[]> =>
  (await post<Codes>("/auth/second-factor/totp/confirm", { code })).recovery_codes;
export const removeTotp = (code: string): Promise<unknown> => post("/auth/second-factor/totp/remove", { code });
export const renewRecoveryCodes = async (code: string): Promise<readonly string[]> =>
  (await post<Codes>("/auth/second-factor/recovery-codes", { code })).recovery_codes;
export const showCode = (code: string): Promise<unknown> => post("/auth/second-factor/verify", { code });

/** The browser's part of passkeys is fetched when somebody uses one. */
const webauthn = () => import("@simplewebauthn/browser");

/** False where the browser has none: old, or the address isn't secure. */
export const hasPasskeys = (): boolean => typeof window.PublicKeyCredential === "function";

export async function addPasskey(name: string): Promise<void> {
  const { ticket, options } = await post<Asked<PublicKeyCredentialCreationOptionsJSON>>("/auth/passkeys/options");
  const { startRegistration } = await webauthn();
  const response = await startRegistration({ optionsJSON: options });
  await post("/auth/passkeys", { ticket, name, response });
}
export async function signInByPasskey(): Promise<SignedIn> {
  const { ticket, options } = await post<Asked<PublicKeyCredentialRequestOptionsJSON>>("/auth/passkeys/sign-in/options");
  const { startAuthentication } = await webauthn();
  const response = await startAuthentication({ optionsJSON: options });
  return post("/auth/passkeys/sign-in", { ticket, response });
}
/** The person closed the browser's window, or let it time out: nothing to complain of. */
export const isDismissed = (error: unknown): boolean =>
  error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError");

export const removePasskey = (id: string): Promise<unknown> => request(`/auth/passkeys/${id}`, { method: "DELETE" });
export const endSession = (id: string): Promise<unknown> => request(`/auth/sessions/${id}`, { method: "DELETE" });
export const endOtherSessions = (): Promise<unknown> => request("/auth/sessions", { method: "DELETE" });
export const changePassword = (body: { readonly current_password: string; readonly new_password: string }): Promise<unknown> =>
  post("/auth/password", body);

export type LinkKind = "reset" | "invitation";
export interface PasswordLink {
  readonly kind: LinkKind;
  readonly token: string;
}
export interface LinkOwner {
  readonly name: string;
  readonly email: string;
  readonly password_min: number;
}
export const askForLink = (email: string): Promise<unknown> => post("/auth/password-links", { email });
export const lookAtLink = (link: PasswordLink): Promise<LinkOwner> => post("/auth/password-links/look", link);
export const spendLink = (link: PasswordLink, password: string): Promise<SignedIn> =>
  post("/auth/password-links/use", { ...link, password });

/**
 * Signing in at another provider: authorization code with PKCE, state and nonce, of which the browser holds only a ticket
 * in a cookie. So an answer counts once, and only in the browser that asked. What the provider says of a person comes from
 * its signed ID token, filled up by its userinfo.
 */
import type { Configuration, CustomFetch } from "openid-client";
import { AppError } from "../../errors.ts";
import type { Outside } from "../../outside/index.ts";
import type { Safe } from "../second-factor.ts";
import { issueTicket, takeTicket } from "../tickets.ts";
import { getProvider, secretName, type Provider } from "./providers.ts";

/** Loaded when a provider is set. */
const openid = () => import("openid-client");
export const SIGN_IN_SECONDS = 600;
const TIMEOUT_SECONDS = 15;
const KEPT = 10 * 60_000;

export interface OpenIdServices extends Safe {
  readonly outside: Outside;
}
/** What a provider says of a person. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };
interface UnderWay {
  readonly provider: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string;
}

/** What providers say of themselves changes seldom; a changed setting is another key. */
const known = new WeakMap<Outside, Map<string, { readonly configuration: Configuration; readonly until: number }>>();

async function configurationOf({ db, secrets, outside }: OpenIdServices, provider: Provider): Promise<Configuration> {
  const secret = provider.has_secret ? await secrets.read(db, secretName(provider.id)) : undefined;
  const kept = known.get(outside) ?? new Map<string, { configuration: Configuration; until: number }>();
  known.set(outside, kept);
  const key = JSON.stringify([provider.issuer, provider.client_id, secret]);
  const found = kept.get(key);
  if (found && found.until > Date.now()) return found.configuration;
  const issuer = new URL(provider.issuer);
  const { allowInsecureRequests, customFetch, discovery } = await openid();
  const send: CustomFetch = (url, options) => outside.fetch(url, options as RequestInit);
  const configuration = await discovery(issuer, provider.client_id, secret, undefined, {
    [customFetch]: send,
    timeout: TIMEOUT_SECONDS,
    ...(issuer.protocol === "http:" ? { execute: [allowInsecureRequests] } : {}),
  }).catch(failed);
  kept.set(key, { configuration, until: Date.now() + KEPT });
  return configuration;
}

/** Of the way to the provider its own words are for the log; what isn't allowed is told. */
function failed(error: unknown): never {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof AppError) throw at;
  throw new AppError("provider_failed", { cause: error });
}

/** Throws provider_failed unless it answers as an OpenID provider; for the settings. */
export async function tryProvider(services: OpenIdServices, id: string): Promise<void> {
  await configurationOf(services, await getProvider(services.db, id));
}

interface Beginning {
  readonly providerId: string;
  readonly redirectUri: string;
  /** Where to go afterwards, within the program. */
  readonly next: string;
}
/** Where to send the browser, and the ticket for its cookie. */
export async function beginSignIn(
  services: OpenIdServices,
  { providerId, redirectUri, next }: Beginning,
): Promise<{ readonly url: string; readonly ticket: string }> {
  const provider = await getProvider(services.db, providerId);
  if (!provider.enabled) throw new AppError("not_found");
  const configuration = await configurationOf(services, provider);
  const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } = await openid();
  const data: UnderWay = { provider: provider.id, state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), next };
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: provider.scopes,
    state: data.state,
    nonce: data.nonce,
    code_challenge: await calculatePKCECodeChallenge(data.verifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, ticket: await issueTicket(services.db, { kind: "openid", data, seconds: SIGN_IN_SECONDS }) };
}

interface Answer {
  readonly ticket: string;
  /** The whole address that the provider sent the browser to. */
  readonly url: URL;
}
export interface Proof {
  readonly provider: Provider;
  readonly claims: Claims;
  readonly next: string;
}
/** Throws link_expired, or provider_failed where the provider or its answer isn't right. */
export async function finishSignIn(services: OpenIdServices, { ticket, url }: Answer): Promise<Proof> {
  const underWay = await takeTicket<UnderWay>(services.db, "openid", ticket);
  if (!underWay) throw new AppError("link_expired");
  const { provider: id, state, nonce, verifier, next } = underWay.data;
  const provider = await getProvider(services.db, id);
  if (!provider.enabled || !url.pathname.endsWith(`/${id}/callback`)) throw new AppError("link_expired");
  const configuration = await configurationOf(services, provider);
  const { authorizationCodeGrant, fetchUserInfo } = await openid();
  try {
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
    });
    const told = tokens.claims();
    if (!told) throw new Error("no ID token");
    const more =
      configuration.serverMetadata().userinfo_endpoint === undefined
        ? {}
        : await fetchUserInfo(configuration, tokens.access_token, told.sub);
    return { provider, claims: { ...more, ...told }, next };
  } catch (error) {
    return failed(error);
  }
}

/** A real OpenID provider for tests, on this machine; whoever comes is let in as the person of the moment. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider, type KoaContextWithOIDC } from "oidc-provider";
import { afterAll } from "vitest";

/** What the provider says of somebody. */
export interface Known {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly [claim: string]: unknown;
}
export const CLIENT = { id: "manul", secret: "a-client-secret-of-32-characters!" } as const;

export interface IdentityProvider {
  readonly issuer: string;
  /** Who comes next is this person, known to the provider as `sub`. */
  become(sub: string, claims: Known): void;
  /** Where it may send people back to. */
  allow(redirectUri: string): void;
  /** The parameters with which somebody was last sent here. */
  asked(): URLSearchParams;
}

/** Ends with the test file. */
export async function identityProvider(): Promise<IdentityProvider> {
  const server: Server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, Known>();
  const redirects: string[] = [];
  let present = "";
  let asked = new URLSearchParams();
  const make = (): Provider =>
    new Provider(issuer, {
      clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: redirects, grant_types: ["authorization_code"] }],
      claims: {
        openid: ["sub"],
        email: ["email", "email_verified"],
        profile: ["name", "given_name", "family_name", "locale"],
        groups: ["groups"],
      },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      cookies: { keys: ["a key for tests"] },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...people.get(sub), sub }) }),
      loadExistingGrant: consent,
    });
  let provider = make();
  server.on("request", (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/auth") asked = url.searchParams;
    if (!url.pathname.startsWith("/interaction/")) return void provider.callback()(request, response);
    provider
      .interactionFinished(request, response, { login: { accountId: present } })
      .catch((error: unknown) => response.destroy(error as Error));
  });
  return {
    issuer,
    asked: () => asked,
    become(sub, claims) {
      present = sub;
      people.set(sub, claims);
    },
    allow(redirectUri) {
      redirects.push(redirectUri);
      // Clients are read when a provider is made.
      provider = make();
    },
  };
}

/** Everybody agrees to everything. */
async function consent({ oidc }: KoaContextWithOIDC) {
  const { client, session } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope("openid email profile groups");
  await grant.save();
  return grant;
}

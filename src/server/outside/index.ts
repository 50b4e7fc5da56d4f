/**
 * The way to addresses that users enter: sign-in providers, webhooks, mail servers, pictures. Each is looked at when the
 * connection is made, by the very IP address that is connected to: a name that points at an innocent address first and at
 * a private one later gains nothing, and a redirect is checked like a first address. The operator allows own networks by
 * OUTSIDE_ALLOW. What the operator wrote into the environment (SMTP_URL, DATABASE_URL) doesn't pass here.
 */
import { lookup as resolve, type LookupAddress, type LookupOptions } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import type * as Undici from "undici";
import type { Config } from "../config.ts";
import { AppError } from "../errors.ts";
import { allowance, isPrivate } from "./private-addresses.ts";

const CONNECT_TIMEOUT = 10_000;
const ANSWER_TIMEOUT = 20_000;
const MOST_BYTES = 2 * 1024 * 1024;

export interface Outside {
  /** The Fetch API's, with a timeout and a limit on the answer's size. Throws outside_forbidden, or what fetch throws. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** The rule itself, as a resolver for `net.connect`: an address that isn't allowed is as good as none. */
function checkedLookup(isAllowed: Rule): LookupFunction {
  return (host, options, callback) => {
    const asked: LookupOptions = { ...options, all: true };
    resolve(host, asked, (error, found) => {
      if (error) return callback(error, "", 0);
      const addresses = (found as LookupAddress[]).filter(({ address }) => isAllowed(host, address));
      const first = addresses[0];
      // One private address among public ones is a trick, too: the others alone are offered.
      if (!first) return callback(forbidden(host), "", 0);
      return options.all ? callback(null, addresses, 0) : callback(null, first.address, first.family);
    });
  };
}
const forbidden = (host: string): AppError => new AppError("outside_forbidden", { params: { host: host.slice(0, 200) } });

/** For sockets of other libraries: the IP address to connect to. Throws outside_forbidden or outside_unreachable. */
export function outsideAddress({ outsideAllow }: Pick<Config, "outsideAllow">, host: string): Promise<string> {
  const isAllowed = rule(outsideAllow);
  return new Promise((done, fail) => {
    if (isIP(host) !== 0) return isAllowed(host, host) ? done(host) : fail(forbidden(host));
    checkedLookup(isAllowed)(host, {}, (error, address) =>
      error
        ? fail(error instanceof AppError ? error : new AppError("outside_unreachable", { params: { host }, cause: error }))
        : done(String(address)),
    );
  });
}

type Rule = (host: string, address: string) => boolean;
function rule(outsideAllow: readonly string[]): Rule {
  const isListed = allowance(outsideAllow);
  return (host, address) => !isPrivate(address) || isListed(host, address);
}

export function openOutside({ outsideAllow }: Pick<Config, "outsideAllow">): Outside {
  const isAllowed = rule(outsideAllow);
  const lookup = checkedLookup(isAllowed);
  /** Made when it is first needed: most programs never go outside. */
  let opened: Promise<Way> | undefined;
  return {
    async fetch(url, init = {}) {
      const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_TIMEOUT), ...(init.signal ? [init.signal] : [])]);
      try {
        const { agent, fetch } = await (opened ??= makeWay(lookup, isAllowed));
        // Of undici's own types, which are the platform's by another name.
        const response = await fetch(url, { ...(init as object), signal, dispatcher: agent });
        return response as unknown as Response;
      } catch (error) {
        throw causeOf(error) ?? error;
      }
    },
    close: async () => (await opened)?.agent.close(),
  };
}

interface Way {
  readonly agent: Undici.Agent;
  readonly fetch: typeof Undici.fetch;
}
async function makeWay(lookup: LookupFunction, isAllowed: Rule): Promise<Way> {
  const { Agent, buildConnector, fetch } = await import("undici");
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT, lookup });
  const agent = new Agent({
    // Addresses written as figures are never looked up: they are checked here.
    connect: (options, callback) => {
      const host = options.hostname.replace(/^\[|\]$/g, "");
      if (isIP(host) !== 0 && !isAllowed(host, host)) callback(forbidden(host), null);
      else connect(options, callback);
    },
    headersTimeout: ANSWER_TIMEOUT,
    bodyTimeout: ANSWER_TIMEOUT,
    maxResponseSize: MOST_BYTES,
    connections: 8,
    keepAliveTimeout: 5_000,
  });
  return { agent, fetch };
}

/** fetch hides why it failed in its cause. */
function causeOf(error: unknown): AppError | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof AppError) return at;
  return undefined;
}

/**
 * The only door to the server: JSON over fetch, with the session's CSRF token, the user's language, problem details as
 * exceptions, and a word to the caches when the registry changed. A write that must not be lost is `durable`: while the
 * server is away it waits and is sent again with the same key, so that it happens once.
 */
import { noteLost, noteReached, whenBack } from "../live/connection.ts";
import { ApiProblem, ConnectionLost, isProblem } from "./problem.ts";

const BASE = "/api/v1";
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Query;
  readonly body?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** POST and PATCH: sent again until it has arrived, once. */
  readonly durable?: boolean;
  /** The answer is bytes (a PDF): it comes as an ArrayBuffer. */
  readonly bytes?: boolean;
  /** May outlive the page. */
  readonly keepalive?: boolean;
}

const connection = {
  csrfToken: "",
  language: "en",
  registryVersion: "",
  onRegistryChange: (): void => {},
  onSignedOut: (): void => {},
  signInAgain: undefined as (() => Promise<void>) | undefined,
};

export const setCsrfToken = (token: string | undefined): void => void (connection.csrfToken = token ?? "");
export const setRequestLanguage = (language: string): void => void (connection.language = language);
export const watchRegistry = (listener: () => void): void => void (connection.onRegistryChange = listener);
export const watchSignOut = (listener: () => void): void => void (connection.onSignedOut = listener);

/** Where the page can ask for the password again: refused requests wait for it and are sent once more. */
export function watchSessionEnd(signInAgain: () => Promise<void>): () => void {
  connection.signInAgain = signInAgain;
  return () => void (connection.signInAgain = undefined);
}
const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export function urlOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return `${BASE}${path}${text === "" ? "" : `?${text}`}`;
}

function headersOf({ method = "GET", body, headers }: RequestOptions): Record<string, string> {
  return {
    Accept: "application/json",
    "Accept-Language": connection.language,
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(method === "GET" || connection.csrfToken === "" ? {} : { "X-CSRF-Token": connection.csrfToken }),
    ...headers,
  };
}

function noteRegistry(response: Response): void {
  const version = response.headers.get("X-Registry-Version");
  if (version === null || version === connection.registryVersion) return;
  const known = connection.registryVersion !== "";
  connection.registryVersion = version;
  if (known) connection.onRegistryChange();
}

/** What a write answered, and by which operations it can be taken back (`POST /operations/undo`). */
export interface Written<T> {
  readonly body: T;
  readonly operations: readonly string[];
}

/** Sends one request. Throws ApiProblem when it is refused, ConnectionLost when the server isn't there. */
export const request = async <T>(path: string, options: RequestOptions = {}): Promise<T> => (await write<T>(path, options)).body;

/** The same for writes that somebody may want to take back. */
export async function write<T>(path: string, options: RequestOptions = {}): Promise<Written<T>> {
  const { durable = false, signal } = options;
  const sent = durable ? { ...options, headers: { "Idempotency-Key": newKey(), ...options.headers } } : options;
  for (;;)
    try {
      return await send<T>(path, sent);
    } catch (error) {
      if (durable && isAway(error)) await whenBack(signal);
      else if (isProblem(error, 401) && !path.startsWith("/auth/") && connection.signInAgain) await connection.signInAgain();
      else throw error;
    }
}
/** Not there, or just about to come or go. */
const isAway = (error: unknown): boolean => error instanceof ConnectionLost || [502, 503, 504].some((status) => isProblem(error, status));

async function send<T>(path: string, options: RequestOptions): Promise<Written<T>> {
  const { method = "GET", query, body, form, signal, keepalive } = options;
  const payload = form ?? (body === undefined ? null : JSON.stringify(body));
  let response: Response;
  let raw: ArrayBuffer;
  try {
    response = await fetch(urlOf(path, query), {
      method,
      headers: headersOf(options),
      body: payload,
      credentials: "same-origin",
      ...(signal ? { signal } : {}),
      ...(keepalive === undefined ? {} : { keepalive }),
    });
    raw = await response.arrayBuffer();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    noteLost();
    throw new ConnectionLost();
  }
  noteReached();
  noteRegistry(response);
  const isJson = raw.byteLength > 0 && (response.headers.get("Content-Type") ?? "").includes("json");
  const parsed: unknown = isJson ? JSON.parse(new TextDecoder().decode(raw)) : undefined;
  if (response.ok) {
    const operations = response.headers.get("X-Operation-Ids")?.split(",") ?? [];
    return { body: (options.bytes ? raw : parsed) as T, operations };
  }
  if (response.status === 401 && !path.startsWith("/auth/login") && !path.startsWith("/auth/passkeys/sign-in") && !connection.signInAgain)
    connection.onSignedOut();
  // The role asks for a second factor since a moment ago: the page that sets one up is the only one left.
  if (response.status === 403 && (parsed as { readonly code?: string } | undefined)?.code === "second_factor_needed")
    connection.onSignedOut();
  throw new ApiProblem(response.status, typeof parsed === "object" && parsed !== null ? parsed : {});
}

/**
 * The only door to the server: JSON over fetch, with the session's CSRF token, the user's language, problem details as
 * exceptions, and a word to the caches when the registry changed.
 */
import { ApiProblem, ConnectionLost } from "./problem.ts";

const BASE = "/api/v1";
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Query;
  readonly body?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const connection = {
  csrfToken: "",
  language: "en",
  registryVersion: "",
  onRegistryChange: (): void => {},
  onSignedOut: (): void => {},
};

export const setCsrfToken = (token: string | undefined): void => void (connection.csrfToken = token ?? "");
export const setRequestLanguage = (language: string): void => void (connection.language = language);
export const watchRegistry = (listener: () => void): void => void (connection.onRegistryChange = listener);
export const watchSignOut = (listener: () => void): void => void (connection.onSignedOut = listener);

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
  const { method = "GET", query, body, form, signal } = options;
  const payload = form ?? (body === undefined ? null : JSON.stringify(body));
  let response: Response;
  try {
    response = await fetch(urlOf(path, query), {
      method,
      headers: headersOf(options),
      body: payload,
      credentials: "same-origin",
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ConnectionLost();
  }
  noteRegistry(response);
  const text = await response.text();
  const parsed: unknown = text === "" || !(response.headers.get("Content-Type") ?? "").includes("json") ? undefined : JSON.parse(text);
  if (response.ok) {
    const operations = response.headers.get("X-Operation-Ids")?.split(",") ?? [];
    return { body: parsed as T, operations };
  }
  if (response.status === 401 && !path.startsWith("/auth/login")) connection.onSignedOut();
  throw new ApiProblem(response.status, typeof parsed === "object" && parsed !== null ? parsed : {});
}

/**
 * Who calls: a session's cookie or a token becomes a caller, remembered for a short while so that a request costs no
 * query for it. What was remembered is dropped in every process at once by NOTIFY `manul_access` (a user's id, or
 * "company" or "all"), by changes of users' records, and when the listening connection was lost.
 */
import { ACCESS_CHANNEL, notifyAccess } from "../access/epoch.ts";
import { loadUserAccess, type OrganisationCache } from "../access/load.ts";
import type { UserAccess } from "../access/user-access.ts";
import { audit } from "../audit.ts";
import type { Company } from "../context.ts";
import type { Database, Db } from "../db/database.ts";
import { sql, type Sql } from "../db/sql.ts";
import { CHANGES_CHANNEL } from "../records/index.ts";
import { actingCaller } from "./acting.ts";
import { actorOf, USER_COLUMNS, USER_MAY_ENTER, type UserActor, type UserRow } from "./user-actor.ts";
import { companyOf, NO_COMPANY, readCompany, type CompanySettings } from "./company.ts";
import { fingerprint } from "./secrets.ts";

export type Scope = "read" | "write";
export interface Caller {
  readonly kind: "session" | "token";
  /** The session's or token's id. */
  readonly id: string;
  readonly actor: UserActor;
  readonly scopes: readonly Scope[];
  /** Sessions only. */
  readonly csrfToken?: string;
  /** Must show a second factor before anything else, or must set one up. */
  readonly pending?: Pending;
}
export type Pending = "verify" | "enrol";

export { ACCESS_CHANNEL, notifyAccess } from "../access/epoch.ts";
export { actorOf, USER_COLUMNS, USER_MAY_ENTER, type UserActor } from "./user-actor.ts";
export const IDLE_DAYS = 7;
const TTL = 30_000;
const MAX_ENTRIES = 10_000;

interface Entry {
  readonly caller: Caller;
  readonly until: number;
}
interface SessionRow extends UserRow {
  readonly id: string;
  readonly csrf_token: string;
  readonly expires_at: string;
  readonly stale: boolean;
  readonly strong: boolean;
  readonly totp: boolean;
  readonly passkey: boolean;
}
interface TokenRow extends UserRow {
  readonly id: string;
  readonly scopes: Scope[];
  readonly expires_at: string | null;
  readonly stale: boolean;
  readonly totp: boolean;
  readonly passkey: boolean;
}

const FACTORS: Sql = sql`EXISTS (SELECT 1 FROM totp_factors f WHERE f.user_id = u.id) AS totp, EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id) AS passkey`;
/** How long a replaced token is still taken: requests of other tabs are under way with it. */
const ROTATION_GRACE: Sql = sql`interval '2 minutes'`;

export interface Callers {
  bySession(token: string): Promise<Caller | undefined>;
  byToken(token: string): Promise<Caller | undefined>;
  company(): Promise<CompanySettings | undefined>;
  /** Drops what is remembered in this process; NOTIFY does it in all. */
  forget(about: string): void;
  /** Called after something was forgotten, with about whom: open connections ask again whether they may stay. */
  onForget(listener: (about: string) => void): () => void;
  close(): Promise<void>;
}

export async function openCallers(database: Database): Promise<Callers> {
  const entries = new Map<string, Entry>();
  const loading = new Map<string, Promise<Caller | undefined>>();
  const listeners = new Set<(about: string) => void>();
  const organisation: OrganisationCache = {};
  let company: { readonly settings: CompanySettings | undefined; readonly until: number } | undefined;
  let generation = 0;

  const forget = (about: string): void => {
    generation += 1;
    loading.clear();
    company = undefined;
    if (/^\d+$/.test(about)) {
      for (const [key, { caller }] of entries) if (caller.actor.id === about || caller.actor.by?.id === about) entries.delete(key);
    } else entries.clear();
    for (const listener of listeners) listener(about);
  };
  const getCompany = async (): Promise<CompanySettings | undefined> => {
    if (company && company.until > Date.now()) return company.settings;
    const asked = generation;
    const settings = await readCompany(database);
    if (asked === generation && settings) company = { settings, until: Date.now() + TTL };
    return settings;
  };
  const remembered = async (
    key: string,
    load: (company: Company) => Promise<{ caller: Caller; until: number } | undefined>,
  ): Promise<Caller | undefined> => {
    const entry = entries.get(key);
    if (entry) {
      if (entry.until > Date.now()) return entry.caller;
      entries.delete(key);
    }
    const running = loading.get(key);
    if (running) return running;
    const asked = generation;
    const promise = (async () => {
      const settings = await getCompany();
      const loaded = await load(settings ? companyOf(settings) : NO_COMPANY);
      // What was read before a revocation arrived must not be remembered after it.
      if (loaded && asked === generation) {
        if (entries.size >= MAX_ENTRIES) entries.clear();
        entries.set(key, { caller: loaded.caller, until: Math.min(loaded.until, Date.now() + TTL) });
      }
      return loaded?.caller;
    })();
    loading.set(key, promise);
    try {
      return await promise;
    } finally {
      if (loading.get(key) === promise) loading.delete(key);
    }
  };

  const onReconnect = (): void => forget("all");
  const stops = await Promise.all([
    database.listen(ACCESS_CHANNEL, forget, { onReconnect }),
    database.listen(CHANGES_CHANNEL, (payload) => changedUsers(payload).forEach(forget)),
  ]);
  return {
    bySession: (token) =>
      remembered(`s:${fingerprint(token).toString("base64")}`, (where) =>
        loadSession({ db: database, organisation }, fingerprint(token), where).then((loaded) =>
          actingCaller({ db: database, organisation }, loaded, where),
        ),
      ),
    byToken: (token) =>
      remembered(`t:${fingerprint(token).toString("base64")}`, (where) =>
        loadToken({ db: database, organisation }, fingerprint(token), where),
      ),
    company: getCompany,
    forget,
    onForget: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      listeners.clear();
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}

/** The users that a change on CHANGES_CHANNEL is about. */
function changedUsers(payload: string): readonly string[] {
  try {
    const { module, ids } = JSON.parse(payload) as { module?: unknown; ids?: unknown };
    if (module !== "users") return [];
    return Array.isArray(ids) ? ids.map(String) : ["all"];
  } catch {
    return ["all"];
  }
}

interface Source {
  readonly db: Db;
  readonly organisation: OrganisationCache;
}

async function loadSession(
  { db, organisation }: Source,
  hash: Buffer,
  company: Company,
): Promise<{ caller: Caller; until: number } | undefined> {
  const { rows } = await db.query<SessionRow>(sql`
    SELECT s.id, s.csrf_token, s.expires_at, s.last_seen_at < now() - interval '5 minutes' AS stale, s.strong, ${FACTORS}, ${USER_COLUMNS}
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE (s.token_hash = ${hash} OR s.former_hash = ${hash} AND s.rotated_at > now() - ${ROTATION_GRACE}) AND s.expires_at > now() AND s.last_seen_at > now() - make_interval(days => ${IDLE_DAYS}) AND ${USER_MAY_ENTER}`);
  const row = rows[0];
  if (!row) {
    await endStolen(db, hash);
    return undefined;
  }
  if (row.stale) await db.query(sql`UPDATE sessions SET last_seen_at = now() WHERE id = ${row.id}::uuid`);
  const { access, until } = await loadUserAccess(db, row.user_id, organisation);
  const pending = row.strong ? undefined : pendingOf(row, access);
  const caller: Caller = {
    kind: "session",
    id: row.id,
    actor: actorOf(row, company, access),
    scopes: ["read", "write"],
    csrfToken: row.csrf_token,
    ...(pending ? { pending } : {}),
  };
  return { caller, until: Math.min(until, Date.parse(row.expires_at)) };
}

/** A token that was replaced comes back: it was copied. Neither the thief nor the owner goes on with this session. */
async function endStolen(db: Db, hash: Buffer): Promise<void> {
  const { rows } = await db.query<{ user_id: string }>(sql`DELETE FROM sessions WHERE former_hash = ${hash} RETURNING user_id`);
  const userId = rows[0]?.user_id;
  if (userId === undefined) return;
  await audit({ db }, { action: "session_stolen", target: { type: "users", id: userId } });
  await notifyAccess(db, userId);
}

interface FactorsOfUser {
  readonly totp: boolean;
  readonly passkey: boolean;
}
/** Of a session in which no second factor was shown. */
function pendingOf({ totp, passkey }: FactorsOfUser, access: UserAccess): Pending | undefined {
  if (totp) return "verify";
  if (!access.needsSecondFactor) return undefined;
  return passkey ? "verify" : "enrol";
}

async function loadToken(
  { db, organisation }: Source,
  hash: Buffer,
  company: Company,
): Promise<{ caller: Caller; until: number } | undefined> {
  const { rows } = await db.query<TokenRow>(sql`
    SELECT t.id, t.scopes, t.expires_at, t.last_used_at IS NULL OR t.last_used_at < now() - interval '5 minutes' AS stale, ${FACTORS}, ${USER_COLUMNS}
    FROM api_tokens t JOIN users u ON u.id = t.user_id
    WHERE t.token_hash = ${hash} AND (t.expires_at IS NULL OR t.expires_at > now()) AND ${USER_MAY_ENTER}`);
  const row = rows[0];
  if (!row) return undefined;
  if (row.stale) await db.query(sql`UPDATE api_tokens SET last_used_at = now() WHERE token_hash = ${hash}`);
  const { access, until } = await loadUserAccess(db, row.user_id, organisation);
  // Who may make none any more uses none: their tokens rest until the tool is back.
  if (!row.is_admin && !access.tools.has("api")) return undefined;
  const caller: Caller = {
    kind: "token",
    id: row.id,
    actor: actorOf(row, company, access),
    scopes: row.scopes,
    // A token was made by somebody who had signed in in full; but what the role asks for since must be there.
    ...(access.needsSecondFactor && !row.totp && !row.passkey ? { pending: "enrol" } : {}),
  };
  return { caller, until: row.expires_at === null ? until : Math.min(until, Date.parse(row.expires_at)) };
}

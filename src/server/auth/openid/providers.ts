/** Providers by which people may sign in (OpenID Connect), as administrators set them. The client's secret is sealed and never told. */
import { isId } from "../../../fieldtypes/record-id.ts";
import type { Db } from "../../db/database.ts";
import { sql } from "../../db/sql.ts";
import { AppError, invalid, type FieldError } from "../../errors.ts";
import type { Safe } from "../second-factor.ts";

export interface RoleMapping {
  readonly value: string;
  readonly role_id: string;
}
export interface Provider {
  readonly id: string;
  readonly label: string;
  readonly issuer: string;
  readonly client_id: string;
  readonly scopes: string;
  readonly enabled: boolean;
  /** Who isn't known yet becomes a user of the default role, or of the mapped one. */
  readonly create_users: boolean;
  readonly trust_second_factor: boolean;
  readonly trust_email: boolean;
  /** Empty: roles are given here alone. */
  readonly role_claim: string;
  readonly role_map: readonly RoleMapping[];
  readonly has_secret: boolean;
}
export type ProviderValues = { readonly [K in keyof Omit<Provider, "id" | "has_secret">]?: Provider[K] | undefined } & {
  /** Empty or null: a client without a secret. */
  readonly client_secret?: string | null | undefined;
};

const MAX_PROVIDERS = 20;
export const secretName = (id: string): string => `identity provider ${id}`;
const COLUMNS = sql`id, label, issuer, client_id, scopes, enabled, create_users, trust_second_factor, trust_email, role_claim, role_map,
  EXISTS (SELECT 1 FROM secrets s WHERE s.name = 'identity provider ' || p.id) AS has_secret`;

export async function listProviders(db: Db): Promise<readonly Provider[]> {
  const { rows } = await db.query<Provider>(sql`SELECT ${COLUMNS} FROM identity_providers p ORDER BY id LIMIT ${MAX_PROVIDERS}`);
  return rows;
}

/** What the sign-in page shows. */
export async function openProviders(db: Db): Promise<readonly Pick<Provider, "id" | "label">[]> {
  const { rows } = await db.query<Pick<Provider, "id" | "label">>(
    sql`SELECT id, label FROM identity_providers WHERE enabled ORDER BY id LIMIT ${MAX_PROVIDERS}`,
  );
  return rows;
}

export async function getProvider(db: Db, id: string): Promise<Provider> {
  const { rows } = isId(id)
    ? await db.query<Provider>(sql`SELECT ${COLUMNS} FROM identity_providers p WHERE id = ${id}::bigint`)
    : { rows: [] };
  if (!rows[0]) throw new AppError("not_found", { params: { id: id.slice(0, 40) } });
  return rows[0];
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
/** HTTPS everywhere but on this machine. */
function issuerErrors(issuer: string): readonly FieldError[] {
  const url = URL.parse(issuer);
  const fits = url && (url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname)));
  return fits && url.username === "" && url.search === "" && url.hash === "" ? [] : [{ field: "issuer", code: "not_an_issuer" }];
}

async function demandRoles(db: Db, map: readonly RoleMapping[]): Promise<void> {
  const wanted = map.map(({ role_id }) => role_id);
  const { rows } = await db.query<{ id: string }>(sql`SELECT id FROM roles WHERE id = ANY(${wanted.filter(isId)}::bigint[])`);
  const known = new Set(rows.map(({ id }) => id));
  const errors = wanted.flatMap((id, at) => (known.has(id) ? [] : [{ field: `role_map.${at}.role_id`, code: "unknown_reference" }]));
  if (errors.length > 0) throw invalid(errors);
}

/** Adds a provider (no id) or changes one; what isn't given stays. */
export async function saveProvider({ db, secrets }: Safe, id: string | undefined, values: ProviderValues): Promise<Provider> {
  return db.tx(async (tx) => {
    const before: Partial<Provider> = id === undefined ? {} : await getProvider(tx, id);
    const { client_secret, ...given } = values;
    const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Provider>;
    const now = { ...FRESH, ...before, ...set };
    const errors = issuerErrors(now.issuer);
    if (errors.length > 0) throw invalid(errors);
    await demandRoles(tx, now.role_map);
    const { rows } = await tx.query<{ id: string }>(id === undefined ? insertion(now) : update(id, now));
    const saved = rows[0]?.id;
    if (saved === undefined) throw new AppError("conflict", { params: { limit: MAX_PROVIDERS } });
    if (client_secret === null || client_secret === "") await secrets.drop(tx, secretName(saved));
    else if (client_secret !== undefined) await secrets.keep(tx, secretName(saved), client_secret);
    return getProvider(tx, saved);
  });
}
type Stored = Omit<Provider, "id" | "has_secret">;
const FRESH: Stored = {
  label: "",
  issuer: "",
  client_id: "",
  scopes: "openid email profile",
  enabled: true,
  create_users: false,
  trust_second_factor: false,
  trust_email: false,
  role_claim: "",
  role_map: [],
};
const insertion = (p: Stored) => sql`INSERT INTO identity_providers
    (label, issuer, client_id, scopes, enabled, create_users, trust_second_factor, trust_email, role_claim, role_map)
  SELECT ${p.label}, ${p.issuer}, ${p.client_id}, ${p.scopes}, ${p.enabled}, ${p.create_users}, ${p.trust_second_factor}, ${p.trust_email}, ${p.role_claim}, ${JSON.stringify(p.role_map)}::jsonb
  WHERE (SELECT count(*) FROM identity_providers) < ${MAX_PROVIDERS} RETURNING id`;
const update = (
  id: string,
  p: Stored,
) => sql`UPDATE identity_providers SET label = ${p.label}, issuer = ${p.issuer}, client_id = ${p.client_id},
  scopes = ${p.scopes}, enabled = ${p.enabled}, create_users = ${p.create_users}, trust_second_factor = ${p.trust_second_factor},
  trust_email = ${p.trust_email}, role_claim = ${p.role_claim}, role_map = ${JSON.stringify(p.role_map)}::jsonb WHERE id = ${id}::bigint RETURNING id`;

/** Its users stay, and sign in as they can otherwise. */
export async function deleteProvider({ db, secrets }: Safe, id: string): Promise<Provider> {
  return db.tx(async (tx) => {
    const provider = await getProvider(tx, id);
    await tx.query(sql`DELETE FROM identity_providers WHERE id = ${provider.id}::bigint`);
    await secrets.drop(tx, secretName(provider.id));
    return provider;
  });
}

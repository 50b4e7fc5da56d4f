/** From what a provider says of a person to a user here: known by the provider's subject, by e-mail, or new; and their role. */
import { setUserRole } from "../../access/settings/roles.ts";
import { raiseEpoch } from "../../access/epoch.ts";
import { audit } from "../../audit.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { AppError } from "../../errors.ts";
import { createRecord } from "../../records/index.ts";
import { USER_MAY_ENTER } from "../callers.ts";
import { splitName } from "../person-name.ts";
import type { Claims, Proof } from "./flow.ts";
import type { Provider } from "./providers.ts";

const textOf = (value: unknown): string => (typeof value === "string" ? value.trim().slice(0, 200) : "");

/** The user's id; throws no_account where there is none and none may be made. One transaction. */
export async function userOf(base: Omit<Ctx, "actor">, { provider, claims }: Proof): Promise<string> {
  return base.db.tx(async (db) => {
    const ctx: Ctx = { ...base, db, source: "system", actor: { kind: "system", name: "sign-in" } };
    const id = (await bySubject(ctx, provider, claims)) ?? (await byEmail(ctx, provider, claims)) ?? (await newUser(ctx, provider, claims));
    if (id === undefined) throw new AppError("no_account");
    await mapRole(ctx, provider, { claims, userId: id });
    return id;
  });
}

async function bySubject({ db }: Ctx, provider: Provider, { sub }: Claims): Promise<string | undefined> {
  const { rows } = await db.query<{
    id: string;
    open: boolean;
  }>(sql`SELECT u.id, ${USER_MAY_ENTER} AS open FROM user_identities i JOIN users u ON u.id = i.user_id
    WHERE i.provider_id = ${provider.id}::bigint AND i.subject = ${sub}`);
  // Who was known and may not enter isn't somebody new.
  if (rows[0]?.open === false) throw new AppError("no_account");
  return rows[0]?.id;
}

/** Only by an address that the provider has checked: anybody could claim another's. */
const emailOf = (provider: Provider, { email, email_verified: verified }: Claims): string =>
  verified === true || provider.trust_email ? textOf(email).toLowerCase() : "";

async function byEmail(ctx: Ctx, provider: Provider, claims: Claims): Promise<string | undefined> {
  const email = emailOf(provider, claims);
  if (email === "") return undefined;
  const { rows } = await ctx.db.query<{ id: string; name: string; open: boolean }>(
    sql`SELECT u.id, u.email AS name, ${USER_MAY_ENTER} AS open FROM users u WHERE lower(u.email) = ${email} AND u.deleted_at IS NULL LIMIT 1`,
  );
  const user = rows[0];
  if (!user) return undefined;
  if (!user.open) throw new AppError("no_account");
  await link(ctx, provider, { claims, userId: user.id });
  return user.id;
}

async function link(ctx: Ctx, provider: Provider, { claims, userId }: { readonly claims: Claims; readonly userId: string }): Promise<void> {
  await ctx.db
    .query(sql`INSERT INTO user_identities (provider_id, subject, user_id) VALUES (${provider.id}::bigint, ${claims.sub}, ${userId})
    ON CONFLICT (provider_id, subject) DO NOTHING`);
  await audit(ctx, {
    action: "identity_linked",
    target: { type: "users", id: userId, name: textOf(claims["email"]) },
    details: { provider: provider.label },
  });
}

async function newUser(ctx: Ctx, provider: Provider, claims: Claims): Promise<string | undefined> {
  const email = emailOf(provider, claims);
  if (!provider.create_users || email === "") return undefined;
  const { company } = ctx;
  const [first, last] = [textOf(claims["given_name"]), textOf(claims["family_name"])];
  const name =
    last === "" ? splitName(textOf(claims["name"]) || (email.split("@")[0] ?? email)) : { first_name: first || null, last_name: last };
  const language = /^ru\b/i.test(textOf(claims["locale"])) ? "ru" : textOf(claims["locale"]) === "" ? company.lang : "en";
  const values = { ...name, email, status: "active", language, timezone: company.timezone, currency: company.currency };
  const created = await createRecord(ctx, "users", values);
  await audit(ctx, {
    action: "user_created",
    target: { type: "users", id: created.id, name: created.label },
    details: { provider: provider.label, email },
  });
  await link(ctx, provider, { claims, userId: created.id });
  return created.id;
}

/** `groups`, `realm_access.roles`: a claim may lie within another. */
function claimAt(claims: Claims, path: string): readonly string[] {
  const direct = claims[path];
  const value =
    direct ??
    path
      .split(".")
      .reduce<unknown>((at, part) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[part] : undefined), claims);
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");
}

/** The first mapping that fits gives the role, at each sign-in; where none does, the role stays as it is. */
async function mapRole(
  ctx: Ctx,
  provider: Provider,
  { claims, userId }: { readonly claims: Claims; readonly userId: string },
): Promise<void> {
  if (provider.role_claim === "") return;
  const values = claimAt(claims, provider.role_claim);
  const role = provider.role_map.find(({ value }) => values.includes(value))?.role_id;
  if (role === undefined) return;
  const { rows } = await ctx.db.query<{ role_id: string }>(sql`SELECT role_id FROM user_access WHERE user_id = ${userId}::bigint`);
  if (rows[0]?.role_id === role) return;
  await setUserRole(ctx, userId, role);
  await raiseEpoch(ctx.db);
  await audit(ctx, { action: "user_changed", target: { type: "users", id: userId }, details: { role_id: role, provider: provider.label } });
}

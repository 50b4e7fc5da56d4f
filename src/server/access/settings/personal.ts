/** Personal data: in which modules it is closed, and to whom it is opened nevertheless. */
import { isId } from "../../../fieldtypes/record-id.ts";
import type { Principal } from "../../../model/access/vocabulary.ts";
import type { Label } from "../../../fieldtypes/field-type.ts";
import type { Module } from "../../../model/define.ts";
import { audit } from "../../audit.ts";
import type { Ctx } from "../../context.ts";
import { empty, sql, type Sql } from "../../db/sql.ts";
import { AppError, invalid, type FieldError } from "../../errors.ts";
import { isName } from "../access.ts";
import { notifyAccess, raiseEpoch } from "../epoch.ts";
import { keyOf } from "../user-access.ts";
import { demandPrincipals, namePrincipals } from "./principals.ts";

export interface PersonalModule {
  readonly module: string;
  readonly closed: boolean;
  /** Its personal fields, those of the name aside: they are never masked. */
  readonly fields: readonly { readonly name: string; readonly label: Label }[];
}
export interface PersonalGrantJson {
  readonly id: string;
  readonly module: string;
  readonly record_id: string | null;
  readonly record__label: string | null;
  readonly to: Principal;
  readonly to__label: string | null;
  readonly expires_at: string | null;
  readonly reason: string;
  readonly created_at: string;
  readonly created_by: string | null;
  readonly created_by__label: string | null;
}
export interface PersonalGrantValues {
  readonly module: string;
  /** Null or absent: all records of the module. */
  readonly record_id?: string | null | undefined;
  readonly to: Principal;
  /** ISO 8601; null or absent: until it is taken back. */
  readonly expires_at?: string | null | undefined;
  readonly reason?: string | undefined;
}

const personalFields = (module: Module): PersonalModule["fields"] =>
  [...module.fields.values()]
    .filter((field) => field.personal === true && !isName(module, field))
    .map(({ name, label }) => ({ name, label }));

/** The directory of colleagues is how people reach one another: it is never closed. */
const mayBeClosed = (module: Module): boolean => module.adminOnly !== true;

/** Modules with personal data, and those where it is closed though they have none (any more). */
export async function personalModules(ctx: Ctx): Promise<readonly PersonalModule[]> {
  const { rows } = await ctx.db.query<{ module: string }>(sql`SELECT module FROM personal_modules`);
  const closed = new Set(rows.map(({ module }) => module));
  return [...ctx.registry.modules.values()]
    .filter((module) => mayBeClosed(module) && (closed.has(module.name) || personalFields(module).length > 0))
    .map((module) => ({ module: module.name, closed: closed.has(module.name), fields: personalFields(module) }));
}

/** Closes (true) or opens the personal data of these modules; of others nothing changes. */
export async function closePersonal(ctx: Ctx, wanted: Readonly<Record<string, boolean>>): Promise<readonly PersonalModule[]> {
  const errors = Object.keys(wanted).flatMap((name): FieldError[] => {
    const module = ctx.registry.modules.get(name);
    return module && mayBeClosed(module) ? [] : [{ field: name.slice(0, 64), code: "unknown_module" }];
  });
  if (errors.length > 0) throw invalid(errors);
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const names = (closed: boolean): string[] => Object.keys(wanted).filter((name) => wanted[name] === closed);
    const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
    await db.query(
      sql`INSERT INTO personal_modules (module, closed_by) SELECT x, ${by}::bigint FROM unnest(${names(true)}::text[]) AS x ON CONFLICT DO NOTHING`,
    );
    await db.query(sql`DELETE FROM personal_modules WHERE module = ANY(${names(false)}::text[])`);
    await raiseEpoch(db);
    await audit(inner, { action: "personal_closed", details: wanted });
    return personalModules(inner);
  });
}

/** Grants in force; of one record, or all. At most a thousand, the newest first. */
export async function listPersonalGrants(
  ctx: Ctx,
  of: { readonly record?: string; readonly id?: string } = {},
): Promise<readonly PersonalGrantJson[]> {
  const conditions: Sql[] = [
    ...(of.id === undefined ? [] : [sql` AND g.id = ${of.id}::bigint`]),
    ...(of.record === undefined ? [] : [sql` AND g.record_id = ${of.record}::bigint`]),
  ];
  const { rows } = await ctx.db.query<Omit<PersonalGrantJson, "to" | "to__label"> & { to_type: Principal["type"]; to_id: string }>(
    sql`SELECT g.id, g.module, g.record_id, r.label AS record__label, g.to_type, g.to_id, g.expires_at, g.reason, g.created_at, g.created_by, u.label AS created_by__label
        FROM personal_grants g LEFT JOIN records r ON r.id = g.record_id LEFT JOIN records u ON u.id = g.created_by
        WHERE (g.expires_at IS NULL OR g.expires_at > now())${conditions.reduce((all, one) => sql`${all}${one}`, empty)} ORDER BY g.id DESC LIMIT 1000`,
  );
  const names = await namePrincipals(
    ctx,
    rows.map((row) => ({ type: row.to_type, id: row.to_id })),
  );
  return rows.map(({ to_type, to_id, ...grant }) => {
    const to = { type: to_type, id: to_id };
    return { ...grant, to, to__label: names.get(keyOf(to)) ?? null };
  });
}

/** Granting the same again changes its end and reason. */
export async function grantPersonal(ctx: Ctx, given: PersonalGrantValues): Promise<PersonalGrantJson> {
  const { module, to, reason = "" } = given;
  const record = given.record_id ?? null;
  const ends = endOf(ctx, given.expires_at);
  const known = ctx.registry.modules.get(module);
  if (!known || !mayBeClosed(known)) throw invalid([{ field: "module", code: "unknown_module" }]);
  await demandPrincipals(ctx, [to], () => "to.id");
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    if (record !== null) await demandRecord(inner, module, record);
    const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const { rows } = await db.query<{ id: string }>(
      sql`INSERT INTO personal_grants (module, record_id, to_type, to_id, expires_at, reason, created_by)
          VALUES (${module}, ${record}::bigint, ${to.type}, ${to.id}::bigint, ${ends}::timestamptz, ${reason}, ${by}::bigint)
          ON CONFLICT (module, record_id, to_type, to_id) DO UPDATE SET expires_at = excluded.expires_at, reason = excluded.reason, created_by = excluded.created_by, created_at = now()
          RETURNING id`,
    );
    const grant = (await listPersonalGrants(inner, { id: rows[0]?.id ?? "" }))[0];
    if (!grant) throw new Error("the grant was not kept");
    await tell(inner, to);
    await audit(inner, { action: "personal_granted", target: targetOf(grant), details: detailsOf(grant) });
    return grant;
  });
}

export async function withdrawPersonal(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const grant = isId(id) ? (await listPersonalGrants(inner, { id }))[0] : undefined;
    if (!grant) throw new AppError("not_found", { params: { id: id.slice(0, 40) } });
    await db.query(sql`DELETE FROM personal_grants WHERE id = ${id}::bigint`);
    await tell(inner, grant.to);
    await audit(inner, { action: "personal_withdrawn", target: targetOf(grant), details: detailsOf(grant) });
  });
}

/** The end of a grant as it is kept; refuses what is no moment, or gone by. */
export function endOf(ctx: Ctx, given: string | null | undefined): string | null {
  if (given === undefined || given === null) return null;
  if (Number.isNaN(Date.parse(given))) throw invalid([{ field: "expires_at", code: "not_a_datetime" }]);
  if (Date.parse(given) <= ctx.now.getTime()) throw invalid([{ field: "expires_at", code: "in_the_past" }]);
  return given;
}

async function demandRecord(ctx: Ctx, module: string, id: string): Promise<void> {
  const { rows } = isId(id) ? await ctx.db.query(sql`SELECT 1 FROM records WHERE id = ${id}::bigint AND module = ${module}`) : { rows: [] };
  if (rows.length === 0) throw invalid([{ field: "record_id", code: "unknown_reference" }]);
}

const targetOf = ({ module, record_id }: PersonalGrantJson): { type: string; id: string } => ({ type: module, id: record_id ?? "" });
const detailsOf = ({ id, to, to__label, expires_at, reason }: PersonalGrantJson): object => ({ id, to, to__label, expires_at, reason });

/** Grants aren't part of the organisation: only their receivers' rights are read anew. */
const tell = (ctx: Ctx, to: Principal): Promise<void> => notifyAccess(ctx.db, to.type === "user" ? to.id : "all");

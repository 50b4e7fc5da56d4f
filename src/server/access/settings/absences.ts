/**
 * Out of office: a colleague stands in, from one moment until another. In that time the substitute acts on the absent
 * one's records as on their own, within what their own profile allows, and hears what is told to the other.
 */
import { audit } from "../../audit.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { invalid, type FieldError } from "../../errors.ts";
import { notifyAccess } from "../epoch.ts";

export interface Absence {
  readonly substitute_id: string;
  readonly substitute__label: string | null;
  /** ISO 8601. */
  readonly starts_at: string;
  readonly ends_at: string;
}
export interface AbsenceValues {
  readonly substitute_id: string;
  readonly starts_at: string;
  readonly ends_at: string;
}
/** A colleague for whom the user stands in, now or soon. */
export interface StandIn {
  readonly user_id: string;
  readonly user__label: string | null;
  readonly starts_at: string;
  readonly ends_at: string;
}

/** What was set and isn't over; null: nothing. */
export async function readAbsence(ctx: Ctx, userId: string): Promise<Absence | null> {
  const { rows } = await ctx.db.query<Absence>(
    sql`SELECT a.substitute_id, r.label AS substitute__label, a.starts_at, a.ends_at FROM absences a LEFT JOIN records r ON r.id = a.substitute_id
        WHERE a.user_id = ${userId}::bigint AND a.ends_at > now()`,
  );
  return rows[0] ?? null;
}

export async function standsInFor(ctx: Ctx, userId: string): Promise<readonly StandIn[]> {
  const { rows } = await ctx.db.query<StandIn>(
    sql`SELECT a.user_id, r.label AS user__label, a.starts_at, a.ends_at FROM absences a LEFT JOIN records r ON r.id = a.user_id
        WHERE a.substitute_id = ${userId}::bigint AND a.ends_at > now() ORDER BY a.starts_at LIMIT 100`,
  );
  return rows;
}

/** Whether the actor may decide for this user is the caller's to check. */
export async function setAbsence(ctx: Ctx, userId: string, values: AbsenceValues): Promise<Absence> {
  const errors = timeErrors(ctx, values);
  if (values.substitute_id === userId) errors.push({ field: "substitute_id", code: "unknown_reference" });
  if (errors.length > 0) throw invalid(errors);
  return ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const { rows: active } = await db.query(
      sql`SELECT 1 FROM users WHERE id = ${values.substitute_id}::bigint AND status = 'active' AND deleted_at IS NULL`,
    );
    if (active.length === 0) throw invalid([{ field: "substitute_id", code: "unknown_reference" }]);
    const before = await readAbsence(inner, userId);
    await db.query(
      sql`INSERT INTO absences (user_id, substitute_id, starts_at, ends_at)
          VALUES (${userId}::bigint, ${values.substitute_id}::bigint, ${values.starts_at}::timestamptz, ${values.ends_at}::timestamptz)
          ON CONFLICT (user_id) DO UPDATE SET substitute_id = excluded.substitute_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at`,
    );
    await tell(inner, userId, values, [before?.substitute_id, values.substitute_id]);
    const absence = await readAbsence(inner, userId);
    if (!absence) throw new Error("the absence was not kept");
    return absence;
  });
}

export async function endAbsence(ctx: Ctx, userId: string): Promise<void> {
  await ctx.db.tx(async (db) => {
    const inner: Ctx = { ...ctx, db };
    const before = await readAbsence(inner, userId);
    await db.query(sql`DELETE FROM absences WHERE user_id = ${userId}::bigint`);
    if (before) await tell(inner, userId, null, [before.substitute_id]);
  });
}

function timeErrors(ctx: Ctx, { starts_at, ends_at }: AbsenceValues): FieldError[] {
  const [start, end] = [Date.parse(starts_at), Date.parse(ends_at)];
  const errors: FieldError[] = [];
  if (Number.isNaN(start)) errors.push({ field: "starts_at", code: "not_a_datetime" });
  if (Number.isNaN(end)) errors.push({ field: "ends_at", code: "not_a_datetime" });
  if (end <= ctx.now.getTime()) errors.push({ field: "ends_at", code: "in_the_past" });
  else if (end <= start) errors.push({ field: "ends_at", code: "before_start" });
  return errors;
}

/** The log, and the substitutes' rights: absences aren't part of the organisation. */
async function tell(ctx: Ctx, userId: string, details: AbsenceValues | null, substitutes: readonly (string | undefined)[]): Promise<void> {
  await audit(ctx, { action: "absence_set", target: { type: "users", id: userId }, details: { absence: details } });
  for (const substitute of new Set(substitutes)) if (substitute !== undefined) await notifyAccess(ctx.db, substitute);
}

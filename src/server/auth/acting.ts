/**
 * Acting as somebody else. The session stays the administrator's; what it may see and do is what the other may. "view":
 * nothing can be written. "full": what is written is the other's, and the change log and the audit log say by whom in
 * truth. Personal data stays closed to whom it was closed: nobody gets at it in another's name.
 */
import { notifyAccess } from "../access/epoch.ts";
import { loadUserAccess, type OrganisationCache } from "../access/load.ts";
import type { PersonalReach, UserAccess } from "../access/user-access.ts";
import type { Acting, Company } from "../context.ts";
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import type { Caller } from "./callers.ts";
import { actorOf, USER_COLUMNS, USER_MAY_ENTER, type UserActor, type UserRow } from "./user-actor.ts";

interface Loaded {
  readonly caller: Caller;
  readonly until: number;
}

/** The caller as whom its session acts; the same where it acts as nobody else, or not any more. */
export async function actingCaller(
  { db, organisation }: { readonly db: Db; readonly organisation: OrganisationCache },
  loaded: Loaded | undefined,
  company: Company,
): Promise<Loaded | undefined> {
  if (!loaded?.caller.actor.isAdmin) return loaded;
  const { caller } = loaded;
  const { rows } = await db.query<UserRow & { as_mode: Acting["mode"] }>(
    sql`SELECT s.as_mode, ${USER_COLUMNS} FROM sessions s JOIN users u ON u.id = s.as_user_id
        WHERE s.id = ${caller.id}::uuid AND u.is_admin IS NOT TRUE AND ${USER_MAY_ENTER}`,
  );
  const row = rows[0];
  if (!row) return loaded;
  const { access, until } = await loadUserAccess(db, row.user_id, organisation);
  const actor = inPlaceOf(actorOf(row, company, access), caller.actor, row.as_mode);
  return { caller: { ...caller, actor }, until: Math.min(until, loaded.until) };
}

/** The one actor as the other sees and works as them. */
export const inPlaceOf = (other: UserActor, own: UserActor, mode: Acting["mode"]): UserActor => ({
  ...other,
  ...(other.access ? { access: withPersonalOf(other.access, own.access) } : {}),
  lang: own.lang,
  timezone: own.timezone,
  by: { id: own.id, name: own.name, mode },
});

/** The rights of the one, but personal data only as far as both may see it. */
function withPersonalOf(access: UserAccess, own: UserAccess | undefined): UserAccess {
  const personal = (module: string): PersonalReach => {
    const [theirs, mine] = [access.personal(module), own?.personal(module)];
    if (!theirs.closed || !mine || mine.all) return theirs;
    return theirs.all ? mine : { ...theirs, ids: new Set([...theirs.ids].filter((id) => mine.ids.has(id))) };
  };
  return { ...access, personal };
}

/** Who there is to act as: somebody who may sign in and isn't an administrator, over whom nobody has more power. */
export async function startActing(
  db: Db,
  caller: Caller,
  target: { readonly userId: string; readonly mode: Acting["mode"] },
): Promise<string> {
  if (caller.kind !== "session" || !caller.actor.isAdmin || caller.actor.by) throw new AppError("forbidden");
  const { rows } = await db.query<{ label: string; is_admin: boolean | null }>(
    sql`SELECT r.label, u.is_admin FROM users u JOIN records r ON r.id = u.id WHERE u.id = ${target.userId}::bigint AND ${USER_MAY_ENTER}`,
  );
  const user = rows[0];
  if (!user) throw new AppError("not_found", { params: { id: target.userId } });
  if (user.is_admin) throw new AppError("forbidden");
  await setActing(db, caller, target);
  return user.label;
}

export async function stopActing(db: Db, caller: Caller): Promise<void> {
  await setActing(db, caller, null);
}

async function setActing(db: Db, caller: Caller, target: { readonly userId: string; readonly mode: string } | null): Promise<void> {
  await db.tx(async (tx) => {
    await tx.query(
      sql`UPDATE sessions SET as_user_id = ${target?.userId ?? null}::bigint, as_mode = ${target?.mode ?? null} WHERE id = ${caller.id}::uuid`,
    );
    await notifyAccess(tx, realId(caller));
    if (caller.actor.by) await notifyAccess(tx, caller.actor.id);
  });
}

/** The person whose session it is. */
export const realId = ({ actor }: Pick<Caller, "actor">): string => actor.by?.id ?? actor.id;

/** What somebody doesn't want to hear: kinds, and single records. */
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError } from "../../server/errors.ts";
import { visibleNames, type RecordName } from "../../server/records/index.ts";
import { receiver } from "./inbox.ts";
import { KINDS, MAIL_DEFAULTS, type Kind, type MailChoice } from "./kinds.ts";

interface Choice {
  readonly in_app: boolean;
  readonly email: MailChoice;
}
export type Choices = Readonly<Record<Kind, Choice>>;

export async function readChoices(ctx: Ctx): Promise<Choices> {
  const { rows } = await ctx.db.query<{ kind: string; in_app: boolean; email: MailChoice | null }>(
    sql`SELECT kind, in_app, email FROM notification_choices WHERE user_id = ${receiver(ctx)}::bigint`,
  );
  const kept = new Map(rows.map((row) => [row.kind, row]));
  return Object.fromEntries(
    KINDS.map((kind): [Kind, Choice] => [
      kind,
      { in_app: kept.get(kind)?.in_app ?? true, email: kept.get(kind)?.email ?? MAIL_DEFAULTS[kind] },
    ]),
  ) as Choices;
}

/** Of each kind what is given; the rest stays. */
export async function saveChoices(
  ctx: Ctx,
  choices: Readonly<Partial<Record<Kind, { readonly in_app?: boolean | undefined; readonly email?: MailChoice | undefined }>>>,
): Promise<void> {
  const rows = Object.entries(choices).map(([kind, { in_app = null, email = null }]) => ({ kind, in_app, email }));
  await ctx.db.query(
    sql`INSERT INTO notification_choices AS c (user_id, kind, in_app, email)
        SELECT ${receiver(ctx)}::bigint, x.kind, coalesce(x.in_app, o.in_app, true), coalesce(x.email, o.email)
        FROM json_to_recordset(${JSON.stringify(rows)}::json) AS x(kind text, in_app boolean, email text)
        LEFT JOIN notification_choices o ON o.user_id = ${receiver(ctx)}::bigint AND o.kind = x.kind
        ON CONFLICT (user_id, kind) DO UPDATE SET in_app = excluded.in_app, email = excluded.email`,
  );
}

export async function setMute(ctx: Ctx, target: { readonly module: string; readonly id: string; readonly muted: boolean }): Promise<void> {
  const me = receiver(ctx);
  const name = (await visibleNames(ctx, [target.id])).get(target.id);
  if (name?.module !== target.module) throw new AppError("not_found", { params: { id: target.id.slice(0, 40) } });
  await ctx.db.query(
    target.muted
      ? sql`INSERT INTO notification_mutes (user_id, record_id) VALUES (${me}::bigint, ${target.id}::bigint) ON CONFLICT DO NOTHING`
      : sql`DELETE FROM notification_mutes WHERE user_id = ${me}::bigint AND record_id = ${target.id}::bigint`,
  );
}

const MOST_LISTED = 200;
/** The muted records that can still be seen. */
export async function listMuted(ctx: Ctx): Promise<readonly ({ readonly id: string } & RecordName)[]> {
  const { rows } = await ctx.db.query<{ record_id: string }>(
    sql`SELECT record_id FROM notification_mutes WHERE user_id = ${receiver(ctx)}::bigint ORDER BY record_id DESC LIMIT ${MOST_LISTED}`,
  );
  const names = await visibleNames(
    ctx,
    rows.map((row) => row.record_id),
  );
  return [...names].map(([id, name]) => ({ id, ...name })).toSorted((a, b) => a.label.localeCompare(b.label, ctx.lang));
}

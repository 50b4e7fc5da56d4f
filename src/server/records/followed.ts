/** The latest change of each record that somebody follows, by others: what they would want to hear first. */
import type { Json } from "../../fieldtypes/field-type.ts";
import { accessOf } from "../access/access.ts";
import type { Ctx } from "../context.ts";
import { sql } from "../db/sql.ts";
import { visibleNames } from "./labels.ts";
import type { ChangeKind } from "./write/change-log.ts";

export interface FollowedChange {
  readonly module: string;
  readonly id: string;
  readonly label: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly kind: ChangeKind;
  /** Names of the fields that were changed. */
  readonly fields: readonly string[];
}
interface Row {
  readonly record_id: string;
  readonly at: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly kind: ChangeKind;
  readonly after: Readonly<Record<string, Json>> | null;
}

/** Of those starred last, so that the cost is bounded. */
const MOST_LOOKED_AT = 500;

export async function followedChanges(ctx: Ctx, limit: number): Promise<readonly FollowedChange[]> {
  if (ctx.actor.kind !== "user") return [];
  const me = ctx.actor.id;
  const { rows } = await ctx.db.query<Row>(
    sql`SELECT c.*, a.label AS actor_name
        FROM (SELECT record_id FROM stars WHERE user_id = ${me}::bigint ORDER BY created_at DESC, record_id DESC LIMIT ${MOST_LOOKED_AT}) s
        CROSS JOIN LATERAL (
          SELECT c.record_id, c.id, c.kind, c.after, o.at, o.actor_id FROM changes c JOIN operations o ON o.id = c.operation_id
          WHERE c.record_id = s.record_id AND c.kind <> 'create' AND o.actor_id IS DISTINCT FROM ${me}::bigint ORDER BY c.id DESC LIMIT 1
        ) c
        LEFT JOIN records a ON a.id = c.actor_id
        ORDER BY c.id DESC LIMIT ${limit * 2}`,
  );
  const names = await visibleNames(
    ctx,
    rows.map((row) => row.record_id),
  );
  return rows
    .flatMap((row): FollowedChange[] => {
      const name = names.get(row.record_id);
      const module = name && ctx.registry.modules.get(name.module);
      if (!name || !module) return [];
      const fields = Object.keys(row.kind === "update" ? (row.after ?? {}) : {}).filter((field) => {
        const known = module.fields.get(field);
        return known !== undefined && accessOf(ctx).field(known) !== "hidden";
      });
      const actor = row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name ?? "" };
      return [{ module: name.module, id: row.record_id, label: name.label, at: row.at, actor, kind: row.kind, fields }];
    })
    .slice(0, limit);
}

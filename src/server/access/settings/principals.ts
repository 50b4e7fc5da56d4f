/** People, roles, groups and offices that rules and shares name: that they are there, and what they are called. */
import { isId } from "../../../fieldtypes/record-id.ts";
import type { Principal } from "../../../model/access/vocabulary.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { invalid, type FieldError } from "../../errors.ts";
import { keyOf } from "../user-access.ts";

const MODULE_OF: Readonly<Record<string, string>> = { user: "users", group: "groups", office: "offices" };

/** Names by `type:id`; those that don't exist are absent. */
export async function namePrincipals(ctx: Ctx, principals: readonly Principal[]): Promise<ReadonlyMap<string, string>> {
  const valid = principals.filter(({ id }) => isId(id));
  const isRole = ({ type }: Principal): boolean => type === "role" || type === "role_and_below";
  const ids = (list: readonly Principal[]): string[] => [...new Set(list.map(({ id }) => id))];
  const records = await ctx.db.query<{ id: string; module: string; label: string }>(
    sql`SELECT id, module, label FROM records WHERE id = ANY(${ids(valid.filter((each) => !isRole(each)))}::bigint[])`,
  );
  const roles = await ctx.db.query<{ id: string; name: string }>(
    sql`SELECT id, name FROM roles WHERE id = ANY(${ids(valid.filter(isRole))}::bigint[])`,
  );
  const labels = new Map(records.rows.map((row) => [`${row.module}:${row.id}`, row.label]));
  const names = new Map(roles.rows.map((row) => [row.id, row.name]));
  const nameOf = (principal: Principal): string | undefined =>
    isRole(principal) ? names.get(principal.id) : labels.get(`${MODULE_OF[principal.type] ?? ""}:${principal.id}`);
  return new Map(
    valid
      .flatMap((principal) => [[keyOf(principal), nameOf(principal)] as const])
      .flatMap(([key, name]) => (name === undefined ? [] : [[key, name]])),
  );
}

/** Refuses principals that don't exist; `fieldOf` names the place of each in the request. */
export async function demandPrincipals(ctx: Ctx, principals: readonly Principal[], fieldOf: (index: number) => string): Promise<void> {
  const names = await namePrincipals(ctx, principals);
  const errors = principals.flatMap((principal, i): FieldError[] =>
    names.has(keyOf(principal)) ? [] : [{ field: fieldOf(i), code: "unknown_reference" }],
  );
  if (errors.length > 0) throw invalid(errors);
}

export interface NamedPrincipal {
  readonly type: Principal["type"];
  /** A user's e-mail; of the others what they are called. */
  readonly name: string;
}
export interface NamedPrincipals {
  readonly nameOf: (principal: Principal) => string | undefined;
  readonly principal: (named: NamedPrincipal) => Principal | undefined;
}
/** Everybody who may be named, by names that mean the same in another installation; of several with one name the oldest. */
export async function namedPrincipals(ctx: Ctx): Promise<NamedPrincipals> {
  const { rows } = await ctx.db.query<{ kind: string; id: string; name: string }>(
    sql`SELECT 'user' AS kind, id, lower(email) AS name FROM users WHERE deleted_at IS NULL AND email IS NOT NULL
        UNION ALL SELECT CASE module WHEN 'groups' THEN 'group' ELSE 'office' END, id, label FROM records WHERE module IN ('groups', 'offices')
        UNION ALL SELECT 'role', id, name FROM roles
        ORDER BY id`,
  );
  const names = new Map(rows.map(({ kind, id, name }) => [`${kind}:${id}`, name]));
  const ids = new Map(rows.toReversed().map(({ kind, id, name }) => [`${kind}:${name}`, id]));
  const kindOf = (type: Principal["type"]): string => (type === "role_and_below" ? "role" : type);
  return {
    nameOf: ({ type, id }) => names.get(`${kindOf(type)}:${id}`),
    principal: ({ type, name }) => {
      const id = ids.get(`${kindOf(type)}:${type === "user" ? name.toLowerCase() : name}`);
      return id === undefined ? undefined : { type, id };
    },
  };
}

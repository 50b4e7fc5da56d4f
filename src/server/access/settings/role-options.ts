/** Which values of a choice each role may give to records, as administrators write it. A role without a list has that of the nearest role above. */
import { isId } from "../../../fieldtypes/record-id.ts";
import type { Label } from "../../../fieldtypes/field-type.ts";
import type { Field } from "../../../model/define.ts";
import type { Registry } from "../../../model/registry.ts";
import { audit } from "../../audit.ts";
import type { Ctx } from "../../context.ts";
import type { Db } from "../../db/database.ts";
import { sql } from "../../db/sql.ts";
import { AppError, invalid, type FieldError } from "../../errors.ts";
import { raiseEpoch } from "../epoch.ts";
import { change } from "./profiles.ts";

export interface RoleOptionsJson {
  readonly role_id: string;
  readonly name: string;
  /** 0: at the top of the tree. */
  readonly depth: number;
  /** The role's own list; null: it has that of the nearest role above, or all. */
  readonly options: readonly string[] | null;
}
/** By role: its own list; null takes it away. Roles that aren't named stay as they are. */
export type RoleLists = Readonly<Record<string, readonly string[] | null>>;

interface RoleRow {
  readonly id: string;
  readonly name: string;
  readonly depth: number;
  /** Names from the top down to the role: what it is called where ids differ. */
  readonly path: readonly string[];
}

/** All roles, each under its superior. */
async function rolesInOrder(db: Db): Promise<readonly RoleRow[]> {
  const { rows } = await db.query<RoleRow>(
    sql`WITH RECURSIVE tree AS (
          SELECT id, name::text, 0 AS depth, ARRAY[name::text] AS path, ARRAY[(position, name::text, id)] AS place FROM roles WHERE parent_id IS NULL
          UNION ALL
          SELECT r.id, r.name::text, t.depth + 1, t.path || r.name::text, t.place || (r.position, r.name::text, r.id) FROM roles r JOIN tree t ON r.parent_id = t.id
        ) SELECT id::text, name, depth, path FROM tree ORDER BY place`,
  );
  return rows;
}

/** A choice among declared values; of anything else there is nothing to give. */
function demandChoice(field: Field): void {
  if (!field.options || field.open || field.computed)
    throw new AppError("not_found", { errors: [{ field: "name", code: "not_for_type" }] });
}

export async function listRoleOptions(ctx: Ctx, field: Field): Promise<readonly RoleOptionsJson[]> {
  demandChoice(field);
  const lists = await storedLists(ctx.db, field);
  return (await rolesInOrder(ctx.db)).map(({ id, name, depth }) => ({ role_id: id, name, depth, options: lists.get(id) ?? null }));
}

async function storedLists(db: Db, { module, name }: Pick<Field, "module" | "name">): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await db.query<{ role: string; options: string[] }>(
    sql`SELECT role_id::text AS role, options FROM role_options WHERE module = ${module} AND field = ${name}`,
  );
  return new Map(rows.map(({ role, options }) => [role, options]));
}

export function setRoleOptions(ctx: Ctx, field: Field, lists: RoleLists): Promise<readonly RoleOptionsJson[]> {
  demandChoice(field);
  return change(ctx, async (inner) => {
    const before = await listRoleOptions(inner, field);
    const names = new Map(before.map((role) => [role.role_id, role.name]));
    const errors: FieldError[] = [];
    for (const [id, options] of Object.entries(lists)) {
      if (!names.has(id)) errors.push({ field: `roles.${id.slice(0, 20)}`, code: "unknown_reference" });
      errors.push(...unknownOptions(field, options ?? [], `roles.${id.slice(0, 20)}`));
    }
    if (errors.length > 0) throw invalid(errors);
    for (const [id, options] of Object.entries(lists)) await store(inner.db, field, id, options);
    for (const [id, options] of Object.entries(lists))
      await audit(inner, {
        action: "role_changed",
        target: { type: "role", id, name: names.get(id) ?? "" },
        details: {
          options: `${field.module}.${field.name}`,
          before: before.find((role) => role.role_id === id)?.options ?? null,
          after: options,
        },
      });
    return listRoleOptions(inner, field);
  });
}

function unknownOptions(field: Field, options: readonly string[], at: string): readonly FieldError[] {
  return options.flatMap((value) =>
    field.options?.some((option) => option.value === value)
      ? []
      : [{ field: at, code: "not_an_option", params: { value: value.slice(0, 100) } }],
  );
}

async function store(db: Db, { module, name }: Field, roleId: string, options: readonly string[] | null): Promise<void> {
  if (!isId(roleId)) throw invalid([{ field: "roles", code: "unknown_reference" }]);
  if (options === null) {
    await db.query(sql`DELETE FROM role_options WHERE role_id = ${roleId}::bigint AND module = ${module} AND field = ${name}`);
    return;
  }
  await db.query(
    sql`INSERT INTO role_options (role_id, module, field, options) VALUES (${roleId}::bigint, ${module}, ${name}, ${[...new Set(options)]}::text[])
        ON CONFLICT (role_id, module, field) DO UPDATE SET options = excluded.options`,
  );
}

/** Part of an option's becoming another one: who might give the one may give the other. */
export async function replaceInRoleOptions(
  db: Db,
  { module, field, from, into }: { module: string; field: string; from: string; into: string },
): Promise<void> {
  const { rowCount } = await db.query(
    sql`UPDATE role_options SET options = ARRAY(SELECT DISTINCT x FROM unnest(array_replace(options, ${from}, ${into})) AS x)
        WHERE module = ${module} AND field = ${field} AND ${from} = ANY(options)`,
  );
  if (rowCount > 0) await raiseEpoch(db);
}

/** A field of the same name as one that was deleted is another one. */
export async function forgetRoleOptions(db: Db, module: string, field: string): Promise<void> {
  const { rowCount } = await db.query(sql`DELETE FROM role_options WHERE module = ${module} AND field = ${field}`);
  if (rowCount > 0) await raiseEpoch(db);
}

export interface OptionList {
  readonly module: string;
  readonly module__label: Label;
  readonly field: string;
  readonly field__label: Label;
  /** How many values, and of how many. */
  readonly count: number;
  readonly of: number;
}
/** The role's own lists, for its page. */
export async function optionListsOf(ctx: Ctx, roleId: string): Promise<readonly OptionList[]> {
  const { rows } = await ctx.db.query<{ module: string; field: string; options: string[] }>(
    sql`SELECT module, field, options FROM role_options WHERE role_id = ${roleId}::bigint ORDER BY module, field`,
  );
  return rows.flatMap(({ module, field, options }) => {
    const owner = ctx.registry.modules.get(module);
    const declared = owner?.fields.get(field);
    const living = (declared?.options ?? []).filter((option) => option.active !== false);
    if (!owner || !declared) return [];
    const count = living.filter(({ value }) => options.includes(value)).length;
    return [{ module, module__label: owner.label, field, field__label: declared.label, count, of: living.length }];
  });
}

/** As a configuration document has them: roles by their names from the top down. */
export interface PortableRoleOptions {
  readonly role: readonly string[];
  readonly module: string;
  readonly field: string;
  readonly options: readonly string[];
}

export async function exportRoleOptions(ctx: Ctx): Promise<readonly PortableRoleOptions[]> {
  const paths = new Map((await rolesInOrder(ctx.db)).map(({ id, path }) => [id, path]));
  const { rows } = await ctx.db.query<{ role: string; module: string; field: string; options: string[] }>(
    sql`SELECT role_id::text AS role, module, field, options FROM role_options ORDER BY module, field, role_id`,
  );
  return rows.flatMap(({ role, module, field, options }) => {
    const path = paths.get(role);
    return path && ctx.registry.modules.get(module)?.fields.get(field)?.options ? [{ role: path, module, field, options }] : [];
  });
}

const pathKey = (path: readonly string[]): string => JSON.stringify(path);

export const roleOptionsPath = ({ module, field, role }: PortableRoleOptions): string =>
  `role_options/${module}.${field}/${role.join(" / ")}`;

/** The lists whose roles are here, and the paths of the others. */
export async function knownRoleOptions<T extends PortableRoleOptions>(
  ctx: Ctx,
  lists: readonly T[],
): Promise<{ readonly lists: readonly T[]; readonly missing: readonly string[] }> {
  if (lists.length === 0) return { lists, missing: [] };
  const known = new Set((await rolesInOrder(ctx.db)).map(({ path }) => pathKey(path)));
  const isKnown = ({ role }: T): boolean => known.has(pathKey(role));
  return { lists: lists.filter(isKnown), missing: lists.filter((list) => !isKnown(list)).map(roleOptionsPath) };
}

/** What of such lists doesn't fit the fields as the registry has them. */
export const faultsOfRoleOptions = (registry: Registry, lists: readonly PortableRoleOptions[]): readonly FieldError[] =>
  lists.flatMap((list) => {
    const at = roleOptionsPath(list);
    const declared = registry.modules.get(list.module)?.fields.get(list.field);
    if (!declared?.options || declared.open)
      return [{ field: at, code: "unknown_field", params: { field: `${list.module}.${list.field}` } }];
    return unknownOptions(declared, list.options, at);
  });

/** The lists as given; those of other roles and fields stay. In the caller's transaction. */
export async function importRoleOptions(ctx: Ctx, lists: readonly PortableRoleOptions[]): Promise<void> {
  if (lists.length === 0) return;
  const ids = new Map((await rolesInOrder(ctx.db)).map(({ id, path }) => [pathKey(path), id]));
  const byField = Map.groupBy(lists, ({ module, field }) => `${module}.${field}`);
  for (const group of byField.values()) {
    const [first] = group;
    const field = first && ctx.registry.modules.get(first.module)?.fields.get(first.field);
    if (field)
      await setRoleOptions(ctx, field, Object.fromEntries(group.map(({ role, options }) => [ids.get(pathKey(role)) ?? "", options])));
  }
}

/** Profiles as administrators write them. */
import { ANY_MODULE, FIELD_LEVELS, MODULE_ACTIONS, TOOLS, type ProfileRights, type Tool } from "../../../model/access/vocabulary.ts";
import { audit } from "../../audit.ts";
import type { Ctx } from "../../context.ts";
import { sqlState } from "../../db/database.ts";
import { empty, sql } from "../../db/sql.ts";
import { AppError, invalid, type FieldError } from "../../errors.ts";
import { isId } from "../../../fieldtypes/record-id.ts";
import { raiseEpoch } from "../epoch.ts";

export interface ProfileValues {
  readonly name?: string | undefined;
  readonly modules?: unknown;
  readonly fields?: unknown;
  readonly tools?: readonly string[] | undefined;
}
export interface ProfileJson extends ProfileRights {
  readonly id: string;
  readonly name: string;
  readonly preset: string | null;
  readonly role_count: number;
  readonly user_count: number;
}

const UNIQUE = "23505";
const REFERENCED = "23503";
/** What a new profile grants where it says nothing of modules: ordinary work in all of them. */
const ORDINARY: ProfileRights["modules"] = {
  [ANY_MODULE]: Object.fromEntries(MODULE_ACTIONS.map((action) => [action, !["see_all", "edit_all", "personal"].includes(action)])),
};

export async function listProfiles(ctx: Ctx, id?: string): Promise<readonly ProfileJson[]> {
  const { rows } = await ctx.db.query<Omit<ProfileJson, keyof ProfileRights> & { rights: ProfileRights }>(
    sql`SELECT p.id, p.name, p.preset, p.rights,
          (SELECT count(*)::int FROM role_profiles r WHERE r.profile_id = p.id) AS role_count,
          (SELECT count(DISTINCT u.id)::int FROM role_profiles r JOIN roles o ON o.id = r.role_id
            JOIN users u ON u.deleted_at IS NULL LEFT JOIN user_access a ON a.user_id = u.id
            WHERE r.profile_id = p.id AND (a.role_id = o.id OR (a.role_id IS NULL AND o.is_default))) AS user_count
        FROM profiles p ${id === undefined ? empty : sql`WHERE p.id = ${id}::bigint`} ORDER BY p.name`,
  );
  return rows.map(({ rights, ...profile }) => ({ ...profile, ...rights }));
}

export async function getProfile(ctx: Ctx, id: string): Promise<ProfileJson> {
  const profile = isId(id) ? (await listProfiles(ctx, id))[0] : undefined;
  if (!profile) throw new AppError("not_found", { params: { id: id.slice(0, 40) } });
  return profile;
}

export function createProfile(ctx: Ctx, values: ProfileValues & { readonly name: string }): Promise<ProfileJson> {
  return change(ctx, async (inner) => {
    const rights = checkRights(inner, { modules: ORDINARY, fields: {}, tools: [] }, values);
    const { rows } = await inner.db.query<{ id: string }>(
      sql`INSERT INTO profiles (name, rights) VALUES (${nameOf(values.name)}, ${JSON.stringify(rights)}::jsonb) RETURNING id`,
    );
    const profile = await getProfile(inner, rows[0]?.id ?? "");
    await audit(inner, {
      action: "profile_created",
      target: { type: "profile", id: profile.id, name: profile.name },
      details: { ...rights },
    });
    return profile;
  });
}

export function updateProfile(ctx: Ctx, id: string, values: ProfileValues): Promise<ProfileJson> {
  return change(ctx, async (inner) => {
    const before = await getProfile(inner, id);
    const rights = checkRights(inner, { modules: before.modules, fields: before.fields, tools: before.tools }, values);
    await inner.db.query(
      sql`UPDATE profiles SET name = ${values.name === undefined ? before.name : nameOf(values.name)}, rights = ${JSON.stringify(rights)}::jsonb WHERE id = ${id}::bigint`,
    );
    const profile = await getProfile(inner, id);
    await audit(inner, {
      action: "profile_changed",
      target: { type: "profile", id, name: profile.name },
      details: { before: { modules: before.modules, fields: before.fields, tools: before.tools }, after: { ...rights } },
    });
    return profile;
  });
}

/** Refused while a role has the profile. */
export function deleteProfile(ctx: Ctx, id: string): Promise<void> {
  return change(ctx, async (inner) => {
    const profile = await getProfile(inner, id);
    await inner.db.query(sql`DELETE FROM profiles WHERE id = ${id}::bigint`);
    await audit(inner, { action: "profile_deleted", target: { type: "profile", id, name: profile.name } });
  });
}

/** One change of access: a transaction that raises the epoch; the database's own refusals become ours. */
export async function change<T>(ctx: Ctx, work: (inner: Ctx) => Promise<T>): Promise<T> {
  try {
    return await ctx.db.tx(async (db) => {
      const result = await work({ ...ctx, db });
      await raiseEpoch(db);
      return result;
    });
  } catch (error) {
    if (sqlState(error) === UNIQUE)
      throw new AppError("duplicate_value", { errors: [{ field: "name", code: "duplicate_value" }], cause: error });
    if (sqlState(error) === REFERENCED) throw new AppError("in_use", { cause: error });
    throw error;
  }
}

export function nameOf(given: string): string {
  const name = given.trim();
  if (name === "") throw invalid([{ field: "name", code: "mandatory" }]);
  return name;
}

/** The rights as they will be: `before` with what is given, checked against modules and fields as they are. */
function checkRights(ctx: Ctx, before: ProfileRights, { modules, fields, tools }: ProfileValues): ProfileRights {
  const errors: FieldError[] = [];
  const rights: ProfileRights = {
    modules: modules === undefined ? before.modules : readModules(ctx, modules, errors),
    fields: fields === undefined ? before.fields : readFields(ctx, fields, errors),
    tools: tools === undefined ? before.tools : readTools(tools, errors),
  };
  if (errors.length > 0) throw invalid(errors);
  return rights;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readModules(ctx: Ctx, given: unknown, errors: FieldError[]): ProfileRights["modules"] {
  if (!isObject(given)) return refuse(errors, "modules", "wrong_type", { expected: "object" }, {});
  const actions: readonly string[] = MODULE_ACTIONS;
  return Object.fromEntries(
    Object.entries(given).map(([module, rights]) => {
      const at = `modules.${module.slice(0, 60)}`;
      if (module !== ANY_MODULE && !ctx.registry.modules.has(module)) refuse(errors, at, "unknown_field", { field: module.slice(0, 60) });
      if (!isObject(rights)) return [module, refuse(errors, at, "wrong_type", { expected: "object" }, {})];
      for (const [action, value] of Object.entries(rights))
        if (!actions.includes(action)) refuse(errors, `${at}.${action.slice(0, 60)}`, "unknown_field", { field: action.slice(0, 60) });
        else if (typeof value !== "boolean") refuse(errors, `${at}.${action}`, "wrong_type", { expected: "boolean" });
      return [module, rights];
    }),
  );
}

function readFields(ctx: Ctx, given: unknown, errors: FieldError[]): ProfileRights["fields"] {
  if (!isObject(given)) return refuse(errors, "fields", "wrong_type", { expected: "object" }, {});
  const levels: readonly unknown[] = FIELD_LEVELS;
  return Object.fromEntries(
    Object.entries(given).map(([name, fields]) => {
      const module = ctx.registry.modules.get(name);
      const at = `fields.${name.slice(0, 60)}`;
      if (!module) refuse(errors, at, "unknown_field", { field: name.slice(0, 60) });
      if (!isObject(fields)) return [name, refuse(errors, at, "wrong_type", { expected: "object" }, {})];
      for (const [field, level] of Object.entries(fields))
        if (module && !module.fields.has(field))
          refuse(errors, `${at}.${field.slice(0, 60)}`, "unknown_field", { field: field.slice(0, 60) });
        else if (!levels.includes(level)) refuse(errors, `${at}.${field}`, "not_one_of", { allowed: FIELD_LEVELS.join(", ") });
      return [name, fields];
    }),
  );
}

function readTools(given: readonly string[], errors: FieldError[]): readonly Tool[] {
  const tools: readonly string[] = TOOLS;
  given.forEach((tool, i) => {
    if (!tools.includes(tool)) refuse(errors, `tools.${i}`, "not_one_of", { allowed: TOOLS.join(", ") });
  });
  return [...new Set(given)] as Tool[];
}

function refuse<T>(errors: FieldError[], field: string, code: string, params: NonNullable<FieldError["params"]>, instead?: T): T {
  errors.push({ field, code, params });
  return instead as T;
}

/** The company's sharing: what everybody may do with everybody's records, and the rules that open more. */
import { isId } from "../../../fieldtypes/record-id.ts";
import { fieldType } from "../../../fieldtypes/index.ts";
import {
  DEFAULT_LEVELS,
  RULE_OPERATORS,
  type DefaultLevel,
  type Principal,
  type RuleSource,
  type ShareLevel,
} from "../../../model/access/vocabulary.ts";
import type { Module } from "../../../model/define.ts";
import { conditionsOf, type Filter } from "../../../model/filter/ast.ts";
import { checkFilter } from "../../../model/filter/check.ts";
import { resolvePath, targetsOf } from "../../../model/registry.ts";
import { audit } from "../../audit.ts";
import { valueContext, type Ctx } from "../../context.ts";
import { empty, sql } from "../../db/sql.ts";
import { AppError, invalid, type FieldError } from "../../errors.ts";
import { keyOf } from "../user-access.ts";
import { demandPrincipals, namePrincipals } from "./principals.ts";
import { change } from "./profiles.ts";

/** Modules whose records are shared by these settings: all but the directory. */
const sharedModules = (ctx: Ctx): readonly Module[] => [...ctx.registry.modules.values()].filter((module) => !module.adminOnly);

export async function readDefaults(ctx: Ctx): Promise<Readonly<Record<string, DefaultLevel>>> {
  const { rows } = await ctx.db.query<{ module: string; level: DefaultLevel }>(sql`SELECT module, level FROM sharing_defaults`);
  const levels = new Map(rows.map((row) => [row.module, row.level]));
  return Object.fromEntries(sharedModules(ctx).map(({ name }) => [name, levels.get(name) ?? "full"]));
}

/** Sets the given modules' levels; the others stay. */
export function writeDefaults(ctx: Ctx, given: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, DefaultLevel>>> {
  const known = new Map(sharedModules(ctx).map((module) => [module.name, module]));
  const errors = Object.entries(given).flatMap(([name, level]): FieldError[] => {
    const module = known.get(name);
    if (!module) return [{ field: name.slice(0, 60), code: "unknown_field", params: { field: name.slice(0, 60) } }];
    const allowed: readonly unknown[] = DEFAULT_LEVELS.filter((each) => each !== "parent" || (module.parents ?? []).length > 0);
    return allowed.includes(level) ? [] : [{ field: name, code: "not_one_of", params: { allowed: allowed.join(", ") } }];
  });
  if (errors.length > 0) throw invalid(errors);
  return change(ctx, async (inner) => {
    const before = await readDefaults(inner);
    await inner.db.query(
      sql`INSERT INTO sharing_defaults (module, level) SELECT key, value FROM json_each_text(${JSON.stringify(given)}::json)
          ON CONFLICT (module) DO UPDATE SET level = excluded.level`,
    );
    const after = await readDefaults(inner);
    const changed = Object.keys(after).filter((name) => before[name] !== after[name]);
    const pick = (all: typeof after): Record<string, string> => Object.fromEntries(changed.map((name) => [name, all[name] ?? "full"]));
    await audit(inner, { action: "sharing_defaults_changed", details: { before: pick(before), after: pick(after) } });
    return after;
  });
}

export interface RuleValues {
  readonly module: string;
  readonly from: Principal | { readonly filter: unknown };
  readonly to: Principal;
  readonly level: ShareLevel;
  readonly related?: readonly string[] | undefined;
}
export interface RuleJson extends Omit<RuleValues, "from" | "related"> {
  readonly id: string;
  readonly from: RuleSource;
  readonly from__label: string | null;
  readonly to__label: string | null;
  readonly related: readonly string[];
  readonly created_at: string;
}

export async function listRules(
  ctx: Ctx,
  where: { readonly id?: string; readonly module?: string | undefined } = {},
): Promise<readonly RuleJson[]> {
  const { rows } = await ctx.db.query<{
    id: string;
    module: string;
    from: RuleSource;
    to: Principal;
    level: ShareLevel;
    related: string[];
    created_at: string;
  }>(
    sql`SELECT id, module, source AS "from", target AS "to", level, related, created_at FROM sharing_rules
        WHERE true${where.id === undefined ? empty : sql` AND id = ${where.id}::bigint`}${where.module === undefined ? empty : sql` AND module = ${where.module}`} ORDER BY id`,
  );
  const names = await namePrincipals(
    ctx,
    rows.flatMap((row) => ("type" in row.from ? [row.from, row.to] : [row.to])),
  );
  return rows.map((row) => ({
    ...row,
    from__label: "type" in row.from ? (names.get(keyOf(row.from)) ?? null) : null,
    to__label: names.get(keyOf(row.to)) ?? null,
  }));
}

export async function getRule(ctx: Ctx, id: string): Promise<RuleJson> {
  const rule = isId(id) ? (await listRules(ctx, { id }))[0] : undefined;
  if (!rule) throw new AppError("not_found", { params: { id: id.slice(0, 40) } });
  return rule;
}

export function createRule(ctx: Ctx, values: RuleValues): Promise<RuleJson> {
  return change(ctx, async (inner) => {
    const rule = await checked(inner, values);
    const { rows } = await inner.db.query<{ id: string }>(
      sql`INSERT INTO sharing_rules (module, source, target, level, related)
          VALUES (${rule.module}, ${JSON.stringify(rule.from)}::jsonb, ${JSON.stringify(rule.to)}::jsonb, ${rule.level}, ${rule.related}::text[]) RETURNING id`,
    );
    const made = await getRule(inner, rows[0]?.id ?? "");
    await audit(inner, { action: "sharing_rule_created", target: { type: "sharing_rule", id: made.id }, details: { ...made } });
    return made;
  });
}

export function updateRule(ctx: Ctx, id: string, values: Partial<RuleValues>): Promise<RuleJson> {
  return change(ctx, async (inner) => {
    const before = await getRule(inner, id);
    const { module, from, to, level, related } = before;
    const rule = await checked(inner, { module, from, to, level, related, ...values });
    await inner.db.query(
      sql`UPDATE sharing_rules SET module = ${rule.module}, source = ${JSON.stringify(rule.from)}::jsonb, target = ${JSON.stringify(rule.to)}::jsonb,
            level = ${rule.level}, related = ${rule.related}::text[] WHERE id = ${id}::bigint`,
    );
    const after = await getRule(inner, id);
    await audit(inner, {
      action: "sharing_rule_changed",
      target: { type: "sharing_rule", id },
      details: { before: { ...before }, after: { ...after } },
    });
    return after;
  });
}

export function deleteRule(ctx: Ctx, id: string): Promise<void> {
  return change(ctx, async (inner) => {
    const rule = await getRule(inner, id);
    await inner.db.query(sql`DELETE FROM sharing_rules WHERE id = ${id}::bigint`);
    await audit(inner, { action: "sharing_rule_deleted", target: { type: "sharing_rule", id }, details: { ...rule } });
  });
}

async function checked(
  ctx: Ctx,
  { module: name, from, to, level, related = [] }: RuleValues,
): Promise<Omit<RuleValues, "from" | "related"> & { from: RuleSource; related: readonly string[] }> {
  const module = sharedModules(ctx).find((each) => each.name === name);
  if (!module) throw invalid([{ field: "module", code: "unknown_reference" }]);
  const filter = "filter" in from ? ruleFilter(ctx, module, from.filter) : undefined;
  const source: RuleSource = filter === undefined ? (from as Principal) : { filter };
  await demandPrincipals(ctx, [to, ...("type" in source ? [source] : [])], (i) => (i === 0 ? "to.id" : "from.id"));
  const errors = related.flatMap((other, i): FieldError[] => {
    const found = sharedModules(ctx).find((each) => each.name === other);
    const refers = [...(found?.fields.values() ?? [])].some((field) => field.type === "reference" && targetsOf(field).includes(name));
    return refers ? [] : [{ field: `related.${i}`, code: "not_related" }];
  });
  if (errors.length > 0) throw invalid(errors);
  return { module: name, from: source, to, level, related: [...new Set(related)] };
}

/** The module's own stored fields only; moments would hang on a time zone. */
function ruleFilter(ctx: Ctx, module: Module, input: unknown): Filter {
  const resolve = (path: string) => {
    const found = path.length <= 200 ? resolvePath(ctx.registry, module, path) : undefined;
    return found &&
      !found.via &&
      found.field.name !== "starred" &&
      !found.type.instant &&
      fieldType(found.field.type).column(found.field) !== null
      ? found
      : undefined;
  };
  const result = checkFilter(input, resolve, valueContext(ctx));
  const at = (path: string): string => `from.filter${path ? `.${path}` : ""}`;
  if (!result.ok) throw invalid(result.errors.map(({ path, code, params }) => ({ field: at(path), code, ...(params ? { params } : {}) })));
  const floating = conditionsOf(result.filter).filter(({ op }) => !RULE_OPERATORS.has(op));
  if (floating.length > 0) throw invalid(floating.map(({ op }) => ({ field: at(""), code: "unknown_operator", params: { op } })));
  return result.filter;
}

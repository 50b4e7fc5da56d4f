/** The rules as administrators set them: one row of the settings, checked against the fields when they are saved. */
import type { Field, Module } from "../../model/define.ts";
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import { LABEL, matchesOf, RULE_LIMITS, standardRules, usualMatch, type DuplicateRule, type RulePart } from "../../model/likeness/rules.ts";

const KEY = "duplicates.rules";
type Stored = Readonly<Record<string, readonly DuplicateRule[]>>;

export function moduleNamed(ctx: Ctx, name: string): Module {
  const module = ctx.registry.modules.get(name);
  if (!module || !accessOf(ctx).module(module).view) throw new AppError("unknown_module", { params: { module: name.slice(0, 60) } });
  return module;
}

export const standardRulesOf = (module: Module): readonly DuplicateRule[] =>
  known(module, standardRules({ ...module, fields: [...module.fields.values()] }));

/** The rules of a module, without what fields that are gone since had in them. */
export async function readRules(ctx: Ctx, module: Module): Promise<readonly DuplicateRule[]> {
  const stored = (await readStored(ctx))[module.name];
  return stored ? known(module, stored) : standardRulesOf(module);
}

async function readStored(ctx: Ctx): Promise<Stored> {
  const { rows } = await ctx.db.query<{ value: Stored }>(sql`SELECT value FROM settings WHERE key = ${KEY}`);
  return rows[0]?.value ?? {};
}

/** Those that administrators set, by module. */
export async function readOwnRules(ctx: Ctx): Promise<Stored> {
  const stored = Object.entries(await readStored(ctx));
  return Object.fromEntries(
    stored.flatMap(([name, rules]) => {
      const module = ctx.registry.modules.get(name);
      return module ? [[name, known(module, rules)]] : [];
    }),
  );
}

/** A rule of which a part is gone would say more than it was meant to: it goes with it. */
const known = (module: Module, rules: readonly DuplicateRule[]): readonly DuplicateRule[] =>
  rules.flatMap((rule) => {
    const parts = rule.parts.map((part) => ({ ...part, fields: part.fields.filter((name) => name === LABEL || module.fields.has(name)) }));
    return parts.length > 0 && parts.every(({ fields }) => fields.length > 0) ? [{ parts }] : [];
  });

/** What of the rules this actor's eyes may go by. A part without a visible field can't be fulfilled. */
export async function visibleRules(ctx: Ctx, module: Module): Promise<readonly DuplicateRule[]> {
  const access = accessOf(ctx);
  const open = (name: string): boolean => {
    const field = module.fields.get(name);
    return field ? access.field(field) !== "hidden" : name === LABEL && access.showsLabel(module);
  };
  return (await readRules(ctx, module)).flatMap((rule) => {
    const parts = rule.parts.map((part) => ({ ...part, fields: part.fields.filter(open) }));
    return parts.every(({ fields }) => fields.length > 0) ? [{ parts }] : [];
  });
}

/** By which of a file's fields its rows are taken for records of the module. */
export const usualMatchOf = async (ctx: Ctx, module: Module, has: (field: string) => boolean): Promise<readonly string[]> =>
  usualMatch(await visibleRules(ctx, module), { nameFields: module.nameFields, typeOf: (name) => module.fields.get(name)?.type }, has);

/** Null: back to the standard. */
export async function saveRules(ctx: Ctx, module: Module, rules: readonly DuplicateRule[] | null): Promise<void> {
  const errors = rules === null ? [] : ruleErrors(module, rules);
  if (errors.length > 0) throw invalid(errors);
  await ctx.db.tx(async (db) => {
    await db.query(sql`INSERT INTO settings (key, value) VALUES (${KEY}, '{}') ON CONFLICT DO NOTHING`);
    await db.query(
      rules === null
        ? sql`UPDATE settings SET value = value - ${module.name}::text WHERE key = ${KEY}`
        : sql`UPDATE settings SET value = value || jsonb_build_object(${module.name}::text, ${JSON.stringify(rules)}::jsonb) WHERE key = ${KEY}`,
    );
  });
}

function ruleErrors(module: Module, rules: readonly DuplicateRule[]): readonly FieldError[] {
  if (rules.length > RULE_LIMITS.rules) return [{ field: "rules", code: "list_length", params: { max: RULE_LIMITS.rules } }];
  return rules.flatMap(({ parts }, i): FieldError[] => {
    if (parts.length === 0 || parts.length > RULE_LIMITS.parts)
      return [{ field: `rules.${i}.parts`, code: "list_length", params: { max: RULE_LIMITS.parts } }];
    return parts.flatMap((part, j) => partErrors(module, part, `rules.${i}.parts.${j}`));
  });
}

function partErrors(module: Module, { fields, match }: RulePart, at: string): readonly FieldError[] {
  if (fields.length === 0) return [{ field: `${at}.fields`, code: "mandatory" }];
  const errors = fields.flatMap((name): FieldError[] => {
    const field = fieldNamed(module, name);
    if (!field) return [{ field: `${at}.fields`, code: "unknown_field", params: { field: name } }];
    return matchesOf(field).includes(match) ? [] : [{ field: `${at}.match`, code: "not_for_type" }];
  });
  const kinds = new Set(fields.map((name) => kindOf(fieldNamed(module, name))));
  // A telephone is never an e-mail.
  return errors.length === 0 && kinds.size > 1 && match !== "domain" ? [{ field: `${at}.fields`, code: "does_not_fit" }] : errors;
}
export const fieldNamed = (module: Module, name: string): Pick<Field, "name" | "type"> | undefined =>
  name === LABEL ? { name: LABEL, type: "text" } : module.fields.get(name);
const kindOf = (field: Pick<Field, "name" | "type"> | undefined): string => (field?.name === LABEL ? LABEL : (field?.type ?? ""));

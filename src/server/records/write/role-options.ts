/**
 * Values of choices that the writer's role may not give: refused on every path, for each goes through the one write.
 * What the record has already stays, and a new record's default is the company's choice, whoever makes it.
 */
import type { Json, Lang } from "../../../fieldtypes/field-type.ts";
import type { Field, Module } from "../../../model/define.ts";
import { accessOf, choosable } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import type { FieldError } from "../../errors.ts";
import type { Row } from "../rules.ts";

interface Given {
  /** Null: a new record. */
  readonly before: Row | null;
  readonly after: Row;
  /** The fields that the writer speaks of. */
  readonly names: Iterable<string>;
}

const listOf = (value: Json | undefined): readonly Json[] => {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
};

export function roleOptionErrors(ctx: Ctx, module: Module, { before, after, names }: Given): readonly FieldError[] {
  const access = accessOf(ctx);
  const errors: FieldError[] = [];
  for (const name of names) {
    const field = module.fields.get(name);
    const allowed = field && choosable(access, field);
    if (!allowed) continue;
    const kept = listOf(before === null ? field.default : before[name]);
    const refused = listOf(after[name]).find((value) => typeof value === "string" && !allowed.has(value) && !kept.includes(value));
    if (typeof refused === "string")
      errors.push({ field: name, code: "option_not_for_role", params: { value: labelIn(ctx.lang, field, refused) } });
  }
  return errors;
}

const labelIn = (lang: Lang, field: Field, value: string): string =>
  (field.options?.find((option) => option.value === value)?.label[lang] ?? value).slice(0, 100);

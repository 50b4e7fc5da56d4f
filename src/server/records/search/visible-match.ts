/**
 * For whoever may not see all searchable fields of a module: a record is found only by what they may see of it. The
 * index holds the words of all fields; here the visible values themselves are asked again.
 */
import { fieldType } from "../../../fieldtypes/index.ts";
import { isDigits } from "../../../model/search/tokens.ts";
import type { Module } from "../../../model/define.ts";
import { accessOf } from "../../access/access.ts";
import type { Ctx } from "../../context.ts";
import { ident, join, raw, sql, type Sql } from "../../db/sql.ts";
import type { Expression } from "./query.ts";
import { isSearchable } from "./vector.ts";

/** The condition on the rows of `alias`; null where nothing searchable is hidden. */
export function visibleMatch(ctx: Ctx, module: Module, expression: Expression, alias: string): Sql | null {
  const access = accessOf(ctx);
  const searchable = [...module.fields.values()].filter((field) => isSearchable(field) && fieldType(field.type).column(field) !== null);
  const visible = searchable.filter((field) => access.field(field) !== "hidden");
  if (visible.length === searchable.length) return null;
  if (visible.length === 0) return raw("false");
  const values = visible.map((field) => sql`${ident(alias, field.name)}::text`);
  const text = sql`manul_fold(concat_ws(' | ', ${join(values)}))`;
  return sql`(SELECT ${condition(expression, raw("v.text"))} FROM (SELECT ${text} COLLATE "und-x-icu" AS text OFFSET 0) v)`;
}

function condition(expression: Expression, text: Sql): Sql {
  switch (expression.is) {
    case "and":
    case "or": {
      if (expression.of.length === 0) return raw("false");
      const parts = expression.of.map((part) => condition(part, text));
      return sql`(${join(parts, expression.is === "and" ? " AND " : " OR ")})`;
    }
    case "beginning":
      return sql`${text} ~ ${bounded(expression.text).beginning}`;
    case "word":
      return sql`${text} ~ ${bounded(expression.text).whole}`;
    case "stem": {
      const language = /^[а-я]/.test(expression.word) ? "russian" : "english";
      return sql`to_tsvector(${language}::regconfig, ${text}) @@ plainto_tsquery(${language}::regconfig, ${expression.word})`;
    }
    case "digits":
      return sql`regexp_replace(${text}, '[\\s().+-]', '', 'g') LIKE ${`%${expression.text}%`}`;
  }
}

/** Regular expressions: where a word begins, where it ends. A number also stands behind letters and zeros (CON007). */
function bounded(text: string): { readonly beginning: string; readonly whole: string } {
  const other = isDigits(text) ? "[^0-9]" : "[^[:alnum:]]";
  const beginning = `(^|${other})${isDigits(text) ? "0*" : ""}${escaped(text)}`;
  return { beginning, whole: `${beginning}(${other}|$)` };
}
const escaped = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, String.raw`\$&`);

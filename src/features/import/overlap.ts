/**
 * Whether two batches may be written at the same time. The database works on one while the program prepares the other:
 * that is a third of an import's time. But a batch doesn't see what the other one hasn't committed, so they must have
 * nothing to do with each other. In doubt the answer is no, and they are written one after the other.
 */
import type { Compiled } from "./plan.ts";
import { matchKey } from "./existing.ts";
import { cacheKey, type Found } from "./references.ts";
import type { DraftRow, Transformed } from "./transform.ts";

export function independent(compiled: Compiled, known: ReadonlyMap<string, Found>, batches: readonly [Transformed, Transformed]): boolean {
  if (batches.some((batch) => batch.newOptions.length > 0)) return false;
  return disjoint(batches, (row) => claims(compiled, known, row));
}

/** All that a row may be the first of: a record by its key, a unique value, a reference that is created. */
function claims({ module, plan }: Compiled, known: ReadonlyMap<string, Found>, row: DraftRow): string[] {
  const key = matchKey(row, plan.options.match_fields);
  const names = key === undefined ? [] : [`record ${key}`];
  for (const field of module.fields.values()) {
    const value = field.unique ? row.values[field.name] : undefined;
    if (value !== undefined && value !== null) names.push(`${field.name} ${String(value).toLowerCase()}`);
  }
  for (const wanted of row.references) if (wanted.rule.create && !known.has(cacheKey(wanted))) names.push(`reference ${cacheKey(wanted)}`);
  return names;
}

function disjoint([a, b]: readonly [Transformed, Transformed], namesOf: (row: DraftRow) => readonly string[]): boolean {
  const first = new Set(a.rows.flatMap(namesOf));
  return first.size === 0 || !b.rows.some((row) => namesOf(row).some((name) => first.has(name)));
}

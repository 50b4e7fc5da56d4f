/**
 * Whether two batches may be written at the same time. The database works on one while the program prepares the other:
 * that is a third of an import's time. But a batch doesn't see what the other one hasn't committed, so they must have
 * nothing to do with each other. In doubt the answer is no, and they are written one after the other.
 */
import type { Compiled } from "./plan.ts";
import { matchKey } from "./existing.ts";
import type { Found } from "./references.ts";
import type { Step } from "./steps.ts";
import type { DraftRow, Transformed } from "./transform.ts";

export function independent({ steps }: Compiled, known: ReadonlyMap<string, Found>, batches: readonly [Transformed, Transformed]): boolean {
  if (batches.some((batch) => batch.newOptions.length > 0)) return false;
  if (steps.length > 1 && steps.some((step) => createsOf(step, steps))) return false;
  const [first, second] = batches.map((batch) => claimsOf(batch, steps, known));
  return first === undefined || second === undefined || ![...second].some((name) => first.has(name));
}

/** Of a batch that was compared with the one before, when it is compared with the next. */
const remembered = new WeakMap<Transformed, Set<string>>();
function claimsOf(batch: Transformed, steps: readonly Step[], known: ReadonlyMap<string, Found>): Set<string> {
  let names = remembered.get(batch);
  if (!names) {
    names = new Set(batch.rows.flatMap((row) => steps.flatMap((step, i) => (row.drafts[i] ? claims(step, known, row.drafts[i]) : []))));
    remembered.set(batch, names);
  }
  return names;
}

/** One of the row's own modules may get the same record as a missing reference: by two names in two batches. */
const createsOf = ({ mapping }: Step, steps: readonly Step[]): boolean =>
  mapping.columns.some(
    ({ target }) =>
      target.kind === "reference" && target.reference.create && steps.some(({ module }) => target.reference.modules.includes(module.name)),
  );

/** All that a row may be the first of: a record by its key, a unique value, a reference that is created. */
function claims({ module, matchFields, main }: Step, known: ReadonlyMap<string, Found>, row: DraftRow): string[] {
  const key = matchKey(row, matchFields);
  const of = main ? "" : `${module.name} `;
  const names = key === undefined ? [] : [`${of}record ${key}`];
  for (const name of uniqueFields(module)) {
    const value = row.values[name];
    if (value !== undefined && value !== null) names.push(`${of}${name} ${String(value).toLowerCase()}`);
  }
  for (const wanted of row.references) if (wanted.rule.create && !known.has(wanted.key)) names.push(`reference ${wanted.key}`);
  return names;
}

const uniques = new WeakMap<Step["module"], readonly string[]>();
function uniqueFields(module: Step["module"]): readonly string[] {
  let names = uniques.get(module);
  if (!names) uniques.set(module, (names = [...module.fields.values()].flatMap((field) => (field.unique ? field.name : []))));
  return names;
}

/**
 * Comparing the records of a module with one another without comparing each with each: every record gives a few keys,
 * the keys are put in order, and only neighbours in that order are looked at (the "sorted neighbourhood" of Hernández
 * and Stolfo, 1995). Names are put in order twice, forwards and backwards, so that a slip at either end leaves the other
 * end together. Pure.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { alike, comparableName } from "../../model/likeness/names.ts";
import { keyOf, LABEL, type DuplicateRule, type RulePart } from "../../model/likeness/rules.ts";

/** What is known of a record: its name and the values of the rules' fields. */
export interface Compared {
  readonly id: string;
  readonly label: string;
  readonly values: Readonly<Record<string, Json | undefined>>;
}
export interface ComparedModule {
  readonly person: boolean;
  readonly typeOf: (field: string) => string;
}
/** One order of keys: a rule, and whether names are read backwards. */
export interface Pass {
  readonly rule: DuplicateRule;
  readonly backwards: boolean;
}

/** The part by which records are put in order: the name where it counts, since values may be shared by thousands. */
export const leading = ({ parts }: DuplicateRule): RulePart | undefined => parts.find(({ match }) => match === "similar") ?? parts[0];

export const passesOf = (rules: readonly DuplicateRule[]): readonly Pass[] =>
  rules.flatMap((rule) =>
    leading(rule)?.match === "similar"
      ? [
          { rule, backwards: false },
          { rule, backwards: true },
        ]
      : [{ rule, backwards: false }],
  );

const LONGEST_KEY = 200;
/** The keys of a record in one order. */
export function keysOf({ rule, backwards }: Pass, module: ComparedModule, record: Compared): readonly string[] {
  const part = leading(rule);
  if (!part) return [];
  if (part.match === "similar") {
    const words = comparableName(record.label, module)?.join(" ");
    return words === undefined ? [] : [backwards ? reversed(words) : words].map((key) => key.slice(0, LONGEST_KEY));
  }
  return [...new Set(part.fields.flatMap((name) => keyAt(part, module, record, name)?.slice(0, LONGEST_KEY) ?? []))];
}
const reversed = (text: string): string => Array.from(text).toReversed().join("");

const keyAt = (part: RulePart, module: ComparedModule, record: Compared, name: string): string | undefined =>
  keyOf(part.match, module.typeOf(name), name === LABEL ? record.label : record.values[name]);

/** Whether two keys that stand near one another are worth a look. */
export function near(pass: Pass, module: ComparedModule, a: string, b: string): boolean {
  if (leading(pass.rule)?.match !== "similar") return a === b;
  const words = (key: string): readonly string[] => (pass.backwards ? reversed(key) : key).split(" ");
  return alike(words(a), words(b), module);
}

/** The fields by which two records are the same by this rule; undefined where they aren't. */
export function sameBy({ parts }: DuplicateRule, module: ComparedModule, a: Compared, b: Compared): readonly string[] | undefined {
  const same: string[] = [];
  for (const part of parts) {
    const by = sameByPart(part, module, a, b);
    if (by.length === 0) return undefined;
    same.push(...by);
  }
  return same;
}

function sameByPart(part: RulePart, module: ComparedModule, a: Compared, b: Compared): readonly string[] {
  if (part.match === "similar") {
    const [left, right] = [comparableName(a.label, module), comparableName(b.label, module)];
    return left && right && alike(left, right, module) ? [LABEL] : [];
  }
  const keys = (record: Compared, name: string): string | undefined => keyAt(part, module, record, name);
  const others = new Set(part.fields.flatMap((name) => keys(b, name) ?? []));
  return part.fields.filter((name) => others.has(keys(a, name) ?? ""));
}

/** Sets of records that hang together, put together pair by pair. */
export class Groups {
  readonly #parent = new Map<string, string>();
  readonly #same = new Map<string, Set<string>>();

  #root(id: string): string {
    let root = id;
    for (let up = this.#parent.get(root); up !== undefined && up !== root; up = this.#parent.get(root)) root = up;
    this.#parent.set(id, root);
    return root;
  }
  join(a: string, b: string, same: Iterable<string>): void {
    const [left, right] = [this.#root(a), this.#root(b)];
    const all = new Set([...(this.#same.get(left) ?? []), ...(this.#same.get(right) ?? []), ...same]);
    this.#parent.set(right, left);
    this.#same.delete(right);
    this.#same.set(left, all);
  }
  /** The surest first: the same by most fields, then the largest. */
  list(): readonly { readonly ids: readonly string[]; readonly same: readonly string[] }[] {
    const members = Map.groupBy(this.#parent.keys(), (id) => this.#root(id));
    return [...members]
      .map(([root, ids]) => ({ ids: ids.toSorted((a, b) => Number(BigInt(a) - BigInt(b))), same: [...(this.#same.get(root) ?? [])] }))
      .toSorted(
        (a, b) => b.same.length - a.same.length || b.ids.length - a.ids.length || Number(BigInt(a.ids[0] ?? 0) - BigInt(b.ids[0] ?? 0)),
      );
  }
}

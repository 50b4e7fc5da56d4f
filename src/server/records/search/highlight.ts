/** Where in a found record the words stand, in the values that the actor may see. */
import type { Module } from "../../../model/define.ts";
import { bareNumber, foldForSearch, isDigits } from "../../../model/search/tokens.ts";
import type { Ctx } from "../../context.ts";
import { getMany } from "../get.ts";
import { remembered, visibleFields, visiblePath } from "../plan.ts";
import { noteRevealed } from "../revealed.ts";
import type { RecordJson } from "../select.ts";
import { leavesOf, type Expression, type Leaf } from "./query.ts";
import type { FoundHit, SearchHit } from "./search.ts";
import { stemOf } from "./stems.ts";
import { isSearchable, searchableText } from "./vector.ts";

export interface Highlight {
  /** `label`, or the name of a field. */
  readonly field: string;
  /** A piece of its text. */
  readonly text: string;
  /** The found parts of `text`: from (inclusive) and to (exclusive), in UTF-16 units, ascending, never overlapping. */
  readonly marks: readonly Mark[];
}
type Mark = readonly [from: number, to: number];

const MOST_FIELDS = 2;
const MOST_MARKS = 20;
/** Of a long text, what is shown before and after the first mark. */
const BEFORE = 40;
const AFTER = 140;

export async function highlightHits(
  ctx: Ctx,
  hits: readonly FoundHit[],
  expression: Expression | undefined,
): Promise<readonly SearchHit[]> {
  const leaves = expression ? leavesOf(expression) : [];
  const done = new Map<string, SearchHit>();
  for (const [name, found] of Map.groupBy(hits, (hit) => hit.module)) {
    const module = ctx.registry.modules.get(name);
    if (!module) continue;
    const records = await readSearchable(ctx, module, found);
    for (const hit of found) {
      const record = records.get(hit.id);
      if (!record) continue;
      const highlights = highlightsOf(module, record, leaves);
      done.set(hit.id, { ...hit, label: record.label, number: String(record["number"]), highlights });
      const shown = highlights.flatMap(({ field }) => visiblePath(ctx, module, field) ?? []);
      noteRevealed(ctx, module, shown, [record]);
    }
  }
  return hits.flatMap((hit) => done.get(hit.id) ?? []);
}

/** By the engine's own reading of records: what the actor may not see isn't there to be shown. */
async function readSearchable(ctx: Ctx, module: Module, hits: readonly FoundHit[]): Promise<Map<string, RecordJson>> {
  const paths = remembered(ctx, module, " search", () => visibleFields(ctx, module).filter(({ field }) => isSearchable(field)));
  // What is read to find the words isn't shown yet: `highlightHits` notes what is.
  const { revealed: _, ...quiet } = ctx;
  const records = await getMany(
    quiet,
    module,
    hits.map(({ id }) => id),
    paths,
  );
  return new Map(records.map((record) => [record.id, record]));
}

function highlightsOf(module: Module, record: RecordJson, leaves: readonly Leaf[]): readonly Highlight[] {
  const highlights: Highlight[] = [];
  const label = marksIn(record.label, leaves);
  if (label.length > 0) highlights.push({ field: "label", text: record.label, marks: label });
  let fields = 0;
  for (const field of module.fields.values()) {
    if (fields === MOST_FIELDS) break;
    if (module.nameFields.includes(field.name) || !isSearchable(field)) continue;
    const text = searchableText(record, field).replace(/\s+/g, " ");
    const marks = text === "" ? [] : marksIn(text, leaves);
    if (marks.length === 0) continue;
    highlights.push({ field: field.name, ...piece(text, marks) });
    fields += 1;
  }
  return highlights;
}

/** The text around the first mark. */
function piece(text: string, marks: readonly Mark[]): Pick<Highlight, "text" | "marks"> {
  const first = marks[0]?.[0] ?? 0;
  if (text.length <= BEFORE + AFTER) return { text, marks };
  const begin = first <= BEFORE ? 0 : text.lastIndexOf(" ", first - BEFORE) + 1;
  const end = Math.min(text.length, first + AFTER);
  const head = begin > 0 ? "… " : "";
  const shift = head.length - begin;
  return {
    text: `${head}${text.slice(begin, end)}${end < text.length ? " …" : ""}`,
    marks: marks.flatMap(([from, to]): Mark[] => (from >= begin && to <= end ? [[from + shift, to + shift]] : [])),
  };
}

/** The parts of the text for which the query found it. */
export function marksIn(text: string, leaves: readonly Leaf[]): readonly Mark[] {
  const { folded, places } = foldWithPlaces(text);
  const found = leaves.flatMap((leaf) => [...occurrences(folded, leaf)]).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const marks: Mark[] = [];
  let last = -1;
  for (const [from, to] of found) {
    const mark: Mark = [places[from] ?? 0, places[to] ?? text.length];
    if (mark[0] < last || mark[1] <= mark[0]) continue;
    marks.push(mark);
    last = mark[1];
    if (marks.length === MOST_MARKS) break;
  }
  return marks;
}

/** The folded text, and for each place in it the place in the text that it comes from. */
function foldWithPlaces(text: string): { readonly folded: string; readonly places: readonly number[] } {
  let folded = "";
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const small = foldForSearch(letter);
    for (let i = 0; i < small.length; i += 1) places.push(at);
    folded += small;
    at += letter.length;
  }
  places.push(text.length);
  return { folded, places };
}

/** For a regular expression of Unicode. */
const escaped = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);

function* occurrences(folded: string, leaf: Leaf): Generator<Mark> {
  const inside = isDigits(leaf.is === "stem" ? leaf.word : leaf.text) ? String.raw`\p{N}` : String.raw`[\p{L}\p{N}\p{M}]`;
  switch (leaf.is) {
    case "beginning":
    case "word": {
      const number = isDigits(leaf.text);
      const text = number ? `0*${escaped(bareNumber(leaf.text))}` : escaped(leaf.text);
      const end = leaf.is === "word" ? `(?!${inside})` : "";
      for (const match of folded.matchAll(new RegExp(`(?<!${inside})${text}${end}`, "gu")))
        yield [match.index, match.index + match[0].length];
      return;
    }
    case "stem":
      for (const match of folded.matchAll(/[\p{L}\p{M}]+/gu))
        if (stemOf(match[0]) === leaf.stem) yield [match.index, match.index + match[0].length];
      return;
    case "digits":
      for (const match of folded.matchAll(new RegExp([...leaf.text].join(String.raw`[\s().-]{0,3}`), "g")))
        yield [match.index, match.index + match[0].length];
  }
}

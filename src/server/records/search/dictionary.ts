/**
 * The dictionary of all words that stand in records: it turns a mistyped word into those that were meant. Kept by the
 * writes themselves, so that a word can be found with a slip as soon as it's written.
 */
import { slipForms, slipsAllowed, slipsBetween, slipsToBeginning, SHORTEST_CORRECTED } from "../../../model/search/spelling.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";

const MOST_KNOWN = 200_000;
const MOST_CANDIDATES = 500;
const MOST_CORRECTIONS = 12;

/** Words of which this process has seen that they stand in the dictionary, by the registry (and so by database). */
const knownWords = new WeakMap<object, Set<string>>();

/** Adds the words that the dictionary doesn't hold yet, in the caller's transaction. */
export async function rememberWords(ctx: Ctx, words: Iterable<string>): Promise<void> {
  let known = knownWords.get(ctx.registry);
  if (!known || known.size > MOST_KNOWN) knownWords.set(ctx.registry, (known = new Set()));
  const unknown: string[] = [];
  for (const word of new Set(words)) if (word.length >= SHORTEST_CORRECTED && !known.has(word)) unknown.push(word);
  if (unknown.length === 0) return;
  // What an older transaction than ours has added is there for good; our own may yet be rolled back.
  const { rows } = await ctx.db.query<{ word: string; settled: boolean }>(
    sql`SELECT word, bool_or(added_at < now()) AS settled FROM search_words WHERE word = ANY(${unknown}::text[]) GROUP BY word`,
  );
  for (const { word, settled } of rows) if (settled) known.add(word);
  const there = new Set(rows.map(({ word }) => word));
  const added = unknown.filter((word) => !there.has(word));
  if (added.length === 0) return;
  const json = JSON.stringify(added.map((word) => ({ word, forms: `{${slipForms(word).join(",")}}` })));
  await ctx.db.query(
    sql`INSERT INTO search_words (word, forms) SELECT word, forms::int[] FROM json_to_recordset(${json}::json) AS x(word text, forms text)`,
  );
}

/** For each word the ones that it may stand for, the nearest first; words without any are absent. */
export async function correctWords(ctx: Ctx, words: readonly string[]): Promise<Map<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  const wanted = words.filter((word) => slipsAllowed(word.length) > 0);
  if (wanted.length === 0) return found;
  for (const word of wanted) {
    const { rows } = await ctx.db.query<{ word: string }>(
      sql`SELECT DISTINCT word FROM search_words WHERE forms && ${slipForms(word)}::int[] LIMIT ${MOST_CANDIDATES}`,
    );
    const near = rows
      // Words that begin so are found without correction.
      .filter((row) => !row.word.startsWith(word))
      .map((row) => ({ word: row.word, slips: slips(word, row.word) }))
      .filter(({ slips: n }) => n <= slipsAllowed(word.length));
    near.sort((a, b) => a.slips - b.slips || a.word.length - b.word.length);
    if (near.length > 0)
      found.set(
        word,
        near.slice(0, MOST_CORRECTIONS).map((each) => each.word),
      );
  }
  return found;
}

/** A word that is being typed is compared with the beginnings of those that go on. */
function slips(typed: string, word: string): number {
  const most = slipsAllowed(typed.length);
  const whole = slipsBetween(typed, word, most);
  if (whole <= most || word.length <= typed.length) return whole;
  // A half-typed word is trusted with one slip only.
  return slipsToBeginning(typed, word) <= 1 ? 1 : most + 1;
}

/** Takes out the words that stand in no record any more (names of people who were erased among them), and doubles. */
export async function forgetUnusedWords(ctx: Ctx): Promise<void> {
  await ctx.db.query(
    sql`DELETE FROM search_words w WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.search @@ quote_literal(w.word)::tsquery)
        OR EXISTS (SELECT 1 FROM search_words other WHERE other.word = w.word AND other.ctid < w.ctid)`,
  );
  knownWords.delete(ctx.registry);
}

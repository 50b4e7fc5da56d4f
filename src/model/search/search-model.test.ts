import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { swapLayout } from "./layout.ts";
import { slipForms, slipsBetween, slipsToBeginning } from "./spelling.ts";
import { chunksOf, foldForSearch, wordsOf } from "./tokens.ts";

const letters = (alphabet: string, min: number, max: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: min, maxLength: max }).map((list) => list.join(""));
const RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя";
const ENGLISH = "abcdefghijklmnopqrstuvwxyz";

describe("keyboard layouts", () => {
  test("known slips of the hand", () => {
    expect(swapLayout("ghbdtn")).toBe("привет");
    expect(swapLayout("руддщ")).toBe("hello");
    expect(swapLayout("[jkjlbkmybr")).toBe("холодильник");
  });
  test("text of both scripts, or of neither, is left alone", () => {
    expect(swapLayout("иван ivan")).toBeUndefined();
    expect(swapLayout("12345")).toBeUndefined();
  });
  test("twice is once too often: the text comes back", () => {
    fc.assert(
      fc.property(fc.oneof(letters(RUSSIAN, 1, 20), letters(ENGLISH, 1, 20)), (text) => {
        const swapped = swapLayout(text);
        expect(swapped).not.toBe(text);
        // A Russian word of nothing but б, ю, х, ъ, ж, э is punctuation in the other layout.
        if (swapped !== undefined && /[a-zа-я]/.test(swapped)) expect(swapLayout(swapped)).toBe(text);
      }),
    );
  });
});

/** Damerau–Levenshtein in the optimal-alignment variant, from its definition. */
function distance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const ways = [
    distance(a.slice(1), b) + 1,
    distance(a, b.slice(1)) + 1,
    distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
    ...(a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0] ? [distance(a.slice(2), b.slice(2)) + 1] : []),
  ];
  return Math.min(...ways);
}

/** The word with one slip. */
export function slip(word: string, kind: number, place: number, letter: string): string {
  const at = place % word.length;
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
  if (kind === 1) return word.slice(0, at) + letter + word.slice(at);
  if (kind === 2) return word.slice(0, at) + letter + word.slice(at + 1);
  const next = Math.min(at, word.length - 2);
  return word.slice(0, next) + word.charAt(next + 1) + word.charAt(next) + word.slice(next + 2);
}

describe("slips", () => {
  test("are counted as the definition says", () => {
    fc.assert(
      fc.property(letters("абв", 0, 6), letters("абв", 0, 6), (a, b) => {
        const true_ = distance(a, b);
        expect(slipsBetween(a, b, 6)).toBe(true_);
        const beginnings = Array.from({ length: b.length + 1 }, (_, i) => distance(a, b.slice(0, i)));
        expect(slipsToBeginning(a, b)).toBe(Math.min(...beginnings));
      }),
    );
  });
  test("a word with one slip shares a form with the word", () => {
    fc.assert(
      fc.property(letters(RUSSIAN, 5, 14), fc.nat(3), fc.nat(20), fc.constantFrom(...RUSSIAN), (word, kind, place, letter) => {
        const forms = new Set(slipForms(word));
        expect(slipForms(slip(word, kind, place, letter)).some((form) => forms.has(form))).toBe(true);
      }),
    );
  });
});

describe("tokens", () => {
  test("chunks lose the punctuation around them, words are what is between marks", () => {
    expect(chunksOf(foldForSearch("«Ёлки», ООО; (anna@acme.com)"))).toEqual(["елки", "ооо", "anna@acme.com"]);
    expect(wordsOf("anna.smith@acme.com")).toEqual(["anna", "smith", "acme", "com"]);
  });
  test("letters put together from parts are the same letters", () => {
    expect(foldForSearch("И\u0306од")).toBe("йод");
  });
});

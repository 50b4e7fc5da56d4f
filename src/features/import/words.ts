/** Words of headers, labels and values, made comparable; and text made into names. */

/** Case, ё, punctuation and spaces don't tell two headers apart. */
export const normalise = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Values are compared like headers, except that signs count (`+`, `C#`). */
export const normaliseValue = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ").trim();

const CYRILLIC: Readonly<Record<string, string>> = {
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "zh", з: "z", и: "i", й: "y", к: "k", л: "l", м: "m",
  н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch",
  ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya", і: "i", ї: "yi", є: "ye", ґ: "g",
};

/** Small Latin letters, digits and `joint`: for option values and addresses. May be empty. */
export function slug(text: string, joint: "-" | "_"): string {
  const latin = text.normalize("NFC").toLowerCase().replace(/\p{Script=Cyrillic}/gu, (letter) => CYRILLIC[letter] ?? "");
  const plain = latin.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, joint);
  return plain.replace(/^[-_]+|[-_]+$/g, "").slice(0, 60);
}

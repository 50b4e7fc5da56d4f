/** Words of headers, labels and values, made comparable. */

/** Case, ё, punctuation and spaces don't tell two headers apart. */
export const normalise = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Values are compared like headers, except that signs count (`+`, `C#`). */
export const normaliseValue = (text: string): string =>
  // Most keys are plain already: e-mails, codes, numbers.
  /^[a-z0-9@._+-]*$/.test(text) ? text : normalised(text);

const normalised = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ").trim();

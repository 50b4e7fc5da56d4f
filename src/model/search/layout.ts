/** Text typed with the wrong keyboard layout on: `ghbdtn` for «привет», «руддщ» for hello. Lower case. */

// The letters of both layouts, key by key (Windows: ЙЦУКЕН over QWERTY).
const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю";

const toCyrillic = new Map([...LATIN].map((key, at) => [key, CYRILLIC.charAt(at)]));
const toLatin = new Map([...CYRILLIC].map((key, at) => [key, LATIN.charAt(at)]));

/**
 * The text as the other layout would have written it; undefined where it has letters of both scripts or of neither, so
 * that nobody typed it in one layout. Twice gives the text again.
 */
export function swapLayout(text: string): string | undefined {
  const latin = /[a-z]/.test(text);
  const cyrillic = /[а-яё]/.test(text);
  if (latin === cyrillic) return undefined;
  const map = latin ? toCyrillic : toLatin;
  return [...text].map((letter) => map.get(letter) ?? letter).join("");
}

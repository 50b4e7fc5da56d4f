/**
 * Masks of text fields: `9` stands for a digit, `A` for a letter, `*` for either; everything else, and whatever follows
 * a backslash, stands for itself (`99 99 999999`, `A999AA99`). Pure: the input fills it while one types, the server
 * brings every value to it.
 */
export const MOST_MASK = 60;

interface Slot {
  readonly char: string;
  /** Undefined: the character itself. */
  readonly fits?: RegExp;
}
const FITS: Readonly<Record<string, RegExp>> = { 9: /^\p{Nd}$/u, A: /^\p{L}$/u, "*": /^[\p{L}\p{Nd}]$/u };

function slotsOf(mask: string): readonly Slot[] {
  const slots: Slot[] = [];
  const chars = [...mask];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? "";
    const fits = FITS[char];
    if (char === "\\" && i + 1 < chars.length) slots.push({ char: chars[(i += 1)] ?? "" });
    else slots.push(fits ? { char, fits } : { char });
  }
  return slots;
}

/** A mask in which something may be typed. */
export const isMask = (mask: string): boolean => mask.length <= MOST_MASK && slotsOf(mask).some(({ fits }) => fits !== undefined);

interface Filled {
  readonly text: string;
  /** No place is empty. */
  readonly whole: boolean;
  /** Everything that was typed has found its place. */
  readonly fits: boolean;
}
function fill(slots: readonly Slot[], typed: string): Filled {
  const chars = [...typed];
  let [text, at, skipped] = ["", 0, false];
  const isSeparator = (char: string): boolean => !/[\p{L}\p{Nd}]/u.test(char);
  for (const { char, fits } of slots) {
    if (!fits) {
      if (at >= chars.length) return { text, whole: false, fits: !skipped };
      text += char;
      if (chars[at] === char) at += 1;
      continue;
    }
    while (at < chars.length && !fits.test(chars[at] ?? "")) {
      skipped ||= !isSeparator(chars[at] ?? "");
      at += 1;
    }
    if (at >= chars.length) return { text, whole: false, fits: !skipped };
    text += chars[at] ?? "";
    at += 1;
  }
  return { text, whole: true, fits: !skipped && chars.slice(at).every(isSeparator) };
}

/** What was typed so far, with the mask's own characters between; what fits nowhere is left out. */
export const fillMask = (mask: string, typed: string): string => fill(slotsOf(mask), typed).text;

/** The whole value as the mask writes it; undefined where too much, too little or something else was given. */
export function matchMask(mask: string, value: string): string | undefined {
  const slots = slotsOf(mask);
  // The mask's own last characters needn't be typed.
  const last = slots.findLastIndex(({ fits }) => fits !== undefined);
  const tail = slots
    .slice(last + 1)
    .map(({ char }) => char)
    .join("");
  const typed = tail !== "" && value.endsWith(tail) ? value.slice(0, -tail.length) : value;
  const { text, whole, fits } = fill(slots.slice(0, last + 1), typed);
  return whole && fits ? text + tail : undefined;
}

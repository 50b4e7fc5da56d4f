/** Numbers as people and spreadsheets write them: `1 234,56`, `1,234.56`, `(5 000)`, `−3,5`. */

export type ReadNumber = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: string };

const refused = (code: string): ReadNumber => ({ ok: false, code });

/**
 * The number in canonical digits ("-1234.56"). A single mark with three digits after it ("1,234") may be either kind
 * of mark: with `decimalMark: "auto"` it is refused as ambiguous rather than guessed. Where only one reading is
 * possible ("5000.00", "1,234.5"), that one is taken whatever the setting says.
 */
export function readNumber(input: string, decimalMark: "." | "," | "auto"): ReadNumber {
  if (input.length > 100) return refused("not_a_number");
  let text = input
    .replace(/[\s\u00a0\u2007\u2009\u202f]+/g, " ")
    .replace(/[\u2212\u2012\u2013]/g, "-")
    .trim();
  if (/^[+-]?\d+([.,]\d+)?e[+-]?\d+$/i.test(text)) return refused("scientific_notation");
  let negative = false;
  const inParentheses = /^\((.*)\)$/.exec(text)?.[1];
  if (inParentheses !== undefined) {
    negative = true;
    text = inParentheses.trim();
  }
  const signed = /^([+-]) ?(.*)$/.exec(text) ?? /^(.*?) ?(-)$/.exec(text);
  if (signed) {
    if (negative) return refused("not_a_number");
    negative = signed[1] === "-" || signed[2] === "-";
    text = (signed[1] === "-" || signed[1] === "+" ? signed[2] : signed[1]) ?? "";
  }
  const digits = readUnsigned(text, decimalMark);
  return digits.ok ? { ok: true, text: (negative ? "-" : "") + digits.text } : digits;
}

function readUnsigned(text: string, decimalMark: "." | "," | "auto"): ReadNumber {
  if (!/^\d[\d .,'’]*$|^[.,]\d+$/.test(text)) return refused("not_a_number");
  const marks = [...text].filter((c) => c === "." || c === ",");
  const last = marks.at(-1);
  if (last === undefined) return ungroup(text);
  const at = text.lastIndexOf(last);
  const whole = text.slice(0, at);
  const fraction = text.slice(at + 1);
  if (marks.some((m) => m !== last)) {
    // Both marks: the last one is the decimal mark, and it stands once.
    return marks.filter((m) => m === last).length > 1 ? refused("not_a_number") : withFraction(whole, fraction);
  }
  if (marks.length > 1) return ungroup(text);
  const couldBeGroup = /^[1-9]\d{0,2}$/.test(whole) && /^\d{3}$/.test(fraction);
  if (!couldBeGroup || decimalMark === last) return withFraction(whole, fraction);
  return decimalMark === "auto" ? refused("ambiguous_number") : ungroup(text);
}

function withFraction(whole: string, fraction: string): ReadNumber {
  if (!/^\d*$/.test(fraction)) return refused("not_a_number");
  if (whole === "") return { ok: true, text: `0.${fraction}` };
  const digits = ungroup(whole);
  return digits.ok ? { ok: true, text: fraction === "" ? digits.text : `${digits.text}.${fraction}` } : digits;
}

/** Takes the thousands' marks out: one kind of mark, groups of three (or India's two), the last one of three. */
function ungroup(text: string): ReadNumber {
  if (/^\d+$/.test(text)) return { ok: true, text };
  if (!/^\d{1,3}(?:([ .,'’])\d{2,3})(?:\1\d{2,3})*$/.test(text)) return refused("not_a_number");
  const groups = text.split(/[ .,'’]/);
  return groups.at(-1)?.length === 3 ? { ok: true, text: groups.join("") } : refused("not_a_number");
}

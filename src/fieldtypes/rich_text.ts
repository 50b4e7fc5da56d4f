/**
 * Formatted text, kept as sanitised HTML. A real HTML parser is too heavy for this pure half, so that the sanitiser is
 * put in by whoever has one: the server sanitize-html, the browser DOMPurify. Until then all formatting is taken out,
 * which is safe everywhere.
 */
import { cleanText } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";
import { htmlOfPlainText, plainTextOfHtml, stripTags } from "./html-text.ts";

const MAX = 100_000;
/** Tags which pasted HTML loses may be many: what comes in may be longer than what is kept. */
const MAX_INPUT = 400_000;

/** Gives HTML without anything that runs, loads or breaks out; keeps `p` and `div`; applied twice, changes nothing more. */
export type HtmlSanitiser = (html: string) => string;

let sanitise: HtmlSanitiser = stripTags;

/** Installs the sanitiser of this process; without an argument the strict default. Returns the one before. */
export function setHtmlSanitiser(sanitiser: HtmlSanitiser = stripTags): HtmlSanitiser {
  const before = sanitise;
  sanitise = sanitiser;
  return before;
}

const STARTS_WITH_BLOCK = /^<(?:p|div|h[1-6]|ul|ol|blockquote|pre|table|hr|figure)\b/i;
const HAS_BLOCK = /<(?:p|div|h[1-6]|ul|ol|li|blockquote|pre|table|hr|figure)\b/i;

function parseHtml(input: string): Parsed<string> {
  const html = sanitise(input).trim();
  if (plainTextOfHtml(html) === "" && !/<(?:img|hr|table)\b/i.test(html)) return accept<string>(null);
  // A value always begins and ends with a block, so that `fromText` can tell HTML from plain text.
  const whole = STARTS_WITH_BLOCK.test(html) && html.endsWith(">") ? html : HAS_BLOCK.test(html) ? `<div>${html}</div>` : `<p>${html}</p>`;
  return whole.length > MAX ? refuse("too_long", { max: MAX }) : accept(whole);
}

export const richText: FieldType<string> = {
  name: "rich_text",
  family: "text",
  searchable: true,
  unsortable: true,
  column: () => "text",
  parse: (input) => {
    const cleaned = cleanText(input, { max: MAX_INPUT, multiline: true });
    return cleaned.ok && cleaned.value !== null ? parseHtml(cleaned.value) : cleaned;
  },
  fromText: (input) => {
    const cleaned = cleanText(input, { max: MAX_INPUT, multiline: true });
    if (!cleaned.ok || cleaned.value === null) return cleaned;
    const isHtml = /^<[a-z]/i.test(cleaned.value) && cleaned.value.endsWith(">");
    return parseHtml(isHtml ? cleaned.value : htmlOfPlainText(cleaned.value));
  },
  toText: (value) => value,
  format: (value) => plainTextOfHtml(value) || "—",
  schema: () => ({ type: "string", maxLength: MAX, contentMediaType: "text/html" }),
  sample: (_field, random) => (random() < 0.5 ? "<p>Согласовать договор &amp; счёт</p>" : "<p>Send the quote</p>"),
};

/** An e-mail address, in lower case: no provider of today tells `Ivan@` from `ivan@`, and duplicates hide behind it. */
import { cleanText, onOneLine } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";

const MAX = 254;
const MAX_LOCAL = 64;
const LOCAL = /^[^\s@"(),:;<>[\]\\.]+(?:\.[^\s@"(),:;<>[\]\\.]+)*$/u;
const DOMAIN_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;

function parseEmail(input: unknown): Parsed<string> {
  const cleaned = cleanText(input, { max: MAX });
  if (!cleaned.ok || cleaned.value === null) return cleaned;
  const address = cleaned.value.toLowerCase().normalize("NFC");
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  const labels = address.slice(at + 1).split(".");
  const isAddress =
    at > 0 && at <= MAX_LOCAL && LOCAL.test(local) && labels.length > 1 && labels.every((label) => DOMAIN_LABEL.test(label));
  // A domain of digits alone is an IP address, or a number that slipped in.
  return isAddress && address.length <= MAX && !/^\d+$/.test(labels.at(-1) ?? "") ? accept(address) : refuse("not_an_email");
}

/** Of what isn't a field: recipients of a mail. */
export function isEmailAddress(text: string): boolean {
  const parsed = parseEmail(text);
  return parsed.ok && parsed.value !== null;
}

export const email: FieldType<string> = {
  name: "email",
  family: "text",
  searchable: true,
  column: () => 'text COLLATE "C"',
  parse: parseEmail,
  fromText: (input) => {
    // Not cellText: an apostrophe may begin an address.
    if (input.length > MAX * 8) return refuse("too_long", { max: MAX });
    const text = onOneLine(input).trim();
    const named = /^[^<>]*<([^<>]+)>$/.exec(text)?.[1] ?? text;
    return parseEmail(named.replace(/^mailto:/i, ""));
  },
  toText: (value) => value,
  format: (value) => value,
  schema: () => ({ type: "string", format: "email", maxLength: MAX }),
  sample: (_field, random) => `user${Math.floor(random() * 1e6)}@${random() < 0.3 ? "почта.рф" : "example.com"}`,
};

/** A web address that is safe to put into a link: http, https or ftp, and nothing that runs. */
import { cellText, cleanText } from "./clean-text.ts";
import { accept, refuse, type FieldType, type Parsed } from "./field-type.ts";

const MAX = 2048;
const SCHEMES = new Set(["http", "https", "ftp"]);
const HOST_LABEL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_-]{0,61}[\p{L}\p{N}\p{M}])?$/u;

function parseUrl(input: unknown): Parsed<string> {
  const cleaned = cleanText(input, { max: MAX });
  if (!cleaned.ok || cleaned.value === null) return cleaned;
  const text = cleaned.value;
  if (/[\s\\]/.test(text)) return refuse("not_a_url");
  const absolute = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(text);
  // "host:8080/path" is no scheme; "javascript:…", "data:…", "mailto:…" are.
  if (!absolute && /^[a-z][a-z0-9+.-]*:(?!\d{1,5}(?:[/?#]|$))/i.test(text)) return refuse("bad_scheme");
  const scheme = (absolute?.[1] ?? "https").toLowerCase();
  if (!SCHEMES.has(scheme)) return refuse("bad_scheme");
  const rest = absolute?.[2] ?? text.replace(/^\/\//, "");
  const end = rest.search(/[/?#]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const tail = end === -1 ? "" : rest.slice(end);
  if (!isAuthority(authority, absolute !== null)) return refuse("not_a_url");
  // What could end an attribute or begin a tag is escaped, as browsers do themselves.
  const safe = tail.replace(/["<>`]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const url = `${scheme}://${authority.toLowerCase().normalize("NFC")}${safe}`;
  return url.length > MAX ? refuse("too_long", { max: MAX }) : accept(url);
}

/** Host with an optional port. Names before an "@" are refused: they serve to make one site look like another. */
function isAuthority(authority: string, hasScheme: boolean): boolean {
  const match = /^(\[[0-9a-f:.]{2,45}\]|[^:@[\]]+)(?::(\d{1,5}))?$/i.exec(authority);
  if (!match || Number(match[2] ?? 0) > 65_535) return false;
  const host = match[1] ?? "";
  if (host.startsWith("[")) return true;
  const labels = host.replace(/\.$/, "").toLowerCase().split(".");
  return host.length <= 253 && labels.every((label) => HOST_LABEL.test(label)) && (labels.length > 1 || hasScheme);
}

export const url: FieldType<string> = {
  name: "url",
  family: "text",
  searchable: true,
  column: () => 'text COLLATE "C"',
  parse: parseUrl,
  fromText: (input) => {
    const text = cellText(input, MAX * 4);
    return text === undefined ? refuse("too_long", { max: MAX }) : parseUrl(text);
  },
  toText: (value) => value,
  format: (value) => value.replace(/^https?:\/\//, "").replace(/^([^/?#]*)\/$/, "$1"),
  schema: () => ({ type: "string", format: "uri", maxLength: MAX }),
  sample: (_field, random) => `https://site${Math.floor(random() * 1e6)}.example.com/${random() < 0.5 ? "" : "страница?a=1"}`,
};

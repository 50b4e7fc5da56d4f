/** HTML seen as text: a tag stripper that needs no parser, and the plain text of sanitised HTML. */

const ENTITY = /^&(?:[a-z][a-z0-9]{1,31}|#\d{1,7}|#x[0-9a-f]{1,6});/i;

/**
 * Takes every tag and comment out and escapes what is left, in one pass over the text. Its result holds no `<` and no
 * `>`, so that no browser can find a tag in it; entities stay as they are.
 */
export function stripTags(html: string): string {
  let result = "";
  let position = 0;
  let canClose = true;
  while (position < html.length) {
    const open = html.indexOf("<", position);
    if (open === -1) return result + escapeText(html.slice(position));
    result += escapeText(html.slice(position, open));
    const close = canClose && /[a-z/!?]/i.test(html.charAt(open + 1)) ? html.indexOf(">", open) : -1;
    // Without this an unclosed "<a<a<a…" would be searched to its end once for each "<".
    if (close === -1 && /[a-z/!?]/i.test(html.charAt(open + 1))) canClose = false;
    if (close === -1) result += "&lt;";
    position = close === -1 ? open + 1 : close + 1;
  }
  return result;
}

/** Text with `&`, `<` and `>` escaped; entities in it are left alone. */
function escapeText(text: string): string {
  return text
    .replace(/&/g, (_, at: number) => (ENTITY.test(text.slice(at, at + 40)) ? "&" : "&amp;"))
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Plain text as HTML: escaped whole, a paragraph for each line. */
export const htmlOfPlainText = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => `<p>${line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</p>`)
    .join("");

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** The words of sanitised HTML, for search, lists and letters without HTML. */
export function plainTextOfHtml(html: string): string {
  const spaced = html.replace(/<(?:br|\/p|\/div|\/li|\/h[1-6]|\/tr|\/blockquote|\/pre)\b[^<>]*>/gi, "$&\n").replace(/<\/t[dh]>/gi, "$&\t");
  return stripTags(spaced)
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (entity, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(NAMED, name.toLowerCase()) ? (NAMED[name.toLowerCase()] ?? entity) : entity;
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? "", 16);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : entity;
    })
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

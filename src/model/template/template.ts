/**
 * Texts with places in them, as print forms and mails are written: `{{field}}`, `{{reference.field}}`, and parts that
 * are shown only where something is there (`{{#field}}…{{/field}}`) or is not (`{{^field}}…{{/field}}`). `{{#lines}}`
 * is repeated for each line. That is all of the language: nothing can be computed, called or fetched, so whoever writes
 * a template sees with it what its reader may see, and no more.
 */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "place"; readonly path: string }
  | { readonly kind: "section"; readonly path: string; readonly inverted: boolean; readonly parts: readonly TemplatePart[] };

export interface TemplateFault {
  readonly code: "template_unclosed" | "template_unopened" | "template_bad_place" | "too_long" | "too_deep";
  readonly params: Readonly<Record<string, string | number>>;
}
export type ParsedTemplate =
  | { readonly ok: true; readonly parts: readonly TemplatePart[] }
  | { readonly ok: false; readonly fault: TemplateFault };

/** What stands behind the places. A name that it doesn't know shows nothing. */
export interface TemplateScope {
  text(path: string): string;
  /** Repeated parts; undefined where the name is no list. */
  list?(path: string): readonly TemplateScope[] | undefined;
}

const MOST_LENGTH = 20_000;
const MOST_DEPTH = 5;
const TAG = /\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}/g;
const PATH = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,2}$/;

export function parseTemplate(text: string): ParsedTemplate {
  if (text.length > MOST_LENGTH) return { ok: false, fault: { code: "too_long", params: { max: MOST_LENGTH } } };
  const root: TemplatePart[] = [];
  const open: { readonly path: string; readonly parts: TemplatePart[] }[] = [];
  const here = (): TemplatePart[] => open.at(-1)?.parts ?? root;
  let end = 0;
  for (const match of text.matchAll(TAG)) {
    const [whole, sign = "", path = ""] = match;
    if (match.index > end) here().push({ kind: "text", text: text.slice(end, match.index) });
    end = match.index + whole.length;
    if (!PATH.test(path)) return { ok: false, fault: { code: "template_bad_place", params: { place: whole.slice(0, 60) } } };
    if (sign === "") here().push({ kind: "place", path });
    else if (sign === "/") {
      if (open.pop()?.path !== path) return { ok: false, fault: { code: "template_unopened", params: { place: path } } };
    } else {
      const parts: TemplatePart[] = [];
      here().push({ kind: "section", path, inverted: sign === "^", parts });
      open.push({ path, parts });
      if (open.length > MOST_DEPTH) return { ok: false, fault: { code: "too_deep", params: {} } };
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) return { ok: false, fault: { code: "template_unclosed", params: { place: unclosed.path } } };
  if (end < text.length) root.push({ kind: "text", text: text.slice(end) });
  return { ok: true, parts: root };
}

/** All names of a template's places, each once. */
export function placesOf(parts: readonly TemplatePart[]): readonly string[] {
  const found = new Set<string>();
  for (const part of parts) {
    if (part.kind === "text") continue;
    found.add(part.path);
    if (part.kind === "section") for (const path of placesOf(part.parts)) found.add(path);
  }
  return [...found];
}

export function renderParts(parts: readonly TemplatePart[], scope: TemplateScope): string {
  let text = "";
  for (const part of parts)
    if (part.kind === "text") text += part.text;
    else if (part.kind === "place") text += scope.text(part.path);
    else text += section(part, scope);
  return text;
}

function section({ path, inverted, parts }: Extract<TemplatePart, { kind: "section" }>, scope: TemplateScope): string {
  const list = scope.list?.(path);
  if (list && !inverted) return list.map((each) => renderParts(parts, each)).join("");
  const isThere = list ? list.length > 0 : scope.text(path).trim() !== "";
  return isThere === inverted ? "" : renderParts(parts, scope);
}

/** A template that was checked when it was kept; one that is broken all the same shows as it is. */
export function renderTemplate(text: string, scope: TemplateScope): string {
  const parsed = parseTemplate(text);
  return parsed.ok ? renderParts(parsed.parts, scope) : text;
}

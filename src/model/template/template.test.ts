import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTemplate, placesOf, renderTemplate, type TemplateScope } from "./template.ts";

const scopeOf = (
  values: Readonly<Record<string, string>>,
  lists: Readonly<Record<string, readonly TemplateScope[]>> = {},
): TemplateScope => ({
  text: (path) => values[path] ?? "",
  list: (path) => lists[path],
});
const scope = scopeOf(
  { number: "INV7", "organization_id.name": "Ромашка", empty: " " },
  { lines: [scopeOf({ name: "Стул" }), scopeOf({ name: "Стол" })] },
);
const render = (text: string): string => renderTemplate(text, scope);

describe("a template", () => {
  test.each([
    ["Счёт {{number}} для {{ organization_id.name }}", "Счёт INV7 для Ромашка"],
    ["{{nothing}}!", "!"],
    ["{{#number}}есть{{/number}}{{^number}}нет{{/number}}", "есть"],
    ["{{#empty}}есть{{/empty}}{{^empty}}нет{{/empty}}", "нет"],
    ["{{#lines}}{{name}}; {{/lines}}", "Стул; Стол; "],
    ["{{^lines}}пусто{{/lines}}", ""],
    ["{ {number} } }}", "{ {number} } }}"],
  ])("%s → %s", (text, expected) => expect(render(text)).toBe(expected));

  test.each([
    ["{{#a}}x", "template_unclosed"],
    ["x{{/a}}", "template_unopened"],
    ["{{#a}}{{#b}}{{/a}}{{/b}}", "template_unopened"],
    ["{{constructor()}}", "template_bad_place"],
    ["{{a.b.c.d}}", "template_bad_place"],
    ["{{}}", "template_bad_place"],
    ["{{#a}}".repeat(6) + "{{/a}}".repeat(6), "too_deep"],
    ["x".repeat(20_001), "too_long"],
  ])("%.20s is refused: %s", (text, code) => expect(parseTemplate(text)).toMatchObject({ ok: false, fault: { code } }));

  test("what a value says is never read as a template", () => {
    fc.assert(fc.property(fc.string(), (value) => renderTemplate("{{x}}{{#x}}{{/x}}", scopeOf({ x: value })) === value));
  });
  test("text without places stays as it is, and parsing never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("{", "}", "#", "/", "a", ".", " ") }), (text) => typeof render(text) === "string"),
    );
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("{{")),
        (text) => render(text) === text,
      ),
    );
  });
  test("tells its places", () => {
    const parsed = parseTemplate("{{a}}{{#lines}}{{name}}{{a}}{{/lines}}{{b_id.city}}");
    expect(parsed.ok && placesOf(parsed.parts)).toEqual(["a", "lines", "name", "b_id.city"]);
  });
});

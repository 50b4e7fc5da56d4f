import { afterEach, describe, expect, it } from "vitest";
import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import sanitizeHtml from "sanitize-html";
import { plainTextOfHtml, stripTags } from "./html-text.ts";
import { setHtmlSanitiser } from "./rich_text.ts";
import { fieldType } from "./index.ts";
import { asText, field, read, reject, take } from "./test-field.ts";

describe("text", () => {
  it("is trimmed and composed", () => {
    expect(take("text", " \u00a0Ёлка и\u0306 ")).toBe("Ёлка й");
    expect(take("text", "   ")).toBeNull();
    expect(read("text", "ООО\r\n«Ромашка»\tплюс")).toBe("ООО «Ромашка» плюс");
    expect(take("long_text", "a\r\nb\rc\td")).toBe("a\nb\nc\td");
  });
  it("counts characters, not code units", () => {
    expect(take("text", "😀".repeat(10), { maxLength: 10 })).toBe("😀".repeat(10));
    expect(reject("text", "😀".repeat(11), { maxLength: 10 })).toEqual({ code: "too_long", params: { max: 10 } });
    expect(take("text", "и\u0306".repeat(10), { maxLength: 10 })).toHaveLength(10);
    expect(reject("text", "x".repeat(256))).toEqual({ code: "too_long", params: { max: 255 } });
    expect(reject("long_text", "x".repeat(100_001)).code).toBe("too_long");
  });
  it("says what is wrong with it", () => {
    expect(reject("text", "a\0").code).toBe("nul_byte");
    expect(reject("text", "a\ud800").code).toBe("lone_surrogate");
    expect(reject("text", "a\nb").code).toBe("control_character");
    expect(reject("long_text", "a\u0007b").code).toBe("control_character");
    expect(reject("text", 5)).toEqual({ code: "wrong_type", params: { expected: "text" } });
  });
});

describe("rich_text", () => {
  afterEach(() => void setHtmlSanitiser());

  it("without a sanitiser keeps words only", () => {
    expect(take("rich_text", "<h1>Hi <b>you</b></h1><script>alert(1)</script>")).toBe("<p>Hi youalert(1)</p>");
    expect(take("rich_text", "1 < 2 & 3 &amp; 4")).toBe("<p>1 &lt; 2 &amp; 3 &amp; 4</p>");
    expect(take("rich_text", "<img src=x onerror=alert(1)")).toBe("<p>&lt;img src=x onerror=alert(1)</p>");
    for (const empty of ["<p></p>", "<p>&nbsp;</p>", "<p><br></p>", " "]) expect(take("rich_text", empty)).toBeNull();
  });
  it("never lets a tag through the stripper", () => {
    for (const html of ["<scr<script>ipt>alert(1)</script>", "<<b>script>x", "<!--<b>-->", "<a<a<a", "a>b", "</p"]) {
      expect(stripTags(html)).not.toMatch(/[<>]/);
      expect(stripTags(stripTags(html))).toBe(stripTags(html));
    }
  });
  it("uses the process's sanitiser and stays stable under it", () => {
    setHtmlSanitiser((html) =>
      sanitizeHtml(html, {
        allowedTags: ["p", "div", "b", "a", "ul", "li"],
        allowedAttributes: { a: ["href"] },
        allowedSchemes: ["https"],
      }),
    );
    for (const [html, kept] of [
      ["<p>a<b>c</b></p>", "<p>a<b>c</b></p>"],
      ["hello <b>you</b>", "<p>hello <b>you</b></p>"],
      ["text <p>x</p>", "<div>text <p>x</p></div>"],
      ['<p><a href="javascript:alert(1)" onclick="x()">z</a></p>', "<p><a>z</a></p>"],
      ["<script>alert(1)</script><p>ok</p>", "<p>ok</p>"],
    ] as const) {
      expect(take("rich_text", html)).toBe(kept);
      expect(take("rich_text", kept)).toBe(kept);
      expect(read("rich_text", fieldType("rich_text").toText(kept, field("rich_text")))).toBe(kept);
    }
  });
  it("reads plain text as paragraphs and shows words", () => {
    expect(read("rich_text", "a < b\nc & d")).toBe("<p>a &lt; bc &amp; d</p>");
    setHtmlSanitiser((html) => html);
    expect(read("rich_text", "a < b\nc & d")).toBe("<p>a &lt; b</p><p>c &amp; d</p>");
    expect(asText("rich_text", "<p>a &lt;&#1073;</p><p>c<br>d</p>")).toBe("a <б\nc\nd");
    expect(plainTextOfHtml("&#0;&#xd800;&bogus;")).toBe("&#0;&#xd800;&bogus;");
  });
});

describe("email", () => {
  it("is lower case and plausible", () => {
    expect(take("email", " Ivan.Petrov+crm@Example.COM ")).toBe("ivan.petrov+crm@example.com");
    expect(take("email", "иван@почта.рф")).toBe("иван@почта.рф");
    expect(take("email", "o'neil@example.co.uk")).toBe("o'neil@example.co.uk");
    expect(read("email", "Иван Петров <Ivan@example.com>")).toBe("ivan@example.com");
    expect(read("email", "mailto:ivan@example.com")).toBe("ivan@example.com");
  });
  it("refuses what no server takes", () => {
    for (const bad of [
      "ivan",
      "ivan@",
      "@example.com",
      "a@b",
      "a b@example.com",
      "a@b..com",
      ".a@example.com",
      "a..b@example.com",
      "a@-b.com",
      "a@b.com, c@d.com",
      "a@[1.2.3.4]",
      "a@1.2.3.4",
      "a@b@c.com",
      `${"x".repeat(65)}@example.com`,
      `<a@b.com>`,
    ])
      expect(reject("email", bad).code, bad).toBe("not_an_email");
    expect(reject("email", `a@${"x.".repeat(200)}com`).code).toBe("too_long");
  });
});

describe("phone", () => {
  it("is read by short cuts as the library reads it", () => {
    const read = (text: string, country: "RU" | "US"): string | undefined => {
      const number = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
      if (!number?.isPossible()) return undefined;
      return parsePhoneNumberFromString(number.number)?.number === number.number ? number.number : undefined;
    };
    const digit = fc.integer({ min: 0, max: 9 }).map(String);
    const gap = fc.constantFrom("", "", " ", "-", " (", ") ");
    const start = fc.constantFrom("+7", "+7", "+7 (", "+1", "+44 ", "+375", "+49", "+0", "+77", "8", "7", "");
    const typed = fc
      .tuple(start, fc.array(fc.tuple(digit, gap), { minLength: 5, maxLength: 12 }))
      .map(([head, rest]) => (head + rest.flat().join("")).trim());
    fc.assert(
      fc.property(typed, fc.constantFrom("RU", "US"), (text, country) => {
        const expected = read(text, country);
        // What isn't understood stays as it was typed.
        expect(take("phone", text, {}, { country })).toBe(expected ?? text.replace(/\s+/g, " "));
      }),
      { numRuns: 1000 },
    );
  });
  it.each([
    ["8 (495) 123-45-67", "+74951234567"],
    ["+7 495 123-45-67", "+74951234567"],
    ["74951234567", "+74951234567"],
    ["495 123 45 67", "+74951234567"],
    ["8-800-555-35-35", "+78005553535"],
    ["+7\u00a0495\u202f123–45–67", "+74951234567"],
    ["+49 30 123456", "+4930123456"],
    ["810 49 30 123456", "+4930123456"],
    ["8 495 123-45-67 доб. 123", "+74951234567;ext=123"],
    ["8 495 123-45-67, доб 123", "+74951234567;ext=123"],
    ["+7 495 123-45-67 (доб. 12)", "+74951234567;ext=12"],
    ["+1 212 555 0100 ext. 5", "+12125550100;ext=5"],
    ["+1 212 555 0100x55", "+12125550100;ext=55"],
    ["+74951234567;ext=123", "+74951234567;ext=123"],
    ["8 495 123-45-67 #9", "+74951234567;ext=9"],
    ["8 495 123-45-67 вн. 9", "+74951234567;ext=9"],
    ["123", "123"],
    ["12-34", "12-34"],
    ["123-45-67, 8 916 111-22-33", "123-45-67, 8 916 111-22-33"],
    ["1-800-FLOWERS", "1-800-FLOWERS"],
  ])("%s is %s", (input, value) => expect(take("phone", input)).toBe(value));

  it("goes by the company's country", () => {
    expect(take("phone", "(212) 555-0100", {}, { country: "US" })).toBe("+12125550100");
    expect(take("phone", "8 727 123 45 67", {}, { country: "KZ" })).toBe("+77271234567");
    expect(take("phone", "+74951234567", {}, { country: "??" })).toBe("+74951234567");
    expect(take("phone", "4951234567", {}, { country: "??" })).toBe("4951234567");
  });
  it("refuses what has no number in it", () => {
    for (const bad of ["-", "нет", "12", "n/a 1"]) expect(reject("phone", bad).code).toBe("not_a_phone");
    expect(reject("phone", "7,49512E+10", {}, "text").code).toBe("scientific_notation");
    expect(read("phone", "74951234567.0")).toBe("+74951234567");
    expect(read("phone", "'+74951234567")).toBe("+74951234567");
    expect(read("phone", '="84951234567"')).toBe("+74951234567");
  });
  it("is shown as people write it", () => {
    expect(asText("phone", "+74951234567")).toBe("+7 (495) 123-45-67");
    expect(asText("phone", "+78005553535;ext=12")).toBe("+7 (800) 555-35-35 доб. 12");
    expect(asText("phone", "+12125550100;ext=12", { lang: "en" })).toBe("+1 212 555 0100 ext. 12");
    expect(asText("phone", "12-34")).toBe("12-34");
  });
});

describe("url", () => {
  it("gets a scheme", () => {
    for (const [input, value] of [
      ["example.com", "https://example.com"],
      ["HTTP://Example.COM/Path?Q=1#A", "http://example.com/Path?Q=1#A"],
      ["example.com:8080/x", "https://example.com:8080/x"],
      ["//example.com/a", "https://example.com/a"],
      ["пример.рф/страница", "https://пример.рф/страница"],
      ["http://intranet/wiki", "http://intranet/wiki"],
      ["ftp://files.example.com", "ftp://files.example.com"],
      ['example.com/"><script>', "https://example.com/%22%3E%3Cscript%3E"],
      ["http://[::1]:3000/", "http://[::1]:3000/"],
    ] as const)
      expect(take("url", input)).toBe(value);
    expect(asText("url", "https://example.com/")).toBe("example.com");
  });
  it("refuses what runs or pretends", () => {
    for (const bad of [
      "javascript:alert(1)",
      "JavaScript:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "mailto:a@b.ru",
      "file:///etc/passwd",
      "javascript://example.com/%0aalert(1)",
      "tel:+123",
    ])
      expect(reject("url", bad).code, bad).toBe("bad_scheme");
    for (const bad of [
      "example",
      "a b.com",
      "https://",
      "https://google.com@evil.com",
      "user@example.com",
      "https://exa mple.com",
      "https://example.com\\@evil.com",
      "https://-a.com",
      "https://a..b",
      "https://a.com:99999",
      "https://<b>.com",
    ])
      expect(reject("url", bad).code, bad).toBe("not_a_url");
    expect(reject("url", "java\nscript:alert(1)").code).toBe("control_character");
    expect(reject("url", `example.com/${"a".repeat(2048)}`).code).toBe("too_long");
  });
});

describe("address", () => {
  it("is made of known parts in one order", () => {
    expect(JSON.stringify(take("address", { city: " Тверь ", street: "ул. Ленина\nд. 1", country: "" }))).toBe(
      '{"street":"ул. Ленина\\nд. 1","city":"Тверь"}',
    );
    expect(take("address", { city: "", street: null })).toBeNull();
    expect(take("address", {})).toBeNull();
    expect(reject("address", { town: "x" })).toEqual({ code: "unknown_part", params: { part: "town" } });
    expect(reject("address", JSON.parse('{"__proto__":"x"}')).code).toBe("unknown_part");
    expect(reject("address", { city: 5 })).toEqual({ code: "wrong_type", params: { expected: "text", part: "city" } });
    expect(reject("address", { city: "x".repeat(256) })).toEqual({ code: "too_long", params: { max: 255, part: "city" } });
    expect(JSON.stringify(fieldType("address").fromDb?.({ city: "b", street: "a" }, field("address")))).toBe('{"street":"a","city":"b"}');
  });
  it("is read and shown in the language's order", () => {
    const value = { street: "ул. Ленина, 1", city: "Тверь", postal_code: "170100", country: "Россия", po_box: "7" };
    expect(asText("address", value)).toBe("170100, Россия, Тверь, ул. Ленина, 1, А/я 7");
    expect(asText("address", value, { lang: "en" })).toBe("ул. Ленина, 1, PO box 7, Тверь, 170100, Россия");
    expect(read("address", "г. Тверь, ул. Ленина, 1")).toEqual({ street: "г. Тверь, ул. Ленина, 1" });
    expect(read("address", "{не JSON")).toEqual({ street: "{не JSON" });
  });
});

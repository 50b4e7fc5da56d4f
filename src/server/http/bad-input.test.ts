/** Whatever is sent: a clear refusal in the reader's language, nothing written, no stack trace. */
import { beforeAll, describe, expect, it } from "vitest";
import { setUpApp, testApp, type Person, type Problem, type Reply, type TestApp } from "./test-client.ts";
import { acceptedLanguage } from "./request-context.ts";

let app: TestApp;
let admin: Person;
let contactId: string;
beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
  contactId = (await admin.post("/records/contacts", { last_name: "There" })).json<{ data: { id: string } }>().data.id;
});

const CONTACTS = "/api/v1/records/contacts";
const nested = (levels: number): string => `${'{"not":'.repeat(levels)}{"field":"last_name","op":"eq","value":"x"}${"}".repeat(levels)}`;
const filtered = (filter: string): string => `${CONTACTS}?filter=${encodeURIComponent(filter)}`;

/** Everything that a write could have touched. */
async function footprint(): Promise<string> {
  const { rows } = await app.database.execute<{ text: string }>(
    "SELECT (SELECT count(*) FROM contacts) || '/' || (SELECT count(*) FROM changes) || '/' || (SELECT count(*) FROM records) || '/' || (SELECT count(*) FROM idempotency_keys) AS text",
  );
  return rows[0]?.text ?? "";
}

function expectRefusal(reply: Reply, status: number, code?: string): void {
  expect(reply.statusCode, reply.body.slice(0, 500)).toBe(status);
  expect(reply.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  const problem = reply.json<Problem & { type: string }>();
  expect(problem.status).toBe(status);
  expect(problem.title.length).toBeGreaterThan(3);
  expect(problem.type).toBe(`urn:manul:problem:${problem.code}`);
  if (code) expect(problem.code).toBe(code);
  expect(reply.body).not.toMatch(/\bat .*\.(?:ts|js):\d+|node_modules|\bSELECT\b|pg_|syntax error/);
  expect(reply.body.length).toBeLessThan(20_000);
}

describe("queries", () => {
  it.each([
    ["not JSON in filter", filtered("{"), "invalid_filter"],
    ["a text as filter", filtered('"x"'), "invalid_filter"],
    ["100 levels of filter", filtered(nested(100)), "invalid_filter"],
    [
      "a filter of 1,000 conditions",
      filtered(JSON.stringify({ or: Array.from({ length: 1000 }, () => ({ field: "last_name", op: "eq", value: "x" })) })),
      "invalid_filter",
    ],
    ["SQL in a filter's field", filtered('{"field":"last_name\\"; DROP TABLE contacts; --","op":"eq","value":1}'), "invalid_filter"],
    ["a prototype's name as a field", filtered('{"field":"constructor","op":"eq","value":"x"}'), "invalid_filter"],
    ["__proto__ as a field", filtered('{"field":"__proto__","op":"eq","value":"x"}'), "invalid_filter"],
    ["an operator that isn't one", filtered('{"field":"last_name","op":"toString","value":"x"}'), "invalid_filter"],
    ["a NUL byte in a filter", filtered('{"field":"last_name","op":"eq","value":"\\u0000"}'), "invalid_filter"],
    ["a lone surrogate in a filter", filtered('{"field":"last_name","op":"eq","value":"\\ud800"}'), "invalid_filter"],
    ["SQL in sort", `${CONTACTS}?sort=${encodeURIComponent("last_name; DROP TABLE contacts")}`, undefined],
    ["a quote in sort", `${CONTACTS}?sort=${encodeURIComponent('last_name"')}`, undefined],
    ["an unknown field", `${CONTACTS}?fields=last_name,secret`, "unknown_field"],
    ["an id beyond all ids", filtered('{"field":"id","op":"in","value":["99999999999999999999999999"]}'), "invalid_filter"],
    ["a name as an id", filtered('{"field":"organization_id.id","op":"eq","value":"abc"}'), "invalid_filter"],
    ["a part of an id", filtered('{"field":"id","op":"contains","value":"1"}'), "invalid_filter"],
    ["a limit of 0", `${CONTACTS}?limit=0`, "validation_failed"],
    ["a limit of 1001", `${CONTACTS}?limit=1001`, "validation_failed"],
    ["a limit that isn't a number", `${CONTACTS}?limit=ten`, "validation_failed"],
    ["a limit in exponents", `${CONTACTS}?limit=1e2`, "validation_failed"],
    ["a limit twice", `${CONTACTS}?limit=1&limit=2`, "validation_failed"],
    ["a count that isn't one", `${CONTACTS}?count=all`, "validation_failed"],
    ["a cursor that isn't ours", `${CONTACTS}?cursor=abc`, "invalid_cursor"],
    ["a cursor of JSON", `${CONTACTS}?cursor=${Buffer.from('{"k":[{"a":1}]}').toString("base64url")}`, "invalid_cursor"],
    ["a NUL byte", `${CONTACTS}?q=a%00b`, "validation_failed"],
    ["a parameter called __proto__", `${CONTACTS}?__proto__=1`, undefined],
    ["a time that isn't one", `${CONTACTS}/1?as_of=yesterday`, undefined],
  ])("refuse %s", async (_what, url, code) => {
    expectRefusal(await admin.get(url), 400, code);
  });

  it.each([
    ["no such module", "/api/v1/records/nothing", "unknown_module"],
    ["a module called __proto__", "/api/v1/records/__proto__", "unknown_module"],
    ["a module called constructor", "/api/v1/modules/constructor", "unknown_module"],
    ["an id beyond bigint", `${CONTACTS}/99999999999999999999`, "not_found"],
    ["an id that isn't one", `${CONTACTS}/abc`, "not_found"],
    ["an id with SQL", `${CONTACTS}/${encodeURIComponent("1 OR 1=1")}`, "not_found"],
    ["no such relation", `${CONTACTS}/1/related/constructor`, undefined],
    ["a file's id that isn't one", "/api/v1/files/..%2F..%2Fetc%2Fpasswd", "not_found"],
  ])("answer 404 to %s", async (_what, url, code) => {
    expectRefusal(await admin.get(url), 404, code);
  });

  it("find nothing wrong with odd but good texts", async () => {
    for (const q of ["'", '"', "%", "_", "\\", "a & b | !c:*", "😀", "ё", "--", "'; DROP TABLE contacts; --"]) {
      const reply = await admin.get(`${CONTACTS}?q=${encodeURIComponent(q)}`);
      expect(reply.statusCode, q).toBe(200);
      expect((await admin.get(`/search?q=${encodeURIComponent(q)}`)).statusCode, q).toBe(200);
      expect((await admin.get(filtered(JSON.stringify({ field: "last_name", op: "contains", value: q })))).statusCode, q).toBe(200);
    }
  });
});

describe("bodies", () => {
  const json = { "content-type": "application/json" };
  it.each([
    ["half a JSON", "{", json, 400, "invalid_json"],
    ["nothing", "", json, 400, "invalid_json"],
    ["null", "null", json, 400, "validation_failed"],
    ["a list", "[]", json, 400, "validation_failed"],
    ["a text", '"x"', json, 400, "validation_failed"],
    ["a key __proto__", '{"last_name":"x","__proto__":{"admin":true}}', json, 400, "invalid_json"],
    ["a key constructor.prototype", '{"last_name":"x","constructor":{"prototype":{"admin":true}}}', json, 400, "invalid_json"],
    ["a key toString", '{"last_name":"x","toString":"y"}', json, 400, "validation_failed"],
    ["an unknown field", '{"last_name":"x","lst_name":"y"}', json, 400, "validation_failed"],
    ["a read-only field", '{"last_name":"x","created_at":"2020-01-01T00:00:00Z"}', json, 400, "validation_failed"],
    ["the id", '{"last_name":"x","id":"5"}', json, 400, "validation_failed"],
    ["a NUL byte", '{"last_name":"a\\u0000b"}', json, 400, "validation_failed"],
    ["a lone surrogate", '{"last_name":"a\\ud800b"}', json, 400, "validation_failed"],
    ["a NUL byte in a key", '{"last_name":"x","a\\u0000":1}', json, 400, "validation_failed"],
    ["a number for a text", '{"last_name":5}', json, 400, "validation_failed"],
    ["an object for a text", '{"last_name":{"a":1}}', json, 400, "validation_failed"],
    ["an impossible date", '{"last_name":"x","birthday":"2026-02-30"}', json, 400, "validation_failed"],
    ["a text too long", JSON.stringify({ last_name: "x".repeat(100_000) }), json, 400, "validation_failed"],
    ["100,000 levels", `{"last_name":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, json, 400, undefined],
    ["a 10 MB text", JSON.stringify({ last_name: "x".repeat(10 * 1024 * 1024) }), json, 413, "payload_too_large"],
    ["XML", "<a/>", { "content-type": "application/xml" }, 415, "unsupported_media_type"],
    ["plain text", "x", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
    ["a form", "last_name=x", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
  ])("of %s are refused, and nothing is written", async (_what, payload, headers, status, code) => {
    const before = await footprint();
    expectRefusal(await admin.raw({ method: "POST", url: CONTACTS, headers, payload }), status, code);
    expectRefusal(
      await admin.raw({ method: "PATCH", url: `${CONTACTS}/${contactId}`, headers: { ...headers, "if-match": '"1"' }, payload }),
      status,
      code,
    );
    expect(await footprint()).toBe(before);
  });

  it("of bytes that aren't UTF-8 are refused", async () => {
    const payload = Buffer.concat([Buffer.from('{"last_name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    expectRefusal(await admin.raw({ method: "POST", url: CONTACTS, headers: json, payload }), 400, "invalid_json");
  });

  it("name each field with its reason, in the reader's language", async () => {
    const wrong = { first_name: 5, nonsense: 1 };
    const english = (await admin.post(CONTACTS, wrong, { "accept-language": "en-GB" })).json<Problem>();
    const russian = await admin.post(CONTACTS, wrong, { "accept-language": "ru-RU,ru;q=0.9,en;q=0.8" });
    expect(english.errors?.map(({ field, code }) => [field, code]).sort()).toEqual([
      ["first_name", "wrong_type"],
      ["last_name", "mandatory"],
      ["nonsense", "unknown_field"],
    ]);
    expect(english.errors?.find(({ field }) => field === "first_name")?.message).toBe("Text is expected here.");
    expect(russian.headers["content-language"]).toBe("ru");
    expect(russian.json<Problem>().title).toBe("Некоторые значения нужно исправить");
    expect(russian.json<Problem>().errors?.every(({ message }) => /[а-яё]/i.test(message))).toBe(true);
  });
});

describe("languages", () => {
  it.each([
    [undefined, undefined],
    ["", undefined],
    ["*", undefined],
    ["de,fr;q=0.5", undefined],
    ["en", "en"],
    ["ru-RU,ru;q=0.9,en-US;q=0.8", "ru"],
    ["de, en;q=0.5, ru;q=0.7", "ru"],
    ["RU", "ru"],
    ["ru;q=0, en;q=0.1", "en"],
    ["rus", undefined],
    ["en,".repeat(1000), undefined],
  ])("of %j is %j", (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });
});

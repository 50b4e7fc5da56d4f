import { describe, expect, it } from "vitest";
import type { Option } from "../model/define.ts";
import { isId } from "./record-id.ts";
import { fieldType } from "./index.ts";
import { asText, field, read, reject, take } from "./test-field.ts";

const options: readonly Option[] = [
  { value: "new", label: { en: "New", ru: "Новая" } },
  { value: "in_work", label: { en: "In progress", ru: "Учёт в работе" } },
  { value: "won", label: { en: "Closed; won", ru: "Успех, ура" } },
  { value: "old", label: { en: "Old", ru: "Новая" }, active: false },
];
const more = { options };

describe.each(["picklist", "radio"] as const)("%s", (type) => {
  it("takes its options and nothing else", () => {
    expect(take(type, "old", more)).toBe("old");
    for (const bad of ["New", "NEW", " new", "constructor", "__proto__", "toString", "x"])
      expect(reject(type, bad, more).code, bad).toBe("not_an_option");
    expect(reject(type, "x".repeat(1000), more).params?.["value"]).toHaveLength(50);
    expect(reject(type, "x").code).toBe("not_an_option");
    expect(reject(type, 1, more).code).toBe("wrong_type");
  });
  it("understands labels of both languages", () => {
    for (const [text, value] of [
      ["NEW", "new"],
      ["новая", "new"],
      [" In  Progress", "in_work"],
      ["учет в РАБОТЕ", "in_work"],
      ["old", "old"],
      ["Closed; won", "won"],
    ] as const)
      expect(read(type, text, {}, more), text).toBe(value);
    expect(reject(type, "нет такой", more, "text")).toEqual({ code: "not_an_option", params: { value: "нет такой" } });
    expect(asText(type, "in_work", {}, more)).toBe("Учёт в работе");
    expect(asText(type, "gone", {}, more)).toBe("gone");
  });
});

describe("multi_select", () => {
  it("is a set in the options' order", () => {
    expect(take("multi_select", ["won", "new", "won"], more)).toEqual(["new", "won"]);
    expect(take("multi_select", [], more)).toBeNull();
    expect(reject("multi_select", ["new", "__proto__"], more).code).toBe("not_an_option");
    expect(reject("multi_select", "new", more)).toEqual({ code: "wrong_type", params: { expected: "list" } });
    expect(
      reject(
        "multi_select",
        Array.from({ length: 1001 }, () => "new"),
        more,
      ).code,
    ).toBe("too_many");
  });
  it("is read from any separator", () => {
    for (const text of ["won; new", "won |##| new", "new,won", "Новая, won", '["won","new"]', "new;\nwon;"])
      expect(read("multi_select", text, {}, more), text).toEqual(["new", "won"]);
    expect(read("multi_select", "Успех, ура", {}, more)).toEqual(["won"]);
    expect(read("multi_select", "Closed; won |##| New", {}, more)).toEqual(["new", "won"]);
    expect(reject("multi_select", "new; zzz", more, "text")).toEqual({ code: "not_an_option", params: { value: "zzz" } });
  });
});

describe("tags", () => {
  it("are short unique texts", () => {
    expect(take("tags", [" VIP ", "VIP", "б  в", ""])).toEqual(["VIP", "б в"]);
    expect(take("tags", ["", " "])).toBeNull();
    expect(reject("tags", ["x".repeat(51)])).toEqual({ code: "too_long", params: { max: 50 } });
    expect(
      reject(
        "tags",
        Array.from({ length: 51 }, (_, i) => `t${i}`),
      ),
    ).toEqual({ code: "too_many", params: { max: 50 } });
    expect(reject("tags", [5]).code).toBe("wrong_type");
    expect(read("tags", "a; b ;; a")).toEqual(["a", "b"]);
  });
  it("with separators in them survive a file", () => {
    const value = ["a; b", "c, d", "[x]", "|##|"];
    expect(read("tags", fieldType("tags").toText(value, field("tags")))).toEqual(value);
  });
});

describe("checkbox", () => {
  it("reads yes and no of both languages", () => {
    for (const text of ["да", "ДА", "yes", "true", "1", "x", "х", "+", "ИСТИНА"]) expect(read("checkbox", text), text).toBe(true);
    for (const text of ["нет", "No", "false", "0", "-", "ЛОЖЬ"]) expect(read("checkbox", text), text).toBe(false);
    expect(reject("checkbox", "может быть", {}, "text").code).toBe("not_a_boolean");
    for (const bad of ["true", 1, 0]) expect(reject("checkbox", bad).code).toBe("wrong_type");
    expect([true, false].map((value) => asText("checkbox", value))).toEqual(["Да", "Нет"]);
  });
});

describe("ids", () => {
  it("are positive bigints as text", () => {
    for (const type of ["reference", "user", "file", "image"] as const) {
      expect(take(type, "9223372036854775807")).toBe("9223372036854775807");
      for (const bad of ["0", "01", "-1", "9223372036854775808", "99999999999999999999", "1.0", "1e3", " 1", "12; DROP"])
        expect(reject(type, bad).code, bad).toBe("not_an_id");
      expect(reject(type, 12).code).toBe("wrong_type");
      expect(fieldType(type).fromDb?.(12n, field(type))).toBe("12");
    }
    expect(isId("10")).toBe(true);
    expect(["9", "10", "100"].toSorted((a, b) => fieldType("reference").compare?.(a, b) ?? 0)).toEqual(["9", "10", "100"]);
  });
});

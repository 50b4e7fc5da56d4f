import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mentionedUsers, mentionText, piecesOf, withoutMentions } from "./mentions.ts";

describe("mentions", () => {
  it("are read out of a text, each person once", () => {
    const text = "Look, @[Анна Петрова](user:12) and @[Bob](user:7): ask @[Анна Петрова](user:12).";
    expect(mentionedUsers(text)).toEqual(["12", "7"]);
    expect(withoutMentions(text)).toBe("Look, @Анна Петрова and @Bob: ask @Анна Петрова.");
    expect(piecesOf("a@[B](user:1)")).toEqual([{ text: "a" }, { mention: { name: "B", userId: "1" } }]);
  });
  it("take no other form", () => {
    for (const text of ["@Anna", "@[Anna]", "@[Anna](user:0)", "@[Anna](user:x)", "@[An\nna](user:1)", "[Anna](user:1)"]) {
      expect(mentionedUsers(text)).toEqual([]);
      expect(withoutMentions(text)).toBe(text);
    }
  });
  it("keep whatever stands around them, whatever people are called", () => {
    const plain = fc.string().filter((text) => !text.includes("@"));
    fc.assert(
      fc.property(plain, fc.string({ minLength: 1, maxLength: 60 }), fc.nat(1e9), plain, (before, name, id, after) => {
        const userId = String(id + 1);
        const text = `${before}${mentionText({ name, userId })}${after}`;
        expect(mentionedUsers(text)).toEqual([userId]);
        const read = piecesOf(text);
        expect(read.flatMap((piece) => piece.text ?? []).join("|")).toBe([before, after].filter(Boolean).join("|"));
      }),
    );
  });
  it("of one text are bounded", () => {
    const text = Array.from({ length: 200 }, (_, i) => `@[x](user:${i + 1})`).join("");
    expect(mentionedUsers(text)).toHaveLength(50);
  });
});

import { expect, test } from "vitest";
import { likeness, rankByLikeness } from "./matching.ts";

const find = (typed: string, items: readonly string[]): readonly string[] => rankByLikeness(typed, items, (item) => [item]);

test("each typed word begins a word of the name, in any order, ё = е", () => {
  expect(find("орг соз", ["Создать: Организация", "Организации"])).toEqual(["Создать: Организация"]);
  expect(find("елк", ["Ёлки", "Сосны"])).toEqual(["Ёлки"]);
  expect(find("", ["Ёлки"])).toEqual([]);
});
test("names that begin with what was typed come first", () => {
  expect(find("con", ["My contacts", "Contacts"])).toEqual(["Contacts", "My contacts"]);
});
test("the other layout is tried when nothing else is meant", () => {
  expect(find("yfcnhjqrb", ["Настройки", "Settings"])).toEqual(["Настройки"]);
  expect(find("ыуе", ["Settings"])).toEqual(["Settings"]);
});
test("further words find too, but count less", () => {
  expect(likeness("deals", "Сделки", "opportunities deals")).toBeGreaterThan(0);
  expect(likeness("сделки", "Сделки", "deals")).toBeGreaterThan(likeness("deals", "Сделки", "deals"));
});

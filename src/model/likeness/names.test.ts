import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alike, comparableName, nameWords } from "./names.ts";

const same = (a: string, b: string, person = false): boolean => {
  const [left, right] = [comparableName(a, { person }), comparableName(b, { person })];
  return left !== undefined && right !== undefined && alike(left, right, { person });
};

describe("names", () => {
  test.each([
    ["ООО «Ромашка»", "Ромашка"],
    ["Acme, Inc.", "ACME Limited"],
    ["Industrial Machines", "Machines Industrial"],
    ["Industrial Machines", "Industrail Machines"],
    ["GTX Pro", "GTXPro"],
    ["Жёлтый дом", "ЖЕЛТЫЙ ДОМ"],
    ["O’Reilly", "OReilly"],
  ])("%s is %s", (a, b) => expect(same(a, b)).toBe(true));
  test.each([
    ["Branch 1", "Branch 2"],
    ["Deal 041", "Deal 042"],
    ["Alfa Bank", "Alfa Bank Leasing"],
    ["Rose Oil", "Ruse Oils"],
    ["Acme", "Zenith"],
    ["ab", "ab"],
  ])("%s is not %s", (a, b) => expect(same(a, b)).toBe(false));
  test("of people may lack the patronymic, need more than a surname, and differ by gender", () => {
    expect(same("Иван Петрович Иванов", "Иванов Иван", true)).toBe(true);
    expect(same("Анна Смирнова", "Анна Смиронва", true)).toBe(true);
    expect(same("Иванов", "Иванов", true)).toBe(false);
    expect(same("Александр Смирнов", "Александра Смирнова", true)).toBe(false);
    expect(same("Саша Смирнов", "Саша Смирнова", true)).toBe(false);
    expect(same("Женя Белинский", "Женя Белинская", true)).toBe(false);
    expect(same("Пётр Сидоров", "Павел Сидоров", true)).toBe(false);
  });
  test("are alike both ways round, and like themselves", () => {
    const name = fc.array(fc.stringMatching(/^[а-яa-z]{1,9}$/), { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(name, name, fc.boolean(), (a, b, person) => {
        const [left, right] = [nameWords(a), nameWords(b)];
        expect(alike(left, right, { person })).toBe(alike(right, left, { person }));
        expect(alike(left, left, { person })).toBe(true);
      }),
    );
  });
});

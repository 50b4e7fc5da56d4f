import { describe, expect, test } from "vitest";
import type { DescribedField } from "../../../model/describe.ts";
import { changesOf, draftOf, settled, withValues } from "./field-draft.ts";

const known: DescribedField = {
  name: "cf_state",
  type: "picklist",
  label: { en: "State", ru: "Состояние" },
  options: [
    { value: "works", label: { en: "Works", ru: "Работает" }, color: "green" },
    { value: "broken", label: { en: "Broken", ru: "Сломан" } },
  ],
  default: "works",
  when: { shown: { field: "name", op: "is_not_empty" } },
  dependsOn: { field: "kind", allowed: { a: ["works"] } },
  system: false,
  custom: true,
  block: "main",
  access: "edit",
  operators: [],
  sortable: true,
};

describe("a field while it is edited", () => {
  test("sends nothing of what wasn't touched, and only what was", () => {
    const draft = draftOf(known);
    expect(changesOf(draft, known)).toEqual({});
    expect(changesOf({ ...draft, default: null, shown: undefined, leader: null }, known)).toEqual({
      default: null,
      conditions: null,
      depends_on: null,
    });
    expect(changesOf({ ...draft, options: draft.options.toReversed() }, known)).toEqual({
      options: [
        { value: "broken", label: { en: "Broken", ru: "Сломан" } },
        { value: "works", label: { en: "Works", ru: "Работает" }, color: "green" },
      ],
    });
  });
  test("sends of a new one what its type has", () => {
    const draft = draftOf(undefined, "integer");
    expect(changesOf({ ...draft, label: { en: "Floors", ru: " " }, min: 1, pattern: "x" }, undefined)).toEqual({
      label: { en: "Floors" },
      mandatory: false,
      create_only: false,
      unique: false,
      min: 1,
    });
  });
  test("gives new options the values that the server would", () => {
    const options = [
      { key: "a", label: { ru: "Да" } },
      { key: "b", label: { en: "Da" } },
      { key: "c", label: {} },
    ];
    expect(withValues(options).map(({ value }) => value)).toEqual(["da", "da_2", "option"]);
    expect(settled(options).map(({ value }) => value)).toEqual(["da", "da_2", undefined]);
  });
});

import { describe, expect, test } from "vitest";
import { changedValues, conflictingFields, filledValues } from "./form-values.ts";

const record = { id: "1", version: 3, label: "Acme" };

describe("form values", () => {
  test("only what changed is sent", () => {
    expect(changedValues({ name: "A", tags: ["x"], city: null }, { name: "A", tags: ["x", "y"], city: null })).toEqual({
      tags: ["x", "y"],
    });
    expect(changedValues({ name: "A" }, { name: null })).toEqual({ name: null });
  });
  test("a new record is sent without its empty fields", () => {
    expect(filledValues({ name: "A", city: null, is_active: false })).toEqual({ name: "A", is_active: false });
  });
  test("a conflict is a field that both changed, differently", () => {
    const initial = { name: "A", city: "Perm", phone: "1" };
    expect(conflictingFields(initial, { name: "B" }, { ...record, name: "A", city: "Omsk" })).toEqual([]);
    expect(conflictingFields(initial, { name: "B" }, { ...record, name: "C" })).toEqual(["name"]);
    expect(conflictingFields(initial, { name: "B" }, { ...record, name: "B" })).toEqual([]);
  });
});

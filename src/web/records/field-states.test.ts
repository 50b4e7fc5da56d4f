/** What a form shows, asks for and locks while people type; the engine's side of it stands in the customisation tests. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import { fieldStates, followChange, leadersOfFields, stateFor, withOffered } from "./field-states.ts";
import { missingFields, shownValues } from "./form/form-values.ts";

const options = (...values: readonly string[]) => values.map((value) => ({ value, label: { en: value, ru: value } }));
const field = (name: string, more: Partial<DescribedField> = {}): DescribedField => ({
  name,
  type: "text",
  label: { en: name, ru: name },
  system: false,
  custom: true,
  block: "main",
  access: "edit",
  operators: [],
  sortable: true,
  ...more,
});
const is = (name: string, value: string) => ({ field: name, op: "eq", value });
const module: DescribedModule = {
  name: "things",
  label: { en: "Things", ru: "Вещи" },
  singular: { en: "Thing", ru: "Вещь" },
  icon: "box",
  menu: "tools",
  custom: true,
  rights: { view: true, create: true, edit: true, delete: true, import: true, export: true, merge: true, mass_edit: true, convert: true },
  numberPrefix: "",
  nameFields: ["name"],
  list: { columns: ["name"], sort: "name" },
  blocks: [],
  relations: [],
  registry_version: 1,
  fields: [
    field("name", { mandatory: true }),
    field("kind", { type: "picklist", options: options("person", "firm") }),
    field("stage", {
      type: "picklist",
      options: [...options("new"), { value: "won", label: { en: "won", ru: "won" }, requires: ["reason", "inn"] }],
    }),
    field("inn", { when: { shown: is("kind", "firm"), required: is("kind", "firm") } }),
    field("reason", { when: { readOnly: is("stage", "won") } }),
    field("code", { createOnly: true }),
    field("country", { type: "picklist", options: options("ru", "kz") }),
    field("city", {
      type: "picklist",
      options: options("moscow", "almaty"),
      dependsOn: { field: "country", allowed: { ru: ["moscow"], kz: ["almaty"] } },
    }),
    field("metro", {
      type: "multi_select",
      options: options("a", "b", "c"),
      when: { options: [{ if: { field: "city", op: "is_empty" }, values: ["c"] }] },
    }),
  ],
};
const situation = { actorId: "1", groupIds: [], now: new Date(), timezone: "UTC" };
const find = (name: string): DescribedField => module.fields.find((one) => one.name === name) ?? field(name);
const statesWith = (values: Record<string, string | null>, saved?: Record<string, string | null>) =>
  fieldStates(module, { values, saved, situation });
const stateOf = (name: string, ...given: Parameters<typeof statesWith>) => stateFor(statesWith(...given), find(name));

describe("the fields of a form", () => {
  test("come, are asked for and go with the values of others", () => {
    expect(stateOf("inn", { kind: "person" })).toMatchObject({ shown: false, required: false });
    expect(stateOf("inn", { kind: "firm" })).toMatchObject({ shown: true, required: true });
    const states = statesWith({ kind: "person", inn: "7707083893" });
    expect(shownValues({ kind: "person", inn: "7707083893" }, states)).toEqual({ kind: "person" });
    expect(missingFields(module.fields, { kind: "firm" }, statesWith({ kind: "firm" }))).toEqual(["name", "inn"]);
    expect(missingFields(module.fields, { name: "A", kind: "person" }, statesWith({ name: "A", kind: "person" }))).toEqual([]);
  });

  test("are locked by what was saved, and by what stands there now", () => {
    expect(stateOf("reason", { stage: "new" }, { stage: "won" }).readOnly).toBe(true);
    expect(stateOf("reason", { stage: "won" }, { stage: "new" }).readOnly).toBe(true);
    expect(stateOf("reason", { stage: "new" }, { stage: "new" }).readOnly).toBe(false);
    expect([stateOf("code", {}, {}).readOnly, stateOf("code", {}).readOnly]).toEqual([true, false]);
  });

  test("are asked for by the stage that the record enters, if they are shown", () => {
    expect(stateOf("reason", { stage: "won" }).required).toBe(true);
    expect(stateOf("reason", { stage: "won" }, { stage: "won" }).required).toBe(false);
    expect(stateOf("inn", { stage: "won", kind: "person" })).toMatchObject({ shown: false, required: false });
  });

  test("lose what the others don't allow any more, one after another", () => {
    const before = { country: "ru", city: "moscow", metro: ["a", "c"] };
    expect(followChange(module, { ...before, country: "kz" }, "country", situation)).toEqual({ country: "kz", city: null, metro: ["c"] });
    expect(followChange(module, before, "name", situation)).toBe(before);
  });

  test("offer what is allowed, as one object for the same choices", () => {
    const narrow = () => withOffered(find("city"), stateOf("city", { country: "kz" }));
    expect(narrow().options?.map(({ value }) => value)).toEqual(["almaty"]);
    expect(narrow()).toBe(narrow());
    expect(withOffered(find("city"), stateOf("city", {}))).toBe(find("city"));
    expect(leadersOfFields([find("city"), find("name"), find("inn")])).toEqual(["country", "kind"]);
  });

  test("whatever is chosen in whatever order, no choice stays that the engine would refuse", () => {
    const names = ["a", "b", "c"];
    const values = ["x", "y", "z"];
    const some = fc.subarray(values);
    const tables = fc.tuple(...names.map(() => fc.dictionary(fc.constantFrom(...values), some)));
    const acts = fc.array(fc.tuple(fc.constantFrom(...names), fc.option(fc.constantFrom(...values))), { maxLength: 12 });
    fc.assert(
      fc.property(tables, fc.constantFrom("a", "b"), acts, (allowed, leaderOfLast, chosen) => {
        const leaders = [undefined, "a", leaderOfLast];
        const chain: DescribedModule = {
          ...module,
          fields: names.map((name, i) => {
            const leader = leaders[i];
            const dependsOn = leader === undefined ? {} : { dependsOn: { field: leader, allowed: allowed[i] ?? {} } };
            return field(name, { type: "picklist", options: options(...values), ...dependsOn });
          }),
        };
        let record: Record<string, string | null> = { a: null, b: null, c: null };
        for (const [name, value] of chosen) {
          const offered = fieldStates(chain, { values: record, saved: undefined, situation }).get(name)?.options;
          // Only what is offered can be chosen.
          if (value !== null && offered && !offered.has(value)) continue;
          record = { ...record, ...(followChange(chain, { ...record, [name]: value }, name, situation) as typeof record) };
          const states = fieldStates(chain, { values: record, saved: undefined, situation });
          for (const [each, state] of states) expect(record[each] === null || state.options?.has(record[each] ?? "") !== false).toBe(true);
        }
      }),
    );
  });
});

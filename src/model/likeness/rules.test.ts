import { expect, test } from "vitest";
import { LABEL, standardRules, usualMatch, type DuplicateRule } from "./rules.ts";

const fields = ["last_name", "first_name", "company"]
  .map((name) => ({ name, type: "text" }))
  .concat([
    { name: "email", type: "email" },
    { name: "secondary_email", type: "email" },
    { name: "phone", type: "phone" },
  ]);
const leads = { name: "leads", menu: "sales" as const, fields };
const by = (columns: readonly string[], rules: readonly DuplicateRule[] = standardRules(leads)): readonly string[] =>
  usualMatch(
    rules,
    { nameFields: ["first_name", "last_name"], typeOf: (name) => fields.find((field) => field.name === name)?.type },
    (name) => columns.includes(name),
  );

test("rows are known by the first sure rule that the file can fulfil; a telephone may be anybody's", () => {
  expect(by(["last_name", "phone", "email"])).toEqual(["email"]);
  expect(by(["last_name", "phone", "secondary_email"])).toEqual(["secondary_email"]);
  expect(by(["last_name", "phone"])).toEqual(["last_name"]);
  expect(by(["phone"])).toEqual([]);
});
test("a rule of several parts needs a column for each of them", () => {
  const both: DuplicateRule[] = [
    {
      parts: [
        { fields: ["company"], match: "same" },
        { fields: [LABEL], match: "similar" },
      ],
    },
  ];
  expect(by(["company", "last_name", "first_name"], both)).toEqual(["company", "first_name", "last_name"]);
  expect(by(["company"], both)).toEqual([]);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldType } from "../../fieldtypes/index.ts";
import { buildRegistry, NO_CUSTOM } from "../../model/registry.ts";
import { standardModules } from "../../modules/index.ts";
import { DEFAULT_OPTIONS, compileMapping, takeWords } from "./mapping.ts";
import { guessMapping } from "./guess.ts";
import { nameValues } from "./references.ts";
import { isTemplate, renderTemplate, withDefaults } from "./template.ts";
import { slug } from "../../model/format/slug.ts";
import { normalise } from "./words.ts";

const registry = buildRegistry(standardModules, NO_CUSTOM, 1);
const modules = [...registry.modules.values()];
const guessed = (module: string, header: string[], sample: string[][] = []): (string | null)[] => {
  const found = registry.modules.get(module);
  if (!found) throw new Error(module);
  return guessMapping(found, header, sample, () => true).map((column) => column.field);
};

describe("guessing what columns mean", () => {
  test.each(modules.map((module) => [module.name, module] as const))("every label of %s, in both languages, however it is written", (name, module) => {
    const writable = [...module.fields.values()].filter((field) => !field.readOnly);
    for (const field of writable)
      for (const lang of ["en", "ru"] as const)
        for (const write of [(text: string) => text, (text: string) => text.toUpperCase(), (text: string) => `  ${text.replaceAll("ё", "е")}: `]) {
          const path = guessed(name, [write(field.label[lang])])[0];
          const meant = path ? module.fields.get(path) : undefined;
          // Two fields may have the same label; then it must be one of them.
          expect([name, field.name, lang, meant && normalise(meant.label[lang])]).toEqual([name, field.name, lang, normalise(field.label[lang])]);
        }
  });

  test.each(modules.map((module) => [module.name, module] as const))("API names, vTiger's names and parts of addresses of %s", (name, module) => {
    const writable = [...module.fields.values()].filter((field) => !field.readOnly);
    for (const field of writable) {
      expect(guessed(name, [field.name])).toEqual([field.name]);
      for (const part of Object.keys(fieldType(field.type).parts ?? {})) expect(guessed(name, [`${field.name}.${part}`])).toEqual([`${field.name}.${part}`]);
    }
    const header = writable.map((field) => field.name);
    expect(guessed(name, header)).toEqual(header);
  });

  test("the words that other programs use", () => {
    expect(guessed("contacts", ["Given name", "Surname", "Company", "Work phone", "Моб. тел.", "Почта", "City", "Zip", "Notes"])).toEqual([
      "first_name", "last_name", "organization_id", "phone", "mobile", "email", "mailing_address.city", "mailing_address.postal_code", "description",
    ]);
    expect(guessed("organizations", ["account", "sector", "year_established", "revenue", "employees", "office_location", "subsidiary_of"])).toEqual([
      "name", "industry", "founded_year", "annual_revenue", "employees", "billing_address.country", "parent_id",
    ]);
    expect(guessed("opportunities", ["sales_agent", "product", "account", "deal_stage", "engage_date", "close_date", "close_value"])).toEqual([
      "owner_id", "product_id", "organization_id", "stage", "engaged_on", "close_date", "amount",
    ]);
    expect(guessed("products", ["product", "series", "sales_price"])).toEqual(["name", "series", "unit_price"]);
  });

  test("no field is guessed for two columns", () => {
    fc.assert(
      fc.property(fc.constantFrom(...modules), fc.array(fc.constantFrom("Name", "Имя", "Телефон", "Phone", "Email", "E-mail", "Company", "City", "Город", "Индекс", "x", ""), { maxLength: 15 }), (module, header) => {
        const paths = guessed(module.name, header).filter((path) => path !== null);
        expect(new Set(paths).size).toBe(paths.length);
      }),
    );
  });

  test("where the name says nothing, what stands in the column does", () => {
    const sample = [["a@b.org", "+7 495 123-45-67", "https://x.org", "12"], ["", "8 (916) 765-43-21", "www.y.org", "7"]];
    expect(guessed("organizations", ["Column 1", "Column 2", "Column 3", "Column 4"], sample)).toEqual(["email", "phone", "website", null]);
  });

  test("a guess is a mapping that may be run", () => {
    for (const module of modules) {
      const header = [...module.fields.values()].filter((field) => !field.readOnly).map((field) => field.label.ru);
      const columns = guessMapping(module, header, [], () => true);
      const scope = { registry, module, header, fieldAccess: () => "edit" as const };
      expect(() => compileMapping(scope, { columns }, DEFAULT_OPTIONS)).not.toThrow();
    }
  });
});

describe("words and templates", () => {
  test("a name in one column is cut into two fields and nothing is lost", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zа-я-]{1,8}$/), { minLength: 1, maxLength: 5 }), (words) => {
        const name = words.join(" ");
        expect(`${takeWords(name, "first_word")} ${takeWords(name, "rest")}`.trim()).toBe(name);
        expect(takeWords(name, undefined)).toBe(name);
        for (const module of modules.filter((each) => each.nameFields.length > 1)) {
          const values = nameValues(module, name);
          expect(module.nameFields.map((field) => values[field] ?? "").filter((value) => value !== "").join(" ")).toBe(name);
          const mandatory = module.nameFields.find((field) => module.fields.get(field)?.mandatory) ?? "";
          expect(values[mandatory]).toBeTruthy();
        }
      }),
    );
  });

  test("an address made of a name; nothing where a part is missing", () => {
    const template = "{first_name|slug}.{last_name|slug}@example.com";
    expect(renderTemplate(template, { first_name: "Mei-Mei", last_name: "O'Hara" })).toBe("mei-mei.o-hara@example.com");
    expect(renderTemplate(template, { first_name: "Пётр", last_name: "Щукин" })).toBe("petr.shchukin@example.com");
    expect(renderTemplate(template, { first_name: "Zoë" })).toBeUndefined();
    expect(isTemplate({ template: "x" })).toBe(true);
    expect(isTemplate({ city: "x" })).toBe(false);
    expect(slug("Übergröße & Co", "_")).toBe("ubergro_e_co");
  });

  test("defaults fill what is missing and nothing else", () => {
    expect(withDefaults({ a: "1", address: { city: "Тверь" } }, { a: "2", b: "3", "address.country": "Россия", "address.city": "Псков" })).toEqual({
      a: "1", b: "3", address: { city: "Тверь", country: "Россия" },
    });
  });
});

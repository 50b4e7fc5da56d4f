import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldType } from "../../fieldtypes/index.ts";
import { buildRegistry, NO_CUSTOM } from "../../model/registry.ts";
import type { FieldError } from "../../server/errors.ts";
import { standardModules } from "../../modules/index.ts";
import { DEFAULT_OPTIONS, compileMapping } from "./mapping.ts";
import { guessDefaults, guessMapping } from "./guess.ts";
import { guessNameShape, NAME_SHAPES, takeWords, type NameShape } from "./name-shapes.ts";
import { nameValues } from "./references.ts";
import { distance, nearest } from "./similar.ts";
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
  test.each(modules.map((module) => [module.name, module] as const))(
    "every label of %s, in both languages, however it is written",
    (name, module) => {
      const writable = [...module.fields.values()].filter((field) => !field.readOnly);
      for (const field of writable)
        for (const lang of ["en", "ru"] as const)
          for (const write of [
            (text: string) => text,
            (text: string) => text.toUpperCase(),
            (text: string) => `  ${text.replaceAll("ё", "е")}: `,
          ]) {
            const path = guessed(name, [write(field.label[lang])])[0];
            const meant = path ? module.fields.get(path) : undefined;
            // Two fields may have the same label; then it must be one of them.
            expect([name, field.name, lang, meant && normalise(meant.label[lang])]).toEqual([
              name,
              field.name,
              lang,
              normalise(field.label[lang]),
            ]);
          }
    },
  );

  test.each(modules.map((module) => [module.name, module] as const))(
    "API names, vTiger's names and parts of addresses of %s",
    (name, module) => {
      const writable = [...module.fields.values()].filter((field) => !field.readOnly);
      for (const field of writable) {
        expect(guessed(name, [field.name])).toEqual([field.name]);
        for (const part of Object.keys(fieldType(field.type).parts ?? {}))
          expect(guessed(name, [`${field.name}.${part}`])).toEqual([`${field.name}.${part}`]);
      }
      const header = writable.map((field) => field.name);
      expect(guessed(name, header)).toEqual(header);
    },
  );

  test("the words that other programs use", () => {
    expect(guessed("contacts", ["Given name", "Surname", "Company", "Work phone", "Моб. тел.", "Почта", "City", "Zip", "Notes"])).toEqual([
      "first_name",
      "last_name",
      "organization_id",
      "phone",
      "mobile",
      "email",
      "mailing_address.city",
      "mailing_address.postal_code",
      "description",
    ]);
    expect(
      guessed("organizations", ["account", "sector", "year_established", "revenue", "employees", "office_location", "subsidiary_of"]),
    ).toEqual(["name", "industry", "founded_year", "annual_revenue", "employees", "billing_address.country", "parent_id"]);
    expect(
      guessed("opportunities", ["sales_agent", "product", "account", "deal_stage", "engage_date", "close_date", "close_value"]),
    ).toEqual(["owner_id", "product_id", "organization_id", "stage", "engaged_on", "close_date", "amount"]);
    expect(guessed("products", ["product", "series", "sales_price"])).toEqual(["name", "series", "unit_price"]);
  });

  test("no field is guessed for two columns", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...modules),
        fc.array(fc.constantFrom("Name", "Имя", "Телефон", "Phone", "Email", "E-mail", "Company", "City", "Город", "Индекс", "x", ""), {
          maxLength: 15,
        }),
        (module, header) => {
          const paths = guessed(module.name, header).filter((path) => path !== null);
          expect(new Set(paths).size).toBe(paths.length);
        },
      ),
    );
  });

  test("where the name says nothing, what stands in the column does", () => {
    const sample = [
      ["a@b.org", "+7 495 123-45-67", "https://x.org", "12"],
      ["", "8 (916) 765-43-21", "www.y.org", "7"],
    ];
    expect(guessed("organizations", ["Column 1", "Column 2", "Column 3", "Column 4"], sample)).toEqual(["email", "phone", "website", null]);
  });

  test("a guess is a mapping that may be run", () => {
    for (const module of modules) {
      const header = [...module.fields.values()].filter((field) => !field.readOnly).map((field) => field.label.ru);
      const columns = guessMapping(module, header, [], () => true);
      const scope = { registry, module, header, fieldAccess: () => "edit" as const };
      const errors: FieldError[] = [];
      compileMapping(scope, { columns }, { ...DEFAULT_OPTIONS, place: "mapping", matchPlace: "options.match_fields" }, errors);
      expect(errors).toEqual([]);
    }
  });
});

const names = (module: string, header: string[], sample: string[][] = []) => {
  const found = registry.modules.get(module);
  if (!found) throw new Error(module);
  return guessMapping(found, header, sample, () => true).flatMap(({ column, field, take }) => (take ? [[column, field, take]] : []));
};

describe("a person's name in one column", () => {
  const parts = (column: number, shape: NameShape) => NAME_SHAPES[shape].map(({ field, take }) => [column, field, take]);

  test("is cut by the order that header and names show", () => {
    expect(names("users", ["sales_agent", "manager", "regional_office"], [["Anna Snelling", "Dustin Brinkmann", "Central"]])).toEqual(
      parts(0, "first_last"),
    );
    expect(names("contacts", ["Company", "Full name"], [["Acme", "Mary Ann Lee"]])).toEqual(parts(1, "first_last"));
    expect(names("contacts", ["ФИО"], [["Иванова Анна Петровна"], ["Цой Олег Ильич"]])).toEqual(parts(0, "last_first_middle"));
    expect(names("users", ["Сотрудник"], [["Анна Петровна Иванова"]])).toEqual(parts(0, "given_last"));
    expect(names("leads", ["Имя и фамилия"], [["Пётр Смирнов"], ["Анна Иванова"]])).toEqual(parts(0, "first_last"));
    expect(names("users", ["Сотрудник"], [["Смирнов Пётр"], ["Иванова Анна"]])).toEqual(parts(0, "last_first"));
    expect(names("contacts", ["Фамилия, имя"], [["Ли Мей"]])).toEqual(parts(0, "last_first"));
  });
  test("may stand in a lonely column of the first name, but never beside the last one", () => {
    expect(names("contacts", ["Имя", "Эл. почта"], [["Пётр Смирнов", "a@b.org"]])).toEqual(parts(0, "first_last"));
    expect(names("contacts", ["Имя", "Фамилия"], [["Анна Мария", "Смит"]])).toEqual([]);
    expect(names("contacts", ["Name", "Surname"], [["Anna", "Smith"]])).toEqual([]);
    expect(guessed("organizations", ["Name"], [["Anna Smith"]])).toEqual(["name"]);
    expect(guessed("opportunities", ["sales_agent"], [["Anna Smith"]])).toEqual(["owner_id"]);
  });
  test("loses no word, whatever the order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zа-я]{1,8}$/), { minLength: 2, maxLength: 5 }),
        fc.constantFrom(...(Object.keys(NAME_SHAPES) as NameShape[])),
        (words, shape) => {
          const taken = NAME_SHAPES[shape].flatMap(({ take }) => takeWords(words.join(" "), take).split(" ")).filter((word) => word !== "");
          expect(taken.toSorted()).toEqual(words.toSorted());
        },
      ),
    );
    expect(guessNameShape("name", [], false)).toBe("first_last");
  });
  test("makes the address that a user needs", () => {
    const users = registry.modules.get("users");
    const contacts = registry.modules.get("contacts");
    if (!users || !contacts) throw new Error("no modules");
    const columns = [
      { column: 0, field: "first_name" },
      { column: 0, field: "last_name" },
    ];
    expect(guessDefaults(users, columns)).toEqual({ email: { template: "{first_name|slug}.{last_name|slug}@example.com" } });
    expect(guessDefaults(users, [...columns, { column: 1, field: "email" }])).toEqual({});
    expect(guessDefaults(contacts, columns)).toEqual({});
  });
});

describe("what was probably meant", () => {
  const near = (text: string, ...names: string[]) =>
    nearest(
      text,
      names.map((name) => ({ names: [name] })),
    )?.names[0];
  test("is the same but for spaces, or a letter or two", () => {
    expect(near("GTXPro", "GTX Basic", "GTX Pro", "GTX Plus Pro")).toBe("GTX Pro");
    expect(near("technolgy", "Biotechnology", "Technology")).toBe("Technology");
    expect(near("Engaging", "Prospecting", "Closed won", "Negotiation or review")).toBeUndefined();
    expect(near("East", "West")).toBeUndefined();
    expect(near("Вовлечённость", "Вовлеченность")).toBe("Вовлеченность");
  });
  test("distance counts letters", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
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
          expect(
            module.nameFields
              .map((field) => values[field] ?? "")
              .filter((value) => value !== "")
              .join(" "),
          ).toBe(name);
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
    expect(
      withDefaults({ a: "1", address: { city: "Тверь" } }, { a: "2", b: "3", "address.country": "Россия", "address.city": "Псков" }),
    ).toEqual({
      a: "1",
      b: "3",
      address: { city: "Тверь", country: "Россия" },
    });
  });
});

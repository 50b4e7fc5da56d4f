import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { later, systemContext, userContext } from "../../../../test/context.ts";
import { testDatabase } from "../../../../test/database.ts";
import { swapLayout } from "../../../model/search/layout.ts";
import type { Ctx } from "../../context.ts";
import { sql } from "../../db/sql.ts";
import { createRecord, deleteRecord, listRecords, reindexRecords, searchRecords, updateRecord, writeRecords } from "../index.ts";

let ctx: Ctx;
const ids: Record<string, string> = {};
const put = async (key: string, module: string, values: object): Promise<void> => {
  ids[key] = (await createRecord(later(ctx), module, values)).id;
};
beforeAll(async () => {
  ctx = await userContext(await systemContext(await testDatabase()), { email: "anna@example.com" });
  await put("alexandrov", "contacts", {
    last_name: "Александров",
    first_name: "Пётр",
    phone: "+7 (495) 765-43-21",
    email: "p.alexandrov77@mail.example",
  });
  await put("ivan", "contacts", { last_name: "Сидоренко", first_name: "Иван" });
  await put("ivanov", "contacts", { last_name: "Иванов", first_name: "Олег", mobile: "8 916 123-45-67" });
  await put("smith", "contacts", { last_name: "Henderson", first_name: "Catherine", email: "cat@henderson.example" });
  await put("privet", "organizations", { name: "Привет, мир", website: "https://privet-mir.example" });
  await put("fridges", "organizations", { name: "Холодильники Севера", inn: "7707083893" });
  await put("deal", "opportunities", {
    name: "Продление договоров аренды",
    stage: "prospecting",
    close_date: "2026-12-31",
    next_step: "Согласовать скидку",
  });
  await put("running", "opportunities", { name: "Contracts renewal", stage: "prospecting", close_date: "2026-12-31" });
  await put("ticket", "tickets", {
    title: "Printer is broken",
    priority: "normal",
    description: "Не печатает после замены картриджа. Перезвоните Ивану.",
  });
  await put("faq", "faq", { question: "How to pay?", answer: "<p>Send the <b>remittances</b> by Friday&nbsp;noon.</p>" });
  await put("document", "documents", { title: "Техпаспорт станка ЧПУ-500" });
  await put("comment", "comments", { content: "<p>Клиент просит отсрочку платежа</p>", related_to_id: ids["privet"] });
});

const find = async (q: string, who = ctx): Promise<readonly string[]> => (await searchRecords(who, { q })).data.map((hit) => hit.id);
const first = async (q: string): Promise<string | undefined> => (await find(q))[0];

describe("what is found", () => {
  test.each([
    ["beginnings of words", "алекс петр", "alexandrov"],
    ["ё as е and е as ё", "пётр александров", "alexandrov"],
    ["a letter missing", "Алксандров", "alexandrov"],
    ["a letter too many", "Алекссандров", "alexandrov"],
    ["changed places", "Hnederson", "smith"],
    ["a wrong letter in a word half typed", "хлодильни", "fridges"],
    ["the wrong layout", "ghbdtn", "privet"],
    ["the wrong layout with punctuation for letters", "[jkjlbkmybrb", "fridges"],
    ["the wrong layout, the other way round", "Рутвукыщт", "smith"],
    ["Russian word forms", "договорами", "deal"],
    ["Russian word forms in other fields", "скидки", "deal"],
    ["English word forms", "contract", "running"],
    ["English word forms the other way", "printers", "ticket"],
    ["rich text without its markup", "remittance", "faq"],
    ["comments", "отсрочка платежей", "comment"],
    ["names of documents", "станки чпу-500", "document"],
    ["a phone by its end", "4321", "alexandrov"],
    ["a phone by its middle", "57654", "alexandrov"],
    ["a phone as people write it", "8 (495) 765", "alexandrov"],
    ["a phone with its country", "+7 916 123 45 67", "ivanov"],
    ["a phone with eight", "89161234567", "ivanov"],
    ["an e-mail's beginning", "p.alex", "alexandrov"],
    ["an e-mail, whole", "P.Alexandrov77@mail.example", "alexandrov"],
    ["an e-mail's domain", "henderson.example", "smith"],
    ["a website", "privet-mir", "privet"],
    ["the digits of a number in a text", "7707", "fridges"],
    ["the middle of such a number", "08389", "fridges"],
  ])("%s", async (_what, q, key) => {
    expect(await find(q)).toContain(ids[key]);
  });

  test("a record's number, with its letters and without", async () => {
    const { data } = await searchRecords(ctx, { q: "Холодильники" });
    const number = data[0]?.number ?? "";
    expect(await first(number)).toBe(ids["fridges"]);
    expect(await find(number.replace(/\D/g, ""))).toContain(ids["fridges"]);
    // All records of the module begin so: it says nothing.
    expect(await find(number.replace(/\d.*$/, ""))).not.toContain(ids["fridges"]);
    expect(await first(number.toLowerCase())).toBe(ids["fridges"]);
  });

  test("a family name isn't the first name in it, nor the other way round", async () => {
    expect(await find("Иванов")).not.toContain(ids["ivan"]);
    expect((await find("Иван")).slice(0, 2).toSorted()).toEqual([ids["ivan"], ids["ivanov"]].toSorted());
    // In running text names have forms.
    expect(await find("Иван")).toContain(ids["ticket"]);
  });

  test("what is deleted or changed away is found no more", async () => {
    const { id, version } = await createRecord(later(ctx), "leads", { last_name: "Вымышленный" });
    await updateRecord(later(ctx), "leads", { id, version, values: { last_name: "Действительный" } });
    expect(await find("Вымышленный")).toEqual([]);
    expect(await find("Действительный")).toEqual([id]);
    await deleteRecord(later(ctx), "leads", { id });
    expect(await find("Действительный")).toEqual([]);
  });

  test("strange questions are answered with nothing", async () => {
    for (const q of ["'", "\\", ":*", "!", "a'b\\c:*", "<->", "\u0000", "🙂", "()", "& |", "%", "_", "~", "#1234"])
      expect(Array.isArray(await find(q)), q).toBe(true);
    expect(await find("nothing-like-this")).toEqual([]);
  });
});

describe("how it is answered", () => {
  test("the name that was typed stands first, whatever is newer", async () => {
    await put("exact", "organizations", { name: "Вектор" });
    for (const name of ["Вектор плюс", "Вектор и партнёры", "Большой Вектор"]) await put(name, "organizations", { name });
    await createRecord(later(ctx), "tickets", { title: "Претензия", priority: "normal", description: "Вектор, вектор и ещё раз вектор" });
    const labels = (await searchRecords(ctx, { q: "вектор" })).data.map((hit) => hit.label);
    expect(labels[0]).toBe("Вектор");
    expect(labels.slice(1, 3).toSorted()).toEqual(["Вектор и партнёры", "Вектор плюс"]);
    expect(labels.at(-1)).toBe("Претензия");
  });

  test("near ones come after what was typed, and say so", async () => {
    await put("markov", "contacts", { last_name: "Маркович" });
    await put("makrov", "contacts", { last_name: "Макрович" });
    const { data } = await searchRecords(ctx, { q: "маркович" });
    expect(data.map(({ id, similar }) => [id, similar])).toEqual([
      [ids["markov"], false],
      [ids["makrov"], true],
    ]);
  });

  test("pages hold all hits once, counts are by module", async () => {
    const operations = (module: string, count: number) => ({
      module,
      atomic: true,
      operations: Array.from({ length: count }, (_, i) => ({ op: "create" as const, values: { last_name: `Страница${i}` } })),
    });
    await writeRecords(later(ctx), operations("contacts", 130));
    await writeRecords(later(ctx), operations("leads", 25));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await searchRecords(ctx, { q: "страница", limit: 40, cursor });
      expect(page).toMatchObject({ count: 155, count_is: "exact", counts: { contacts: 130, leads: 25 } });
      seen.push(...page.data.map((hit) => hit.id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(155);
    expect(seen).toHaveLength(155);
    const leads = await searchRecords(ctx, { q: "страница", modules: ["leads"], limit: 100 });
    expect(leads.data).toHaveLength(25);
  });

  test("marks say where the words stand", async () => {
    const marked = async (q: string): Promise<readonly string[]> =>
      ((await searchRecords(ctx, { q })).data[0]?.highlights ?? []).flatMap(({ field, text, marks }) =>
        marks.map(([from, to]) => `${field}: ${text.slice(from, to)}`),
      );
    expect(await marked("петр")).toContain("label: Пётр");
    expect(await marked("76543")).toEqual(["phone: 76543"]);
    expect(await marked("договорами")).toEqual(["label: договоров"]);
    expect(await marked("картридж")).toEqual(["description: картриджа"]);
    expect(await marked("Алксандров")).toContain("label: Александров");
    expect(await marked("remittance")).toEqual(["answer: remittances"]);
  });

  test("lists find the same", async () => {
    const list = async (module: string, q: string): Promise<readonly string[]> =>
      (await listRecords(ctx, { module, q, fields: [] })).data.map((record) => record.id);
    expect(await list("contacts", "алксандров")).toEqual([ids["alexandrov"]]);
    expect(await list("contacts", "57654")).toEqual([ids["alexandrov"]]);
    expect(await list("organizations", "ghbdtn")).toEqual([ids["privet"]]);
    expect(await list("opportunities", "договор")).toEqual([ids["deal"]]);
    // What is there as typed isn't mixed with what is like it.
    expect(await list("contacts", "маркович")).toEqual([ids["markov"]]);
    expect(await list("contacts", "ghbdtn")).toEqual([]);
  });
});

describe("for any record", () => {
  const RUSSIAN = "абвгдежзиклмнопрстуфхцчшэюя";
  const word = (alphabet: string) => fc.array(fc.constantFrom(...alphabet), { minLength: 5, maxLength: 12 }).map((list) => list.join(""));
  const record = fc.record({
    last_name: fc.oneof(word(RUSSIAN), word("abcdefghijklmnopqrstuvwxyz")),
    email: fc.tuple(word("abcdefghij"), fc.nat(999)).map(([name, n]) => `${name}.${n}@firm.example`),
    phone: fc.integer({ min: 9_000_000_000, max: 9_999_999_999 }).map((n) => `+7${n}`),
  });
  const slip = (text: string, kind: number, place: number): string => {
    const at = place % text.length;
    const letter = /[а-я]/.test(text) ? "щ" : "w";
    if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
    if (kind === 1) return text.slice(0, at) + letter + text.slice(at);
    if (kind === 2) return text.slice(0, at) + letter + text.slice(at + 1);
    const next = Math.min(at, text.length - 2);
    return text.slice(0, next) + text.charAt(next + 1) + text.charAt(next) + text.slice(next + 2);
  };

  test(
    "it is found by its name, with a slip, in the wrong layout, by its e-mail's beginning, by any five digits of its phone",
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(record, fc.nat(3), fc.nat(12), fc.nat(6), async (values, kind, place, from) => {
          const { id } = await createRecord(later(ctx), "contacts", values);
          const wrong = swapLayout(values.last_name) ?? "";
          const questions = [
            values.last_name,
            values.last_name.toUpperCase(),
            slip(values.last_name, kind, place),
            wrong,
            values.email.slice(0, 5 + place),
            values.phone.slice(1).slice(from, from + 5),
          ];
          for (const q of questions)
            expect(
              (await searchRecords(ctx, { q, limit: 100 })).data.map((hit) => hit.id),
              JSON.stringify([q, values]),
            ).toContain(id);
        }),
        { numRuns: 25 },
      );
    },
  );
});

test("records that an older version indexed are indexed again", async () => {
  const wanted = ids["alexandrov"] ?? "";
  await ctx.db.query(sql`UPDATE records SET search = to_tsvector('simple', 'old') WHERE module = 'contacts'`);
  expect(await find("76543")).toEqual([]);
  let after: string | null = "0";
  for (let i = 0; after !== null && i < 1000; i += 1) after = await reindexRecords(ctx, { module: "contacts", after, limit: 50 });
  expect(await find("76543")).toEqual([wanted]);
  expect(await find("old")).not.toContain(wanted);
});

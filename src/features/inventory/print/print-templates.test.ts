/** Print forms in the settings: changed, previewed, of one's own, with every field's place, put back; sums carried over. */
import { extractText, getDocumentProxy } from "unpdf";
import { beforeAll, describe, expect, test } from "vitest";
import { API } from "../../../server/http/route.ts";
import { addUser, setUpApp, testApp, type Person, type Problem, type Reply, type TestApp } from "../../../server/http/test-client.ts";
import { customisationFeature } from "../../customisation/index.ts";
import { inventoryFeature } from "../index.ts";
import type { PrintTemplate } from "./print-template.ts";

type Values = Readonly<Record<string, unknown>>;
interface Form {
  readonly name: string;
  readonly version: number;
  readonly changed: boolean;
  readonly template: PrintTemplate;
}
const FORMS = `${API}/admin/print-forms`;
const both = (text: string) => ({ en: text, ru: text });
let app: TestApp;
let admin: Person;
let quote: string;
let product: string;
let organization: string;

const create = async (module: string, values: Values): Promise<{ id: string; version: number }> => {
  const reply = await admin.post(`/records/${module}`, values);
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json<{ data: { id: string; version: number } }>().data;
};
const pages = async (reply: Reply): Promise<readonly string[]> => {
  expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(reply.rawPayload)), { mergePages: false });
  return text.map((page) => page.replaceAll(/[\u00a0\u202f]/g, " ").replaceAll(/\s+/g, " "));
};
const print = async (form: string, id = quote, module = "quotes", language = "ru") =>
  (await pages(await admin.get(`/records/${module}/${id}/print/${form}.pdf?language=${language}`))).join(" ");
const forms = async (): Promise<readonly Form[]> => (await admin.get(FORMS)).json<{ data: Form[] }>().data;
const form = async (name: string): Promise<Form> => {
  const found = (await forms()).find((each) => each.name === name);
  if (!found) throw new Error(`no form ${name}`);
  return found;
};
const preview = (template: PrintTemplate, more: Values = {}) =>
  admin.post(`${FORMS}/preview`, { module: "quotes", form: "quote", template, language: "ru", ...more });

beforeAll(async () => {
  app = await testApp({ features: [inventoryFeature, customisationFeature] });
  admin = await setUpApp(app);
  const field = (module: string, label: string) =>
    admin.post(`/admin/modules/${module}/fields`, { label: both(label), type: "text", name: "cf_shelf" });
  for (const module of ["quotes", "products", "organizations"]) expect((await field(module, "Shelf")).statusCode).toBe(201);
  organization = (await create("organizations", { name: "Ромашка", cf_shelf: "полка-орг", inn: "7736050003" })).id;
  product = (await create("products", { name: "Стул", cf_shelf: "полка-стул", unit_price: "100" })).id;
  quote = (
    await create("quotes", {
      subject: "Оферта",
      organization_id: organization,
      cf_shelf: "полка-оферты",
      lines: [{ product_id: product, quantity: "3" }],
    })
  ).id;
});

describe("a form in the settings", () => {
  test("shows any field, of the document, of what it refers to, of its lines and their goods, custom ones too", async () => {
    const { template, version } = await form("quote");
    const blocks = template.blocks.map((block) =>
      block.type === "lines"
        ? {
            ...block,
            columns: [
              ...(block.columns ?? []),
              { label: both("Где"), value: both("{{product.cf_shelf}}"), width: 60, align: "left" as const },
            ],
          }
        : block,
    );
    const text =
      "{{cf_shelf}} / {{organization_id.cf_shelf}} / {{organization_id.inn}} / {{#lines}}{{position}}:{{name}};{{/lines}} / {{total}}{{^terms}} без условий{{/terms}}";
    const changed = { ...template, blocks: [...blocks, { type: "text" as const, text: both(text) }] };
    const shown = (await pages(await preview(changed))).join(" ");
    // Only looked at: no change of settings.
    expect((await admin.get("/admin/audit")).body).not.toContain("print-forms/preview");
    for (const part of ["полка-оферты / полка-орг / 7736050003 / 1:Стул; / 300,00 $", "без условий", "Где", "полка-стул"])
      expect(shown).toContain(part);
    expect(await print("quote")).not.toContain("полка-оферты");
    const kept = await admin.send("PUT", `${FORMS}/quote`, { version, template: changed });
    expect(kept.statusCode, kept.body).toBe(200);
    expect(await print("quote")).toContain("полка-оферты");
    expect((await admin.send("PUT", `${FORMS}/quote`, { version, template })).json<Problem>().code).toBe("version_conflict");
    const versions = (await admin.get(`${FORMS}/quote/versions`)).json<{ data: { version: number; actor: string }[] }>().data;
    expect(versions.map((each) => each.version)).toEqual([1]);
    expect(versions[0]?.actor).toContain("Лавлейс");
    expect((await admin.send("DELETE", `${FORMS}/quote`)).statusCode).toBe(204);
    expect(await print("quote")).not.toContain("полка-оферты");
    expect(await form("quote")).toMatchObject({ changed: false, version: 2 });
  });

  test("a broken template is refused at its place, and is neither kept nor shown", async () => {
    const { template, version } = await form("quote");
    const broken = { ...template, blocks: [...template.blocks, { type: "text" as const, text: { en: "{{#a}}", ru: "{{x y}}" } }] };
    const at = template.blocks.length;
    for (const reply of [await admin.send("PUT", `${FORMS}/quote`, { version, template: broken }), await preview(broken)])
      expect(reply.json<Problem>().errors?.map(({ field, code }) => [field, code])).toEqual([
        [`blocks.${at}.text.en`, "template_unclosed"],
        [`blocks.${at}.text.ru`, "template_bad_place"],
      ]);
    expect((await admin.send("PUT", `${FORMS}/quote`, { version, template: { name: both(""), blocks: [] } })).statusCode).toBe(400);
  });

  test("a form of one's own is printed beside the others, and may go", async () => {
    const template: PrintTemplate = {
      name: { en: "Letter", ru: "Письмо" },
      blocks: [{ type: "text", text: both("Дорогая {{organization_id}}!"), size: 20 }, { type: "totals" }],
    };
    const made = (await admin.post(FORMS, { module: "quotes", template })).json<{ data: Form }>().data;
    const offered = (await admin.get(`${API}/sales/forms/quotes`)).json<{ data: { name: string; label: unknown }[] }>().data;
    expect(offered).toContainEqual({ name: made.name, label: template.name, only_in: null });
    expect(await print(made.name)).toContain("Дорогая Ромашка!");
    await admin.send("DELETE", `${FORMS}/${made.name}`);
    expect((await admin.get(`/records/quotes/${quote}/print/${made.name}.pdf`)).statusCode).toBe(404);
    expect((await admin.get(`${API}/sales/forms/invoices`)).body).not.toContain("Letter");
  });

  test("the law's own forms stay as they are; words of one's own stand before and after", async () => {
    const invoice = await create("invoices", { subject: "x", organization_id: organization, lines: [{ product_id: product }] });
    const { template, version } = await form("upd");
    const more = {
      ...template,
      blocks: [
        { type: "text" as const, text: both("Сверху {{number}}") },
        ...template.blocks,
        { type: "text" as const, text: both("Снизу") },
      ],
    };
    expect((await admin.send("PUT", `${FORMS}/upd`, { version, template: more })).statusCode).toBe(200);
    expect(await print("upd", invoice.id, "invoices")).toMatch(/^Сверху INV.*Универсальный передаточный документ.*Снизу/);
    await admin.send("DELETE", `${FORMS}/upd`);
  });

  test("offers places with names; only administrators see and change forms", async () => {
    const places = (await admin.get(`${FORMS}/places/quotes`)).json<{ data: { place: string }[] }>().data.map(({ place }) => place);
    for (const place of ["number", "cf_shelf", "organization_id.cf_shelf", "product.cf_shelf", "owner_id.email", "seller.inn", "net"])
      expect(places).toContain(place);
    const user = await addUser(app, admin, "user@example.com");
    for (const reply of [
      await user.get(FORMS),
      await user.get(`${FORMS}/places/quotes`),
      await user.post(`${FORMS}/preview`, {}),
      await user.send("DELETE", `${FORMS}/quote`),
    ])
      expect(reply.statusCode).toBe(403);
  });

  test("what its reader may not see stays empty on paper", async () => {
    const profile = await admin.post("/admin/profiles", {
      name: "Clerks",
      modules: { "*": { view: true, edit: true } },
      fields: { quotes: { cf_shelf: "hidden" }, products: { cf_shelf: "hidden" } },
    });
    const role = await admin.post("/admin/roles", { name: "Clerks", profile_ids: [profile.json<{ data: { id: string } }>().data.id] });
    const user = await addUser(app, admin, "sales@example.com");
    const me = (await user.get("/auth/me")).json<{ user: { id: string } }>().user.id;
    await admin.send("PATCH", `/admin/users/${me}`, { role_id: role.json<{ data: { id: string } }>().data.id });
    const { template, version } = await form("quote");
    const open = {
      ...template,
      blocks: [
        { type: "text" as const, text: both("[{{cf_shelf}}|{{product.cf_shelf}}|{{#lines}}{{product.cf_shelf}}{{/lines}}|{{subject}}]") },
      ],
    };
    await admin.send("PUT", `${FORMS}/quote`, { version, template: open });
    expect((await pages(await user.get(`/records/quotes/${quote}/print/quote.pdf`))).join(" ")).toContain("[|||Оферта]");
    expect(await print("quote")).toContain("[полка-оферты||полка-стул|Оферта]");
    await admin.send("DELETE", `${FORMS}/quote`);
  });
});

describe("paper", () => {
  test("sums are carried from page to page, each page's own and all so far", async () => {
    const lines = Array.from({ length: 90 }, (_, i) => ({
      description: `Позиция ${i + 1}`,
      quantity: "1",
      unit_price: "10",
      tax_ids: ["vat_none"],
    }));
    const long = await create("invoices", { subject: "Длинный", organization_id: organization, lines });
    for (const name of ["invoice", "schet"]) {
      const all = await pages(await admin.get(`/records/invoices/${long.id}/print/${name}.pdf?language=ru`));
      expect(all.length).toBeGreaterThan(2);
      let far = 0;
      all.forEach((page, i) => {
        const rows = page.match(/Позиция \d+/g)?.length ?? 0;
        if (i > 0 && rows > 0) expect(page, `${name} ${i}`).toContain(`Перенос с предыдущих страниц: ${far},00`);
        far += rows * 10;
        const isLast = far === 900;
        if (!isLast) expect(page).toContain(`Итого по странице: ${rows * 10},00 Всего с начала: ${far},00`);
        else expect(page).not.toContain("Итого по странице");
      });
      expect(far).toBe(900);
    }
    expect((await print("invoice", long.id, "invoices", "en")).includes("Brought forward: ")).toBe(true);
  });

  test("the logo of the legal entity stands on it", async () => {
    const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");
    const before = (await admin.get(`/records/quotes/${quote}/print/quote.pdf`)).rawPayload;
    const upload = await admin.raw({
      method: "POST",
      url: `${API}/files`,
      headers: { "content-type": "multipart/form-data; boundary=x" },
      payload: Buffer.concat([
        Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="logo.png"\r\n\r\n'),
        png,
        Buffer.from("\r\n--x--\r\n"),
      ]),
    });
    await create("offices", { name: "Москва", logo: upload.json<{ data: { id: string } }>().data.id });
    const after = (await admin.get(`/records/quotes/${quote}/print/quote.pdf`)).rawPayload;
    expect(before.includes("/Subtype /Image")).toBe(false);
    expect(after.includes("/Subtype /Image")).toBe(true);
  });
});

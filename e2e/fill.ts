/** Fills the control of any field type by hand, as a person would, and tells how the record page will show it. */
import type { Locator, Page } from "playwright-core";
import type { Lang } from "../src/fieldtypes/field-type.ts";
import type { DescribedField } from "../src/model/describe.ts";
import { field as frameOf, input, pick, see, words } from "./screen.ts";

/** The smallest PNG: one pixel. */
export const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

interface Filling {
  readonly page: Page;
  readonly form: Page | Locator;
  readonly lang: Lang;
  /** Goes into texts, so that nothing is twice. */
  readonly mark: string;
}

/** 1 September 2026, as each language writes dates. */
export const TYPED_DATE = { en: "Sep 1, 2026", ru: "01.09.2026" } as const;

export async function fillField(filling: Filling, field: DescribedField): Promise<void> {
  const { page, form, lang, mark } = filling;
  const box = input(form, field.name);
  switch (field.type) {
    case "text":
    case "long_text":
      return box.fill(`${field.label[lang]} ${mark}`.slice(0, field.maxLength));
    case "email":
      return box.fill(`${field.name}.${mark}@example.com`);
    case "phone":
      return box.fill(lang === "ru" ? "8 (912) 345-67-89" : "+44 20 7946 0958");
    case "url":
      return box.fill(`https://example.com/${mark}`);
    case "integer":
    case "percent":
      return box.fill("42");
    case "decimal":
    case "money":
      return box.fill(lang === "ru" ? "1234,5" : "1234.5");
    case "date":
      await box.fill(TYPED_DATE[lang]);
      return box.press("Tab");
    case "time":
      return box.fill("09:30");
    case "datetime":
      return fillMoment(filling, field);
    case "checkbox":
      return box.check();
    case "picklist":
      return pick(page, box, field.options?.find((option) => option.active !== false)?.label[lang] ?? "");
    case "radio":
      return frameOf(form, field.name).getByRole("radio").first().check();
    case "multi_select":
      for (const option of field.options?.slice(0, 2) ?? []) await pick(page, box, option.label[lang]);
      return box.press("Escape");
    case "tags":
      await box.fill(`tag ${mark}`);
      return box.press("Enter");
    case "rich_text":
      return frameOf(form, field.name).getByRole("textbox").fill(`${field.label[lang]} ${mark}`);
    case "currency":
      await box.click();
      await box.fill("EUR");
      return page.getByRole("option", { name: /EUR/ }).first().click();
    case "address":
      return fillAddress(filling, field);
    case "reference":
    case "user":
      await frameOf(form, field.name).locator("input:not([type=hidden])").last().click();
      // The last one with an icon makes a new record.
      return page
        .getByRole("option")
        .filter({ visible: true, hasNot: page.locator("svg") })
        .first()
        .click();
    case "file":
    case "image":
      await frameOf(form, field.name)
        .locator("input[type=file]")
        .setInputFiles({ name: `${mark}.png`, mimeType: "image/png", buffer: PIXEL });
      return see(frameOf(form, field.name).getByRole("link", { name: `${mark}.png` }));
    case "lines":
      await frameOf(form, field.name)
        .getByRole("button", { name: words(lang)("lines.add-text") })
        .click();
      return frameOf(form, field.name)
        .getByRole("textbox", { name: words(lang)("lines.description") })
        .fill(`${field.label[lang]} ${mark}`);
    case "auto_number":
    case "formula":
    case "rollup":
      return undefined;
  }
}

async function fillMoment({ page, form }: Filling, field: DescribedField): Promise<void> {
  await frameOf(form, field.name).getByRole("button").first().click();
  const calendar = page
    .getByRole("dialog")
    .filter({ has: page.locator("table") })
    .last();
  await calendar.locator("table button:not([data-outside])").filter({ hasText: /^15$/ }).click();
  await calendar.locator("input").first().pressSequentially("1430");
  await calendar.locator("button").last().click();
}

async function fillAddress({ form, lang, mark }: Filling, field: DescribedField): Promise<void> {
  const of = (part: { readonly en: string; readonly ru: string }): Locator =>
    frameOf(form, field.name).getByLabel(`${field.label[lang]}: ${part[lang]}`);
  await of({ en: "Street", ru: "Улица" }).or(frameOf(form, field.name).locator("textarea").first()).first().fill(`Street ${mark}`);
  await frameOf(form, field.name).locator("input").first().fill("Zürich");
}

/** Fields that a form demands and doesn't fill by itself. */
export const mandatoryFields = (fields: readonly DescribedField[]): readonly DescribedField[] =>
  fields.filter(
    ({ mandatory, readOnly, access, type, default: usual, name }) =>
      mandatory && !readOnly && access === "edit" && type !== "checkbox" && usual === undefined && name !== "owner_id",
  );

export const save = (page: Page | Locator, lang: Lang): Locator =>
  page.getByRole("button", { name: words(lang)("action.save"), exact: true });

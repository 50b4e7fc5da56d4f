/** What features keep of the set-up, read from and written into the `settings` of a configuration document. */
import { Optional, Record as RecordOf, String as StringType } from "typebox";
import type { Label } from "../../fieldtypes/field-type.ts";
import type { Field } from "../../model/define.ts";
import type { ConfigurationPart } from "../../server/configuration-part.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid } from "../../server/errors.ts";
import { only } from "../../server/http/schemas.ts";
import { duplicateRulesPart } from "../duplicates/index.ts";
import { numberingPart, printFormsPart } from "../inventory/index.ts";
import { leadMappingPart } from "../leads/index.ts";

const PARTS: readonly ConfigurationPart<PartUse["kind"]>[] = [duplicateRulesPart, leadMappingPart, numberingPart, printFormsPart];

export type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
export const SettingsJson = only(
  Object.fromEntries(
    PARTS.map(({ name, item }) => [name, Optional(RecordOf(StringType({ maxLength: 200 }), item, { maxProperties: 2000 }))]),
  ),
);

/** What this actor may see of it, without what is as the program came. */
export async function readSettingsParts(ctx: Ctx): Promise<Settings> {
  const read = PARTS.filter((part) => part.may(ctx)).map(async ({ name, read: items }) => [name, await items(ctx)] as const);
  return Object.fromEntries((await Promise.all(read)).filter(([, items]) => Object.keys(items).length > 0));
}

export type PartUse = { readonly kind: "duplicate_rules" | "lead_mapping" | "numbering" | "print_forms"; readonly label: Label };
/** What of it looks at a field. */
export async function settingsUses(ctx: Ctx, field: Field): Promise<readonly PartUse[]> {
  const found = PARTS.map(async ({ name, usesOf }) => (await usesOf(ctx, field)).map((label) => ({ kind: name, label })));
  return (await Promise.all(found)).flat();
}

/** Writes what differs. Refused where the actor may not set it by hand, and where an item doesn't fit. */
export async function writeSettingsParts(ctx: Ctx, differing: Settings): Promise<void> {
  for (const part of PARTS) {
    const items = differing[part.name] ?? {};
    if (Object.keys(items).length === 0) continue;
    if (!part.may(ctx)) throw new AppError("forbidden");
    try {
      await part.write(ctx, items);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const errors = error.errors.length > 0 ? error.errors : [{ field: "", code: error.code, params: error.params }];
      throw invalid(errors.map((one) => ({ ...one, field: `settings/${part.name}${one.field === "" ? "" : `/${one.field}`}` })));
    }
  }
}

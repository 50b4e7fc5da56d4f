/** What becomes of a lead's fields, in the configuration file: one item, since its lines stand and fall together. */
import { Array as ArrayOf } from "typebox";
import type { ConfigurationPart } from "../../server/configuration-part.ts";
import { nullable, only, text } from "../../server/http/schemas.ts";
import type { Label } from "../../fieldtypes/field-type.ts";
import type { Ctx } from "../../server/context.ts";
import { MODULE_OF, PARTS, type MappingLine } from "./mapping.ts";
import { readOwnMapping, saveMapping } from "./mapping-store.ts";

const ITEM = "fields";
const Name = text(60, 1);
const MOST_LINES = 600;
export const Mapping = ArrayOf(only({ field: Name, organization: nullable(Name), contact: nullable(Name), opportunity: nullable(Name) }), {
  maxItems: MOST_LINES,
});

const nameOf = (ctx: Ctx, field: string): Label => ctx.registry.modules.get("leads")?.fields.get(field)?.label ?? { en: field, ru: field };

export const leadMappingPart: ConfigurationPart<"lead_mapping"> = {
  name: "lead_mapping",
  may: ({ actor }) => actor.kind === "system" || actor.isAdmin,
  item: Mapping,
  read: async (ctx) => {
    const own = await readOwnMapping(ctx);
    return own ? { [ITEM]: own } : {};
  },
  usesOf: async (ctx, field) => {
    const lines = (await readOwnMapping(ctx)) ?? [];
    const part = PARTS.find((one) => MODULE_OF[one] === field.module);
    return lines.flatMap((line) => {
      const isFrom = field.module === "leads" && line.field === field.name && PARTS.some((one) => line[one] !== null);
      const isTo = part !== undefined && line[part] === field.name;
      return isFrom || isTo ? [nameOf(ctx, line.field)] : [];
    });
  },
  write: async (ctx, { [ITEM]: mapping }) => {
    if (mapping) await saveMapping(ctx, mapping as readonly MappingLine[]);
  },
};

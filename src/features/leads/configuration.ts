/** What becomes of a lead's fields, in the configuration file: one item, since its lines stand and fall together. */
import { Array as ArrayOf } from "typebox";
import type { ConfigurationPart } from "../../server/configuration-part.ts";
import { nullable, only, text } from "../../server/http/schemas.ts";
import type { MappingLine } from "./mapping.ts";
import { readOwnMapping, saveMapping } from "./mapping-store.ts";

const ITEM = "fields";
const Name = text(60, 1);
const MOST_LINES = 600;
export const Mapping = ArrayOf(only({ field: Name, organization: nullable(Name), contact: nullable(Name), opportunity: nullable(Name) }), {
  maxItems: MOST_LINES,
});

export const leadMappingPart: ConfigurationPart = {
  name: "lead_mapping",
  may: ({ actor }) => actor.kind === "system" || actor.isAdmin,
  item: Mapping,
  read: async (ctx) => {
    const own = await readOwnMapping(ctx);
    return own ? { [ITEM]: own } : {};
  },
  write: async (ctx, { [ITEM]: mapping }) => {
    if (mapping) await saveMapping(ctx, mapping as readonly MappingLine[]);
  },
};

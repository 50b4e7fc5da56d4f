/** The rules of duplicates in the configuration file: by module. */
import type { DuplicateRule } from "../../model/likeness/rules.ts";
import { accessOf } from "../../server/access/access.ts";
import type { ConfigurationPart } from "../../server/configuration-part.ts";
import { moduleNamed, readOwnRules, saveRules } from "./rule-store.ts";
import { Rules } from "./rules-schema.ts";

export const duplicateRulesPart: ConfigurationPart<"duplicate_rules"> = {
  name: "duplicate_rules",
  may: (ctx) => accessOf(ctx).tool("customisation"),
  item: Rules,
  read: readOwnRules,
  usesOf: async (ctx, field) => {
    const rules = (await readOwnRules(ctx))[field.module] ?? [];
    const isUsed = rules.some(({ parts }) => parts.some(({ fields }) => fields.includes(field.name)));
    const module = ctx.registry.modules.get(field.module);
    return isUsed && module ? [module.label] : [];
  },
  write: async (ctx, items) => {
    for (const [module, rules] of Object.entries(items)) await saveRules(ctx, moduleNamed(ctx, module), rules as readonly DuplicateRule[]);
  },
};

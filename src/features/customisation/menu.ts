/** The app menu: modules by group, in order; the standard groups and those of an administrator's own. */
import { Array as ArrayOf, Integer, Optional, Unsafe, type Static } from "typebox";
import type { CustomMenuGroup } from "../../model/custom.ts";
import { MENU_GROUPS, type OwnMenuGroup } from "../../model/define.ts";
import type { Registry } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import { invalid, type FieldError } from "../../server/errors.ts";
import { only, text } from "../../server/http/schemas.ts";
import { readDefinitions } from "../../server/registry-store.ts";
import { LabelJson } from "./field-request.ts";
import { readLabel } from "./labels.ts";
import { change, demandUnchanged } from "./notes.ts";

const MOST_GROUPS = 40;
/** A standard group, or `mg_…`. */
export const MenuGroupJson = Unsafe<CustomMenuGroup["group"]>({
  type: "string",
  pattern: `^(${MENU_GROUPS.join("|")}|mg_[a-z0-9_]{1,40})$`,
});
export const MenuJson = only({
  /** The registry's version as the menu was read: 409 where somebody changed it since. */
  version: Optional(Integer({ minimum: 0 })),
  groups: ArrayOf(only({ group: MenuGroupJson, label: Optional(LabelJson), modules: ArrayOf(text(64, 1), { maxItems: 500 }) }), {
    maxItems: MOST_GROUPS,
  }),
});

export const isOwnGroup = (group: string): group is OwnMenuGroup => group.startsWith("mg_");

/** The menu as it is: every module in its group, hidden ones in "none". */
export async function getMenu(ctx: Ctx, registry: Registry) {
  const modules = [...registry.modules.values()];
  const { menu = [] } = await readDefinitions(ctx.db);
  const known = menu.map(({ group }) => group);
  const rest = MENU_GROUPS.filter((group) => !known.includes(group));
  const groups = [...menu, ...rest.map((group): CustomMenuGroup => ({ group, modules: [] }))];
  // What is hidden stands last.
  const ordered = groups.toSorted((a, b) => Number(a.group === "none") - Number(b.group === "none"));
  return {
    version: registry.version,
    groups: ordered.map(({ group, label }) => ({
      group,
      label: label ?? null,
      modules: modules.filter((module) => module.menu === group).map(({ name, label: title, icon }) => ({ name, label: title, icon })),
    })),
  };
}

export async function putMenu(ctx: Ctx, { groups, version }: Static<typeof MenuJson>): Promise<Registry> {
  return change(
    ctx,
    { kind: "menu", part: (custom) => custom.menu ?? null },
    (custom, registry) => ({ ...custom, menu: readMenu(registry, groups) }),
    (tx, next) => demandUnchanged(tx, { kinds: ["menu"], code: "menu_changed" }, { seen: version, next: next.version }),
  );
}

function readMenu(registry: Registry, groups: Static<typeof MenuJson>["groups"]): readonly CustomMenuGroup[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const once = (name: string, at: string): void => {
    if (seen.has(name)) errors.push({ field: at, code: "duplicate_name" });
    seen.add(name);
  };
  const menu = groups.map(({ group, label, modules }, i): CustomMenuGroup => {
    once(`group ${group}`, `groups.${i}.group`);
    for (const [j, name] of modules.entries()) {
      if (!registry.modules.has(name)) errors.push({ field: `groups.${i}.modules.${j}`, code: "unknown_module" });
      once(name, `groups.${i}.modules.${j}`);
    }
    const named = label ? readLabel(label, `groups.${i}.label`, errors) : undefined;
    if (isOwnGroup(group) && !named) errors.push({ field: `groups.${i}.label`, code: "mandatory" });
    return { group, ...(named ? { label: named } : {}), modules };
  });
  if (errors.length > 0) throw invalid(errors);
  return menu;
}

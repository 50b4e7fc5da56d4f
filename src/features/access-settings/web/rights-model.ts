/** A profile's rights while they are being edited. Pure. */
import {
  ANY_MODULE,
  MODULE_ACTIONS,
  type ActionRights,
  type FieldLevel,
  type ModuleAction,
  type ProfileRights,
} from "../../../model/access/vocabulary.ts";

type Rights = ProfileRights["modules"];

/** What holds in a module: its own line, or that of all modules that aren't named. Nothing counts without `view`. */
export function rightOf(modules: Rights, module: string, action: ModuleAction): boolean {
  const own = modules[module] ?? modules[ANY_MODULE];
  return own?.view === true && own[action] === true;
}
const lineOf = (modules: Rights, module: string): ActionRights =>
  Object.fromEntries(MODULE_ACTIONS.map((action) => [action, rightOf(modules, module, action)])) as ActionRights;

/** Whatever is allowed takes seeing; without seeing nothing is. To change all takes to see all. */
function withRight(line: ActionRights, action: ModuleAction, on: boolean): ActionRights {
  if (on) return { ...line, [action]: true, view: true, ...(action === "edit_all" ? { see_all: true } : {}) };
  if (action === "view") return Object.fromEntries(MODULE_ACTIONS.map((each) => [each, false])) as ActionRights;
  return { ...line, [action]: false, ...(action === "see_all" ? { edit_all: false } : {}) };
}

/** Sets these rights of these modules; each gets a line of its own. */
export function setRights(modules: Rights, names: readonly string[], actions: readonly ModuleAction[], on: boolean): Rights {
  const changed = names.map((name) => {
    let line = lineOf(modules, name);
    for (const action of actions) line = withRight(line, action, on);
    return [name, line] as const;
  });
  return { ...modules, ...Object.fromEntries(changed) };
}

/** All, some or none of them. */
export function shareOf(modules: Rights, names: readonly string[], actions: readonly ModuleAction[]): "all" | "some" | "none" {
  let held = 0;
  for (const name of names) for (const action of actions) if (rightOf(modules, name, action)) held += 1;
  return held === 0 ? "none" : held === names.length * actions.length ? "all" : "some";
}

/** Fields that may be edited aren't named. */
export function setLevels(
  fields: ProfileRights["fields"],
  module: string,
  names: readonly string[],
  level: FieldLevel,
): ProfileRights["fields"] {
  const kept = Object.entries(fields[module] ?? {}).filter(([name]) => !names.includes(name));
  const levels = Object.fromEntries(level === "edit" ? kept : [...kept, ...names.map((name) => [name, level] as const)]);
  const { [module]: _former, ...others } = fields;
  return Object.keys(levels).length === 0 ? others : { ...others, [module]: levels };
}

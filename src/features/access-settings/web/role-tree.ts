/** The tree of roles as the screen shows and moves it. Pure. */
import type { Role } from "./access-api.ts";

export interface RoleNode {
  readonly role: Role;
  readonly below: readonly RoleNode[];
}

const inOrder = (a: Role, b: Role): number => a.position - b.position || a.name.localeCompare(b.name);

export function treeOf(roles: readonly Role[], parent: string | null = null): readonly RoleNode[] {
  return roles
    .filter((role) => role.parent_id === parent)
    .toSorted(inOrder)
    .map((role) => ({ role, below: treeOf(roles, role.id) }));
}

/** The role itself and everything under it: where it can't be moved to. */
export function branchOf(roles: readonly Role[], id: string): ReadonlySet<string> {
  const branch = new Set([id]);
  for (let size = 0; size < branch.size;) {
    size = branch.size;
    for (const role of roles) if (role.parent_id !== null && branch.has(role.parent_id)) branch.add(role.id);
  }
  return branch;
}

export type Step = "up" | "down" | "in" | "out";
/** What is written when a role takes a step: of itself its superior, of its neighbours their places. */
export type Move = readonly { readonly id: string; readonly values: { readonly parent_id?: string | null; readonly position?: number } }[];

/** By the keys: past a neighbour, under the neighbour above, or to the superior's level. Empty where it can't go. */
export function stepOf(roles: readonly Role[], id: string, step: Step): Move {
  const role = roles.find((each) => each.id === id);
  if (!role) return [];
  const neighbours = roles.filter((each) => each.parent_id === role.parent_id).toSorted(inOrder);
  const at = neighbours.indexOf(role);
  if (step === "out") {
    const superior = roles.find((each) => each.id === role.parent_id);
    return superior ? [{ id, values: { parent_id: superior.parent_id } }] : [];
  }
  if (step === "in") {
    const above = neighbours[at - 1];
    return above ? [{ id, values: { parent_id: above.id } }] : [];
  }
  const to = step === "up" ? at - 1 : at + 1;
  if (to < 0 || to >= neighbours.length) return [];
  return neighbours
    .toSpliced(at, 1)
    .toSpliced(to, 0, role)
    .flatMap((each, position) => (each.position === position ? [] : [{ id: each.id, values: { position } }]));
}

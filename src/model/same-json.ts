/** Whether two values say the same. Pure. */
import type { Json } from "../fieldtypes/field-type.ts";

/**
 * Compares member by member, in whatever order they stand, and ends at the first that differs: forms ask it at each
 * key about documents of hundreds of lines. Nothing at all is the same as null.
 */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  const [left, right] = [a ?? null, b ?? null];
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  const [ours, theirs] = [left, right] as [Readonly<Record<string, Json>>, Readonly<Record<string, Json>>];
  return names.every((name) => Object.hasOwn(theirs, name) && sameJson(ours[name], theirs[name]));
}

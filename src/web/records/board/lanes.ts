/** The lanes of a board: a row for each value of a field that its records have. Pure. */
import type { DescribedField } from "../../../model/describe.ts";
import { isReferenceType } from "../record-columns.tsx";
import type { Group } from "./board-data.ts";

export interface Lane {
  /** null: records without a value; also the only lane of a board that has none. */
  readonly value: string | null;
  /** A name, where the value is an id. */
  readonly label: string | null;
  readonly isReference: boolean;
  readonly count: number;
}
const WHOLE: readonly Lane[] = [{ value: null, label: null, isReference: false, count: 0 }];
/** More rows than that nobody overlooks; the others are found by a filter. */
const MOST_LANES = 40;

/** Choices in their own order, names by the alphabet; those without a value come last. */
export function lanesOf(field: DescribedField | undefined, groups: readonly Group[]): readonly Lane[] {
  if (!field) return WHOLE;
  const isReference = isReferenceType(field);
  const lanes = new Map<string | null, Lane>();
  for (const { lane, laneLabel, count } of groups)
    lanes.set(lane, { value: lane, label: laneLabel, isReference, count: (lanes.get(lane)?.count ?? 0) + count });
  const rank = ({ value }: Lane): number => (isReference ? 0 : (field.options ?? []).findIndex((option) => option.value === value));
  const sorted = [...lanes.values()].toSorted(
    (a, b) =>
      Number(a.value === null) - Number(b.value === null) ||
      rank(a) - rank(b) ||
      (a.label ?? a.value ?? "").localeCompare(b.label ?? b.value ?? ""),
  );
  return sorted.length === 0 ? WHOLE : sorted.slice(0, MOST_LANES);
}

/**
 * Which of several records remains, and which values it gets: what the dialog proposes is what the server does where
 * nothing else is said. Pure, since both reckon it.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { FieldDefinition } from "../../model/define.ts";

/** The id of the record whose value is taken; `all`: what every one of them says, together. */
export type Choice = string;
export const ALL: Choice = "all";

/** What is asked of a field. */
export interface ChosenField {
  readonly name: string;
  readonly type: string;
}
/** What is asked of a record. */
export interface Candidate {
  readonly id: string;
  readonly values: Readonly<Record<string, Json | undefined>>;
}

/** Fields of which a value can be chosen: anybody with the right may change them, also after the record was made. */
export const isChosen = ({
  type,
  readOnly,
  computed,
  createOnly,
}: Pick<FieldDefinition, "type" | "readOnly" | "computed" | "createOnly">): boolean =>
  !readOnly && !computed && !createOnly && type !== "lines";

/** Types of which several values can stand together. */
const LISTS: ReadonlySet<string> = new Set(["tags", "multi_select"]);
const LONG: ReadonlySet<string> = new Set(["long_text"]);
export const isJoinable = ({ type }: ChosenField): boolean => LISTS.has(type) || LONG.has(type);

/** There is something to put together. */
export const canJoin = (field: ChosenField, records: readonly Candidate[]): boolean =>
  isJoinable(field) && records.filter(({ values }) => isFilled(values[field.name])).length > 1;

export const isFilled = (value: Json | undefined): boolean => value !== null && value !== undefined && value !== false && value !== "";

const momentOf = ({ values }: Candidate): string => (typeof values["modified_at"] === "string" ? values["modified_at"] : "");
const newestFirst = (records: readonly Candidate[]): readonly Candidate[] =>
  records.toSorted((a, b) => momentOf(b).localeCompare(momentOf(a)));

/** The fullest one; of equally full ones that which was changed last. */
export function likeliestSurvivor(records: readonly Candidate[], fields: readonly ChosenField[]): string {
  const filled = (record: Candidate): number => fields.filter(({ name }) => isFilled(record.values[name])).length;
  return newestFirst(records).toSorted((a, b) => filled(b) - filled(a))[0]?.id ?? "";
}

/**
 * The survivor's own value; where it has none, the newest of the others that has one. Lists are put together. A yes
 * stands against a no: somebody who was not to be written to is not to be written to.
 */
export function likeliestChoice(field: ChosenField, records: readonly Candidate[], survivor: string): Choice {
  const currency = records.find(({ id }) => id === survivor)?.values["currency"];
  // Money goes with its currency: an amount of another one isn't taken unless somebody says so.
  const fit = field.type === "money" ? records.filter(({ values }) => values["currency"] === currency) : records;
  const filled = newestFirst(fit).filter(({ values }) => isFilled(values[field.name]));
  if (LISTS.has(field.type) && filled.length > 1) return ALL;
  return (filled.find(({ id }) => id === survivor) ?? filled[0])?.id ?? survivor;
}

/** What the choice means; the survivor's part comes first where several stand together. */
export function chosenValue(
  field: ChosenField,
  records: readonly Candidate[],
  { survivor, choice }: { survivor: string; choice: Choice },
): Json {
  const own = records.filter(({ id }) => id === survivor);
  const values = [...own, ...records.filter(({ id }) => id !== survivor)].map((record) => record.values[field.name] ?? null);
  if (choice !== ALL) return records.find(({ id }) => id === choice)?.values[field.name] ?? null;
  if (LISTS.has(field.type)) {
    const all = [...new Set(values.flatMap((value) => (Array.isArray(value) ? (value as readonly Json[]) : [])))];
    return all.length === 0 ? null : all;
  }
  const texts = [...new Set(values.filter((value) => typeof value === "string" && value !== ""))];
  return texts.length === 0 ? null : texts.join("\n\n");
}

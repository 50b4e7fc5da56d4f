/**
 * Stages of a choice that records go along: which of them a pipeline offers and in what order, and when a record stays
 * in one for too long. A pipeline is nothing of its own: it is a value of the choice that the stages depend on
 * (`dependsOn`), and a stage says by its option what reaching it means. Pure.
 */
import type { FieldDefinition, Option } from "./define.ts";

type StageField<O extends Option> = Pick<FieldDefinition, "name" | "dependsOn"> & { readonly options?: readonly O[] | undefined };

/** The field whose value names the pipeline of a module with this stage field. */
export const PIPELINE_FIELD = "pipeline";
export const hasPipelines = (stage: Pick<FieldDefinition, "dependsOn">): boolean => stage.dependsOn?.field === PIPELINE_FIELD;

/** The stages that a pipeline offers, in its order; all of them where it says nothing. `keep`: one that is offered though it is retired. */
export function stagesOf<O extends Option>(stage: StageField<O>, pipeline: string | null | undefined, keep?: string): readonly O[] {
  const options = (stage.options ?? []).filter((option) => option.active !== false || option.value === keep);
  const { dependsOn } = stage;
  const allowed =
    dependsOn && typeof pipeline === "string" && Object.hasOwn(dependsOn.allowed, pipeline) ? dependsOn.allowed[pipeline] : undefined;
  if (!allowed) return options;
  const named = allowed.flatMap((value) => options.find((option) => option.value === value) ?? []);
  const kept = options.filter(({ value }) => value === keep && !allowed.includes(value));
  return [...named, ...kept];
}

export const isOpen = (option: Pick<Option, "outcome"> | undefined): boolean => (option?.outcome ?? "open") === "open";

const DAY = 86_400_000;
/** Whole days from one moment (ISO) to another (milliseconds). */
export const daysSince = (iso: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(iso)) / DAY));

export interface Standstill {
  /** Days in the stage, and days in which nothing happened with the record, where either is beyond the stage's limit. */
  readonly stage?: number;
  readonly idle?: number;
}
/** Why a record in this stage needs somebody's eye; undefined while it doesn't. */
export function standstillOf(
  option: Option | undefined,
  { since, active }: { readonly since: string; readonly active: string },
  now: number,
): Standstill | undefined {
  if (!option || !isOpen(option)) return undefined;
  const [stage, idle] = [daysSince(since, now), daysSince(active, now)];
  const found = {
    ...(option.within !== undefined && stage >= option.within ? { stage } : {}),
    ...(option.idle !== undefined && idle >= option.idle ? { idle } : {}),
  };
  return Object.keys(found).length > 0 ? found : undefined;
}

/** Fields to be asked for when a record enters the stage: those it demands, and those it would like to know; each once. */
export const askedBy = (option: Option | undefined): readonly string[] => [
  ...new Set([...(option?.requires ?? []), ...(option?.asks ?? [])]),
];

export interface StageVisit {
  readonly value: string;
  /** ISO 8601 UTC. */
  readonly from: string;
  /** Null: it is there now. */
  readonly until: string | null;
}
/**
 * True where a stage before the present one lies behind the record. A pipeline (its stages have probabilities) is a way:
 * who is further has passed what comes before, unless all was lost. States that follow each other freely (an invoice's)
 * lie behind only where the record was in them; that isn't known while `visits` are on their way.
 */
export function isPassed(
  options: readonly Option[],
  { at, index, visits }: { readonly at: number; readonly index: number; readonly visits: readonly StageVisit[] | undefined },
): boolean {
  if (options.some(({ probability }) => probability !== undefined)) return options[at]?.outcome !== "lost" && index < at;
  return visits?.some(({ value }) => value === options[index]?.value) ?? false;
}

/** Days spent in each stage over all visits, in the order of the first one. */
export function timeInStages(visits: readonly StageVisit[], now: number): ReadonlyMap<string, number> {
  const spent = new Map<string, number>();
  for (const { value, from, until } of visits) {
    const end = until === null ? now : Date.parse(until);
    spent.set(value, (spent.get(value) ?? 0) + Math.max(0, end - Date.parse(from)));
  }
  return new Map([...spent].map(([value, ms]) => [value, ms / DAY]));
}

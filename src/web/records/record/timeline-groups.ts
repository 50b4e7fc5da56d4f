/** The timeline as it is read: changes of one hand within a short time are one entry, answers stand under what they answer. Pure. */
import type { TimelineChange, TimelineEntry, TimelineRecord } from "../../api/timeline.ts";

/** Changes by one person closer together than this are one piece of work. */
const TOGETHER = 30 * 60_000;

export interface ChangesGroup {
  readonly type: "changes";
  readonly key: string;
  /** Newest first. */
  readonly changes: readonly TimelineChange["change"][];
}
export interface SingleEntry {
  readonly type: "single";
  readonly key: string;
  readonly entry: TimelineRecord;
  /** Oldest first. */
  readonly answers: readonly TimelineRecord[];
}
export type GroupedEntry = ChangesGroup | SingleEntry;

const actorOf = ({ actor }: TimelineChange["change"]): string => ("id" in actor ? actor.id : actor.system);

function goTogether(a: TimelineChange["change"] | undefined, b: TimelineChange["change"]): boolean {
  return (
    a !== undefined &&
    a.kind === b.kind &&
    (a.kind === "update" || a.kind === "link" || a.kind === "unlink") &&
    a.source === b.source &&
    actorOf(a) === actorOf(b) &&
    Math.abs(Date.parse(a.at) - Date.parse(b.at)) <= TOGETHER
  );
}

const parentOf = (entry: TimelineRecord): string | undefined => {
  const parent = entry.module === "comments" ? entry.record["parent_id"] : null;
  return typeof parent === "string" ? parent : undefined;
};

export function groupEntries(entries: readonly TimelineEntry[]): readonly GroupedEntry[] {
  const comments = new Map(
    entries.flatMap((entry) => (entry.type === "record" && entry.module === "comments" ? [[entry.record.id, entry]] : [])),
  );
  /** The comment on top of a thread, as far as it is loaded. */
  const rootOf = (entry: TimelineRecord): TimelineRecord => {
    let root = entry;
    for (const seen = new Set<string>(); !seen.has(root.record.id);) {
      seen.add(root.record.id);
      root = comments.get(parentOf(root) ?? "") ?? root;
    }
    return root;
  };
  const answers = Map.groupBy(
    [...comments.values()].filter((entry) => rootOf(entry) !== entry),
    (entry) => rootOf(entry).record.id,
  );
  const grouped: GroupedEntry[] = [];
  for (const entry of entries) {
    if (entry.type === "record") {
      if (entry.module === "comments" && rootOf(entry) !== entry) continue;
      grouped.push({ type: "single", key: entry.record.id, entry, answers: (answers.get(entry.record.id) ?? []).toReversed() });
      continue;
    }
    const last = grouped.at(-1);
    if (last?.type === "changes" && goTogether(last.changes.at(-1), entry.change))
      grouped[grouped.length - 1] = { ...last, changes: [...last.changes, entry.change] };
    else grouped.push({ type: "changes", key: entry.change.id, changes: [entry.change] });
  }
  return grouped;
}

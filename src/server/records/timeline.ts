/**
 * The timeline of a record: its changes and its activities (comments, calls, letters, tasks, events, files) in one
 * row, newest first, by kind and person, page by page.
 */
import type { Module, Relation } from "../../model/define.ts";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { accessOf } from "../access/access.ts";
import { isVisible, listRelated } from "./related.ts";
import { changesUntil, visibleRecord, type HistoryEntry } from "./history/history.ts";
import { isId } from "./ids.ts";
import type { RecordJson } from "./select.ts";

const ACTIVITIES: ReadonlySet<string> = new Set(["comments", "events", "tasks", "calls", "emails", "messages", "documents"]);
/** The record's own changes, beside the names of modules. */
export const CHANGES_KIND = "changes";
const MOST_PINNED = 5;
/** One moment may hold many entries (an import): beyond this they are passed over. */
const MOST_AT_ONCE = 200;

export type TimelineEntry =
  | { readonly type: "change"; readonly at: string; readonly change: HistoryEntry }
  | { readonly type: "record"; readonly at: string; readonly module: string; readonly record: RecordJson };

export interface TimelineOptions {
  readonly module: string;
  readonly id: string;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  /** Only these: names of activity modules, or `changes`. */
  readonly kinds?: readonly string[] | undefined;
  /** Only what this user did or is responsible for. */
  readonly person?: string | undefined;
}
export interface Timeline {
  readonly data: readonly TimelineEntry[];
  readonly next_cursor: string | null;
  /** With the first page: comments that were pinned on top. */
  readonly pinned?: readonly TimelineEntry[];
}

/** Where a page begins: at this moment, without what the pages before have shown of it. */
interface Position {
  readonly at: string;
  readonly shown: readonly string[];
}
interface Page {
  readonly from: Position | undefined;
  /** How many are wanted of each source, so that the sum surely holds a page. */
  readonly limit: number;
  readonly person: string | undefined;
}

export async function recordTimeline(ctx: Ctx, options: TimelineOptions): Promise<Timeline> {
  const { id, kinds, person } = options;
  const module = await visibleRecord(ctx, options.module, id);
  const limit = Math.min(Math.max(options.limit ?? 30, 1), 100);
  const from = options.cursor === undefined ? undefined : readCursor(options.cursor);
  const wanted = (kind: string): boolean => kinds === undefined || kinds.includes(kind);
  const page: Page = { from, limit: limit + 1 + (from?.shown.length ?? 0), person };
  const sources = activitiesOf(ctx, module).filter((relation) => wanted(relation.module));
  const [changes, pinned, ...lists] = await Promise.all([
    wanted(CHANGES_KIND) ? changesOf(ctx, module, id, page) : [],
    from === undefined ? pinnedOf(ctx, module, id) : undefined,
    ...sources.map((relation) => activities(ctx, { module, id, relation }, page)),
  ]);
  const shown = new Set(from?.shown);
  // The same record may belong here in two ways (its contact, and one who takes part).
  const entries = new Map([...changes, ...lists.flat()].map((entry) => [keyOf(entry), entry]));
  const all = [...entries]
    .filter(([key]) => !shown.has(key))
    .toSorted(([a, first], [b, second]) => order(second.at, first.at) || order(b, a));
  const data = all.slice(0, limit).map(([, entry]) => entry);
  return { data, next_cursor: all.length > limit ? writeCursor(data, from) : null, ...(pinned ? { pinned } : {}) };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const keyOf = (entry: TimelineEntry): string => (entry.type === "change" ? `c${entry.change.id}` : `r${entry.record.id}`);

const activitiesOf = (ctx: Ctx, module: Module): readonly Relation[] =>
  module.relations.filter((relation) => {
    const other = ctx.registry.modules.get(relation.module);
    return ACTIVITIES.has(relation.module) && other !== undefined && accessOf(ctx).module(other).view && isVisible(ctx, relation);
  });

async function activities(
  ctx: Ctx,
  { module, id, relation }: { module: Module; id: string; relation: Relation },
  { from, limit, person }: Page,
): Promise<readonly TimelineEntry[]> {
  const conditions = [
    ...(from ? [{ field: "created_at", op: "le", value: from.at }] : []),
    ...(person === undefined ? [] : [{ or: ["created_by", "owner_id"].map((field) => ({ field, op: "eq", value: person })) }]),
  ];
  const { data } = await listRelated(ctx, {
    module: module.name,
    id,
    relation: relation.name,
    sort: "-created_at",
    limit,
    ...(conditions.length > 0 ? { filter: { and: conditions } } : {}),
  });
  return data.map((record) => entryOf(relation.module, record));
}

const entryOf = (module: string, record: RecordJson): TimelineEntry => ({
  type: "record",
  at: String(record["created_at"]),
  module,
  record,
});

async function changesOf(ctx: Ctx, module: Module, id: string, { from, limit, person }: Page): Promise<readonly TimelineEntry[]> {
  const changes = await changesUntil(ctx, { module, id, until: from?.at, actorId: person, limit });
  return changes.map((change) => ({ type: "change", at: change.at, change }));
}

async function pinnedOf(ctx: Ctx, module: Module, id: string): Promise<readonly TimelineEntry[]> {
  const relation = activitiesOf(ctx, module).find((each) => each.module === "comments");
  if (!relation) return [];
  const filter = { field: "is_pinned", op: "eq", value: true };
  const { data } = await listRelated(ctx, {
    module: module.name,
    id,
    relation: relation.name,
    filter,
    sort: "-created_at",
    limit: MOST_PINNED,
  });
  return data.map((record) => entryOf(relation.module, record));
}

function writeCursor(page: readonly TimelineEntry[], from: Position | undefined): string | null {
  const at = page.at(-1)?.at;
  if (at === undefined) return null;
  const shown = [...(from?.at === at ? from.shown : []), ...page.filter((entry) => entry.at === at).map(keyOf)];
  return Buffer.from([at, ...shown.slice(-MOST_AT_ONCE)].join(" ")).toString("base64url");
}

function readCursor(text: string): Position {
  const [at = "", ...shown] = Buffer.from(text, "base64url").toString("utf8").split(" ");
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) || shown.length > MOST_AT_ONCE || !shown.every((key) => isId(key.slice(1))))
    throw new AppError("invalid_cursor");
  return { at, shown };
}

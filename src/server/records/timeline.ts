/** The timeline of a record: its history and its activities (comments, calls, letters, tasks, events), newest first. */
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { accessOf } from "../access/access.ts";
import { isVisible, listRelated } from "./related.ts";
import { recordHistory, visibleRecord, type HistoryEntry } from "./history/history.ts";
import type { RecordJson } from "./select.ts";

const ACTIVITIES: ReadonlySet<string> = new Set(["comments", "events", "tasks", "calls", "emails", "messages", "documents"]);

export type TimelineEntry =
  | { readonly type: "change"; readonly at: string; readonly change: HistoryEntry }
  | { readonly type: "record"; readonly at: string; readonly module: string; readonly record: RecordJson };

/** Pages by time: `cursor` is the moment before which entries are wanted, and the history's own cursor. */
export async function recordTimeline(
  ctx: Ctx,
  options: { module: string; id: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: readonly TimelineEntry[]; next_cursor: string | null }> {
  const module = await visibleRecord(ctx, options.module, options.id);
  const limit = Math.min(Math.max(options.limit ?? 30, 1), 100);
  const before = options.cursor === undefined ? undefined : readCursor(options.cursor);
  const access = accessOf(ctx);
  const relations = module.relations.filter((relation) => {
    const other = ctx.registry.modules.get(relation.module);
    return ACTIVITIES.has(relation.module) && other !== undefined && access.module(other).view && isVisible(ctx, relation);
  });
  const filter = before && { field: "created_at", op: "lt", value: before };
  const lists = await Promise.all(
    relations.map(async (relation) => {
      const { data } = await listRelated(ctx, {
        module: module.name,
        id: options.id,
        relation: relation.name,
        sort: "-created_at",
        limit: limit + 1,
        filter,
      });
      return data.map((record): TimelineEntry => ({ type: "record", at: String(record["created_at"]), module: relation.module, record }));
    }),
  );
  const entries = new Map<string, TimelineEntry>();
  for (const entry of lists.flat()) if (entry.type === "record") entries.set(entry.record.id, entry);
  const changes = await changesBefore(ctx, module.name, options.id, { before, limit: limit + 1 });
  const all = [...entries.values(), ...changes].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const page = all.slice(0, limit);
  const last = page.at(-1);
  return { data: page, next_cursor: all.length > limit && last ? Buffer.from(last.at).toString("base64url") : null };
}

async function changesBefore(
  ctx: Ctx,
  module: string,
  id: string,
  page: { before: string | undefined; limit: number },
): Promise<TimelineEntry[]> {
  const found: TimelineEntry[] = [];
  let cursor: string | undefined;
  do {
    const part = await recordHistory(ctx, { module, id, limit: 200, cursor });
    for (const change of part.data)
      if (page.before === undefined || change.at < page.before) found.push({ type: "change", at: change.at, change });
    cursor = part.next_cursor ?? undefined;
  } while (cursor !== undefined && found.length < page.limit);
  return found.slice(0, page.limit);
}

function readCursor(text: string): string {
  const moment = Buffer.from(text, "base64url").toString("utf8");
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(moment)) throw new AppError("invalid_cursor");
  return moment;
}

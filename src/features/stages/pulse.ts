/**
 * What a card on a board says beside the record's fields: since when it stands where it stands, when something last
 * happened with it, and what is planned next. For the cards of one page at once, by the engine's own reads, so that
 * nobody learns of activities that they may not see.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Module, Relation } from "../../model/define.ts";
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import { aggregate, lastMoves, listRecords } from "../../server/records/index.ts";

export const MOST_CARDS = 200;

export interface Pulse {
  readonly id: string;
  /** When it got the value of the board's field that it has now. ISO 8601 UTC, like all times here. */
  readonly since: string;
  /** The latest change, or activity about it. */
  readonly active: string;
  /** The nearest open task (by its day) or planned event. */
  readonly next: { readonly kind: "task" | "event"; readonly at: string } | null;
}
export interface PulseOptions {
  readonly module: string;
  /** At most MOST_CARDS. */
  readonly ids: readonly string[];
  /** The choice by which the board is made. */
  readonly field: string;
}

const ACTIVITIES: ReadonlySet<string> = new Set(["comments", "events", "tasks", "calls", "emails", "messages", "documents"]);
const DONE = ["completed", "deferred"];

/** Of those of the records that the actor may see. */
export async function pulseOf(ctx: Ctx, { module: name, ids, field }: PulseOptions): Promise<readonly Pulse[]> {
  const { data } = await listRecords(ctx, {
    module: name,
    fields: [field, "created_at", "modified_at"],
    filter: { field: "id", op: "in", value: ids },
    limit: MOST_CARDS,
  });
  const module = ctx.registry.modules.get(name);
  const open = data.map(({ id }) => id);
  if (!module || open.length === 0) return [];
  const relations = activitiesOf(ctx, module);
  const [moves, tasks, events, ...latest] = await Promise.all([
    lastMoves(ctx, open, field),
    nearest(
      ctx,
      relations.filter((relation) => relation.module === "tasks"),
      {
        date: "due_date",
        filter: { field: "status", op: "not_in", value: DONE },
        ids: open,
      },
    ),
    nearest(
      ctx,
      relations.filter((relation) => relation.module === "events"),
      {
        date: "start_at",
        filter: {
          and: [
            { field: "status", op: "eq", value: "planned" },
            { field: "start_at", op: "ge", value: ctx.now.toISOString() },
          ],
        },
        ids: open,
      },
    ),
    ...relations.map((relation) => figures(ctx, relation, { fn: "max", field: "created_at" }, open)),
  ]);
  return data.map((record) => {
    const created = String(record["created_at"]);
    const { id } = record;
    const active = [String(record["modified_at"]), ...latest.map((of) => of.get(id) ?? created)];
    return {
      id,
      since: moves.get(id) ?? created,
      active: active.toSorted().at(-1) ?? created,
      next: sooner(tasks.get(id), events.get(id)),
    };
  });
}

/** A day goes before the moments of that day. */
function sooner(task: string | undefined, event: string | undefined): Pulse["next"] {
  if (task !== undefined && (event === undefined || task <= event)) return { kind: "task", at: task };
  return event === undefined ? null : { kind: "event", at: event };
}

/** Lists of activities by a reference that the actor may follow. */
const activitiesOf = (ctx: Ctx, module: Module): readonly Relation[] =>
  module.relations.filter(({ kind, field, module: name }) => {
    const other = ctx.registry.modules.get(name);
    const reference = field === undefined ? undefined : other?.fields.get(field);
    const access = accessOf(ctx);
    return (
      kind === "children" &&
      ACTIVITIES.has(name) &&
      other !== undefined &&
      reference !== undefined &&
      access.module(other).view &&
      access.field(reference) !== "hidden" &&
      ["created_at", "status", "due_date", "start_at"].every((needed) => {
        const own = other.fields.get(needed);
        return own === undefined || access.field(own) !== "hidden";
      })
    );
  });

interface Measure {
  readonly fn: "min" | "max";
  readonly field: string;
}
/** One figure of the related records for each of the records that has any. */
async function figures(
  ctx: Ctx,
  { module, field = "" }: Relation,
  measure: Measure,
  ids: readonly string[],
  filter?: Json,
): Promise<ReadonlyMap<string, string>> {
  const about: Json = { field, op: "in", value: ids };
  const { data } = await aggregate(ctx, {
    module,
    group_by: [field],
    measures: [measure],
    filter: filter === undefined ? about : { and: [about, filter] },
  });
  const name = `${measure.fn}_${measure.field}`;
  return new Map(
    data.flatMap((row): [string, string][] => {
      const [id, value] = [row[field], row[name]];
      return typeof id === "string" && typeof value === "string" ? [[id, value]] : [];
    }),
  );
}

async function nearest(
  ctx: Ctx,
  relations: readonly Relation[],
  { date, filter, ids }: { readonly date: string; readonly filter: Json; readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const all = await Promise.all(relations.map((relation) => figures(ctx, relation, { fn: "min", field: date }, ids, filter)));
  const first = new Map<string, string>();
  for (const found of all)
    for (const [id, at] of found) {
      const known = first.get(id);
      if (known === undefined || at < known) first.set(id, at);
    }
  return first;
}

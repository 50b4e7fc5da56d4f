/** What time itself brings: reminders of tasks and events, and in the morning the tasks that are due. */
import type { Module } from "../../model/define.ts";
import type { Ctx } from "../../server/context.ts";
import { sql } from "../../server/db/sql.ts";
import { aggregate, listRecords, type RecordJson } from "../../server/records/index.ts";
import { addNotifications, pruneNotifications, type NewNotification } from "./store.ts";

const WITH_REMINDERS = ["tasks", "events"];
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Reminders reach no further than a month ahead. */
const MOST_AHEAD = 31 * DAY;
/** A server that was down tells late, but not of yesterday. */
const LATEST = 12 * 60 * MINUTE;
const PAGE = 1000;
/** In the company's time. */
const MORNING = 8;
export const isMorning = (hour: number): boolean => hour >= MORNING;

export async function notifyOfTime(ctx: Ctx): Promise<boolean> {
  for (const name of WITH_REMINDERS) {
    const module = ctx.registry.modules.get(name);
    if (module) await remind(ctx, module);
  }
  await tellDueTasks(ctx);
  return pruneNotifications(ctx);
}

const openStates = (module: Module): readonly string[] =>
  (module.fields.get("status")?.options ?? []).filter((option) => option.outcome === "open").map((option) => option.value);

async function remind(ctx: Ctx, module: Module): Promise<void> {
  const now = ctx.now.getTime();
  const filter = {
    and: [
      { field: "start_at", op: "ge", value: new Date(now - LATEST).toISOString() },
      { field: "start_at", op: "le", value: new Date(now + MOST_AHEAD).toISOString() },
      { field: "reminder_minutes", op: "is_not_empty" },
      { field: "status", op: "in", value: openStates(module) },
    ],
  };
  let cursor: string | undefined;
  do {
    const fields = ["start_at", "reminder_minutes", "owner_id"];
    const page = await listRecords(ctx, { module: module.name, fields, filter, sort: "start_at", limit: PAGE, cursor });
    const due = page.data.filter((record) => now >= Date.parse(String(record["start_at"])) - Number(record["reminder_minutes"]) * MINUTE);
    // A moved appointment is another moment.
    const fresh = await firstTime(
      ctx,
      due.map((record) => `reminder ${record.id} ${String(record["start_at"])}`),
    );
    const told = due.filter((record) => fresh.has(`reminder ${record.id} ${String(record["start_at"])}`));
    await addNotifications(
      ctx,
      told.flatMap((record) => reminder(ctx, module, record)),
    );
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

function reminder(ctx: Ctx, module: Module, record: RecordJson): NewNotification[] {
  const owner = record["owner_id"];
  if (typeof owner !== "string") return [];
  const at = ctx.now.toISOString();
  const data = { start_at: record["start_at"] ?? null };
  const about = { module: module.name, record_id: record.id, actor_id: null, count: 1, data, at };
  return [{ user_id: owner, kind: "reminder", topic: `reminder ${record.id}`, ...about }];
}

/** Once a day each person hears how many of their tasks are due. */
async function tellDueTasks(ctx: Ctx): Promise<void> {
  const tasks = ctx.registry.modules.get("tasks");
  const { day, hour } = localTime(ctx);
  if (!tasks || !isMorning(hour) || !(await firstTime(ctx, [`due ${day}`])).size) return;
  const filter = {
    and: [
      { field: "due_date", op: "le", value: day },
      { field: "status", op: "in", value: openStates(tasks) },
    ],
  };
  const { data } = await aggregate(ctx, { module: tasks.name, group_by: ["owner_id"], measures: [{ fn: "count" }], filter });
  const at = ctx.now.toISOString();
  await addNotifications(
    ctx,
    data.flatMap((row): NewNotification[] => {
      const owner = row["owner_id"];
      if (typeof owner !== "string") return [];
      const count = Number(row["count"]);
      return [
        { user_id: owner, kind: "due", topic: `due ${day}`, module: tasks.name, record_id: null, actor_id: null, count, data: { day }, at },
      ];
    }),
  );
}

/** Of these moments, those that nobody was told of before; from now on they count as told. */
export async function firstTime(ctx: Ctx, topics: readonly string[]): Promise<ReadonlySet<string>> {
  if (topics.length === 0) return new Set();
  const { rows } = await ctx.db.query<{ topic: string }>(
    sql`INSERT INTO notification_moments (topic) SELECT unnest(${topics}::text[]) ON CONFLICT DO NOTHING RETURNING topic`,
  );
  return new Set(rows.map((row) => row.topic));
}

/** In the company's time. */
export function localTime(ctx: Ctx): { day: string; hour: number } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: ctx.company.timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  }).formatToParts(ctx.now);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return { day: `${part("year")}-${part("month")}-${part("day")}`, hour: Number(part("hour")) };
}

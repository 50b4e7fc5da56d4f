/** What is next with this record: its open tasks and coming events, the nearest first; what is late says so. */
import { ActionIcon, Button, Skeleton } from "@mantine/core";
import { IconCalendarEvent, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Relation } from "../../../model/define.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf, useModuleSummary } from "../../api/modules.ts";
import { textOf } from "../../api/record-data.ts";
import type { RecordData } from "../../api/record-data.ts";
import { shortListQuery } from "../../api/records.ts";
import { useValueContext } from "../../fields/value-context.ts";
import { formatMoment, useLabel, useT } from "../../i18n.tsx";
import { activityRelation } from "./activity-relations.ts";
import { TaskCheck } from "./task-check.tsx";
import { useAddRelated } from "./use-add-related.ts";
import classes from "./record.module.css";

const SHOWN = 3;

interface NextStepsProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
}
export function NextSteps({ module, record }: NextStepsProps) {
  const tasks = activityRelation(module, "tasks");
  return tasks ? <Steps module={module} record={record} tasks={tasks} /> : null;
}

function Steps({ module, record, tasks }: NextStepsProps & { readonly tasks: Relation }) {
  const t = useT();
  const text = useLabel();
  const { timezone } = useValueContext();
  const [now] = useState(() => new Date());
  const events = activityRelation(module, "events");
  const summary = useModuleSummary("tasks");
  const add = useAddRelated(module, record, tasks);
  const of = (relation: Relation) => ({ module: module.name, id: record.id, relation: relation.name });
  const openTasks = useQuery(
    shortListQuery(
      "tasks",
      {
        fields: ["status", "due_date", "owner_id"],
        related: of(tasks),
        sort: "due_date",
        filter: { field: "status", op: "not_in", value: ["completed", "deferred"] },
      },
      SHOWN,
    ),
  );
  const coming = useQuery({
    ...shortListQuery(
      "events",
      {
        fields: ["type", "start_at", "status"],
        related: of(events ?? tasks),
        sort: "start_at",
        filter: {
          and: [
            { field: "start_at", op: "ge", value: new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString() },
            { field: "status", op: "eq", value: "planned" },
          ],
        },
      },
      SHOWN,
    ),
    enabled: events !== undefined,
  });
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: timezone }).format(now);
  const step = fieldOf(module, "next_step");
  const said = step && textOf(record[step.name]);
  const nothing = !said && openTasks.data?.data.length === 0 && (coming.data?.data.length ?? 0) === 0;
  const label = t("next.title");
  return (
    <section className={classes["next"]} aria-label={label}>
      <h2 className={classes["cardHead"]}>
        {label}
        {summary?.rights.create && !nothing && (
          <ActionIcon size={24} className={classes["cardAdd"] ?? ""} aria-label={t("next.add")} title={t("next.add")} onClick={add.create}>
            <IconPlus size={16} />
          </ActionIcon>
        )}
      </h2>
      {said && <p className={classes["nextWords"]}>{said}</p>}
      {openTasks.isPending && <Skeleton height={14} width="60%" my={4} />}
      {coming.data?.data.map((event) => (
        <EventLine key={event.id} event={event} />
      ))}
      {openTasks.data?.data.map((task) => (
        <TaskLine key={task.id} task={task} today={today} />
      ))}
      {openTasks.data?.count !== undefined && openTasks.data.count > SHOWN && (
        <Link
          to="/$module/$id"
          params={{ module: module.name, id: record.id }}
          search={{ tab: tasks.name }}
          className={classes["nextMore"]}
        >
          {t("next.more", { count: openTasks.data.count - SHOWN })}
        </Link>
      )}
      {nothing && (
        <div className={classes["nextNothing"]}>
          {t("next.nothing")}
          {summary?.rights.create && (
            <Button size="compact-sm" variant="light" leftSection={<IconPlus size={14} />} onClick={add.create}>
              {summary && t("related.new", { what: text(summary.singular) })}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function TaskLine({ task, today }: { readonly task: RecordData; readonly today: string }) {
  const t = useT();
  const due = textOf(task["due_date"]);
  const when = due === "" ? undefined : due < today ? "late" : due === today ? "today" : "later";
  return (
    <div className={classes["stepLine"]}>
      <TaskCheck task={task} />
      <Link to="/$module/$id" params={{ module: "tasks", id: task.id }} className={classes["lineName"]}>
        {task.label}
      </Link>
      {when !== undefined && (
        <span className={`${classes["due"]} tabular`} data-when={when}>
          {when === "later" ? (
            <Due value={due} today={today} />
          ) : when === "today" ? (
            t("next.today")
          ) : (
            <>
              {t("next.late")} · <Due value={due} today={today} />
            </>
          )}
        </span>
      )}
    </div>
  );
}
function Due({ value, today }: { readonly value: string; readonly today: string }) {
  const { lang } = useValueContext();
  const date = new Date(`${value}T00:00:00Z`);
  const sameYear = date.getUTCFullYear() === Number(today.slice(0, 4));
  const format = new Intl.DateTimeFormat(lang, {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
    timeZone: "UTC",
  });
  return <time dateTime={value}>{format.format(date)}</time>;
}

function EventLine({ event }: { readonly event: RecordData }) {
  const { lang, timezone } = useValueContext();
  return (
    <div className={classes["stepLine"]}>
      <IconCalendarEvent size={18} aria-hidden className={classes["stepIcon"]} />
      <Link to="/$module/$id" params={{ module: "events", id: event.id }} className={classes["lineName"]}>
        {event.label}
      </Link>
      <span className={`${classes["due"]} tabular`}>{formatMoment(textOf(event["start_at"]), lang, timezone)}</span>
    </div>
  );
}

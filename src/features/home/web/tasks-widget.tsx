/** My open tasks: overdue, of today, next; done with one click, and undone with another. */
import { Checkbox } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { labelOfReference, textOf, type RecordData } from "../../../web/api/record-data.ts";
import { recordsChanged, saveRecord } from "../../../web/api/records.ts";
import { dayIn, dayTitle } from "../../../web/days.ts";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { MINE, openValues, useModuleList } from "./module-list.ts";
import { Line, Widget, WidgetBody, WidgetIcon } from "./widget.tsx";
import classes from "./home.module.css";

const GROUPS = ["overdue", "today", "next"] as const;
const SHOWN = 12;

export function TasksWidget() {
  const t = useT();
  const text = useLabel();
  const { timezone } = useValueContext();
  const { module, summary, filter, query, count } = useModuleList({
    name: "tasks",
    fields: ["due_date", "status", "related_to_id", "contact_id"],
    filter: (tasks) => ({ and: [MINE, { field: "status", op: "in", value: openValues(tasks, "status") }] }),
    sort: "due_date",
    limit: SHOWN,
  });
  const today = dayIn(timezone);
  const groupOf = (task: RecordData): (typeof GROUPS)[number] => {
    const due = textOf(task["due_date"]);
    return due === "" || due > today ? "next" : due === today ? "today" : "overdue";
  };
  return (
    <Widget
      title={t("home.tasks")}
      icon={<WidgetIcon module={module?.icon ?? "checkbox"} />}
      list={{ module: "tasks", filter, sort: "due_date" }}
      count={count}
      create={summary}
    >
      <WidgetBody query={query} empty={t("home.tasks-none")}>
        {(tasks) =>
          GROUPS.map((group) => {
            const members = tasks.filter((task) => groupOf(task) === group);
            if (members.length === 0) return null;
            return (
              <div key={group}>
                <h3 className={classes["group"]} data-late={group === "overdue" || undefined}>
                  {t(`home.tasks-${group}`)}
                </h3>
                <ul className={classes["lines"]} aria-label={`${summary ? text(summary.label) : ""}: ${t(`home.tasks-${group}`)}`}>
                  {members.map((task) => (
                    <TaskLine key={task.id} task={task} late={group === "overdue"} />
                  ))}
                </ul>
              </div>
            );
          })
        }
      </WidgetBody>
    </Widget>
  );
}

function TaskLine({ task, late }: { readonly task: RecordData; readonly late: boolean }) {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const [done, setDone] = useState(false);
  const complete = useComplete(task, setDone);
  const due = textOf(task["due_date"]);
  const about = labelOfReference(task, "related_to_id") ?? labelOfReference(task, "contact_id");
  return (
    <Line
      module="tasks"
      id={task.id}
      label={task.label}
      {...(about === undefined ? {} : { note: about })}
      before={
        <Checkbox
          size="xs"
          radius="xl"
          aria-label={t("home.complete", { name: task.label })}
          checked={done}
          disabled={complete.isPending}
          onChange={() => complete.mutate()}
        />
      }
      end={due === "" ? undefined : <span className={late ? classes["late"] : undefined}>{dayTitle(due, { t, lang, timezone })}</span>}
    />
  );
}

/** Shows at once; the toast puts the former status back. */
function useComplete(task: RecordData, setDone: (done: boolean) => void) {
  const t = useT();
  const client = useQueryClient();
  const put = async (version: number, status: string): Promise<RecordData> => {
    const saved = await saveRecord("tasks", { id: task.id, version, values: { status } });
    await client.invalidateQueries({ queryKey: ["records", "tasks", "one", task.id] });
    return saved;
  };
  const undo = async (version: number): Promise<void> => {
    try {
      await put(version, textOf(task["status"]));
      setDone(false);
      await recordsChanged(client, "tasks");
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
  };
  return useMutation({
    mutationFn: () => put(task.version, "completed"),
    onMutate: () => setDone(true),
    onSuccess: async ({ version }) => {
      showToast({ message: t("home.completed", { name: task.label }), action: { label: t("action.undo"), run: () => void undo(version) } });
      await recordsChanged(client, "tasks");
    },
    onError: (error) => {
      setDone(false);
      showToast({ message: errorText(error, t), tone: "bad" });
    },
  });
}

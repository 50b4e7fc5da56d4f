/** The box of a task: done or not, wherever the task is shown. Can be taken back. */
import { Checkbox } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RecordData } from "../../api/record-data.ts";
import { textOf } from "../../api/record-data.ts";
import { recordsChanged, saveRecord } from "../../api/records.ts";
import { useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";

export const isDone = (task: RecordData): boolean => task["status"] === "completed";

export function TaskCheck({ task }: { readonly task: RecordData }) {
  const t = useT();
  const client = useQueryClient();
  const set = async (version: number, status: string): Promise<RecordData> => {
    const saved = await saveRecord("tasks", { id: task.id, version, values: { status } });
    await recordsChanged(client, "tasks", saved);
    return saved;
  };
  const former = textOf(task["status"]);
  const complete = useMutation({
    mutationFn: () => set(task.version, isDone(task) ? "not_started" : "completed"),
    onSuccess: (saved) =>
      showToast({
        message: t(isDone(saved) ? "task.completed" : "task.reopened", { name: saved.label }),
        action: { label: t("action.undo"), run: () => void set(saved.version, former) },
      }),
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const done = complete.isPending ? !isDone(task) : isDone(task);
  return (
    <Checkbox
      size="sm"
      radius="xl"
      aria-label={t("task.done", { name: task.label })}
      checked={done}
      disabled={complete.isPending}
      onChange={() => complete.mutate()}
    />
  );
}

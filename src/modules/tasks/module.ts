import { defineModule } from "../../model/define.ts";
import { activityPriority, activitySubject, location, participants, relatedTo, reminders, repeat } from "../activity-fields.ts";
import { descriptionBlock } from "../blocks.ts";
import { colored } from "../option-sets.ts";

/** What is to be done by a day. */
export const tasks = defineModule({
  name: "tasks",
  label: { en: "Tasks", ru: "Задачи" },
  singular: { en: "Task", ru: "Задача" },
  icon: "checkbox",
  menu: "activities",
  numberPrefix: "TSK",
  nameFields: ["subject"],
  stageField: "status",
  keyFields: ["status", "due_date", "priority", "related_to_id", "contact_id"],
  list: {
    columns: ["subject", "status", "priority", "due_date", "related_to_id", "contact_id", "owner_id"],
    sort: "-due_date",
  },
  parents: ["related_to_id", "contact_id"],
  vtiger: "Calendar",
  blocks: [
    {
      name: "basic",
      label: { en: "Task details", ru: "Основное" },
      fields: [
        activitySubject(),
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("not_started", "Not started", "Не начата", "gray", { outcome: "open" }),
            colored("in_progress", "In progress", "В работе", "blue", { outcome: "open" }),
            colored("completed", "Completed", "Выполнена", "green", { outcome: "won" }),
            colored("waiting", "Pending input", "Ждёт ответа", "yellow", { outcome: "open" }),
            colored("deferred", "Deferred", "Отложена", "orange", { outcome: "open" }),
            colored("planned", "Planned", "Запланирована", "indigo", { outcome: "open" }),
          ],
          mandatory: true,
          default: "not_started",
          quickCreate: true,
          indexed: true,
          vtiger: "taskstatus",
        },
        {
          name: "start_at",
          type: "datetime",
          label: { en: "Start", ru: "Начало" },
          quickCreate: true,
          indexed: true,
          vtiger: "date_start",
        },
        { name: "due_date", type: "date", label: { en: "Due date", ru: "Срок" }, quickCreate: true, indexed: true, vtiger: "due_date" },
        activityPriority(),
        ...relatedTo(),
        location(),
        repeat(),
        {
          name: "completed_at",
          type: "datetime",
          label: { en: "Completed", ru: "Выполнена" },
          readOnly: true,
          indexed: true,
          vtiger: null,
        },
      ],
    },
    { name: "reminder", label: { en: "Reminder", ru: "Напоминание" }, fields: reminders() },
    descriptionBlock(),
  ],
  links: participants("task", {
    contacts: { module: "contacts", name: "shared_tasks", label: { en: "Takes part in tasks", ru: "Участие в задачах" } },
    users: { module: "users", name: "shared_tasks", label: { en: "Takes part in tasks", ru: "Участие в задачах" } },
  }),
});

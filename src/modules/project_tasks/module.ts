import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { colored, priorities, workTypes } from "../option-sets.ts";

/** The work of a project, piece by piece. */
export const projectTasks = defineModule({
  name: "project_tasks",
  label: { en: "Project tasks", ru: "Задачи проектов" },
  singular: { en: "Project task", ru: "Задача проекта" },
  icon: "list-check",
  menu: "projects",
  numberPrefix: "PT",
  nameFields: ["name"],
  stageField: "status",
  keyFields: ["status", "project_id", "priority", "end_date", "progress"],
  list: {
    columns: ["name", "project_id", "status", "priority", "progress", "start_date", "end_date", "owner_id"],
    sort: "end_date",
  },
  vtiger: "ProjectTask",
  blocks: [
    {
      name: "basic",
      label: { en: "Task details", ru: "Основное" },
      fields: [
        { name: "name", type: "text", label: { en: "Task name", ru: "Название" }, mandatory: true, quickCreate: true, indexed: true, vtiger: "projecttaskname" },
        { name: "project_id", type: "reference", label: { en: "Project", ru: "Проект" }, targets: ["projects"], mandatory: true, quickCreate: true, inverse: { name: "project_tasks", label: { en: "Tasks of the project", ru: "Задачи проекта" } }, vtiger: "projectid" },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("open", "Open", "Открыта", "blue", { outcome: "open" }),
            colored("in_progress", "In progress", "В работе", "indigo", { outcome: "open" }),
            colored("completed", "Completed", "Выполнена", "green", { outcome: "won" }),
            colored("deferred", "Deferred", "Отложена", "yellow", { outcome: "open" }),
            colored("cancelled", "Canceled", "Отменена", "red", { outcome: "lost" }),
          ],
          default: "open",
          quickCreate: true,
          indexed: true,
          vtiger: "projecttaskstatus",
        },
        { name: "priority", type: "picklist", label: { en: "Priority", ru: "Приоритет" }, options: priorities, default: "normal", indexed: true, vtiger: "projecttaskpriority" },
        { name: "type", type: "picklist", label: { en: "Type", ru: "Тип" }, options: workTypes, vtiger: "projecttasktype" },
        { name: "task_number", type: "integer", label: { en: "Number in the project", ru: "Номер в проекте" }, min: 0, vtiger: "projecttasknumber" },
        { name: "start_date", type: "date", label: { en: "Start date", ru: "Начало" }, quickCreate: true, indexed: true, vtiger: "startdate" },
        { name: "end_date", type: "date", label: { en: "End date", ru: "Окончание" }, indexed: true, vtiger: "enddate" },
        { name: "progress", type: "percent", label: { en: "Progress", ru: "Выполнено" }, min: 0, max: 100, vtiger: "projecttaskprogress" },
        { name: "hours", type: "decimal", label: { en: "Worked hours", ru: "Отработано часов" }, scale: 2, min: 0, vtiger: "projecttaskhours" },
      ],
    },
    descriptionBlock(),
  ],
});

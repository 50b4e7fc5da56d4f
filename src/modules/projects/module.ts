import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { colored, priorities, workTypes } from "../option-sets.ts";

/** Group work with a plan. */
export const projects = defineModule({
  name: "projects",
  label: { en: "Projects", ru: "Проекты" },
  singular: { en: "Project", ru: "Проект" },
  icon: "briefcase",
  menu: "projects",
  numberPrefix: "PRJ",
  nameFields: ["name"],
  stageField: "status",
  keyFields: ["status", "customer_id", "target_end_date", "progress"],
  list: {
    columns: ["name", "customer_id", "status", "priority", "progress", "start_date", "target_end_date", "owner_id"],
    sort: "-modified_at",
  },
  vtiger: "Project",
  blocks: [
    {
      name: "basic",
      label: { en: "Project details", ru: "Основное" },
      fields: [
        { name: "name", type: "text", label: { en: "Project name", ru: "Название" }, mandatory: true, quickCreate: true, indexed: true, vtiger: "projectname" },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("prospecting", "Prospecting", "Замысел", "gray", { outcome: "open" }),
            colored("initiated", "Initiated", "Начат", "blue", { outcome: "open" }),
            colored("in_progress", "In progress", "В работе", "indigo", { outcome: "open" }),
            colored("waiting_for_feedback", "Waiting for feedback", "Ждёт отзыва", "yellow", { outcome: "open" }),
            colored("on_hold", "On hold", "Приостановлен", "orange", { outcome: "open" }),
            colored("completed", "Completed", "Завершён", "teal", { outcome: "won" }),
            colored("delivered", "Delivered", "Сдан заказчику", "green", { outcome: "won" }),
            colored("archived", "Archived", "В архиве", "dark", { outcome: "won" }),
          ],
          default: "prospecting",
          indexed: true,
          vtiger: "projectstatus",
        },
        { name: "customer_id", type: "reference", label: { en: "Customer", ru: "Заказчик" }, targets: ["organizations", "contacts"], quickCreate: true, vtiger: "linktoaccountscontacts" },
        { name: "opportunity_id", type: "reference", label: { en: "Opportunity", ru: "Сделка" }, targets: ["opportunities"], vtiger: "potentialid" },
        { name: "start_date", type: "date", label: { en: "Start date", ru: "Начало" }, quickCreate: true, indexed: true, vtiger: "startdate" },
        { name: "target_end_date", type: "date", label: { en: "Target end date", ru: "Плановое окончание" }, quickCreate: true, indexed: true, vtiger: "targetenddate" },
        { name: "actual_end_date", type: "date", label: { en: "Actual end date", ru: "Фактическое окончание" }, vtiger: "actualenddate" },
        { name: "type", type: "picklist", label: { en: "Type", ru: "Тип" }, options: workTypes, vtiger: "projecttype" },
        { name: "priority", type: "picklist", label: { en: "Priority", ru: "Приоритет" }, options: priorities, default: "normal", indexed: true, vtiger: "projectpriority" },
        { name: "progress", type: "percent", label: { en: "Progress", ru: "Выполнено" }, min: 0, max: 100, vtiger: "progress" },
        { name: "budget", type: "money", label: { en: "Target budget", ru: "Бюджет" }, vtiger: "targetbudget" },
        { name: "url", type: "url", label: { en: "Project website", ru: "Сайт проекта" }, vtiger: "projecturl" },
        { name: "converted_from_opportunity", type: "checkbox", label: { en: "Converted from opportunity", ru: "Создан из сделки" }, readOnly: true, vtiger: "isconvertedfrompotential" },
      ],
    },
    descriptionBlock(),
  ],
  links: [
    {
      name: "project_tickets",
      here: { name: "tickets", label: { en: "Tickets", ru: "Обращения" } },
      there: { module: "tickets", name: "projects", label: { en: "Projects", ru: "Проекты" } },
    },
    {
      name: "project_quotes",
      here: { name: "quotes", label: { en: "Quotes", ru: "Предложения" } },
      there: { module: "quotes", name: "projects", label: { en: "Projects", ru: "Проекты" } },
    },
  ],
});

import { defineModule } from "../../model/define.ts";
import { colored, option, priorities, serviceUnits } from "../option-sets.ts";

/** Who is entitled to which service: used and left units. */
export const serviceContracts = defineModule({
  name: "service_contracts",
  label: { en: "Service contracts", ru: "Сервисные контракты" },
  singular: { en: "Service contract", ru: "Сервисный контракт" },
  icon: "file-certificate",
  menu: "service",
  numberPrefix: "SC",
  nameFields: ["subject"],
  stageField: "status",
  keyFields: ["status", "customer_id", "start_date", "due_date", "used_units", "total_units"],
  list: {
    columns: ["number", "subject", "customer_id", "status", "start_date", "due_date", "used_units", "total_units"],
    sort: "due_date",
  },
  vtiger: "ServiceContracts",
  blocks: [
    {
      name: "basic",
      label: { en: "Contract details", ru: "Основное" },
      fields: [
        { name: "subject", type: "text", label: { en: "Subject", ru: "Предмет" }, mandatory: true, quickCreate: true, indexed: true, vtiger: "subject" },
        { name: "customer_id", type: "reference", label: { en: "Customer", ru: "Клиент" }, targets: ["organizations", "contacts"], quickCreate: true, vtiger: "sc_related_to" },
        {
          name: "type",
          type: "picklist",
          label: { en: "Type", ru: "Тип" },
          options: [
            option("support", "Support", "Поддержка"),
            option("services", "Services", "Услуги"),
            option("administrative", "Administrative", "Администрирование"),
          ],
          vtiger: "contract_type",
        },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("undefined", "Undefined", "Не определён", "gray", { outcome: "open" }),
            colored("in_planning", "In planning", "Готовится", "blue", { outcome: "open" }),
            colored("in_progress", "In progress", "Действует", "green", { outcome: "open" }),
            colored("on_hold", "On hold", "Приостановлен", "yellow", { outcome: "open" }),
            colored("complete", "Complete", "Исполнен", "teal", { outcome: "won" }),
            colored("archived", "Archived", "В архиве", "dark", { outcome: "won" }),
          ],
          default: "in_planning",
          indexed: true,
          vtiger: "contract_status",
        },
        { name: "priority", type: "picklist", label: { en: "Priority", ru: "Приоритет" }, options: priorities, default: "normal", vtiger: "contract_priority" },
        { name: "start_date", type: "date", label: { en: "Start date", ru: "Начало" }, quickCreate: true, indexed: true, vtiger: "start_date" },
        { name: "due_date", type: "date", label: { en: "Due date", ru: "Действует до" }, quickCreate: true, indexed: true, vtiger: "due_date" },
        { name: "tracking_unit", type: "picklist", label: { en: "Tracking unit", ru: "Единица учёта" }, options: serviceUnits, quickCreate: true, vtiger: "tracking_unit" },
        { name: "total_units", type: "decimal", label: { en: "Total units", ru: "Всего единиц" }, scale: 2, min: 0, quickCreate: true, vtiger: "total_units" },
        { name: "used_units", type: "decimal", label: { en: "Used units", ru: "Использовано единиц" }, scale: 2, min: 0, quickCreate: true, vtiger: "used_units" },
        { name: "end_date", type: "date", label: { en: "Ended on", ru: "Дата завершения" }, readOnly: true, vtiger: "end_date" },
        { name: "planned_duration", type: "integer", label: { en: "Planned duration, days", ru: "Плановая длительность, дней" }, readOnly: true, vtiger: "planned_duration" },
        { name: "actual_duration", type: "integer", label: { en: "Actual duration, days", ru: "Фактическая длительность, дней" }, readOnly: true, vtiger: "actual_duration" },
        { name: "progress", type: "percent", label: { en: "Progress", ru: "Выполнено" }, readOnly: true, min: 0, max: 100, vtiger: "progress" },
      ],
    },
  ],
  links: [
    {
      name: "contract_tickets",
      here: { name: "tickets", label: { en: "Service requests", ru: "Обращения" } },
      there: { module: "tickets", name: "service_contracts", label: { en: "Service contracts", ru: "Сервисные контракты" } },
    },
  ],
});

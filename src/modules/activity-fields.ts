/** Fields that tasks and events share. */
import type { FieldDefinition, LinkDefinition } from "../model/define.ts";
import { activityPriorities, repetitions } from "./option-sets.ts";

/** What an activity, an email or a call may be about, besides a contact. */
const ACTIVITY_TARGETS = [
  "leads",
  "organizations",
  "opportunities",
  "campaigns",
  "quotes",
  "sales_orders",
  "purchase_orders",
  "invoices",
  "tickets",
  "projects",
  "project_tasks",
  "service_contracts",
  "assets",
  "vendors",
] as const;

export const activitySubject = (): FieldDefinition => ({
  name: "subject",
  type: "text",
  label: { en: "Subject", ru: "Тема" },
  mandatory: true,
  quickCreate: true,
  indexed: true,
  vtiger: "subject",
});

export const activityPriority = (): FieldDefinition => ({
  name: "priority",
  type: "picklist",
  label: { en: "Priority", ru: "Приоритет" },
  options: activityPriorities,
  default: "medium",
  indexed: true,
  vtiger: "taskpriority",
});

/** What and whom the activity is about. */
export const relatedTo = (): FieldDefinition[] => [
  {
    name: "related_to_id",
    type: "reference",
    label: { en: "Related to", ru: "Относится к" },
    targets: ACTIVITY_TARGETS,
    targetsAdded: true,
    quickCreate: true,
    vtiger: "parent_id",
  },
  {
    name: "contact_id",
    type: "reference",
    label: { en: "Contact", ru: "Контакт" },
    targets: ["contacts"],
    quickCreate: true,
    vtiger: "contact_id",
  },
];

export const location = (): FieldDefinition => ({
  name: "location",
  type: "text",
  label: { en: "Location", ru: "Место" },
  vtiger: "location",
});

export const reminders = (): FieldDefinition[] => [
  {
    name: "reminder_minutes",
    type: "integer",
    label: { en: "Remind, minutes before", ru: "Напомнить за, мин" },
    min: 0,
    max: 525_600,
    vtiger: "reminder_time",
  },
  {
    name: "send_notification",
    type: "checkbox",
    label: { en: "Send notification", ru: "Отправить уведомление" },
    default: false,
    vtiger: "sendnotification",
  },
];

export const repeat = (): FieldDefinition => ({
  name: "repeat",
  type: "picklist",
  label: { en: "Repeat", ru: "Повторять" },
  options: repetitions,
  vtiger: "recurringtype",
});

/** Contacts and colleagues who take part in an activity. */
export const participants = (
  kind: "task" | "event",
  attended: { contacts: LinkDefinition["there"]; users: LinkDefinition["there"] },
): LinkDefinition[] => [
  {
    name: `${kind}_contacts`,
    here: { name: "contacts", label: { en: "Contacts", ru: "Контакты" } },
    there: attended.contacts,
  },
  {
    name: `${kind}_users`,
    here: { name: "users", label: { en: "Colleagues", ru: "Сотрудники" } },
    there: attended.users,
  },
];

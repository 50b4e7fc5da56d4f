import { defineModule } from "../../model/define.ts";
import { activityPriority, activitySubject, location, participants, relatedTo, reminders, repeat } from "../activity-fields.ts";
import { descriptionBlock } from "../blocks.ts";
import { eventStatuses, eventTypes, visibilities } from "../option-sets.ts";

/** Meetings and other things with a beginning and an end. */
export const events = defineModule({
  name: "events",
  label: { en: "Events", ru: "События" },
  singular: { en: "Event", ru: "Событие" },
  icon: "calendar-event",
  menu: "activities",
  numberPrefix: "EVT",
  nameFields: ["subject"],
  stageField: "status",
  keyFields: ["status", "type", "start_at", "end_at", "location", "related_to_id"],
  list: {
    columns: ["subject", "type", "status", "start_at", "end_at", "related_to_id", "contact_id", "owner_id"],
    sort: "-start_at",
  },
  parents: ["related_to_id", "contact_id"],
  vtiger: "Events",
  blocks: [
    {
      name: "basic",
      label: { en: "Event details", ru: "Основное" },
      fields: [
        activitySubject(),
        {
          name: "type",
          type: "picklist",
          label: { en: "Type", ru: "Тип" },
          options: eventTypes,
          mandatory: true,
          default: "meeting",
          quickCreate: true,
          indexed: true,
          vtiger: "activitytype",
        },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: eventStatuses,
          mandatory: true,
          default: "planned",
          quickCreate: true,
          indexed: true,
          vtiger: "eventstatus",
        },
        {
          name: "start_at",
          type: "datetime",
          label: { en: "Start", ru: "Начало" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: "date_start",
        },
        {
          name: "end_at",
          type: "datetime",
          label: { en: "End", ru: "Окончание" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: "due_date",
        },
        { name: "all_day", type: "checkbox", label: { en: "All day", ru: "Весь день" }, default: false, vtiger: "notime" },
        location(),
        activityPriority(),
        {
          name: "visibility",
          type: "picklist",
          label: { en: "Visibility", ru: "Кому видно" },
          options: visibilities,
          default: "public",
          vtiger: "visibility",
        },
        repeat(),
      ],
    },
    { name: "related", label: { en: "Related to", ru: "Относится к" }, fields: relatedTo() },
    { name: "reminder", label: { en: "Reminder", ru: "Напоминание" }, fields: reminders() },
    descriptionBlock(),
  ],
  links: participants("event", {
    contacts: { module: "contacts", name: "invitations", label: { en: "Invited to events", ru: "Приглашения на события" } },
    users: { module: "users", name: "invitations", label: { en: "Invited to events", ru: "Приглашения на события" } },
  }),
});

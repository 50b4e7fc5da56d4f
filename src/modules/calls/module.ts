import { defineModule } from "../../model/define.ts";
import { colored } from "../option-sets.ts";

/** Telephone calls through the PBX. */
export const calls = defineModule({
  name: "calls",
  label: { en: "Calls", ru: "Звонки" },
  singular: { en: "Call", ru: "Звонок" },
  icon: "phone",
  menu: "activities",
  numberPrefix: "CALL",
  nameFields: ["phone"],
  stageField: "status",
  keyFields: ["direction", "status", "customer_id", "user_id", "started_at", "duration_seconds"],
  list: {
    columns: ["direction", "phone", "customer_id", "user_id", "status", "started_at", "duration_seconds"],
    sort: "-started_at",
  },
  vtiger: "PBXManager",
  blocks: [
    {
      name: "basic",
      label: { en: "Call details", ru: "Основное" },
      fields: [
        {
          name: "direction",
          type: "picklist",
          label: { en: "Direction", ru: "Направление" },
          options: [colored("inbound", "Inbound", "Входящий", "blue"), colored("outbound", "Outbound", "Исходящий", "teal")],
          default: "outbound",
          quickCreate: true,
          indexed: true,
          vtiger: "direction",
        },
        {
          name: "status",
          type: "picklist",
          label: { en: "Call status", ru: "Статус" },
          options: [
            colored("ringing", "Ringing", "Вызов", "yellow", { outcome: "open" }),
            colored("in_progress", "In progress", "Идёт разговор", "blue", { outcome: "open" }),
            colored("completed", "Completed", "Состоялся", "green", { outcome: "won" }),
            colored("no_answer", "No answer", "Нет ответа", "orange", { outcome: "lost" }),
            colored("busy", "Busy", "Занято", "orange", { outcome: "lost" }),
            colored("failed", "Failed", "Не удался", "red", { outcome: "lost" }),
          ],
          indexed: true,
          vtiger: "callstatus",
        },
        { name: "phone", type: "phone", label: { en: "Customer's number", ru: "Номер клиента" }, mandatory: true, quickCreate: true, indexed: true, personal: true, vtiger: "customernumber" },
        { name: "customer_id", type: "reference", label: { en: "Customer", ru: "Клиент" }, targets: ["contacts", "leads", "organizations"], quickCreate: true, vtiger: "customer" },
        { name: "user_id", type: "user", label: { en: "Colleague", ru: "Сотрудник" }, indexed: true, vtiger: "user" },
        { name: "started_at", type: "datetime", label: { en: "Start time", ru: "Начало" }, quickCreate: true, indexed: true, vtiger: "starttime" },
        { name: "ended_at", type: "datetime", label: { en: "End time", ru: "Окончание" }, vtiger: "endtime" },
        { name: "duration_seconds", type: "integer", label: { en: "Duration, seconds", ru: "Длительность, с" }, min: 0, vtiger: "totalduration" },
        { name: "billed_seconds", type: "integer", label: { en: "Billed duration, seconds", ru: "Оплачиваемое время, с" }, min: 0, vtiger: "billduration" },
        { name: "recording_url", type: "url", label: { en: "Recording", ru: "Запись разговора" }, vtiger: "recordingurl" },
        { name: "external_id", type: "text", label: { en: "Source UUID", ru: "Идентификатор в АТС" }, maxLength: 100, indexed: true, searchable: false, vtiger: "sourceuuid" },
        { name: "gateway", type: "text", label: { en: "Gateway", ru: "Шлюз" }, maxLength: 100, searchable: false, vtiger: "gateway" },
        { name: "notes", type: "long_text", label: { en: "Notes", ru: "Заметки" }, quickCreate: true, vtiger: null },
      ],
    },
  ],
});

import { defineModule, type LinkDefinition } from "../../model/define.ts";
import { colored, option } from "../option-sets.ts";

const messagesLabel = { en: "Messages", ru: "Сообщения" };

/** Those to whom (or from whom) the message went, of one module. */
const recipients = (module: string, en: string, ru: string): LinkDefinition => ({
  name: `message_${module}`,
  here: { name: module, label: { en, ru } },
  there: { module, name: "messages", label: messagesLabel },
});

/** SMS and messengers in the timeline. */
export const messages = defineModule({
  name: "messages",
  label: messagesLabel,
  singular: { en: "Message", ru: "Сообщение" },
  icon: "device-mobile-message",
  menu: "activities",
  numberPrefix: "MSG",
  nameFields: ["text"],
  stageField: "status",
  keyFields: ["channel", "direction", "phone", "status", "sent_at"],
  list: { columns: ["text", "channel", "direction", "phone", "status", "sent_at", "owner_id"], sort: "-sent_at" },
  parents: ["related_to_id", "message_contacts", "message_leads", "message_organizations"],
  vtiger: "SMSNotifier",
  blocks: [
    {
      name: "basic",
      label: { en: "Message", ru: "Сообщение" },
      fields: [
        {
          name: "text",
          type: "long_text",
          label: { en: "Message", ru: "Текст" },
          mandatory: true,
          quickCreate: true,
          searchable: true,
          vtiger: "message",
        },
        {
          name: "channel",
          type: "picklist",
          label: { en: "Channel", ru: "Канал" },
          options: [
            option("sms", "SMS", "SMS"),
            option("telegram", "Telegram", "Telegram"),
            option("whatsapp", "WhatsApp", "WhatsApp"),
            option("max", "MAX", "MAX"),
            option("vk", "VK", "ВКонтакте"),
            option("other", "Other", "Другой"),
          ],
          default: "sms",
          quickCreate: true,
          indexed: true,
          vtiger: null,
        },
        {
          name: "direction",
          type: "picklist",
          label: { en: "Direction", ru: "Направление" },
          options: [colored("outbound", "Outbound", "Исходящее", "teal"), colored("inbound", "Inbound", "Входящее", "blue")],
          default: "outbound",
          indexed: true,
          vtiger: null,
        },
        {
          name: "phone",
          type: "phone",
          label: { en: "Phone", ru: "Телефон" },
          quickCreate: true,
          indexed: true,
          personal: true,
          vtiger: null,
        },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("draft", "Draft", "Черновик", "gray", { outcome: "open" }),
            colored("queued", "Queued", "В очереди", "yellow", { outcome: "open" }),
            colored("sent", "Sent", "Отправлено", "blue", { outcome: "open" }),
            colored("delivered", "Delivered", "Доставлено", "green", { outcome: "won" }),
            colored("received", "Received", "Получено", "teal", { outcome: "won" }),
            colored("failed", "Failed", "Не доставлено", "red", { outcome: "lost" }),
          ],
          default: "draft",
          indexed: true,
          vtiger: null,
        },
        { name: "sent_at", type: "datetime", label: { en: "Sent", ru: "Отправлено" }, indexed: true, vtiger: null },
        {
          name: "related_to_id",
          type: "reference",
          label: { en: "Related to", ru: "Относится к" },
          targets: ["opportunities", "tickets", "sales_orders", "invoices"],
          targetsAdded: true,
          vtiger: null,
        },
      ],
    },
  ],
  links: [
    recipients("contacts", "Contacts", "Контакты"),
    recipients("leads", "Leads", "Лиды"),
    recipients("organizations", "Organizations", "Организации"),
  ],
});

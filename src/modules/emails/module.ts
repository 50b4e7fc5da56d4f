import { defineModule } from "../../model/define.ts";
import { colored } from "../option-sets.ts";

/** Mail in the timeline. */
export const emails = defineModule({
  name: "emails",
  label: { en: "Emails", ru: "Письма" },
  singular: { en: "Email", ru: "Письмо" },
  icon: "mail",
  menu: "activities",
  numberPrefix: "EML",
  nameFields: ["subject"],
  stageField: "status",
  keyFields: ["status", "from_email", "to_emails", "sent_at"],
  list: {
    columns: ["subject", "status", "from_email", "to_emails", "related_to_id", "sent_at", "owner_id"],
    sort: "-sent_at",
  },
  vtiger: "Emails",
  blocks: [
    {
      name: "basic",
      label: { en: "Email", ru: "Письмо" },
      fields: [
        { name: "subject", type: "text", label: { en: "Subject", ru: "Тема" }, mandatory: true, maxLength: 500, quickCreate: true, indexed: true, vtiger: "subject" },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("draft", "Draft", "Черновик", "gray"),
            colored("sent", "Sent", "Отправлено", "green"),
            colored("received", "Received", "Получено", "blue"),
          ],
          default: "draft",
          indexed: true,
          vtiger: "email_flag",
        },
        { name: "from_email", type: "email", label: { en: "From", ru: "От" }, personal: true, indexed: true, vtiger: "from_email" },
        { name: "to_emails", type: "long_text", label: { en: "To", ru: "Кому" }, quickCreate: true, searchable: true, personal: true, vtiger: "saved_toid" },
        { name: "cc_emails", type: "long_text", label: { en: "CC", ru: "Копия" }, searchable: true, personal: true, vtiger: "ccmail" },
        { name: "bcc_emails", type: "long_text", label: { en: "BCC", ru: "Скрытая копия" }, personal: true, vtiger: "bccmail" },
        { name: "sent_at", type: "datetime", label: { en: "Date sent", ru: "Отправлено" }, indexed: true, vtiger: "date_start" },
        {
          name: "related_to_id",
          type: "reference",
          label: { en: "Related to", ru: "Относится к" },
          targets: [
            "contacts",
            "leads",
            "organizations",
            "vendors",
            "opportunities",
            "campaigns",
            "quotes",
            "sales_orders",
            "purchase_orders",
            "invoices",
            "tickets",
            "projects",
            "project_tasks",
          ],
          quickCreate: true,
          vtiger: "parent_id",
        },
        { name: "attachment", type: "file", label: { en: "Attachment", ru: "Вложение" }, vtiger: "filename" },
        { name: "open_count", type: "integer", label: { en: "Opened, times", ru: "Открыто, раз" }, readOnly: true, vtiger: "access_count" },
        { name: "click_count", type: "integer", label: { en: "Links clicked, times", ru: "Переходов по ссылкам" }, readOnly: true, vtiger: "click_count" },
      ],
    },
    {
      name: "body",
      label: { en: "Text", ru: "Текст" },
      fields: [{ name: "body", type: "rich_text", label: { en: "Text", ru: "Текст" }, quickCreate: true, vtiger: "description" }],
    },
  ],
  links: [
    {
      name: "email_contacts",
      here: { name: "contacts", label: { en: "Contacts", ru: "Контакты" } },
      there: { module: "contacts", name: "copied_emails", label: { en: "Emails with this contact", ru: "Письма с участием контакта" } },
    },
    {
      name: "email_users",
      here: { name: "users", label: { en: "Colleagues", ru: "Сотрудники" } },
      there: { module: "users", name: "emails", label: { en: "Emails", ru: "Письма" } },
    },
  ],
});

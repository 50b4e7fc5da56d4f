import { defineModule } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { colored, option, ticketPriorities } from "../option-sets.ts";

/** Customers' requests for service after the sale. */
export const tickets = defineModule({
  name: "tickets",
  label: { en: "Tickets", ru: "Обращения" },
  singular: { en: "Ticket", ru: "Обращение" },
  icon: "lifebuoy",
  menu: "service",
  numberPrefix: "TT",
  nameFields: ["title"],
  stageField: "status",
  keyFields: ["status", "priority", "organization_id", "contact_id", "product_id"],
  list: {
    columns: ["number", "title", "status", "priority", "organization_id", "contact_id", "owner_id", "created_at"],
    sort: "-modified_at",
  },
  vtiger: "HelpDesk",
  blocks: [
    {
      name: "basic",
      label: { en: "Ticket details", ru: "Основное" },
      fields: [
        { name: "title", type: "text", label: { en: "Title", ru: "Тема" }, mandatory: true, maxLength: 500, quickCreate: true, indexed: true, vtiger: "ticket_title" },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("open", "Open", "Открыто", "blue", { outcome: "open" }),
            colored("in_progress", "In progress", "В работе", "indigo", { outcome: "open" }),
            colored("waiting", "Wait for response", "Ждём ответа", "yellow", { outcome: "open" }),
            colored("closed", "Closed", "Закрыто", "green", { outcome: "won" }),
          ],
          mandatory: true,
          default: "open",
          quickCreate: true,
          indexed: true,
          vtiger: "ticketstatus",
        },
        { name: "priority", type: "picklist", label: { en: "Priority", ru: "Приоритет" }, options: ticketPriorities, mandatory: true, default: "normal", quickCreate: true, indexed: true, vtiger: "ticketpriorities" },
        {
          name: "severity",
          type: "picklist",
          label: { en: "Severity", ru: "Серьёзность" },
          options: [
            colored("minor", "Minor", "Незначительная", "gray"),
            colored("major", "Major", "Существенная", "orange"),
            colored("feature", "Feature", "Пожелание", "blue"),
            colored("critical", "Critical", "Критическая", "red"),
          ],
          vtiger: "ticketseverities",
        },
        {
          name: "category",
          type: "picklist",
          label: { en: "Category", ru: "Категория" },
          options: [
            option("big_problem", "Big problem", "Крупная неполадка"),
            option("small_problem", "Small problem", "Мелкая неполадка"),
            option("other_problem", "Other problem", "Другой вопрос"),
          ],
          indexed: true,
          vtiger: "ticketcategories",
        },
        { name: "organization_id", type: "reference", label: { en: "Organization", ru: "Организация" }, targets: ["organizations"], quickCreate: true, vtiger: "parent_id" },
        { name: "contact_id", type: "reference", label: { en: "Contact", ru: "Контакт" }, targets: ["contacts"], quickCreate: true, vtiger: "contact_id" },
        { name: "product_id", type: "reference", label: { en: "Product", ru: "Товар" }, targets: ["products"], vtiger: "product_id" },
        { name: "hours", type: "decimal", label: { en: "Hours spent", ru: "Затрачено часов" }, scale: 2, min: 0, vtiger: "hours" },
        { name: "days", type: "decimal", label: { en: "Days spent", ru: "Затрачено дней" }, scale: 2, min: 0, vtiger: "days" },
        { name: "from_portal", type: "checkbox", label: { en: "From the portal", ru: "Создано на портале" }, readOnly: true, vtiger: "from_portal" },
      ],
    },
    descriptionBlock(),
    {
      name: "resolution",
      label: { en: "Resolution", ru: "Решение" },
      fields: [{ name: "solution", type: "long_text", label: { en: "Solution", ru: "Решение" }, vtiger: "solution" }],
    },
  ],
});

import { defineModule, type LinkDefinition } from "../../model/define.ts";
import { option } from "../option-sets.ts";

const documentsLabel = { en: "Documents", ru: "Документы" };

/** Records that the document belongs to, of one module. */
const attachedTo = (module: string, en: string, ru: string): LinkDefinition => ({
  name: `document_${module}`,
  here: { name: module, label: { en, ru } },
  there: { module, name: "documents", label: documentsLabel },
});

const belongsTo: readonly LinkDefinition[] = [
  attachedTo("leads", "Leads", "Лиды"),
  attachedTo("contacts", "Contacts", "Контакты"),
  attachedTo("organizations", "Organizations", "Организации"),
  attachedTo("opportunities", "Opportunities", "Сделки"),
  attachedTo("campaigns", "Campaigns", "Кампании"),
  attachedTo("vendors", "Vendors", "Поставщики"),
  attachedTo("products", "Products", "Товары"),
  attachedTo("services", "Services", "Услуги"),
  attachedTo("quotes", "Quotes", "Предложения"),
  attachedTo("sales_orders", "Sales orders", "Заказы клиентов"),
  attachedTo("purchase_orders", "Purchase orders", "Заказы поставщикам"),
  attachedTo("invoices", "Invoices", "Счета"),
  attachedTo("tickets", "Tickets", "Обращения"),
  attachedTo("service_contracts", "Service contracts", "Сервисные контракты"),
  attachedTo("assets", "Assets", "Активы"),
  attachedTo("faq", "Knowledge base", "База знаний"),
  attachedTo("projects", "Projects", "Проекты"),
  attachedTo("project_tasks", "Project tasks", "Задачи проектов"),
  attachedTo("emails", "Emails", "Письма"),
];

/** Files, links and notes. */
export const documents = defineModule({
  name: "documents",
  label: documentsLabel,
  singular: { en: "Document", ru: "Документ" },
  icon: "file-text",
  menu: "tools",
  numberPrefix: "DOC",
  nameFields: ["title"],
  keyFields: ["folder_id", "kind", "file_size", "file_version"],
  list: {
    columns: ["title", "folder_id", "kind", "file", "file_size", "owner_id", "modified_at"],
    sort: "-modified_at",
  },
  parents: belongsTo.map(({ name }) => name),
  linksAdded: { prefix: "document", there: { name: "documents", label: documentsLabel } },
  vtiger: "Documents",
  blocks: [
    {
      name: "basic",
      label: { en: "Basic information", ru: "Основное" },
      fields: [
        {
          name: "title",
          type: "text",
          label: { en: "Title", ru: "Название" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: "notes_title",
        },
        {
          name: "folder_id",
          type: "reference",
          label: { en: "Folder", ru: "Папка" },
          targets: ["document_folders"],
          quickCreate: true,
          vtiger: "folderid",
        },
        { name: "active", type: "checkbox", label: { en: "Active", ru: "Действует" }, default: true, indexed: true, vtiger: "filestatus" },
      ],
    },
    {
      name: "file",
      label: { en: "File", ru: "Файл" },
      fields: [
        {
          name: "kind",
          type: "picklist",
          label: { en: "Kind", ru: "Вид" },
          options: [option("file", "File", "Файл"), option("link", "Link", "Ссылка")],
          default: "file",
          quickCreate: true,
          indexed: true,
          vtiger: "filelocationtype",
        },
        { name: "file", type: "file", label: { en: "File", ru: "Файл" }, quickCreate: true, vtiger: "filename" },
        { name: "url", type: "url", label: { en: "Link", ru: "Ссылка" }, quickCreate: true, vtiger: null },
        {
          name: "file_size",
          type: "integer",
          label: { en: "File size, bytes", ru: "Размер файла, байт" },
          readOnly: true,
          vtiger: "filesize",
        },
        {
          name: "file_type",
          type: "text",
          label: { en: "File type", ru: "Тип файла" },
          readOnly: true,
          searchable: false,
          vtiger: "filetype",
        },
        {
          name: "file_version",
          type: "text",
          label: { en: "Version", ru: "Версия" },
          maxLength: 50,
          searchable: false,
          vtiger: "fileversion",
        },
        {
          name: "download_count",
          type: "integer",
          label: { en: "Downloads", ru: "Скачиваний" },
          readOnly: true,
          vtiger: "filedownloadcount",
        },
      ],
    },
    {
      name: "note",
      label: { en: "Note", ru: "Заметка" },
      fields: [{ name: "note", type: "rich_text", label: { en: "Note", ru: "Заметка" }, vtiger: "notecontent" }],
    },
  ],
  links: belongsTo,
});

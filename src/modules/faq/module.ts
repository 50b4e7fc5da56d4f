import { defineModule } from "../../model/define.ts";
import { colored, option } from "../option-sets.ts";

/** Questions and answers, internal and public. */
export const faq = defineModule({
  name: "faq",
  label: { en: "Knowledge base", ru: "База знаний" },
  singular: { en: "Article", ru: "Статья" },
  icon: "book-2",
  menu: "service",
  numberPrefix: "FAQ",
  nameFields: ["question"],
  stageField: "status",
  keyFields: ["status", "category", "product_id"],
  list: { columns: ["number", "question", "category", "product_id", "status", "modified_at"], sort: "-modified_at" },
  vtiger: "Faq",
  blocks: [
    {
      name: "basic",
      label: { en: "Article", ru: "Статья" },
      fields: [
        {
          name: "question",
          type: "text",
          label: { en: "Question", ru: "Вопрос" },
          mandatory: true,
          maxLength: 500,
          quickCreate: true,
          indexed: true,
          vtiger: "question",
        },
        {
          name: "answer",
          type: "rich_text",
          label: { en: "Answer", ru: "Ответ" },
          mandatory: true,
          searchable: true,
          vtiger: "faq_answer",
        },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("draft", "Draft", "Черновик", "gray", { outcome: "open" }),
            colored("reviewed", "Reviewed", "Проверена", "blue", { outcome: "open" }),
            colored("published", "Published", "Опубликована", "green", { outcome: "won" }),
            colored("obsolete", "Obsolete", "Устарела", "dark", { outcome: "lost" }),
          ],
          mandatory: true,
          default: "draft",
          quickCreate: true,
          indexed: true,
          vtiger: "faqstatus",
        },
        {
          name: "category",
          type: "picklist",
          label: { en: "Category", ru: "Раздел" },
          options: [
            option("general", "General", "Общие вопросы"),
            option("billing", "Billing", "Оплата и документы"),
            option("delivery", "Delivery", "Доставка"),
            option("technical", "Technical", "Технические вопросы"),
            option("warranty", "Warranty", "Гарантия и ремонт"),
          ],
          default: "general",
          indexed: true,
          vtiger: "faqcategories",
        },
        { name: "product_id", type: "reference", label: { en: "Product", ru: "Товар" }, targets: ["products"], vtiger: "product_id" },
      ],
    },
  ],
});

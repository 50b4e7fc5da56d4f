import { defineModule, type FieldDefinition, type LinkDefinition } from "../../model/define.ts";
import { descriptionBlock } from "../blocks.ts";
import { campaignMemberStatuses, colored, option } from "../option-sets.ts";

const campaignsLabel = { en: "Campaigns", ru: "Кампании" };

const memberStatus: FieldDefinition = {
  name: "status",
  type: "picklist",
  label: { en: "Status", ru: "Результат" },
  options: campaignMemberStatuses,
  vtiger: "campaignrelstatus",
};

/** The members of a campaign, of one module, each with its answer. */
const members = (module: string, en: string, ru: string): LinkDefinition => ({
  name: `campaign_${module}`,
  here: { name: module, label: { en, ru } },
  there: { module, name: "campaigns", label: campaignsLabel },
  fields: [memberStatus],
});

/** Marketing: its members, cost and return. */
export const campaigns = defineModule({
  name: "campaigns",
  label: campaignsLabel,
  singular: { en: "Campaign", ru: "Кампания" },
  icon: "speakerphone",
  menu: "marketing",
  numberPrefix: "CAM",
  nameFields: ["name"],
  stageField: "status",
  keyFields: ["status", "type", "close_date", "budget_cost", "expected_revenue"],
  list: {
    columns: ["name", "type", "status", "close_date", "budget_cost", "expected_revenue", "owner_id"],
    sort: "-close_date",
  },
  vtiger: "Campaigns",
  blocks: [
    {
      name: "basic",
      label: { en: "Campaign details", ru: "Основное" },
      fields: [
        {
          name: "name",
          type: "text",
          label: { en: "Campaign name", ru: "Название" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: "campaignname",
        },
        {
          name: "status",
          type: "picklist",
          label: { en: "Status", ru: "Статус" },
          options: [
            colored("planning", "Planning", "Планируется", "blue", { outcome: "open" }),
            colored("active", "Active", "Активна", "green", { outcome: "open" }),
            colored("inactive", "Inactive", "Приостановлена", "yellow", { outcome: "open" }),
            colored("completed", "Completed", "Завершена", "gray", { outcome: "won" }),
            colored("cancelled", "Cancelled", "Отменена", "red", { outcome: "lost" }),
          ],
          default: "planning",
          quickCreate: true,
          indexed: true,
          vtiger: "campaignstatus",
        },
        {
          name: "type",
          type: "picklist",
          label: { en: "Type", ru: "Тип" },
          options: [
            option("conference", "Conference", "Конференция"),
            option("webinar", "Webinar", "Вебинар"),
            option("trade_show", "Trade show", "Выставка"),
            option("public_relations", "Public relations", "PR и публикации"),
            option("partners", "Partners", "Партнёрская акция"),
            option("referral_program", "Referral program", "Реферальная программа"),
            option("advertisement", "Advertisement", "Реклама"),
            option("banner_ads", "Banner ads", "Баннерная реклама"),
            option("direct_mail", "Direct mail", "Почтовая рассылка"),
            option("email", "Email", "Рассылка по эл. почте"),
            option("telemarketing", "Telemarketing", "Обзвон"),
            option("others", "Others", "Другое"),
          ],
          quickCreate: true,
          indexed: true,
          vtiger: "campaigntype",
        },
        {
          name: "close_date",
          type: "date",
          label: { en: "Expected close date", ru: "Дата окончания" },
          mandatory: true,
          quickCreate: true,
          indexed: true,
          vtiger: "closingdate",
        },
        {
          name: "product_id",
          type: "reference",
          label: { en: "Product", ru: "Товар" },
          targets: ["products"],
          quickCreate: true,
          vtiger: "product_id",
        },
        { name: "target_audience", type: "text", label: { en: "Target audience", ru: "Целевая аудитория" }, vtiger: "targetaudience" },
        { name: "target_size", type: "integer", label: { en: "Target size", ru: "Размер аудитории" }, min: 0, vtiger: "targetsize" },
        { name: "sponsor", type: "text", label: { en: "Sponsor", ru: "Спонсор" }, vtiger: "sponsor" },
        { name: "sent_count", type: "integer", label: { en: "Number sent", ru: "Отправлено" }, min: 0, vtiger: "numsent" },
      ],
    },
    {
      name: "expectations",
      label: { en: "Expected and actual", ru: "План и факт" },
      fields: [
        { name: "budget_cost", type: "money", label: { en: "Budget", ru: "Бюджет" }, vtiger: "budgetcost" },
        { name: "actual_cost", type: "money", label: { en: "Actual cost", ru: "Фактические расходы" }, vtiger: "actualcost" },
        { name: "expected_revenue", type: "money", label: { en: "Expected revenue", ru: "Ожидаемая выручка" }, vtiger: "expectedrevenue" },
        {
          name: "expected_response",
          type: "picklist",
          label: { en: "Expected response", ru: "Ожидаемый отклик" },
          options: [
            option("excellent", "Excellent", "Отличный"),
            option("good", "Good", "Хороший"),
            option("average", "Average", "Средний"),
            option("poor", "Poor", "Слабый"),
          ],
          quickCreate: true,
          vtiger: "expectedresponse",
        },
        {
          name: "expected_response_count",
          type: "integer",
          label: { en: "Expected responses", ru: "Ожидаемое число откликов" },
          min: 0,
          vtiger: "expectedresponsecount",
        },
        {
          name: "actual_response_count",
          type: "integer",
          label: { en: "Actual responses", ru: "Получено откликов" },
          min: 0,
          vtiger: "actualresponsecount",
        },
        {
          name: "expected_sales_count",
          type: "integer",
          label: { en: "Expected sales", ru: "Ожидаемое число продаж" },
          min: 0,
          vtiger: "expectedsalescount",
        },
        {
          name: "actual_sales_count",
          type: "integer",
          label: { en: "Actual sales", ru: "Фактическое число продаж" },
          min: 0,
          vtiger: "actualsalescount",
        },
        { name: "expected_roi", type: "money", label: { en: "Expected ROI", ru: "Ожидаемый возврат инвестиций" }, vtiger: "expectedroi" },
        { name: "actual_roi", type: "money", label: { en: "Actual ROI", ru: "Фактический возврат инвестиций" }, vtiger: "actualroi" },
      ],
    },
    descriptionBlock(),
  ],
  links: [
    members("leads", "Leads", "Лиды"),
    members("contacts", "Contacts", "Контакты"),
    members("organizations", "Organizations", "Организации"),
  ],
});

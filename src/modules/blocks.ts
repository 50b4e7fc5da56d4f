/** Blocks and fields that many modules declare in the same words. */
import type { Block, FieldDefinition } from "../model/define.ts";
import { leadSources, salutations } from "./option-sets.ts";

/** The free description at the end of most forms. */
export const descriptionBlock = (): Block => ({
  name: "description",
  label: { en: "Description", ru: "Описание" },
  fields: [{ name: "description", type: "long_text", label: { en: "Description", ru: "Описание" }, vtiger: "description" }],
});

/** A block around one address. */
export const addressBlock = (fields: readonly FieldDefinition[]): Block => ({
  name: "address",
  label: { en: "Address", ru: "Адрес" },
  fields,
});

/** How a person is reached beside the main telephone. */
export const personReach = (): FieldDefinition[] => [
  {
    name: "mobile",
    type: "phone",
    label: { en: "Mobile phone", ru: "Мобильный телефон" },
    indexed: true,
    personal: true,
    vtiger: "mobile",
  },
  {
    name: "email",
    type: "email",
    label: { en: "Email", ru: "Эл. почта" },
    quickCreate: true,
    indexed: true,
    personal: true,
    vtiger: "email",
  },
  {
    name: "secondary_email",
    type: "email",
    label: { en: "Secondary email", ru: "Дополнительная эл. почта" },
    personal: true,
    vtiger: "secondaryemail",
  },
];

/** Salutation and name of a person, in the order in which a form asks for them. */
export const personName = (): FieldDefinition[] => [
  {
    name: "salutation",
    type: "picklist",
    label: { en: "Salutation", ru: "Обращение" },
    options: salutations,
    vtiger: "salutationtype",
  },
  {
    name: "last_name",
    type: "text",
    label: { en: "Last name", ru: "Фамилия" },
    mandatory: true,
    maxLength: 100,
    quickCreate: true,
    indexed: true,
    personal: true,
    vtiger: "lastname",
  },
  {
    name: "first_name",
    type: "text",
    label: { en: "First name", ru: "Имя" },
    maxLength: 100,
    quickCreate: true,
    indexed: true,
    personal: true,
    vtiger: "firstname",
  },
  {
    name: "middle_name",
    type: "text",
    label: { en: "Middle name", ru: "Отчество" },
    maxLength: 100,
    personal: true,
    vtiger: null,
  },
];

/** Where the first contact came from. */
export const leadSource = (): FieldDefinition => ({
  name: "lead_source",
  type: "picklist",
  label: { en: "Lead source", ru: "Источник" },
  options: leadSources,
  indexed: true,
  vtiger: "leadsource",
});

export const emailOptOut = (): FieldDefinition => ({
  name: "email_opt_out",
  type: "checkbox",
  label: { en: "Email opt out", ru: "Отказ от рассылок" },
  vtiger: "emailoptout",
});

export const notifyOwner = (): FieldDefinition => ({
  name: "notify_owner",
  type: "checkbox",
  label: { en: "Notify owner", ru: "Уведомлять ответственного" },
  vtiger: "notify_owner",
});

/** Set by lead conversion. */
export const convertedFromLead = (): FieldDefinition => ({
  name: "converted_from_lead",
  type: "checkbox",
  label: { en: "Converted from lead", ru: "Создано из лида" },
  readOnly: true,
  vtiger: "isconvertedfromlead",
});

/**
 * Which way the record goes: the stages that it is offered depend on it. With one pipeline alone there is nothing to
 * choose, so forms leave it out until there is a second one.
 */
export const pipeline = (en: string, ru: string): FieldDefinition => ({
  name: "pipeline",
  type: "picklist",
  label: { en: "Pipeline", ru: "Воронка" },
  options: [{ value: "standard", label: { en, ru } }],
  default: "standard",
  hidden: true,
  indexed: true,
  vtiger: null,
});

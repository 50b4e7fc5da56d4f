/**
 * Which field of a lead becomes which field of the organization, the contact and the opportunity. Pure, since the
 * settings screen offers only what can be kept.
 */
import type { FieldDefinition } from "../../model/define.ts";

export const PARTS = ["organization", "contact", "opportunity"] as const;
export type Part = (typeof PARTS)[number];
export const MODULE_OF: Readonly<Record<Part, string>> = {
  organization: "organizations",
  contact: "contacts",
  opportunity: "opportunities",
};

/** One field of the lead with the fields that take its value; null: none. */
export interface MappingLine extends Readonly<Record<Part, string | null>> {
  readonly field: string;
}

const line = (field: string, organization: string | null, contact: string | null, opportunity: string | null): MappingLine => ({
  field,
  organization,
  contact,
  opportunity,
});

/** What holds until an administrator changes it. */
export const DEFAULT_MAPPING: readonly MappingLine[] = [
  line("salutation", null, "salutation", null),
  line("last_name", null, "last_name", null),
  line("first_name", null, "first_name", null),
  line("middle_name", null, "middle_name", null),
  line("company", "name", null, "name"),
  line("title", null, "title", null),
  line("lead_source", null, "lead_source", "lead_source"),
  line("rating", "rating", null, null),
  line("industry", "industry", null, null),
  line("annual_revenue", "annual_revenue", null, null),
  line("employees", "employees", null, null),
  line("phone", "phone", "phone", null),
  line("mobile", null, "mobile", null),
  line("email", "email", "email", null),
  line("secondary_email", "secondary_email", "secondary_email", null),
  line("fax", "fax", "fax", null),
  line("website", "website", null, null),
  line("email_opt_out", "email_opt_out", "email_opt_out", null),
  line("address", "billing_address", "mailing_address", null),
  line("description", "description", "description", "description"),
  line("tags", "tags", "tags", "tags"),
  line("currency", "currency", null, "currency"),
];

const CHOICES: ReadonlySet<string> = new Set(["picklist", "radio", "multi_select"]);
const TEXTS: ReadonlySet<string> = new Set(["text", "long_text"]);
/** Types whose values are words that a text can hold. */
const SAYABLE: ReadonlySet<string> = new Set([
  ...CHOICES,
  ...TEXTS,
  "email",
  "phone",
  "url",
  "integer",
  "decimal",
  "percent",
  "money",
  "date",
  "currency",
]);
/** Numbers that a wider number can hold. */
const WIDER: Readonly<Record<string, readonly string[]>> = { integer: ["decimal", "money"], decimal: ["money"], percent: ["decimal"] };

type Typed = Pick<FieldDefinition, "name" | "type" | "targets" | "readOnly">;

/** Whether a value of one field can be kept in another. */
export function fits(from: Typed, to: Typed): boolean {
  if (to.readOnly === true || to.name === "owner_id") return false;
  if (from.type === "reference") return to.type === "reference" && (from.targets ?? []).every((target) => to.targets?.includes(target));
  if (from.type === to.type) return true;
  if (CHOICES.has(from.type) && CHOICES.has(to.type)) return true;
  if (TEXTS.has(to.type)) return SAYABLE.has(from.type);
  return WIDER[from.type]?.includes(to.type) ?? false;
}

/**
 * The one table of names, theirs → ours, that importers and the compatible API read. Most of it follows from the
 * declarations (`vtiger` on modules and fields); here stands only what they can't say: system fields, parts of
 * addresses, fields of theirs that became one of ours, and what was left out, with the reason.
 */
import { standardModules } from "./index.ts";

export interface VtigerModule {
  /** Our module. */
  readonly module: string;
  /** Their field → our field, or our path into an address (`billing_address.city`). */
  readonly fields: Readonly<Record<string, string>>;
}

const SYSTEM: Readonly<Record<string, string>> = {
  assigned_user_id: "owner_id",
  createdtime: "created_at",
  modifiedtime: "modified_at",
  modifiedby: "modified_by",
  source: "source",
  tags: "tags",
};

/** Their names of an address's parts, by the prefix and the suffixes that they use. */
const address = (field: string, parts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).map(([part, theirs]) => [theirs, `${field}.${part}`]));
const prefixed = (field: string, prefix: string, code: string): Record<string, string> =>
  address(field, {
    street: `${prefix}street`,
    city: `${prefix}city`,
    region: `${prefix}state`,
    postal_code: `${prefix}${code}`,
    country: `${prefix}country`,
    po_box: `${prefix}pobox`,
  });

const DOCUMENT = {
  ...prefixed("billing_address", "bill_", "code"),
  ...prefixed("shipping_address", "ship_", "code"),
};
const MONEY = { currency_id: "currency" };

/** By their module: names that the declarations don't give. */
const MORE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Potentials: { potential_no: "number" },
  Contacts: {
    contact_no: "number",
    ...prefixed("mailing_address", "mailing", "zip"),
    ...prefixed("other_address", "other", "zip"),
  },
  Accounts: { account_no: "number", ...DOCUMENT },
  Leads: {
    lead_no: "number",
    ...address("address", {
      street: "lane",
      city: "city",
      region: "state",
      postal_code: "code",
      country: "country",
      po_box: "pobox",
    }),
  },
  Documents: { note_no: "number" },
  Calendar: { time_start: "start_at" },
  Events: { time_start: "start_at", time_end: "end_at" },
  Emails: { time_start: "sent_at" },
  HelpDesk: { ticket_no: "number" },
  Products: { product_no: "number" },
  Faq: { faq_no: "number" },
  Vendors: { vendor_no: "number", ...prefixed("address", "", "postalcode") },
  PriceBooks: { pricebook_no: "number" },
  Quotes: { quote_no: "number", ...MONEY, ...DOCUMENT },
  PurchaseOrder: { purchaseorder_no: "number", ...MONEY, ...DOCUMENT },
  SalesOrder: { salesorder_no: "number", ...MONEY, ...DOCUMENT },
  Invoice: { invoice_no: "number", ...MONEY, ...DOCUMENT },
  Campaigns: { campaign_no: "number" },
  Users: {
    // People sign in by their email.
    user_name: "email",
    currency_decimal_separator: "number_format",
    currency_grouping_separator: "number_format",
    ...prefixed("address", "address_", "postalcode"),
  },
  // Its type is the module of the reference.
  PBXManager: { CreatedTime: "created_at", ModifiedTime: "modified_at", customertype: "customer_id" },
  ServiceContracts: { contract_no: "number" },
  Services: { service_no: "number" },
  ProjectMilestone: { projectmilestone_no: "number" },
  ProjectTask: { projecttask_no: "number" },
  Project: { project_no: "number" },
  ModComments: { creator: "created_by", userid: "created_by" },
  Assets: { asset_no: "number" },
};

/** Fields for people that have no place in the record, and why. `*`: in every module. */
export const vtigerOmissions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "*": {
    starred: "following is kept per user, beside the records",
    campaignrelstatus: "is the field `status` of the links campaign_leads, campaign_contacts, campaign_organizations",
  },
  HelpDesk: { comments: "inactive there; comments are a module and a related list" },
  Faq: { comments: "inactive there; comments are a module and a related list" },
  Users: {
    roleid: "roles belong to the access settings, not to the person's record",
    lead_view: "a saved view with a period does it for every module",
    accesskey: "programs sign in with tokens, which are shown once and not kept",
  },
};

/** The whole table, by their module's name. */
export function vtigerNames(): Readonly<Record<string, VtigerModule>> {
  const table: Record<string, VtigerModule> = {};
  for (const module of standardModules) {
    if (!module.vtiger) continue;
    const declared: Record<string, string> = {};
    for (const block of module.blocks) for (const field of block.fields) if (field.vtiger) declared[field.vtiger] = field.name;
    table[module.vtiger] = { module: module.name, fields: { ...SYSTEM, ...MORE[module.vtiger], ...declared } };
  }
  return table;
}

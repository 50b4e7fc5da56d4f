/**
 * The mappings by which the sales data set (four CSV files) becomes offices, users, organizations, products and
 * opportunities: what a new user would choose in the import screen, kept under a name.
 */
import type { ImportOptions, Mapping } from "../../src/features/import/index.ts";

export interface SalesImport {
  readonly file: string;
  readonly module: string;
  readonly name: string;
  readonly mapping: Mapping;
  readonly options: Partial<ImportOptions>;
}

const usual = { date_order: "mdy", decimal_mark: "." } as const;

/** In this order: each refers to what the ones before it made. */
export const SALES_IMPORTS: readonly SalesImport[] = [
  {
    file: "sales_teams.csv",
    module: "users",
    name: "Sales teams",
    mapping: {
      columns: [
        { column: "sales_agent", field: "first_name", take: "first_word" },
        { column: "sales_agent", field: "last_name", take: "rest" },
        // The managers are in no row of their own: they become users too, with the same computed address.
        { column: "manager", field: "manager_id", match_by: "label", create_missing: true },
        { column: "regional_office", field: "office_id", match_by: "label", create_missing: true },
      ],
      defaults: { email: { template: "{first_name|slug}.{last_name|slug}@example.com" } },
    },
    options: { ...usual, duplicates: "skip", match_fields: ["first_name", "last_name"] },
  },
  {
    file: "accounts.csv",
    module: "organizations",
    name: "Accounts",
    mapping: {
      columns: [
        { column: "account", field: "name" },
        { column: "sector", field: "industry", values: { technolgy: "technology" } },
        { column: "year_established", field: "founded_year" },
        { column: "revenue", field: "annual_revenue" },
        { column: "employees", field: "employees" },
        { column: "office_location", field: "billing_address.country", values: { Philipines: "Philippines" } },
        { column: "subsidiary_of", field: "parent_id", match_by: "label" },
      ],
    },
    options: { ...usual, duplicates: "skip", match_fields: ["name"] },
  },
  {
    file: "products.csv",
    module: "products",
    name: "Products",
    mapping: {
      columns: [
        { column: "product", field: "name" },
        { column: "series", field: "series" },
        { column: "sales_price", field: "unit_price" },
      ],
    },
    options: { ...usual, duplicates: "skip", match_fields: ["name"] },
  },
  {
    file: "sales_pipeline.csv",
    module: "opportunities",
    name: "Sales pipeline",
    mapping: {
      columns: [
        { column: "opportunity_id", field: "name" },
        { column: "sales_agent", field: "owner_id", match_by: "label" },
        { column: "product", field: "product_id", match_by: "label", values: { GTXPro: "GTX Pro" } },
        { column: "account", field: "organization_id", match_by: "label" },
        {
          column: "deal_stage",
          field: "stage",
          options: [{ value: "engaging", label: { en: "Engaging", ru: "Вовлечение" }, color: "blue", outcome: "open" }],
        },
        { column: "engage_date", field: "engaged_on" },
        { column: "close_date", field: "close_date" },
        { column: "close_value", field: "amount" },
      ],
      // Deals that are still open have no date in the file; the set ends with 2017.
      defaults: { close_date: "2017-12-31" },
    },
    options: { ...usual, duplicates: "skip", match_fields: ["name"], new_options: "add" },
  },
];

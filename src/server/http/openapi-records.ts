/** Schemas of records for the API's description: what each field type says of its values, for reading and writing. */
import { fieldType } from "../../fieldtypes/index.ts";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import type { Field } from "../../model/define.ts";
import { targetsOf } from "../../model/registry.ts";
import type { Route } from "./route.ts";

type JsonSchema = Readonly<Record<string, unknown>>;

export const FILTER_DESCRIPTION = `**Filters** are JSON: a condition \`{"field":"stage","op":"in","value":["won"]}\`, or \`{"and":[…]}\`, \`{"or":[…]}\`,
\`{"not":…}\` of filters. \`field\` may reach one reference away (\`organization_id.city\`) or into an address (\`billing_address.city\`).
The operators of a field stand in \`GET /api/v1/modules/{module}\`: \`eq ne lt le gt ge between in not_in contains starts_with ends_with
is_empty is_not_empty\`, for dates also \`on before after today this_week last_n_days next_n_days this_month …\`, for owners \`me\`.

**Sorting**: \`sort=-modified_at,name\`. **Paging**: pass \`next_cursor\` on as \`cursor\` until it is null.`;

const asField = (field: DescribedField, module: string): Field => ({ ...field, module });
const isReference = (field: DescribedField): boolean => field.type === "reference" || field.type === "user";

/** A value's own schema, or null. */
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "null" }] });

const described = (field: DescribedField): JsonSchema => ({ title: field.label.en, ...(field.help ? { description: field.help.en } : {}) });

function readProperties(field: DescribedField, module: string): Record<string, JsonSchema> {
  const schema = fieldType(field.type).schema(asField(field, module));
  const own = { [field.name]: { ...described(field), ...orNull(schema) } };
  if (!isReference(field)) return own;
  return {
    ...own,
    [`${field.name}__label`]: { type: ["string", "null"], title: `${field.label.en}: name` },
    ...(targetsOf(field).length > 1 ? { [`${field.name}__module`]: { type: ["string", "null"], enum: [...targetsOf(field), null] } } : {}),
  };
}

function writeProperty(field: DescribedField, module: string): JsonSchema {
  const schema = fieldType(field.type).schema(asField(field, module));
  return {
    ...described(field),
    ...(field.mandatory ? schema : orNull(schema)),
    ...(field.default === undefined ? {} : { default: field.default }),
  };
}

const SYSTEM: JsonSchema = {
  id: { type: "string", pattern: "^[1-9][0-9]*$" },
  version: { type: "integer", minimum: 1 },
  label: { type: "string" },
  deleted_at: { type: ["string", "null"] },
  starred: { type: "boolean" },
  rights: { type: "object", properties: { edit: { type: "boolean" }, delete: { type: "boolean" } } },
};

/** `contacts`, `contacts.create`, `contacts.update`, `contacts.page`. */
export function moduleSchemas(module: DescribedModule): Record<string, JsonSchema> {
  const writable = module.fields.filter((field) => field.access === "edit" && !field.readOnly);
  const values = Object.fromEntries(writable.map((field) => [field.name, writeProperty(field, module.name)]));
  const mandatory = writable
    .filter((field) => field.mandatory && field.default === undefined && field.name !== "owner_id")
    .map((field) => field.name);
  return {
    [module.name]: {
      type: "object",
      title: module.singular.en,
      required: ["id", "version", "label"],
      properties: { ...SYSTEM, ...Object.assign({}, ...module.fields.map((field) => readProperties(field, module.name))) },
    },
    [`${module.name}.create`]: {
      type: "object",
      additionalProperties: false,
      ...(mandatory.length > 0 ? { required: mandatory } : {}),
      properties: values,
    },
    [`${module.name}.update`]: {
      type: "object",
      additionalProperties: false,
      properties: { version: { type: "integer", minimum: 1, description: "The version that you have seen; or If-Match" }, ...values },
    },
    [`${module.name}.page`]: {
      type: "object",
      required: ["data", "next_cursor"],
      properties: {
        data: { type: "array", items: { $ref: `#/components/schemas/${module.name}` } },
        next_cursor: { type: ["string", "null"] },
        count: { type: "integer" },
        count_is: { enum: ["exact", "capped"] },
      },
    },
  };
}

/** What a records route answers with for this module, where it is one record or a page of them. */
export function pathReplySchema(spec: Route, module: DescribedModule): JsonSchema | undefined {
  const tail = spec.url.slice(spec.url.indexOf(":module") + ":module".length);
  if (tail === "" && spec.method === "GET") return { $ref: `#/components/schemas/${module.name}.page` };
  const isRecord =
    (tail === "" && spec.method === "POST") ||
    (tail === "/:id" && spec.method !== "DELETE") ||
    tail === "/:id/restore" ||
    tail.endsWith("/revert");
  return isRecord
    ? { type: "object", required: ["data"], properties: { data: { $ref: `#/components/schemas/${module.name}` } } }
    : undefined;
}

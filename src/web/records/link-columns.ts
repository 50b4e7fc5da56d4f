/** A link's own values (the price in a price book, what a vendor asks) as columns of the related list, read and typed in there. */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Relation } from "../../model/define.ts";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import type { RecordData, RecordPage } from "../api/record-data.ts";

const PREFIX = "link.";
export const isLinkColumn = (name: string): boolean => name.startsWith(PREFIX);
/** The name of the link's own field. */
export const linkFieldOf = (column: string): string => column.slice(PREFIX.length);

/** The other module with the link's fields among its own; the module itself where the link has none. */
export function withLinkFields(module: DescribedModule, relation: Relation, editable: boolean): DescribedModule {
  if (!relation.fields || relation.fields.length === 0) return module;
  const fields = relation.fields.map((field): DescribedField => ({
    ...field,
    name: `${PREFIX}${field.name}`,
    block: "",
    custom: false,
    system: false,
    access: editable ? "edit" : "read",
    operators: [],
    sortable: false,
  }));
  const [first = "", ...rest] = module.list.columns;
  const columns = [first, ...fields.map(({ name }) => name), ...rest].filter((name) => name !== relation.field);
  return { ...module, fields: [...module.fields, ...fields], list: { ...module.list, columns } };
}

/** The values of the links, which come as `link`, each in its column. */
export const withLinkValues = (page: RecordPage): RecordPage => ({
  ...page,
  data: page.data.map((record) => {
    const { link } = record;
    if (typeof link !== "object" || link === null || Array.isArray(link)) return record;
    const values = Object.entries(link as Readonly<Record<string, Json>>);
    return { ...record, ...Object.fromEntries(values.map(([name, value]) => [`${PREFIX}${name}`, value])) };
  }),
});

/** A link's money may be another one than its record's. */
export function recordFor(field: DescribedField, record: RecordData): RecordData {
  const currency = isLinkColumn(field.name) ? record[`${PREFIX}currency`] : undefined;
  return currency === undefined ? record : { ...record, currency };
}

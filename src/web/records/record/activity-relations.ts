/** How activities hang on a record: by which of the module's lists, and so by which field they are attached. */
import type { Relation } from "../../../model/define.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import type { RecordData, Values } from "../../api/record-data.ts";

/** The list of this module's records that point at the record itself (not those linked to it in passing). */
export const activityRelation = (owner: DescribedModule, module: string): Relation | undefined =>
  owner.relations.find((relation) => relation.module === module && relation.kind === "children");

export interface Attachment {
  readonly prefill: Values;
  readonly labels: Readonly<Record<string, string>>;
}
/** What a new activity must hold to belong to the record. */
export function attachTo(owner: DescribedModule, record: RecordData, relation: Relation | undefined): Attachment {
  const field = relation?.field;
  if (field === undefined) return { prefill: {}, labels: {} };
  return {
    prefill: { [field]: record.id },
    labels: { [field]: record.id, [`${field}__label`]: record.label, [`${field}__module`]: owner.name },
  };
}

/** Whether this user may merge records of a module at all; of the single records the server says it. */
import type { DescribedModule } from "../../../model/describe.ts";

export const MOST_MERGED = 5;
/** People and groups are what access stands on; a document with lines is a paper that was sent. */
export const mayMerge = ({ rights, menu, fields }: DescribedModule): boolean =>
  rights.merge && rights.edit && rights.delete && menu !== "admin" && !fields.some(({ type }) => type === "lines");

/** The id of a record of one of the field's target modules. */
import { idType } from "./record-id.ts";

export const reference = idType("reference", "reference");

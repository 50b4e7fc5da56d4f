/** The id of a stored file; its name, size and kind come with the record. */
import { idType } from "./record-id.ts";

export const file = idType("file", "none");

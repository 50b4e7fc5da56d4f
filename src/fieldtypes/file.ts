/** The id of a stored file; its name, size and kind come with the record. */
import type { FieldType } from "./field-type.ts";
import { idType } from "./record-id.ts";

export const file: FieldType<string> = { ...idType("file", "none"), storedFile: true };

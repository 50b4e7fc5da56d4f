/** The id of a stored file that is a picture. */
import type { FieldType } from "./field-type.ts";
import { idType } from "./record-id.ts";

export const image: FieldType<string> = { ...idType("image", "none"), storedFile: true };

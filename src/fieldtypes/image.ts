/** The id of a stored file that is a picture. */
import { idType } from "./record-id.ts";

export const image = idType("image", "none");

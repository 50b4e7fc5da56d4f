/** The id of a user or a group of users. */
import { idType } from "./record-id.ts";

export const user = idType("user", "reference");

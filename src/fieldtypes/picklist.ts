/** One of the field's options, chosen from a list. */
import { choiceType } from "./choice.ts";

export const picklist = choiceType("picklist");

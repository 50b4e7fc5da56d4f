/** One of the field's options, all of them in sight. */
import { choiceType } from "./choice.ts";

export const radio = choiceType("radio");

/** The shape of a module's rules, as routes and the configuration file take them. */
import { Array as ArrayOf } from "typebox";
import { MATCHES, RULE_LIMITS } from "../../model/likeness/rules.ts";
import { oneOf, only, text } from "../../server/http/schemas.ts";

const Part = only({
  fields: ArrayOf(text(60, 1), { minItems: 1, maxItems: RULE_LIMITS.fields }),
  match: oneOf(...MATCHES),
});
export const Rules = ArrayOf(only({ parts: ArrayOf(Part, { minItems: 1, maxItems: RULE_LIMITS.parts }) }), { maxItems: RULE_LIMITS.rules });

/** The rest of the form, for an input that depends on its other fields: a document's lines on its currency, date and taxes. */
import { shallowEqual } from "@mantine/hooks";
import { createContext, useContext, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import type { Values } from "../../api/record-data.ts";

/** Values by field name, without the lines. Undefined outside of a form (a filter, an import's mapping). */
export const FormContext = createContext<Values | undefined>(undefined);
export const useValuesAround = (): Values | undefined => useContext(FormContext);

/**
 * The same object until one of them changes, so not while somebody types into a line: a context that changes has React
 * look through everything below it, all cells of 500 lines, for whoever reads it.
 */
export function useValuesBesideLines(module: DescribedModule, values: Values): Values {
  const next = Object.fromEntries(
    module.fields.flatMap(({ name, type }) => (type === "lines" || values[name] === undefined ? [] : [[name, values[name]]])),
  );
  const [kept, keep] = useState(next);
  if (shallowEqual(kept, next)) return kept;
  keep(next);
  return next;
}

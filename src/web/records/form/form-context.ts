/** The whole form, for an input that depends on its other fields: a document's lines on its currency, date and taxes. */
import { createContext, useContext } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Values } from "../../api/record-data.ts";

export interface FormView {
  readonly values: Values;
  /** By field, as the server named them: `lines`. */
  readonly errors: Readonly<Record<string, string>>;
  readonly change: (name: string, value: Json, label?: string) => void;
}
export const FormContext = createContext<FormView | undefined>(undefined);
/** Undefined outside of a form (a filter, an import's mapping). */
export const useFormView = (): FormView | undefined => useContext(FormContext);

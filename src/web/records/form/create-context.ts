/** Opens a form for a new record over whatever is on the screen (stacked, so that no other form is lost). */
import { createContext, useContext } from "react";
import type { RecordData, Values } from "../../api/record-data.ts";

export interface CreateRequest {
  readonly module: string;
  /** Values that the form begins with. */
  readonly prefill?: Values;
  /** Words for prefilled references: `organization_id__label`. */
  readonly labels?: Readonly<Record<string, string>>;
}
export type OpenCreate = (request: CreateRequest, onCreated?: (record: RecordData) => void) => void;

export const CreateContext = createContext<OpenCreate>(() => {});
export const useOpenCreate = (): OpenCreate => useContext(CreateContext);

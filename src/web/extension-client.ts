/** The browser half of an extension: what its `client` file exports as its default. */
import { addFieldControl } from "../fieldtypes/controls.ts";
import type { FieldType } from "../fieldtypes/field-type.ts";
import type { FieldControl } from "./fields/field-control.ts";

export interface ExtensionClient {
  readonly fieldTypes?: readonly { readonly type: FieldType; readonly control: FieldControl }[];
}
/** Checks the shape at compile time. */
export const defineClient = (client: ExtensionClient): ExtensionClient => client;

/** Called before anything is drawn, with those that the client was built with. */
export function addClients(clients: readonly ExtensionClient[]): void {
  for (const { fieldTypes = [] } of clients) for (const { type, control } of fieldTypes) addFieldControl(type, control);
}

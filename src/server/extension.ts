/** What an extension is. Apart from their loading, which waits for them: they import this file. */
import type { FieldType } from "../fieldtypes/field-type.ts";
import type { ModuleDefinition } from "../model/define.ts";
import type { ModuleRules } from "./records/rules.ts";

export interface Extension {
  /** Types of its own; their names begin with `x_`. Their browser halves stand in the extension's `client` file. */
  readonly fieldTypes?: readonly FieldType[];
  /** Modules of its own; their names begin with `x_`, so that no later standard module meets them. */
  readonly modules?: readonly ModuleDefinition[];
  /** By module, its own or any other: what is done before and after a record is saved, what is refused, actions. */
  readonly rules?: Readonly<Record<string, ModuleRules>>;
}
/** Checks the shape at compile time; `export default defineExtension({ … })`. */
export const defineExtension = (extension: Extension): Extension => extension;

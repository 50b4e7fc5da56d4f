/** What an extension is. Apart from their loading, which waits for them: they import this file. */
import type { ModuleDefinition } from "../model/define.ts";
import type { ModuleRules } from "./records/rules.ts";

export interface Extension {
  /** Modules of its own; their names begin with `x_`, so that no later standard module meets them. */
  readonly modules?: readonly ModuleDefinition[];
  /** By module, its own or any other: what is done before and after a record is saved, what is refused, actions. */
  readonly rules?: Readonly<Record<string, ModuleRules>>;
}
/** Checks the shape at compile time; `export default defineExtension({ … })`. */
export const defineExtension = (extension: Extension): Extension => extension;

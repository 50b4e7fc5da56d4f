/**
 * Extensions: field types, modules and record hooks by other developers, without a change of the program. `EXTENSIONS` names them,
 * separated by commas: folders of `extensions/`, or npm packages that are installed beside it. They are loaded before
 * anything else asks for a module, and count as standard from then on.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { addFieldType } from "../fieldtypes/index.ts";
import type { ModuleDefinition } from "../model/define.ts";
import type { Extension } from "./extension.ts";
import { standardModules } from "../modules/index.ts";
import { rulesOf } from "../modules/rules.ts";
import type { ModuleRules } from "./records/rules.ts";
import { clientFile, extensionNames } from "./extension-files.ts";
import { StartError } from "./start-error.ts";

const FOLDER = fileURLToPath(new URL("../../extensions/", import.meta.url));
const NAME = /^(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9._-]*$/;

/** Loads what the list names; throws StartError where one can't be had. */
export async function loadExtensions(list: string): Promise<readonly Extension[]> {
  return Promise.all(extensionNames(list).map(load));
}

async function load(name: string): Promise<Extension> {
  if (!NAME.test(name)) throw new StartError(`EXTENSIONS: “${name}” is neither a folder of extensions/ nor a package`);
  const file = ["extension.ts", "extension.js"].map((each) => path.join(FOLDER, name, each)).find((each) => existsSync(each));
  let loaded: unknown;
  try {
    loaded = await import(file === undefined ? name : pathToFileURL(file).href);
  } catch (error) {
    throw new StartError(`EXTENSIONS: “${name}” can't be loaded: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const extension = (loaded as { readonly default?: Extension }).default;
  if (typeof extension !== "object") throw new StartError(`EXTENSIONS: “${name}” exports no extension as its default`);
  for (const module of extension.modules ?? [])
    if (!module.name.startsWith("x_"))
      throw new StartError(`EXTENSIONS: “${name}”: the name of module ${module.name} has to begin with x_`);
  if (extension.fieldTypes && !clientFile(name))
    throw new StartError(`EXTENSIONS: “${name}” has field types, but no client file for the browser`);
  try {
    for (const type of extension.fieldTypes ?? []) addFieldType(type);
  } catch (error) {
    throw new StartError(`EXTENSIONS: “${name}”: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  return extension;
}

const extensions = await loadExtensions(process.env["EXTENSIONS"] ?? "");

/** The standard modules and those of extensions. */
export const declaredModules: readonly ModuleDefinition[] = [...standardModules, ...extensions.flatMap(({ modules }) => modules ?? [])];

/** A module's own rules, then those that extensions add to it, in the order in which they are named. */
export const rulesFor = (module: string): ModuleRules => withRules(rulesOf(module), module, extensions);

export function withRules(own: ModuleRules, module: string, list: readonly Extension[]): ModuleRules {
  return list.reduce((sum: ModuleRules, { rules }) => {
    const added = rules && Object.hasOwn(rules, module) ? rules[module] : undefined;
    if (!added) return sum;
    return {
      beforeSave: [...(sum.beforeSave ?? []), ...(added.beforeSave ?? [])],
      validate: [...(sum.validate ?? []), ...(added.validate ?? [])],
      afterSave: [...(sum.afterSave ?? []), ...(added.afterSave ?? [])],
      actions: { ...sum.actions, ...added.actions },
    };
  }, own);
}

/** The live declarations as `GET /modules` gives them and the client keeps them: what a user may see, and their rights. */
import type { ActionRights } from "./access/vocabulary.ts";
import type { Block, Field, Module, Option, Relation } from "./define.ts";

/** What the user may do in the module at all; which records is another question. */
export type ModuleRights = Omit<ActionRights, "see_all" | "edit_all" | "personal">;
export interface DescribedOption extends Option {
  /** False: the user's role may not give it to records. They see it where it stands, and may filter by it. */
  readonly choosable?: boolean;
}
export interface DescribedField extends Omit<Field, "module" | "system" | "vtiger" | "options"> {
  readonly system: boolean;
  readonly options?: readonly DescribedOption[];
  /**
   * What this user may do with the field. Hidden fields are not described at all. "masked": personal data that is closed
   * to them; its values come as `<field>__mask`, but for records to which they were given access.
   */
  readonly access: "read" | "edit" | "masked";
  /** Masked, though who makes a record may fill it in. */
  readonly givenOnCreate?: boolean;
  /** Operators of the filter language for this field. */
  readonly operators: readonly string[];
  readonly sortable: boolean;
}
/** One line of `GET /modules`. */
export interface ModuleSummary extends Pick<
  Module,
  "name" | "label" | "singular" | "icon" | "menu" | "menuLabel" | "menuPlace" | "custom"
> {
  readonly rights: ModuleRights;
}
/** `GET /modules/{module}`. */
export interface DescribedModule extends ModuleSummary, Pick<Module, "numberPrefix" | "nameFields" | "list" | "keyFields" | "stageField"> {
  readonly blocks: readonly (Omit<Block, "fields"> & { readonly fields: readonly string[] })[];
  readonly fields: readonly DescribedField[];
  readonly relations: readonly Relation[];
  /** Version of the registry; a later one on any answer (`X-Registry-Version`) means: ask again. */
  readonly registry_version: number;
}

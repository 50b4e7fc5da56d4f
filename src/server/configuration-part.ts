/**
 * A part of the set-up that a feature keeps for itself (rules, forms, mappings), as the configuration file carries it:
 * items under keys that mean the same in every installation. A feature exports its parts; customisation writes them.
 */
import type { TSchema } from "typebox";
import type { Label } from "../fieldtypes/field-type.ts";
import type { Field } from "../model/define.ts";
import type { Ctx } from "./context.ts";

export interface ConfigurationPart<Name extends string = string> {
  /** Its key in the file's `settings`. */
  readonly name: Name;
  /** Who may set this by hand. Others neither see nor change it by a file. */
  readonly may: (ctx: Ctx) => boolean;
  /** Of one item. */
  readonly item: TSchema;
  /** What is set otherwise than the program comes with. */
  readonly read: (ctx: Ctx) => Promise<Readonly<Record<string, unknown>>>;
  /** What of it looks at this field, by name: the field isn't deleted while anything does. */
  readonly usesOf: (ctx: Ctx, field: Field) => Promise<readonly Label[]>;
  /** Sets these and leaves the others; AppError where one doesn't fit. The items are as `item` says. */
  readonly write: (ctx: Ctx, items: Readonly<Record<string, unknown>>) => Promise<void>;
}

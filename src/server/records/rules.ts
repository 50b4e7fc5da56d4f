/**
 * A module's own rules: named functions beside its declaration (`modules/<module>/rules.ts`). They run inside the
 * write, in the order of their list; pure where they can be.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Module } from "../../model/define.ts";
import type { Ctx } from "../context.ts";
import type { FieldError } from "../errors.ts";

export type Row = Readonly<Record<string, Json>>;

export interface RecordChange {
  /** The record as it was; null on create. */
  readonly before: Row | null;
  /** The record as it will be: `before` with the accepted values. */
  readonly after: Row;
  /** Names of the fields that the writer gave. */
  readonly given: ReadonlySet<string>;
  readonly module: Module;
  /** The moment of the write, ISO 8601 UTC. */
  readonly now: string;
}
/** Returns the values that it sets; read-only fields may be among them. */
export type RecordRule = (change: RecordChange) => Row | void;
export type ValidationRule = (change: RecordChange) => readonly FieldError[];
/** Runs in the transaction after the write, once for all records of one operation. */
export type AfterSaveRule = (ctx: Ctx, changes: readonly RecordChange[]) => Promise<void>;
/** A module's own action: `POST /records/{module}/{id}/actions/{name}`. */
export type RecordAction = (ctx: Ctx, id: string, input: unknown) => Promise<unknown>;

export interface ModuleRules {
  readonly beforeSave?: readonly RecordRule[];
  readonly validate?: readonly ValidationRule[];
  readonly afterSave?: readonly AfterSaveRule[];
  readonly actions?: Readonly<Record<string, RecordAction>>;
}

/**
 * A module's own rules: named functions beside its declaration (`modules/<module>/rules.ts`). They run inside the
 * write, in the order of their list; pure where they can be.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Module } from "../../model/define.ts";
import type { Ctx } from "../context.ts";
import type { FieldError } from "../errors.ts";
import type { ListOptions, ListResult } from "./list.ts";
import type { RecordJson } from "./select.ts";
import type { StoredRow } from "./write/store.ts";
import type { WriteOptions, WriteResult } from "./write/write.ts";

export type Row = Readonly<Record<string, Json>>;

export interface RecordChange {
  /** Empty until a new record is numbered. */
  readonly id: string;
  readonly kind: "create" | "update" | "delete" | "restore";
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
/** A change that may still be completed or refused, after a look into the database. */
export interface OpenChange extends RecordChange {
  readonly set: (values: Row) => void;
  readonly refuse: (errors: readonly FieldError[]) => void;
}
/** The engine as rules get it: handed in, since the engine imports the rules. */
export interface Engine {
  readonly write: (ctx: Ctx, options: WriteOptions) => Promise<WriteResult>;
  readonly list: (ctx: Ctx, options: ListOptions) => Promise<ListResult>;
  /** Records of these ids that the actor may see; deleted ones have `deleted_at`. */
  readonly read: (ctx: Ctx, module: string, ids: readonly string[], fields?: readonly string[]) => Promise<readonly RecordJson[]>;
  /** Locks records for the transaction and reads all that they hold, whoever acts. */
  readonly lock: (ctx: Ctx, module: string, ids: readonly string[]) => Promise<ReadonlyMap<string, StoredRow>>;
}
/** Runs before the write, once for all records of one operation: what needs the database (prices, taxes, limits). */
export type PrepareRule = (ctx: Ctx, changes: readonly OpenChange[], engine: Engine) => Promise<void>;
/** Runs in the transaction after the write, once for all records of one operation. */
export type AfterSaveRule = (ctx: Ctx, changes: readonly RecordChange[], engine: Engine) => Promise<void>;
/** A module's own action: `POST /records/{module}/{id}/actions/{name}`. Runs in a transaction. */
export type RecordAction = (ctx: Ctx, id: string, input: unknown, engine: Engine) => Promise<unknown>;
/** A record in this state keeps what it says: a document that was sent, an invoice that was posted. */
export interface RecordLock {
  readonly when: (row: Row) => boolean;
  /** Fields that may change all the same. */
  readonly except: readonly string[];
}

export interface ModuleRules {
  readonly beforeSave?: readonly RecordRule[];
  readonly validate?: readonly ValidationRule[];
  readonly prepare?: readonly PrepareRule[];
  /** After records were created or changed. */
  readonly afterSave?: readonly AfterSaveRule[];
  /** After records went into the recycle bin or came out of it. */
  readonly afterRemoval?: readonly AfterSaveRule[];
  readonly lock?: RecordLock;
  readonly actions?: Readonly<Record<string, RecordAction>>;
}

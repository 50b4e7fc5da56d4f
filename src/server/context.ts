/**
 * `Ctx` goes first, everywhere. Its `db` *is* the open transaction when there is one, so that nothing can escape it;
 * no pool is in scope outside server/db.
 */
import type { Logger } from "pino";
import type { Lang, ValueContext } from "../fieldtypes/field-type.ts";
import type { Registry, SOURCES } from "../model/registry.ts";
import type { UserAccess } from "./access/user-access.ts";
import type { Db } from "./db/database.ts";

/** An administrator in another's place: "view" only looks. */
export interface Acting {
  readonly id: string;
  readonly name: string;
  readonly mode: "view" | "full";
}

/** Who acts. System actors are named parts of the program (import of the demo, jobs); they may do everything. */
export type Actor =
  | {
      readonly kind: "user";
      readonly id: string;
      readonly name: string;
      readonly email: string;
      readonly isAdmin: boolean;
      readonly groupIds: readonly string[];
      readonly lang: Lang;
      readonly timezone: string;
      readonly currency: string;
      /** Who in truth acts, where an administrator sees or works as this user. */
      readonly by?: Acting;
      /** What they may do (access/load.ts). Absent: nothing, unless they are an administrator. */
      readonly access?: UserAccess;
    }
  | { readonly kind: "system"; readonly name: string };

/** Where a change came from; kept in the change log and as a record's `source` when it's created. */
export type Source = (typeof SOURCES)[number];

/** The company's conventions, from the settings. */
export interface Company {
  readonly name: string;
  readonly currency: string;
  readonly lang: Lang;
  readonly timezone: string;
  readonly country: string;
}

/** Values of closed personal data that a person was shown. */
export interface Revealed {
  readonly module: string;
  readonly fields: readonly string[];
  /** Empty: of a sum or group, which names no record. */
  readonly ids: readonly string[];
}

export interface Ctx {
  readonly db: Db;
  readonly actor: Actor;
  readonly registry: Registry;
  readonly company: Company;
  readonly source: Source;
  /** The moment of the request: every time written by it. */
  readonly now: Date;
  readonly lang: Lang;
  readonly log: Logger;
  readonly signal?: AbortSignal;
  /** How deep rules have called the engine from inside the engine. */
  readonly depth: number;
  /** Why the change happens, for the change log: "import 12", "undo of 345". */
  readonly cause?: string;
  /** All that is written becomes one operation of the change log: the first write sets its id. Only in a transaction. */
  readonly joint?: { operation: string | undefined };
  /** Collects what of closed personal data a person was shown, for the audit log. */
  readonly revealed?: Revealed[];
  /** Collects the ids of the operations that are written, for whoever offers to take them back. */
  readonly operations?: string[];
}

/** The conventions by which this context reads and shows values. */
export function valueContext(ctx: Pick<Ctx, "actor" | "company" | "lang">): ValueContext {
  const user = ctx.actor.kind === "user" ? ctx.actor : undefined;
  return {
    lang: ctx.lang,
    timezone: user?.timezone ?? ctx.company.timezone,
    currency: ctx.company.currency,
    country: ctx.company.country,
  };
}

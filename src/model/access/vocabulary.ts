/**
 * The vocabulary of access, the same in server and browser. A decision has four levels: the company's default per
 * module, profiles (what may be done, with which fields and tools), roles (a tree: superiors act on what belongs to
 * their subordinates), users with their groups. Sharing rules and shares by hand open single records further; nothing
 * ever closes what another rule has opened.
 */
import type { Filter } from "../filter/ast.ts";

/**
 * What a profile grants in a module. `see_all` and `edit_all` reach every record, whoever owns it; `personal` shows
 * personal data where the company keeps it closed.
 */
export const MODULE_ACTIONS = [
  "view",
  "create",
  "edit",
  "delete",
  "import",
  "export",
  "merge",
  "mass_edit",
  "convert",
  "see_all",
  "edit_all",
  "personal",
] as const;
export type ModuleAction = (typeof MODULE_ACTIONS)[number];
export type ActionRights = Readonly<Record<ModuleAction, boolean>>;

/** Parts of the program that aren't modules. Whoever may use `access` decides over everything, like an administrator. */
export const TOOLS = ["settings", "users", "access", "customisation", "audit", "api", "reports", "telephony", "mail", "workflows"] as const;
export type Tool = (typeof TOOLS)[number];

/** A hidden field does not exist for the user, on any path. */
export const FIELD_LEVELS = ["hidden", "read", "edit"] as const;
export type FieldLevel = (typeof FIELD_LEVELS)[number];

/** In a profile: the rights of every module that it doesn't name. */
export const ANY_MODULE = "*";

export interface ProfileRights {
  /** Without a module (and without `*`) nothing is granted in it. */
  readonly modules: Readonly<Record<string, Partial<ActionRights>>>;
  /** Fields that aren't named may be edited. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, FieldLevel>>>>;
  readonly tools: readonly Tool[];
}

/**
 * What everybody may do with everybody's records of a module: nothing; read; edit too; delete too. `parent`: a record
 * follows the records that it belongs to, and its owner where it belongs to none.
 */
export const DEFAULT_LEVELS = ["private", "read", "edit", "full", "parent"] as const;
export type DefaultLevel = (typeof DEFAULT_LEVELS)[number];

/** What a sharing rule, a share by hand or a peer grants. */
export const SHARE_LEVELS = ["read", "edit"] as const;
export type ShareLevel = (typeof SHARE_LEVELS)[number];

/** Somebody to whom a rule may speak, or whose records it may open. */
export const PRINCIPAL_TYPES = ["user", "role", "role_and_below", "group", "office"] as const;
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number];
export interface Principal {
  readonly type: PrincipalType;
  readonly id: string;
}

export const MEMBER_TYPES = ["user", "role", "role_and_below", "group"] as const;
export interface GroupMember {
  readonly type: (typeof MEMBER_TYPES)[number];
  readonly id: string;
}

/** The records that a rule is about: those of certain owners, or those that a filter lets through. */
export type RuleSource = Principal | { readonly filter: Filter };

/** Of the filter language, in rules: what means the same for everybody at any time. */
export const RULE_OPERATORS: ReadonlySet<string> = new Set([
  "eq",
  "ne",
  "in",
  "not_in",
  "lt",
  "le",
  "gt",
  "ge",
  "between",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "is_empty",
  "is_not_empty",
  "before",
  "after",
  "on",
]);

/** What is needed of a single record. */
export type Need = "view" | "edit" | "delete";

/** Administrators' modules that everybody may read (the people, their groups and offices), and few may write. */
export const DIRECTORY_TOOL: Tool = "users";

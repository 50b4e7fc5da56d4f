/** One item of a write on its way: what it was, what it will be, or why it is refused. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Module } from "../../../model/define.ts";
import { rulesFor } from "../../extensions.ts";
import { accessOf } from "../../access/access.ts";
import { valueContext, type Ctx } from "../../context.ts";
import { AppError, invalid, type FieldError } from "../../errors.ts";
import { isId, notFound } from "../ids.ts";
import type { Engine, OpenChange, RecordChange, RecordLock, Row } from "../rules.ts";
import type { Change } from "./change-log.ts";
import type { StoredRow } from "./store.ts";
import { conditionErrors } from "./conditions.ts";
import { roleOptionErrors } from "./role-options.ts";
import { labelOf, missingFields, parseValues, sameValue, withDefaults } from "./values.ts";

export type Operation =
  | {
      readonly op: "create";
      readonly values: unknown;
      /** Values of read-only fields that the program sets itself; never from a request. */ readonly computed?: Row | undefined;
      /** System actors only: when it came to be (demonstration data). */ readonly createdAt?: string | undefined;
    }
  | {
      readonly op: "update";
      readonly id: string;
      readonly version?: number | undefined;
      readonly values: unknown;
      readonly computed?: Row | undefined;
    }
  | { readonly op: "delete" | "restore" | "purge"; readonly id: string; readonly version?: number | undefined };

/** Fields that say who wrote when: the operation knows it, so the change log doesn't repeat it. */
const STAMPS: ReadonlySet<string> = new Set(["created_at", "created_by", "modified_at", "modified_by"]);

export class Draft {
  id: string;
  /** "nothing": an update that changes nothing; it makes no version and no history. */
  kind: "create" | "update" | "delete" | "restore" | "purge" | "nothing";
  version: number;
  label: string;
  readonly before: Row | null;
  after: Record<string, Json>;
  readonly given: ReadonlySet<string>;
  readonly createdAt: string | undefined;
  error: AppError | undefined;

  constructor(
    kind: Draft["kind"],
    init: {
      id?: string;
      version?: number;
      label?: string;
      before?: Row;
      after?: Record<string, Json>;
      given?: Iterable<string>;
      createdAt?: string | undefined;
    },
  ) {
    this.kind = kind;
    this.id = init.id ?? "";
    this.version = init.version ?? 1;
    this.label = init.label ?? "";
    this.before = init.before ?? null;
    this.after = init.after ?? {};
    this.given = new Set(init.given);
    this.createdAt = init.createdAt;
  }

  /** Fields that differ from before, stamps aside. */
  changed(): readonly string[] {
    return Object.keys(this.after).filter((name) => !STAMPS.has(name) && !sameValue(this.before?.[name], this.after[name]));
  }
  /** Columns that an update writes. */
  written(): readonly string[] {
    return [...this.changed(), "modified_at", "modified_by"];
  }
  recordChange(module: Module, now: string): RecordChange {
    const kind = this.kind === "create" || this.kind === "delete" || this.kind === "restore" ? this.kind : "update";
    return { id: this.id, kind, before: this.before, after: this.after, given: this.given, module, now };
  }
  openChange(module: Module, now: string): OpenChange {
    return {
      ...this.recordChange(module, now),
      set: (values) => void Object.assign(this.after, values),
      refuse: (errors) => refuseItem(this, invalid(errors)),
    };
  }
  stamp(now: string, actor: string | null, source: string): void {
    if (this.kind === "create") {
      this.after["created_at"] = this.createdAt ?? now;
      this.after["created_by"] = actor;
      this.after["source"] = source;
    }
    this.after["modified_at"] = this.kind === "create" ? (this.createdAt ?? now) : now;
    this.after["modified_by"] = actor;
  }
  /** The change as the log keeps it: only what differs. */
  change(module: string): Change {
    const base = { record_id: this.id, module, version: this.version };
    if (this.kind === "create") {
      const after: Record<string, Json> = {};
      for (const name in this.after) {
        const value = this.after[name] ?? null;
        if (value !== null && !STAMPS.has(name)) after[name] = value;
      }
      return { ...base, kind: "create", before: null, after };
    }
    if (this.kind !== "update") return { ...base, kind: this.kind === "nothing" ? "update" : this.kind, before: null, after: null };
    const names = this.changed();
    const pick = (row: Row | null): Record<string, Json> => Object.fromEntries(names.map((name) => [name, row?.[name] ?? null]));
    return { ...base, kind: "update", before: pick(this.before), after: pick(this.after) };
  }
}

export function refuseItem(draft: Draft, error: AppError): void {
  draft.error = error;
}

/** Makes the draft of an operation: found, of the right version, its values parsed. */
export function draftOf(ctx: Ctx, module: Module, operation: Operation, current: ReadonlyMap<string, StoredRow>, internal: boolean): Draft {
  if (operation.op === "create") return draftOfCreate(ctx, module, operation, internal);
  const stored = isId(operation.id) ? current.get(operation.id) : undefined;
  const gone = operation.op === "update" || operation.op === "delete" ? stored?.deleted : false;
  // What one may not see isn't there; what one may see but not change says so. The engine's own writes were allowed elsewhere.
  if (!stored || gone || (!internal && !stored.may.view)) return refused(operation.id, notFound(operation.id));
  if (!internal && !stored.may[operation.op === "update" ? "edit" : "delete"])
    return refused(operation.id, new AppError("forbidden", { params: { module: module.name } }));
  if (operation.version !== undefined && operation.version !== stored.version)
    return refused(operation.id, new AppError("version_conflict"));
  if (operation.op === "update" && !internal && isArchived(module, stored.values))
    return refused(operation.id, new AppError("record_archived", { params: { record: stored.label } }));
  const base = { id: stored.id, version: stored.version + 1, label: stored.label, before: stored.values };
  if (operation.op !== "update") {
    const noop = operation.op === "restore" && !stored.deleted;
    return new Draft(noop ? "nothing" : operation.op, {
      ...base,
      version: noop ? stored.version : base.version,
      after: { ...stored.values },
    });
  }
  const currency = currencyOf(operation.values) ?? stored.values["currency"];
  const { values, errors } = parse(ctx, module, operation, { currency, internal });
  const after = { ...stored.values, ...values, ...operation.computed };
  const draft = new Draft("update", { ...base, after, given: Object.keys(values) });
  if (!internal) errors.push(...missingFields(after, module, new Set(Object.keys(values))));
  if (errors.length > 0) refuseItem(draft, invalid(errors));
  return draft;
}

const isArchived = (module: Module, values: Row): boolean =>
  module.archivedBy !== undefined && (values[module.archivedBy] ?? null) !== null;

function refused(id: string, error: AppError): Draft {
  const draft = new Draft("nothing", { id });
  refuseItem(draft, error);
  return draft;
}

function draftOfCreate(ctx: Ctx, module: Module, operation: Operation & { op: "create" }, internal: boolean): Draft {
  const user = ctx.actor.kind === "user" ? ctx.actor : undefined;
  const { values, errors } = parse(ctx, module, operation, { currency: currencyOf(operation.values), internal });
  const given = { ...values, ...operation.computed };
  const after = withDefaults(given, module, { ownerId: user?.id ?? null, currency: ctx.company.currency });
  const draft = new Draft("create", { after, given: Object.keys(values), createdAt: user ? undefined : operation.createdAt });
  const missing = internal ? [] : missingFields(after, module).filter((error) => error.field !== "owner_id" || user !== undefined);
  const named = new Set(errors.map((error) => error.field));
  errors.push(...missing.filter((error) => !named.has(error.field)));
  if (errors.length > 0) refuseItem(draft, invalid(errors));
  return draft;
}

/** Money is read by the currency of its own record, which may be among the values. */
function currencyOf(values: unknown): Json | undefined {
  const currency = typeof values === "object" && values !== null ? (values as Record<string, unknown>)["currency"] : undefined;
  return typeof currency === "string" && /^[A-Za-z]{3}$/.test(currency) ? currency.toUpperCase() : undefined;
}

function parse(
  ctx: Ctx,
  module: Module,
  { op, values: input }: Extract<Operation, { readonly values: unknown }>,
  { currency, internal }: { readonly currency: Json | undefined; readonly internal: boolean },
): ReturnType<typeof parseValues> {
  if (internal) return { values: { ...(input as Record<string, Json>) }, errors: [] };
  const values = valueContext(ctx);
  const writer = { access: accessOf(ctx), creates: op === "create" };
  return parseValues(input, module, writer, typeof currency === "string" ? { ...values, currency } : values);
}

interface RulesRun {
  /** An undo puts back what was, the computed values among it: no rule touches them. */
  readonly internal: boolean;
  /** A module's rule or action writes, not the actor by their own will: their role's lists of values are no matter. */
  readonly byRule: boolean;
  readonly engine: Engine;
}

const isSaved = (draft: Draft): boolean => !draft.error && (draft.kind === "create" || draft.kind === "update");

/** The module's own rules: first those that refuse, then those that set values; then label and version are final. */
export async function runRules(ctx: Ctx, module: Module, drafts: readonly Draft[], { internal, byRule, engine }: RulesRun): Promise<void> {
  const rules = rulesFor(module.name);
  const now = ctx.now.toISOString();
  if (!internal)
    for (const draft of drafts) {
      if (draft.error) continue;
      const errors = rules.lock ? lockErrors(rules.lock, draft) : [];
      if (errors.length === 0 && isSaved(draft))
        errors.push(...(rules.validate ?? []).flatMap((rule) => rule(draft.recordChange(module, now))));
      if (errors.length > 0) refuseItem(draft, invalid(errors));
    }
  for (const rule of internal ? [] : (rules.prepare ?? [])) {
    const open = drafts.filter(isSaved).map((draft) => draft.openChange(module, now));
    if (open.length > 0) await rule(ctx, open, engine);
  }
  for (const draft of drafts) {
    if (!isSaved(draft)) continue;
    if (!internal) {
      for (const rule of rules.beforeSave ?? []) Object.assign(draft.after, rule(draft.recordChange(module, now)) ?? {});
      const { before, after, given: names } = draft;
      const unmet = [...conditionErrors(ctx, module, draft), ...(byRule ? [] : roleOptionErrors(ctx, module, { before, after, names }))];
      if (unmet.length > 0) {
        refuseItem(draft, invalid(unmet));
        continue;
      }
    }
    if (draft.kind === "update" && draft.changed().length === 0) {
      draft.kind = "nothing";
      draft.version -= 1;
    }
    draft.label = labelOf(draft.after, module);
  }
}

/** What a locked record refuses: other values in fields that are locked with it, and to go. */
function lockErrors(lock: RecordLock, draft: Draft): FieldError[] {
  if (draft.before === null || !lock.when(draft.before)) return [];
  if (draft.kind === "delete" || draft.kind === "purge") return [{ field: "", code: "locked_record" }];
  const free = new Set(lock.except);
  return draft
    .changed()
    .filter((name) => draft.given.has(name) && !free.has(name))
    .map((field) => ({ field, code: "locked_record" }));
}

/**
 * Saved views: a filter, columns and an order of a module's records, kept under a name. A view grants nothing: it is
 * checked against what its user may see when it is saved, and again whenever anybody uses it.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { PRINCIPAL_TYPES, type Principal } from "../../model/access/vocabulary.ts";
import type { Module } from "../../model/define.ts";
import { FIELD_SETTINGS, type ViewSettings, type ViewType } from "../../model/view-settings.ts";
import { accessOf } from "../access/access.ts";
import { demandPrincipals, namePrincipals } from "../access/settings/principals.ts";
import { keyOf, principalsOf } from "../access/user-access.ts";
import type { Ctx } from "../context.ts";
import { ident, join, raw, sql, type Sql } from "../db/sql.ts";
import { AppError, invalid, type FieldError } from "../errors.ts";
import { parseSort } from "./compile/order.ts";
import { isId, notFound } from "./ids.ts";
import type { ListOptions } from "./list.ts";
import { moduleOf, PathCollector, planFilter, shownPath, visiblePath } from "./plan.ts";

export const VIEW_LIMITS = { columns: 100, filterCharacters: 60_000, perOwner: 200, listed: 1000, sharedWith: 100 } as const;

export interface ViewValues {
  readonly name: string;
  readonly type: ViewType;
  readonly filter: Json;
  readonly columns: readonly string[] | null;
  readonly sort: string | null;
  /** Of its columns, in pixels, where somebody made them wider or narrower. */
  readonly widths: Readonly<Record<string, number>> | null;
  /** How a board or a calendar is arranged. */
  readonly settings: ViewSettings | null;
  /** Stands in the row above the list; the others in the menu beside it. */
  readonly pinned: boolean;
  /** For everybody who may see the module; else for those whom `shared_with` names. */
  readonly shared: boolean;
  readonly shared_with: readonly Principal[];
  /** Where it stands among the others; those of one place by their names. */
  readonly position: number;
}
interface StoredView extends Omit<ViewValues, "shared_with"> {
  readonly id: string;
  readonly module: string;
  /** `type:id` each. */
  readonly shared_with: readonly string[];
  readonly owner_id: string;
  readonly owner_id__label: string | null;
}
/** A view as its reader may see it. */
export interface View extends Omit<StoredView, "shared_with"> {
  /** Told to whoever may change it. */
  readonly shared_with: readonly (Principal & { readonly label: string | null })[];
  /** False: its filter doesn't fit the fields any more, and whoever may change it should. */
  readonly valid: boolean;
  readonly rights: { readonly edit: boolean };
}

const FROM = sql`FROM views v LEFT JOIN records r ON r.id = v.owner_id`;
const SELECTED = sql`v.id, v.module, v.name, v.type, v.filter, v.columns, v.sort, v.widths, v.settings, v.pinned, v.shared, v.shared_with, v.position, v.owner_id, r.label AS owner_id__label`;
const DEFAULTS: Omit<ViewValues, "name"> = {
  type: "list",
  filter: null,
  columns: null,
  sort: null,
  widths: null,
  settings: null,
  pinned: true,
  shared: false,
  shared_with: [],
  position: 0,
};

/** One's own, everybody's, and those made out to one's person, role, groups or office. */
function readable(ctx: Ctx): Sql {
  const { actor } = ctx;
  if (actor.kind === "system") return sql`true`;
  const names = actor.access ? principalsOf(actor.access.organisation, actor.id).map(keyOf) : [keyOf({ type: "user", id: actor.id })];
  return sql`(v.shared OR v.owner_id = ${actor.id}::bigint OR v.shared_with && ${names}::text[])`;
}
const mayChange = (ctx: Ctx, view: StoredView): boolean =>
  ctx.actor.kind === "system" || ctx.actor.isAdmin || ctx.actor.id === view.owner_id;

/** One's own views and the shared ones; of one module, or of all. */
export async function listViews(ctx: Ctx, name?: string): Promise<readonly View[]> {
  const access = accessOf(ctx);
  const modules =
    name === undefined ? [...ctx.registry.modules.values()].filter((module) => access.module(module).view) : [moduleOf(ctx, name)];
  const { rows } = await ctx.db.query<StoredView>(
    sql`SELECT ${SELECTED} ${FROM} WHERE v.module = ANY(${modules.map((module) => module.name)}::text[]) AND ${readable(ctx)}
        ORDER BY v.position, v.name, v.id LIMIT ${VIEW_LIMITS.listed}`,
  );
  return withNames(
    ctx,
    rows.flatMap((row) => present(ctx, row) ?? []),
  );
}

async function findView(ctx: Ctx, id: string): Promise<View | undefined> {
  if (!isId(id)) return undefined;
  const { rows } = await ctx.db.query<StoredView>(sql`SELECT ${SELECTED} ${FROM} WHERE v.id = ${id}::bigint AND ${readable(ctx)}`);
  const view = rows[0] && present(ctx, rows[0]);
  return view && (await withNames(ctx, [view]))[0];
}

/** What those are called for whom the views are. */
async function withNames(ctx: Ctx, views: readonly View[]): Promise<readonly View[]> {
  const principals = views.flatMap((view) => view.shared_with);
  if (principals.length === 0) return views;
  const names = await namePrincipals(ctx, principals);
  return views.map((view) => ({ ...view, shared_with: view.shared_with.map((to) => ({ ...to, label: names.get(keyOf(to)) ?? null })) }));
}
const isPrincipalType = (type: string | undefined): type is Principal["type"] => PRINCIPAL_TYPES.some((each) => each === type);
const principalOf = (key: string): readonly Principal[] => {
  const [type, id = ""] = key.split(":");
  return isPrincipalType(type) ? [{ type, id }] : [];
};

/** Without what the reader may not see; undefined where the rest would be another list than its owner meant. */
function present(ctx: Ctx, row: StoredView): View | undefined {
  const module = ctx.registry.modules.get(row.module);
  if (!module || !accessOf(ctx).module(module).view) return undefined;
  const valid = filterErrors(ctx, module, row.filter).length === 0;
  const edit = mayChange(ctx, row);
  if (!valid && !edit) return undefined;
  const columns = row.columns?.filter((path) => shownPath(ctx, module, path)) ?? null;
  const sort = row.sort !== null && sortErrors(ctx, module, row.sort).length === 0 ? row.sort : null;
  const shared_with = edit ? row.shared_with.flatMap(principalOf).map((to) => ({ ...to, label: null })) : [];
  return { ...row, columns, sort, settings: visibleSettings(ctx, module, row.settings), shared_with, valid, rights: { edit } };
}

/** Without the fields that the reader may not see. */
function visibleSettings(ctx: Ctx, module: Module, settings: ViewSettings | null): ViewSettings | null {
  if (!settings) return null;
  const gone = FIELD_SETTINGS.filter((name) => settings[name] !== undefined && !visiblePath(ctx, module, settings[name]));
  return gone.length === 0
    ? settings
    : Object.fromEntries(Object.entries(settings).filter(([name]) => !gone.some((each) => each === name)));
}

export async function createView(
  ctx: Ctx,
  values: Partial<ViewValues> & Pick<ViewValues, "name"> & { readonly module: string },
): Promise<View> {
  const { module: name, ...given } = values;
  const module = moduleOf(ctx, name);
  if (ctx.actor.kind !== "user") throw new AppError("forbidden");
  const view = { ...DEFAULTS, ...(await checked(ctx, module, given)) };
  await demandRoom(ctx, module.name, ctx.actor.id);
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`INSERT INTO views (module, owner_id, name, type, filter, columns, sort, widths, settings, pinned, shared, shared_with, position)
        VALUES (${module.name}, ${ctx.actor.id}::bigint, ${view.name}, ${view.type}, ${jsonOf(view.filter)}::jsonb, ${view.columns}::text[], ${view.sort}, ${jsonOf(view.widths)}::jsonb, ${jsonOf(view.settings)}::jsonb, ${view.pinned}, ${view.shared}, ${view.shared_with.map(keyOf)}::text[], ${view.position}) RETURNING id`,
  );
  return needView(ctx, rows[0]?.id ?? "");
}

export async function updateView(ctx: Ctx, id: string, values: Partial<ViewValues>): Promise<View> {
  const view = await needChangeable(ctx, id);
  // Only what is changed is checked: one that fits no more can still be renamed.
  const { shared_with, ...given } = await checked(ctx, moduleOf(ctx, view.module), values);
  const changes = Object.entries(given).map(([name, value]) =>
    JSON_COLUMNS.has(name) ? sql`${ident(name)} = ${jsonOf(value)}::jsonb` : sql`${ident(name)} = ${value}`,
  );
  if (shared_with) changes.push(sql`shared_with = ${shared_with.map(keyOf)}::text[]`);
  await ctx.db.query(sql`UPDATE views SET ${join([...changes, raw("modified_at = now()")])} WHERE id = ${id}::bigint`);
  return needView(ctx, id);
}

export async function deleteView(ctx: Ctx, id: string): Promise<void> {
  await needChangeable(ctx, id);
  await ctx.db.query(sql`DELETE FROM views WHERE id = ${id}::bigint`);
}

/** A list's options as the view completes them: its filter narrows the list's own, its columns and order are defaults. */
export async function withView(ctx: Ctx, options: ListOptions, id: string | undefined): Promise<ListOptions> {
  if (id === undefined) return options;
  const module = moduleOf(ctx, options.module);
  const view = await findView(ctx, id);
  if (view?.module !== module.name)
    throw new AppError("not_found", { params: { id: id.slice(0, 40) }, errors: [{ field: "view", code: "unknown_view" }] });
  // Checked by itself first, so that its errors name the places that the caller sent.
  const own = planFilter(ctx, new PathCollector(ctx, module), options.filter);
  return {
    ...options,
    fields: options.fields ?? (view.columns && view.columns.length > 0 ? view.columns : undefined),
    filter: view.filter === null ? options.filter : own === undefined ? view.filter : { and: [view.filter, options.filter] },
    sort: options.sort ?? view.sort ?? undefined,
  };
}

async function needView(ctx: Ctx, id: string): Promise<View> {
  const view = await findView(ctx, id);
  if (!view) throw notFound(id);
  return view;
}

async function needChangeable(ctx: Ctx, id: string): Promise<View> {
  const view = await needView(ctx, id);
  if (!view.rights.edit) throw new AppError("forbidden");
  return view;
}

async function demandRoom(ctx: Ctx, module: string, ownerId: string): Promise<void> {
  const { rows } = await ctx.db.query<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM views WHERE owner_id = ${ownerId}::bigint AND module = ${module}`,
  );
  if ((rows[0]?.n ?? 0) >= VIEW_LIMITS.perOwner)
    throw new AppError("conflict", { errors: [{ field: "", code: "too_many", params: { max: VIEW_LIMITS.perOwner } }] });
}

/** The values, if all of them fit the module as this actor sees it. */
async function checked<V extends Partial<ViewValues>>(ctx: Ctx, module: Module, values: V): Promise<V> {
  const { name, filter, columns, sort, settings, shared_with } = values;
  const errors: FieldError[] = [];
  if (name?.trim() === "") errors.push({ field: "name", code: "mandatory" });
  if (filter !== undefined) errors.push(...filterErrors(ctx, module, filter));
  if (columns)
    errors.push(...columns.flatMap((path, i) => (shownPath(ctx, module, path) ? [] : [{ field: `columns.${i}`, code: "unknown_field" }])));
  if (typeof sort === "string") errors.push(...sortErrors(ctx, module, sort));
  for (const setting of FIELD_SETTINGS) {
    const path = settings?.[setting];
    if (path !== undefined && !visiblePath(ctx, module, path)) errors.push({ field: `settings.${setting}`, code: "unknown_field" });
  }
  if (errors.length > 0) throw invalid(errors);
  if (shared_with) await demandPrincipals(ctx, shared_with, (i) => `shared_with.${i}.id`);
  return name === undefined ? values : { ...values, name: name.trim() };
}

function filterErrors(ctx: Ctx, module: Module, filter: Json): readonly FieldError[] {
  if (filter !== null && JSON.stringify(filter).length > VIEW_LIMITS.filterCharacters)
    return [{ field: "filter", code: "too_long", params: { max: VIEW_LIMITS.filterCharacters } }];
  return errorsOf("filter", () => planFilter(ctx, new PathCollector(ctx, module), filter));
}

function sortErrors(ctx: Ctx, module: Module, sort: string): readonly FieldError[] {
  const collector = new PathCollector(ctx, module);
  // Whatever is wrong with an order is wrong with the one text that it is.
  return errorsOf("sort", () => parseSort(sort, module, (path) => collector.need(path))).map(({ code, params }) => ({
    field: "sort",
    code,
    ...(params ? { params } : {}),
  }));
}

function errorsOf(field: string, check: () => unknown): readonly FieldError[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.errors.length > 0 ? error.errors : [{ field, code: error.code, params: error.params }];
  }
}

const JSON_COLUMNS: ReadonlySet<string> = new Set(["filter", "widths", "settings"]);
const jsonOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

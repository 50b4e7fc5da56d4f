/**
 * The whole set-up as data: modules, fields, options, changes, layouts, links, menu and shared views in one readable
 * document, which another installation applies. What it names is made as it says; what only that installation has
 * stays. Applied twice, it changes nothing the second time.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { CustomDefinitions, ModuleChanges } from "../../model/custom.ts";
import { buildRegistry, resolvePath, type Registry } from "../../model/registry.ts";
import { checkFilter } from "../../model/filter/check.ts";
import { safePattern } from "../../model/safe-pattern.ts";
import { declaredModules } from "../../server/extensions.ts";
import { accessOf } from "../../server/access/access.ts";
import { exportRoleOptions, faultsOfRoleOptions, importRoleOptions } from "../../server/access/settings/role-options.ts";
import { valueContext, type Ctx } from "../../server/context.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import { createView, listViews, updateView, type View } from "../../server/records/index.ts";
import { readDefinitions } from "../../server/registry-store.ts";
import type { ConfigurationDocument } from "./configuration-schema.ts";
import { migrateField } from "./change-field.ts";
import { change } from "./notes.ts";

type SharedView = NonNullable<ConfigurationDocument["views"]>[number];

export async function exportConfiguration(ctx: Ctx): Promise<ConfigurationDocument> {
  const { modules, fields, options, changes, links, menu } = await readDefinitions(ctx.db);
  const views = (await listViews({ ...ctx, actor: { kind: "system", name: "configuration" } })).filter(({ shared }) => shared).map(viewOf);
  // How often a layout was changed is this installation's own matter.
  const portable = Object.fromEntries(
    Object.entries(changes ?? {}).map(([module, one]) => [module, one.layout ? { ...one, layout: { ...one.layout, version: 1 } } : one]),
  );
  const role_options = await exportRoleOptions(ctx);
  const document = {
    format: 1,
    modules,
    fields,
    options,
    changes: portable,
    links: links ?? [],
    ...(menu ? { menu } : {}),
    role_options,
    views,
  };
  return JSON.parse(JSON.stringify(document)) as ConfigurationDocument;
}

const viewOf = ({ module, name, type, filter, columns, sort, widths, settings, pinned, position }: View): SharedView => ({
  module,
  name,
  type,
  filter,
  columns: columns && [...columns],
  sort,
  ...(widths ? { widths } : {}),
  ...(settings ? { settings: JSON.parse(JSON.stringify(settings)) as NonNullable<SharedView["settings"]> } : {}),
  pinned,
  position,
});

export interface Difference {
  readonly change: "add" | "change" | "only_here";
  /** `fields/organizations.cf_region`, `layouts/leads`, `views/contacts/My view` … */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Everything of a document by its path, in the order in which it is read. */
function parts(document: ConfigurationDocument): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const module of document.modules ?? []) found.set(`modules/${module.name}`, module);
  for (const one of document.fields ?? []) found.set(`fields/${one.module}.${one.field.name}`, one);
  for (const one of document.options ?? []) found.set(`options/${one.module}.${one.field}/${one.option.value}`, one.option);
  for (const link of document.links ?? []) found.set(`links/${link.name}`, link);
  for (const [module, { fields, layout, ...names }] of Object.entries(document.changes ?? {})) {
    if (Object.keys(names).length > 0) found.set(`names/${module}`, names);
    for (const [field, changes] of Object.entries(fields ?? {})) found.set(`changes/${module}.${field}`, changes);
    if (layout) found.set(`layouts/${module}`, { ...layout, version: 0 });
  }
  if (document.menu) found.set("menu", document.menu);
  for (const { role, module, field, options } of document.role_options ?? [])
    found.set(`role_options/${module}.${field}/${role.join(" / ")}`, options.toSorted());
  for (const view of document.views ?? []) found.set(`views/${view.module}/${view.name}`, view);
  return found;
}

const same = (a: unknown, b: unknown): boolean => stable(a) === stable(b);
/** JSON with its keys in order. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

export function compare(present: ConfigurationDocument, wanted: ConfigurationDocument): readonly Difference[] {
  const [here, there] = [parts(present), parts(wanted)];
  const differences: Difference[] = [];
  for (const [path, after] of there) {
    const before = here.get(path);
    if (before === undefined) differences.push({ change: "add", path, after });
    else if (!same(before, after)) differences.push({ change: "change", path, before, after });
  }
  for (const [path, before] of here) if (!there.has(path)) differences.push({ change: "only_here", path, before });
  return differences;
}

/** The differences; they are made unless it is a dry run. A document that doesn't fit is refused whole. */
export async function applyConfiguration(ctx: Ctx, document: ConfigurationDocument, dryRun: boolean): Promise<readonly Difference[]> {
  return ctx.db.tx(async (db) => {
    const inside = { ...ctx, db };
    const differences = compare(await exportConfiguration(inside), document);
    const custom = await readDefinitions(db);
    const next = buildOrRefuse(merged(custom, document));
    checkDocument(ctx, next, document, custom);
    const lists = document.role_options ?? [];
    const faults = await faultsOfRoleOptions(inside, next, lists);
    if (faults.length > 0) throw invalid(faults.slice(0, 50));
    demandAccess(ctx, next, differences);
    if (dryRun || differences.every((one) => one.change === "only_here")) return differences;
    const registry = await change(
      inside,
      { kind: "configuration", part: () => null },
      (current) => merged(current, document),
      // Options that records have and values that would be twice stop a document as they stop a change by hand.
      async (tx, after, before) => {
        for (const module of before.modules.values())
          for (const field of module.fields.values()) {
            const next = after.modules.get(module.name)?.fields.get(field.name);
            if (next && (next.unique !== field.unique || next.options !== field.options)) await migrateField(tx, field, next);
          }
      },
    );
    if (lists.length > 0) await importRoleOptions({ ...inside, registry }, lists);
    await applyViews({ ...inside, registry }, document);
    return differences;
  });
}

/** What is personal data, and which values whose role may give, is decided by those who decide over access. */
function demandAccess(ctx: Ctx, next: Registry, differences: readonly Difference[]): void {
  const opens = [...ctx.registry.modules.values()].some((module) =>
    [...module.fields.values()].some((field) => {
      const after = next.modules.get(module.name)?.fields.get(field.name);
      return after !== undefined && (after.personal === true) !== (field.personal === true);
    }),
  );
  const lists = differences.some(({ change: kind, path }) => kind !== "only_here" && path.startsWith("role_options/"));
  if ((opens || lists) && !accessOf(ctx).tool("access")) throw new AppError("forbidden");
}

function buildOrRefuse(custom: CustomDefinitions): Registry {
  try {
    return buildRegistry(declaredModules, custom, 0);
  } catch (error) {
    const faults = error instanceof Error && "faults" in error ? (error.faults as readonly string[]) : [String(error)];
    throw invalid(faults.slice(0, 20).map((fault) => ({ field: "", code: "invalid_definition", params: { fault } })));
  }
}

/** The items of both, those of the second in place of the first's. */
function united<T>(present: readonly T[], wanted: readonly T[] | undefined, key: (item: T) => string): readonly T[] {
  const wantedByKey = new Map((wanted ?? []).map((item) => [key(item), item]));
  const known = new Set(present.map(key));
  return [...present.map((item) => wantedByKey.get(key(item)) ?? item), ...(wanted ?? []).filter((item) => !known.has(key(item)))];
}

function merged(custom: CustomDefinitions, given: ConfigurationDocument): CustomDefinitions {
  const document = given as unknown as CustomDefinitions;
  const fieldKey = (one: { module: string; field: { name: string } }): string => `${one.module}.${one.field.name}`;
  const wanted = new Set((document.fields ?? []).map(fieldKey));
  const changes: Record<string, ModuleChanges> = { ...custom.changes };
  for (const [module, change_] of Object.entries(document.changes ?? {})) {
    const present = changes[module] ?? {};
    const layout = change_.layout && {
      ...change_.layout,
      version: same({ ...change_.layout, version: 0 }, { ...present.layout, version: 0 })
        ? (present.layout?.version ?? 2)
        : (present.layout?.version ?? 1) + 1,
    };
    const fields = { ...present.fields, ...change_.fields };
    changes[module] = { ...present, ...change_, ...(Object.keys(fields).length > 0 ? { fields } : {}), ...(layout ? { layout } : {}) };
  }
  return {
    ...custom,
    modules: united(custom.modules, document.modules, ({ name }) => name),
    fields: united(custom.fields, document.fields, fieldKey),
    options: united(custom.options, document.options, (one) => `${one.module}.${one.field}.${one.option.value}`),
    links: united(custom.links ?? [], document.links, ({ name }) => name),
    changes,
    ...(document.menu ? { menu: document.menu } : {}),
    deleted: (custom.deleted ?? []).filter((one) => !wanted.has(fieldKey(one))),
  };
}

const PREFIXES = { modules: "cm_", fields: "cf_", links: "cl_" } as const;

/** What building the registry doesn't see: whose names they are, patterns, conditions, changes of type. */
function checkDocument(ctx: Ctx, registry: Registry, document: ConfigurationDocument, custom: CustomDefinitions): void {
  const errors: FieldError[] = [];
  const demand = (holds: boolean, field: string, code: string): void => void (holds || errors.push({ field, code }));
  for (const { name } of document.modules ?? []) demand(name.startsWith(PREFIXES.modules), `modules/${name}`, "not_a_module_name");
  for (const { name } of document.links ?? []) demand(name.startsWith(PREFIXES.links), `links/${name}`, "wrong_format");
  for (const { module, field } of document.fields ?? []) {
    const at = `fields/${module}.${field.name}`;
    demand(field.name.startsWith(PREFIXES.fields), at, "not_a_custom_name");
    const known = [...custom.fields, ...(custom.deleted ?? [])].find((one) => one.module === module && one.field.name === field.name);
    demand(!known || known.field.type === field.type, at, "type_differs");
  }
  for (const module of registry.modules.values())
    for (const field of module.fields.values()) {
      const at = `fields/${module.name}.${field.name}`;
      demand(field.pattern === undefined || safePattern(field.pattern) !== undefined, at, "unsafe_pattern");
      const filters = [
        field.when?.shown,
        field.when?.required,
        field.when?.readOnly,
        ...(field.when?.options ?? []).map((rule) => rule.if),
      ];
      for (const filter of filters) {
        const checked = filter && checkFilter(filter, (path) => ownPath(registry, module.name, path), valueContext(ctx));
        if (checked && !checked.ok) errors.push(...checked.errors.map(({ path: _path, ...error }) => ({ ...error, field: at })));
      }
    }
  if (errors.length > 0) throw invalid(errors.slice(0, 50));
}

function ownPath(registry: Registry, moduleName: string, path: string): ReturnType<typeof resolvePath> {
  const module = registry.modules.get(moduleName);
  const found = module && resolvePath(registry, module, path);
  return found?.via ? undefined : found;
}

/** Shared views by their names; new ones are the applier's. */
async function applyViews(ctx: Ctx, { views = [] }: ConfigurationDocument): Promise<void> {
  const present = await listViews({ ...ctx, actor: { kind: "system", name: "configuration" } });
  for (const { module, filter, ...view } of views) {
    const { name } = view;
    const known = present.find((one) => one.shared && one.module === module && one.name === name);
    const values = { ...view, filter: filter as Json, shared: true };
    try {
      if (!known) await createView(ctx, { module, ...values });
      else if (!same(viewOf(known), { ...viewOf(known), ...view, module, filter }))
        await updateView({ ...ctx, actor: { kind: "system", name: "configuration" } }, known.id, values);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw invalid([
        { field: `views/${module}/${name}`, code: "invalid_definition", params: { fault: error.errors[0]?.code ?? error.code } },
      ]);
    }
  }
}

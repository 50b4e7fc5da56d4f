/**
 * The whole set-up as data: modules, fields, options, changes, layouts, links, menu, shared views and what features
 * keep of it (settings-parts.ts) in one readable document, which another installation applies. What it names is made as it says; what only that installation has
 * stays. Applied twice, it changes nothing the second time.
 */
import type { CustomDefinitions, ModuleChanges } from "../../model/custom.ts";
import { buildRegistry, resolvePath, type Registry } from "../../model/registry.ts";
import { checkFilter } from "../../model/filter/check.ts";
import { safePattern } from "../../model/safe-pattern.ts";
import { declaredModules } from "../../server/extensions.ts";
import { accessOf } from "../../server/access/access.ts";
import {
  exportRoleOptions,
  faultsOfRoleOptions,
  importRoleOptions,
  knownRoleOptions,
  roleOptionsPath,
} from "../../server/access/settings/role-options.ts";
import { valueContext, type Ctx } from "../../server/context.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import { readDefinitions } from "../../server/registry-store.ts";
import type { ConfigurationDocument } from "./configuration-schema.ts";
import { migrateField } from "./change-field.ts";
import { change } from "./notes.ts";
import { readSettingsParts, writeSettingsParts, type Settings } from "./settings-parts.ts";
import { applyViews, exportViews, knownViews } from "./shared-views.ts";

export async function exportConfiguration(ctx: Ctx): Promise<ConfigurationDocument> {
  const { modules, fields, options, changes, links, menu } = await readDefinitions(ctx.db);
  const [views, settings] = [await exportViews(ctx), await readSettingsParts(ctx)];
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
    settings,
  };
  return JSON.parse(JSON.stringify(document)) as ConfigurationDocument;
}

export interface Difference {
  /** missing: named in the document, not here, and therefore left out. */
  readonly change: "add" | "change" | "only_here" | "missing";
  /** `fields/organizations.cf_region`, `layouts/leads`, `views/contacts/My view`, `settings/numbering/invoices` … */
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
  for (const list of document.role_options ?? []) found.set(roleOptionsPath(list), list.options.toSorted());
  for (const view of document.views ?? []) found.set(`views/${view.module}/${view.name}`, view);
  for (const [part, items] of Object.entries(settingsOf(document)))
    for (const [key, item] of Object.entries(items)) found.set(`settings/${part}/${key}`, item);
  return found;
}

const settingsOf = ({ settings = {} }: ConfigurationDocument): Settings => settings as Settings;

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
export async function applyConfiguration(ctx: Ctx, given: ConfigurationDocument, dryRun: boolean): Promise<readonly Difference[]> {
  return ctx.db.tx(async (db) => {
    const inside = { ...ctx, db };
    const { views, missing } = await knownViews(inside, given.views ?? []);
    const roleOptions = await knownRoleOptions(inside, given.role_options ?? []);
    const document: ConfigurationDocument = { ...given, views: [...views], role_options: [...roleOptions.lists] };
    const differences = compare(await exportConfiguration(inside), document);
    const all = [...differences, ...[...missing, ...roleOptions.missing].map((path): Difference => ({ change: "missing", path }))];
    const custom = await readDefinitions(db);
    const wanted = buildOrRefuse(merged(custom, document));
    checkDocument(ctx, wanted, document, custom);
    refuseFaults(faultsOfRoleOptions(wanted, roleOptions.lists));
    demandAccess(ctx, wanted, differences);
    const paths = differences.flatMap(({ change: kind, path }) => (kind === "only_here" ? [] : [path]));
    if (dryRun || paths.length === 0) return all;
    const registry = await declare(inside, document);
    const next = { ...inside, registry };
    const differs = (path: string): boolean => paths.includes(path);
    await writeSettingsParts(next, differingSettings(document, differs));
    await importRoleOptions(
      next,
      roleOptions.lists.filter((list) => differs(roleOptionsPath(list))),
    );
    await applyViews(next, views, differs);
    return all;
  });
}

const differingSettings = (document: ConfigurationDocument, differs: (path: string) => boolean): Settings =>
  Object.fromEntries(
    Object.entries(settingsOf(document)).map(([part, items]) => [
      part,
      Object.fromEntries(Object.entries(items).filter(([key]) => differs(`settings/${part}/${key}`))),
    ]),
  );

/** Options that records have and values that would be twice stop a document as they stop a change by hand. */
async function declare(ctx: Ctx, document: ConfigurationDocument): Promise<Registry> {
  return change(
    ctx,
    { kind: "configuration", part: () => null },
    (current) => merged(current, document),
    async (tx, after, before) => {
      for (const module of before.modules.values())
        for (const field of module.fields.values()) {
          const next = after.modules.get(module.name)?.fields.get(field.name);
          const isOther = next && (next.unique !== field.unique || next.options !== field.options || next.targets !== field.targets);
          if (isOther) await migrateField({ ...ctx, db: tx }, field, next);
        }
    },
  );
}

const refuseFaults = (faults: readonly FieldError[]): void => {
  if (faults.length > 0) throw invalid(faults.slice(0, 50));
};

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

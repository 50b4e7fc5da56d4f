/**
 * Shared views in a configuration document: by module and name. For whom they are is written by names that mean the
 * same elsewhere (a user's e-mail, a role's, group's or office's name); ids don't.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import { namedPrincipals, type NamedPrincipals } from "../../server/access/settings/principals.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid } from "../../server/errors.ts";
import { createView, listViews, updateView, type View } from "../../server/records/index.ts";
import type { ConfigurationDocument } from "./configuration-schema.ts";

export type SharedView = NonNullable<ConfigurationDocument["views"]>[number];
type Named = NonNullable<SharedView["shared_with"]>[number];

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: "system", name: "configuration" } });
const isShared = ({ shared, shared_with }: View): boolean => shared || shared_with.length > 0;

export async function exportViews(ctx: Ctx): Promise<readonly SharedView[]> {
  const system = asSystem(ctx);
  const names = await namedPrincipals(system);
  return (await listViews(system)).filter(isShared).map((view) => written(view, names));
}

function written(view: View, names: NamedPrincipals): SharedView {
  const { module, name, type, filter, columns, sort, widths, settings, pinned, position, shared } = view;
  const shared_with = view.shared_with.flatMap(({ type: kind, id }): readonly Named[] => {
    const known = names.nameOf({ type: kind, id });
    return known === undefined ? [] : [{ type: kind, name: known }];
  });
  return {
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
    ...(shared_with.length > 0 ? { shared, shared_with } : {}),
  };
}

export interface KnownViews {
  readonly views: readonly SharedView[];
  /** `views/leads/Hot/role/Sales`: for whom views are in the document, and who isn't here. */
  readonly missing: readonly string[];
}
/** The views as they can be here: without people, roles and groups that this installation doesn't have. */
export async function knownViews(ctx: Ctx, views: readonly SharedView[]): Promise<KnownViews> {
  const names = await namedPrincipals(asSystem(ctx));
  const missing: string[] = [];
  const known = views.map((view): SharedView => {
    const { shared_with, shared, ...rest } = view;
    if (!shared_with) return view;
    const here = shared_with.filter((one) => names.principal(one) !== undefined);
    for (const one of shared_with) if (!here.includes(one)) missing.push(`views/${view.module}/${view.name}/${one.type}/${one.name}`);
    return here.length > 0 ? { ...rest, shared: shared !== false, shared_with: here } : shared === false ? { ...rest, shared } : rest;
  });
  // A view that nobody here would see is not made.
  return { views: known.filter(({ shared, shared_with }) => shared !== false || shared_with !== undefined), missing };
}

/** Makes those that aren't here, and changes the others; new ones are the applier's. */
export async function applyViews(ctx: Ctx, views: readonly SharedView[], differs: (path: string) => boolean): Promise<void> {
  const system = asSystem(ctx);
  const names = await namedPrincipals(system);
  const present = await listViews(system);
  for (const { module, filter, shared = true, shared_with = [], ...view } of views) {
    const { name } = view;
    if (!differs(`views/${module}/${name}`)) continue;
    const known = present.find((one) => isShared(one) && one.module === module && one.name === name);
    const to = shared_with.flatMap((one) => names.principal(one) ?? []);
    const values = { ...view, filter: filter as Json, shared, shared_with: to };
    try {
      if (known) await updateView(system, known.id, values);
      else await createView(ctx, { module, ...values });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw invalid([
        { field: `views/${module}/${name}`, code: "invalid_definition", params: { fault: error.errors[0]?.code ?? error.code } },
      ]);
    }
  }
}

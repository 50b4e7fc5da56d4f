/** A module's layout: its blocks and what stands in them, the short form, the page's header, related lists. */
import { Array as ArrayOf, Boolean as BooleanType, Integer, Literal, Optional, Union, type Static } from "typebox";
import { changesOf, withChanges, type CustomDefinitions, type Layout, type LayoutBlock } from "../../model/custom.ts";
import type { Module } from "../../model/define.ts";
import type { Registry } from "../../model/registry.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError, invalid, type FieldError } from "../../server/errors.ts";
import { sql } from "../../server/db/sql.ts";
import { only, text } from "../../server/http/schemas.ts";
import { readDefinitions } from "../../server/registry-store.ts";
import { needModule } from "./change-field.ts";
import { LabelJson } from "./field-request.ts";
import { freeName, readLabel } from "./labels.ts";
import { change } from "./notes.ts";

const names = (most: number) => ArrayOf(text(64, 1), { maxItems: most });
/** What is read along with a related list may come back with it; only its place and whether it is hidden are the layout's. */
const RelatedJson = only({
  name: text(130, 1),
  hidden: Optional(BooleanType()),
  label: Optional(LabelJson),
  module: Optional(text(64)),
  kind: Optional(text(20)),
});
export const LayoutJson = only({
  /** As it was read: if somebody saved meanwhile, 409. */
  version: Integer({ minimum: 1 }),
  blocks: ArrayOf(
    only({
      name: Optional(text(64, 1)),
      label: LabelJson,
      columns: Optional(Union([Literal(1), Literal(2)])),
      collapsed: Optional(BooleanType()),
      fields: names(600),
    }),
    { maxItems: 50, minItems: 1 },
  ),
  hidden: Optional(names(600)),
  quick_create: Optional(names(100)),
  key_fields: Optional(names(12)),
  related: Optional(ArrayOf(RelatedJson, { maxItems: 200 })),
});
export type LayoutRequest = Static<typeof LayoutJson>;

/** The layout as it is, whether anybody ever changed it or not. */
export async function getLayout(ctx: Ctx, moduleName: string) {
  const module = needModule(ctx.registry, moduleName);
  const { layout } = changesOf(await readDefinitions(ctx.db), moduleName);
  const fields = [...module.fields.values()];
  return {
    version: layout?.version ?? 1,
    blocks: module.blocks.map(({ name, label, fields: inside, columns = 2, collapsed = false }) => ({
      name,
      label,
      columns,
      collapsed,
      fields: inside,
    })),
    hidden: fields.filter((field) => field.hidden).map(({ name }) => name),
    quick_create: fields.filter((field) => field.quickCreate).map(({ name }) => name),
    key_fields: module.keyFields ?? [],
    related: module.relations.map(({ name, label, module: other, kind, hidden = false }) => ({ name, label, module: other, kind, hidden })),
  };
}

const layoutPart =
  (module: string) =>
  (custom: CustomDefinitions): Layout | null =>
    changesOf(custom, module).layout ?? null;

export async function putLayout(ctx: Ctx, moduleName: string, request: LayoutRequest): Promise<Registry> {
  return change(ctx, { kind: "layout", module: moduleName, part: layoutPart(moduleName) }, (custom, registry) => {
    const module = needModule(registry, moduleName);
    const changes = changesOf(custom, moduleName);
    demandVersion(changes.layout, request.version);
    return withChanges(custom, moduleName, { ...changes, layout: readLayout(module, request) });
  });
}

/** Two administrators at once: the second is told, and nothing of the first one's is overwritten. */
function demandVersion(present: Layout | undefined, seen: number): void {
  const version = present?.version ?? 1;
  if (version !== seen) throw new AppError("conflict", { errors: [{ field: "version", code: "layout_changed" }], extra: { version } });
}

function readLayout(module: Module, request: LayoutRequest): Layout {
  const errors: FieldError[] = [];
  const placed = new Set<string>();
  const taken = new Set(request.blocks.flatMap(({ name }) => name ?? []));
  const blocks = request.blocks.map((block, i): LayoutBlock => {
    const label = readLabel(block.label, `blocks.${i}.label`, errors);
    const name = block.name ?? freeName(label, { prefix: "", otherwise: "block", isTaken: (one) => taken.has(one) });
    if (!/^[a-z0-9_]+$/.test(name) || request.blocks.slice(0, i).some((other) => other.name === name))
      errors.push({ field: `blocks.${i}.name`, code: "duplicate_name" });
    taken.add(name);
    block.fields.forEach((field, j) => {
      if (!module.fields.has(field)) errors.push({ field: `blocks.${i}.fields.${j}`, code: "unknown_field" });
      if (placed.has(field)) errors.push({ field: `blocks.${i}.fields.${j}`, code: "duplicate_name" });
      placed.add(field);
    });
    return {
      name,
      label,
      fields: block.fields,
      ...(block.columns === 1 ? { columns: 1 } : {}),
      ...(block.collapsed ? { collapsed: true } : {}),
    };
  });
  checkNames(module, request, errors);
  if (errors.length > 0) throw invalid(errors);
  const { hidden, quick_create: quickCreate, key_fields: keyFields, related } = request;
  return {
    version: request.version + 1,
    blocks,
    ...(hidden ? { hidden } : {}),
    ...(quickCreate ? { quickCreate } : {}),
    ...(keyFields ? { keyFields } : {}),
    ...(related ? { related: related.map(({ name, hidden: isHidden }) => ({ name, ...(isHidden ? { hidden: true } : {}) })) } : {}),
  };
}

function checkNames(module: Module, request: LayoutRequest, errors: FieldError[]): void {
  for (const list of ["hidden", "quick_create", "key_fields"] as const)
    for (const [i, name] of (request[list] ?? []).entries())
      if (!module.fields.has(name)) errors.push({ field: `${list}.${i}`, code: "unknown_field" });
  for (const [i, name] of (request.hidden ?? []).entries())
    if (module.nameFields.includes(name)) errors.push({ field: `hidden.${i}`, code: "standard_setting" });
  for (const [i, { name }] of (request.related ?? []).entries())
    if (!module.relations.some((relation) => relation.name === name)) errors.push({ field: `related.${i}`, code: "unknown_relation" });
}

export interface HistoryEntry {
  readonly id: string;
  readonly at: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly kind: string;
  readonly subject: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** What was changed of a module's declarations, the newest first. */
export async function declarationHistory(ctx: Ctx, moduleName: string): Promise<readonly HistoryEntry[]> {
  needModule(ctx.registry, moduleName);
  const { rows } = await ctx.db.query<HistoryEntry>(
    sql`SELECT id, at, actor_id, actor_name, kind, subject, before, after FROM registry_changes WHERE module = ${moduleName} ORDER BY id DESC LIMIT 200`,
  );
  return rows;
}

/** Takes one change of the layout back: what it was before becomes the present again, as a change of its own. */
export async function revertLayout(ctx: Ctx, moduleName: string, { id, version }: { id: string; version: number }): Promise<Registry> {
  const { rows } = await ctx.db.query<{ before: Layout | null }>(
    sql`SELECT before FROM registry_changes WHERE id = ${id}::bigint AND module = ${moduleName} AND kind = 'layout'`,
  );
  const found = rows[0];
  if (!found) throw new AppError("not_found");
  return change(ctx, { kind: "layout", module: moduleName, part: layoutPart(moduleName) }, (custom, registry) => {
    const { layout, ...changes } = changesOf(custom, moduleName);
    demandVersion(layout, version);
    const module = needModule(registry, moduleName);
    // Without a layout of its own: the declared one, whose version must still be a later one.
    const before: Partial<Layout> = found.before ?? { blocks: [] };
    const keep = (list: readonly string[] | undefined): readonly string[] | undefined => list?.filter((name) => module.fields.has(name));
    const kept = {
      ...before,
      hidden: keep(before.hidden),
      quickCreate: keep(before.quickCreate),
      keyFields: keep(before.keyFields),
      version: version + 1,
    };
    return withChanges(custom, moduleName, { ...changes, layout: JSON.parse(JSON.stringify(kept)) as Layout });
  });
}

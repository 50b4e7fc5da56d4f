/** What the screens of customisation ask of the server. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Json, Label } from "../../../fieldtypes/field-type.ts";
import type { FieldTypeName } from "../../../fieldtypes/index.ts";
import type { MenuGroup, OwnMenuGroup } from "../../../model/define.ts";
import type { DescribedField } from "../../../model/describe.ts";
import { request } from "../../../web/api/client.ts";

export interface LayoutBlock {
  readonly name: string;
  readonly label: Label;
  readonly columns: 1 | 2;
  readonly collapsed: boolean;
  readonly fields: readonly string[];
}
export interface LayoutData {
  readonly version: number;
  readonly blocks: readonly LayoutBlock[];
  readonly hidden: readonly string[];
  readonly quick_create: readonly string[];
  readonly key_fields: readonly string[];
  readonly related: readonly {
    readonly name: string;
    readonly label: Label;
    readonly module: string;
    readonly kind: string;
    readonly hidden: boolean;
  }[];
}
export interface HistoryEntry {
  readonly id: string;
  readonly at: string;
  readonly actor_name: string | null;
  readonly kind: string;
  readonly subject: string | null;
  readonly before: unknown;
  readonly after: unknown;
}
export interface MenuData {
  readonly version: number;
  readonly groups: readonly {
    readonly group: MenuGroup | OwnMenuGroup;
    readonly label: Label | null;
    readonly modules: readonly { readonly name: string; readonly label: Label; readonly icon: string }[];
  }[];
}
export interface Difference {
  readonly change: "add" | "change" | "only_here" | "missing";
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}
export interface IndexReport {
  readonly indexed: boolean;
  readonly possible: boolean;
  readonly records: number;
  readonly helps: boolean;
  readonly job: string | null;
}
export interface DeletionReport {
  readonly uses: readonly { readonly kind: string; readonly module: string; readonly label: Label }[];
  readonly values: number;
}
export interface RetypeReport {
  readonly values: number;
  readonly failing: number;
  readonly examples: readonly { readonly value: string }[];
}
export interface CountedOption {
  readonly value: string;
  readonly count: number;
}
export type FieldBody = Readonly<Record<string, unknown>> & { readonly type?: FieldTypeName; readonly default?: Json };

const base = (module: string): string => `/admin/modules/${module}`;
const ask = async <T>(path: string): Promise<T> => (await request<{ readonly data: T }>(path)).data;

export const layoutQuery = (module: string) =>
  queryOptions({ queryKey: ["customisation", module, "layout"], queryFn: () => ask<LayoutData>(`${base(module)}/layout`) });
export const fieldsQuery = (module: string) =>
  queryOptions({ queryKey: ["customisation", module, "fields"], queryFn: () => ask<readonly DescribedField[]>(`${base(module)}/fields`) });
export const historyQuery = (module: string) =>
  queryOptions({ queryKey: ["customisation", module, "history"], queryFn: () => ask<readonly HistoryEntry[]>(`${base(module)}/history`) });
export const deletedQuery = (module: string) =>
  queryOptions({
    queryKey: ["customisation", module, "deleted"],
    queryFn: () => ask<readonly (DescribedField & { readonly deleted_at: string })[]>(`${base(module)}/deleted-fields`),
  });
export const optionCountsQuery = (module: string, field: string) =>
  queryOptions({
    queryKey: ["customisation", module, "options", field],
    queryFn: () => ask<readonly CountedOption[]>(`${base(module)}/fields/${field}/options`),
  });
export interface RoleOptions {
  readonly role_id: string;
  readonly name: string;
  readonly depth: number;
  readonly options: readonly string[] | null;
}
export const roleOptionsQuery = (module: string, field: string) =>
  queryOptions({
    queryKey: ["customisation", module, "roles", field],
    queryFn: () => ask<readonly RoleOptions[]>(`${base(module)}/fields/${field}/roles`),
  });
export const saveRoleOptions = (
  module: string,
  field: string,
  roles: Readonly<Record<string, readonly string[] | null>>,
): Promise<unknown> => request(`${base(module)}/fields/${field}/roles`, { method: "PUT", body: { roles } });
export const indexQuery = (module: string, field: string) =>
  queryOptions({
    queryKey: ["customisation", module, "index", field],
    queryFn: () => ask<IndexReport>(`${base(module)}/fields/${field}/index`),
  });
export const menuQuery = queryOptions({ queryKey: ["customisation", "menu"], queryFn: () => ask<MenuData>("/admin/menu") });

/** A change of the declarations; whatever is drawn from them is asked for anew. */
export function useChange<V, T = unknown>(send: (value: V) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: ["customisation"] }), client.invalidateQueries({ queryKey: ["modules"] })]);
    },
  });
}

export const saveLayout = (module: string, body: unknown): Promise<unknown> => request(`${base(module)}/layout`, { method: "PUT", body });
export const revertLayout = (module: string, body: { change: string; version: number }): Promise<unknown> =>
  request(`${base(module)}/layout/revert`, { method: "POST", body });
export const addField = (module: string, body: FieldBody): Promise<unknown> => request(`${base(module)}/fields`, { method: "POST", body });
export const changeField = (module: string, name: string, body: FieldBody): Promise<unknown> =>
  request(`${base(module)}/fields/${name}`, { method: "PATCH", body });
export const tryRetype = async (module: string, name: string, body: FieldBody): Promise<RetypeReport> =>
  (await request<{ readonly data: RetypeReport }>(`${base(module)}/fields/${name}`, { method: "PATCH", body, query: { dry_run: true } }))
    .data;
export const tryDelete = async (module: string, name: string): Promise<DeletionReport> =>
  (await request<{ readonly data: DeletionReport }>(`${base(module)}/fields/${name}`, { method: "DELETE", query: { dry_run: true } })).data;
export const deleteField = (module: string, name: string): Promise<unknown> =>
  request(`${base(module)}/fields/${name}`, { method: "DELETE" });
export const restoreField = (module: string, name: string): Promise<unknown> =>
  request(`${base(module)}/fields/${name}/restore`, { method: "POST" });
export const setIndex = (module: string, field: string, indexed: boolean): Promise<unknown> =>
  request(`${base(module)}/fields/${field}/index`, { method: "PUT", body: { indexed } });

const ASK_EVERY = 600;
/** Resolves when all records have the other value; however many they are, the job goes on without this page too. */
export async function mergeOption(module: string, field: string, body: { readonly from: string; readonly into: string }): Promise<void> {
  const path = `${base(module)}/fields/${field}/options/merge`;
  const { job } = (await request<{ readonly data: { readonly job: string } }>(path, { method: "POST", body })).data;
  for (;;) {
    const { state } = await ask<{ readonly state: string }>(`/jobs/${job}`);
    if (state === "done") return;
    if (state === "failed" || state === "cancelled") throw new Error(state);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
  }
}
export const addModule = async (body: unknown): Promise<{ readonly name: string }> =>
  (await request<{ readonly data: { readonly name: string } }>("/admin/modules", { method: "POST", body })).data;
export const renameModule = (module: string, body: unknown): Promise<unknown> => request(base(module), { method: "PATCH", body });
export const addRelation = (module: string, body: unknown): Promise<unknown> =>
  request(`${base(module)}/relations`, { method: "POST", body });
export const saveMenu = (body: unknown): Promise<unknown> => request("/admin/menu", { method: "PUT", body });
export const fetchConfiguration = (): Promise<unknown> => request("/admin/config");
export const applyConfiguration = async (body: unknown, dryRun: boolean): Promise<readonly Difference[]> =>
  (
    await request<{ readonly data: readonly Difference[] }>("/admin/config", {
      method: "POST",
      body,
      ...(dryRun ? { query: { dry_run: true } } : {}),
    })
  ).data;

/** The live declarations: what modules and fields exist for this user. Every screen is drawn from them. */
import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { DescribedField, DescribedModule, ModuleSummary } from "../../model/describe.ts";
import { request } from "./client.ts";

export const modulesQuery = queryOptions({
  queryKey: ["modules"],
  queryFn: async () => (await request<{ readonly data: readonly ModuleSummary[] }>("/modules", { query: { summary: true } })).data,
  staleTime: 5 * 60_000,
});
export const moduleQuery = (name: string) =>
  queryOptions({
    queryKey: ["modules", name],
    queryFn: async () => (await request<{ readonly data: DescribedModule }>(`/modules/${name}`)).data,
    staleTime: 5 * 60_000,
  });

export const useModules = (): readonly ModuleSummary[] => useSuspenseQuery(modulesQuery).data;
export const useModule = (name: string): DescribedModule => useSuspenseQuery(moduleQuery(name)).data;
/** For places that may be shown before (or without) the module's declaration. */
export const useModuleIfKnown = (name: string | undefined): DescribedModule | undefined =>
  useQuery({ ...moduleQuery(name ?? ""), enabled: name !== undefined }).data;
export const useModuleSummary = (name: string | undefined): ModuleSummary | undefined =>
  useQuery(modulesQuery).data?.find((module) => module.name === name);

const byName = new WeakMap<DescribedModule, ReadonlyMap<string, DescribedField>>();
/** By name, also where a module has hundreds of them. */
export function fieldOf(module: DescribedModule, name: string): DescribedField | undefined {
  const known = byName.get(module) ?? new Map(module.fields.map((field) => [field.name, field]));
  byName.set(module, known);
  return known.get(name);
}
/** Fields by name in the order asked for; names that this user may not see are left out. */
export const fieldsOf = (module: DescribedModule, names: readonly string[]): readonly DescribedField[] =>
  names.flatMap((name) => fieldOf(module, name) ?? []);
/** The modules that a reference-like field may point to. */
export const targetsOf = (field: DescribedField): readonly string[] => (field.type === "user" ? ["users"] : (field.targets ?? []));

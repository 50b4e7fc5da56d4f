/** Short lists of one module for the start page: which options mean "open", and the records with their count. */
import { useQuery } from "@tanstack/react-query";
import type { DescribedModule, ModuleSummary } from "../../../model/describe.ts";
import type { Condition, Filter } from "../../../model/filter/ast.ts";
import { useModuleIfKnown, useModuleSummary } from "../../../web/api/modules.ts";
import type { RecordData } from "../../../web/api/record-data.ts";
import { shortListQuery } from "../../../web/api/records.ts";
import { useT } from "../../../web/i18n.tsx";

export const MINE: Condition = { field: "owner_id", op: "me" };

/** The choices of a stage or status that are neither won nor lost. */
export const openValues = (module: DescribedModule | undefined, field: string): readonly string[] =>
  (module?.fields.find((each) => each.name === field)?.options ?? [])
    .filter((option) => option.outcome === "open" && option.active !== false)
    .map((option) => option.value);

interface ModuleList {
  readonly module: DescribedModule | undefined;
  readonly summary: ModuleSummary | undefined;
  readonly filter: Filter;
  readonly query: {
    readonly data: readonly RecordData[] | undefined;
    readonly error: Error | null;
    readonly refetch: () => Promise<unknown>;
  };
  /** "12", "10,000+" */
  readonly count: string | undefined;
}
interface ListOptions {
  readonly name: string;
  readonly fields: readonly string[];
  /** Of the declaration, once it is known. */
  readonly filter: (module: DescribedModule | undefined) => Filter;
  readonly sort: string;
  readonly limit: number;
}
export function useModuleList({ name, fields, filter: filterOf, sort, limit }: ListOptions): ModuleList {
  const t = useT();
  const module = useModuleIfKnown(name);
  const summary = useModuleSummary(name);
  const filter = filterOf(module);
  const known = fields.filter((field) => module?.fields.some((each) => each.name === field.split(".")[0]));
  const {
    data: page,
    error,
    refetch,
  } = useQuery({ ...shortListQuery(name, { fields: known, filter, sort }, limit), enabled: module !== undefined });
  const count = page?.count === undefined ? undefined : { count: page.count };
  return {
    module,
    summary,
    filter,
    query: { data: page?.data, error, refetch },
    count: count && count.count > 0 ? t(page?.count_is === "capped" ? "home.count-capped" : "home.count", count) : undefined,
  };
}

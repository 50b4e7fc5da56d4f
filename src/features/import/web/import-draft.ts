/** Everything that the second step decides, and the request that follows from it. */
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { moduleQuery } from "../../../web/api/modules.ts";
import { useLang } from "../../../web/i18n.tsx";
import type { Default, Defaults } from "../template.ts";
import { formatOf, guessMapping } from "./import-api.ts";
import type { ColumnMapping, Fix, Guess, ImportOptions, ImportRequest, Mapping, UploadedTable } from "./import-api.ts";
import { columnsOf, mappingOf, usualOptions } from "./mapping-model.ts";
import type { RelatedChoice } from "./mapping-model.ts";

interface DraftOf {
  readonly module: DescribedModule;
  readonly table: UploadedTable;
  readonly guess: Guess;
}

const choicesOf = (mapping: Mapping): readonly RelatedChoice[] =>
  (mapping.modules ?? []).map(({ module, defaults, match_by, duplicates, links }) => ({
    module,
    ...(defaults ? { defaults } : {}),
    ...(match_by ? { match_by } : {}),
    ...(duplicates ? { duplicates } : {}),
    ...(links ? { links } : {}),
  }));

export function useImportDraft({ module, table, guess }: DraftOf) {
  const lang = useLang();
  const client = useQueryClient();
  const [columns, setColumns] = useState(() => columnsOf(table, guess.mapping));
  const [defaults, setDefaults] = useState<Defaults>(guess.mapping.defaults ?? {});
  const [related, setRelated] = useState(() => choicesOf(guess.mapping));
  const [options, setOptions] = useState<ImportOptions>(() => usualOptions(table, lang));
  const [name, setName] = useState("");
  const [fixes, setFixes] = useState<ReadonlyMap<number, Fix>>(new Map());
  const beside = useQueries({ queries: related.map((each) => moduleQuery(each.module)) }).flatMap(({ data }) => data ?? []);
  const mapping = mappingOf(table, columns, { defaults, related });
  const request: ImportRequest = {
    module: module.name,
    file_id: table.file_id,
    ...formatOf(table),
    mapping,
    options,
    ...(name.trim() === "" ? {} : { save_mapping_as: name.trim() }),
    ...(fixes.size > 0 ? { fixes: [...fixes.values()] } : {}),
  };
  const change = (other: string, part: Partial<RelatedChoice>): void =>
    setRelated(related.map((each) => (each.module === other ? { ...each, ...part } : each)));
  return {
    columns,
    setColumns,
    options,
    setOptions,
    name,
    setName,
    fixes,
    fix: (fix: Fix): void => setFixes(new Map(fixes).set(fix.line, fix)),
    forgetFixes: (): void => setFixes(new Map()),
    mapping,
    request,
    /** The imported module, and those that the rows feed beside it. */
    modules: [module, ...beside],
    related,
    changeRelated: change,
    defaultsOf: (other: string): Defaults =>
      other === module.name ? defaults : (related.find((each) => each.module === other)?.defaults ?? {}),
    setDefaults: (other: string, next: Defaults): void => (other === module.name ? setDefaults(next) : change(other, { defaults: next })),
    setDefault(other: string, field: string, value: Default): void {
      this.setDefaults(other, { ...this.defaultsOf(other), [field]: value });
    },
    /** The columns that it takes are guessed; they may have been another module's. */
    add: async (other: string): Promise<void> => {
      const all = [...related.map((each) => each.module), other];
      const [{ mapping: found }] = await Promise.all([guessMapping(module.name, table, all), client.ensureQueryData(moduleQuery(other))]);
      const fresh = columnsOf(table, { columns: [], modules: found.modules ?? [] }).filter((column) => column.module === other);
      const taken = new Set(fresh.map(({ column }) => column));
      setColumns((before: readonly ColumnMapping[]) => [...before.filter(({ column }) => !taken.has(column)), ...fresh]);
      setRelated((before) => [...before, { module: other }]);
    },
    remove: (other: string): void => {
      setColumns(columns.filter((column) => column.module !== other));
      setRelated(related.filter((each) => each.module !== other));
    },
    /** A mapping that was kept. */
    apply: (kept: Mapping): void => {
      setColumns(columnsOf(table, kept));
      setDefaults(kept.defaults ?? {});
      setRelated(choicesOf(kept));
    },
  };
}
export type ImportDraft = ReturnType<typeof useImportDraft>;

/** By which of the file's columns its rows are taken for records that exist: as the module's duplicates are known. */
import { useQuery } from "@tanstack/react-query";
import type { DescribedModule } from "../../../model/describe.ts";
import { standardRules, usualMatch } from "../../../model/likeness/rules.ts";
import { knownByQuery } from "../../../web/api/duplicates.ts";
import { fieldOf } from "../../../web/api/modules.ts";
import type { ColumnMapping } from "./import-api.ts";

export function useUsualMatch(module: DescribedModule, columns: readonly ColumnMapping[]): readonly string[] {
  const rules = useQuery(knownByQuery(module.name)).data ?? standardRules(module);
  const has = (name: string): boolean => columns.some((column) => column.field === name);
  return usualMatch(rules, { nameFields: module.nameFields, typeOf: (name) => fieldOf(module, name)?.type }, has);
}

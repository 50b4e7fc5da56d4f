/** What this browser remembers of a module's list, for each view apart: columns, their widths, figures under them. */
import { useLocalStorage } from "@mantine/hooks";
import type { SumFunction } from "../../api/records.ts";
import type { ColumnWidths } from "../../ui/grid-props.ts";

interface ListPreferences {
  readonly columns?: readonly string[] | undefined;
  readonly widths: ColumnWidths;
  /** The row of figures; absent: not shown. */
  readonly sums?: Readonly<Record<string, SumFunction>> | undefined;
}
const NONE: ListPreferences = { widths: {} };

export function useListPreferences(
  module: string,
  view: string | undefined,
): readonly [ListPreferences, (change: Partial<ListPreferences>) => void] {
  const key = `manul.list.${module}${view === undefined ? "" : `.${view}`}`;
  const [kept, keep] = useLocalStorage<ListPreferences>({ key, defaultValue: NONE, getInitialValueInEffect: false });
  return [kept, (change) => keep((current) => ({ ...current, ...change }))];
}

/** The view that the list opens with, known before the server says so. */
export const useOpensWith = (module: string) =>
  useLocalStorage({ key: `manul.opens-with.${module}`, defaultValue: "", getInitialValueInEffect: false });

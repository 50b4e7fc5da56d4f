/** What this browser remembers of a module's list: chosen columns and their widths. */
import { useLocalStorage } from "@mantine/hooks";
import type { ColumnWidths } from "../../ui/data-grid.tsx";

interface ListPreferences {
  readonly columns?: readonly string[];
  readonly widths: ColumnWidths;
}
const NONE: ListPreferences = { widths: {} };

export function useListPreferences(name: string): readonly [ListPreferences, (change: Partial<ListPreferences>) => void] {
  const [kept, keep] = useLocalStorage<ListPreferences>({ key: `manul.list.${name}`, defaultValue: NONE, getInitialValueInEffect: false });
  return [kept, (change) => keep((current) => ({ ...current, ...change }))];
}

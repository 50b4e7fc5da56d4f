/** How high the rows of tables are: the user's own choice, on this browser at once and on others after signing in. */
import { useLocalStorage } from "@mantine/hooks";
import { savePreferences } from "../api/session.ts";

export type Density = "compact" | "normal";
export function useDensity(): readonly [Density, (density: Density) => void] {
  const [density, keep] = useLocalStorage<Density>({ key: "manul.density", defaultValue: "normal", getInitialValueInEffect: false });
  const choose = (next: Density): void => {
    keep(next);
    void savePreferences({ density: next });
  };
  return [density === "compact" ? "compact" : "normal", choose];
}

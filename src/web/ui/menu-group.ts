/** What a group of the menu is called. */
import type { Label } from "../../fieldtypes/field-type.ts";
import { isMessageKey } from "../../i18n/translate.ts";
import { useLabel, useT } from "../i18n.tsx";

/** By the name that administrators gave it, or by its usual one. */
export function useGroupName(): (group: string, given: Label | undefined) => string {
  const t = useT();
  const text = useLabel();
  return (group, given) => {
    if (given) return text(given);
    if (group === "none") return t("customisation.not-in-menu");
    const key = `menu.${group}`;
    return isMessageKey(key) ? t(key) : group;
  };
}

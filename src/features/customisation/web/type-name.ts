/** What a field type is called in the settings; one that came without a word in the dictionaries, by its own name. */
import type { FieldTypeName } from "../../../fieldtypes/index.ts";
import { isMessageKey } from "../../../i18n/translate.ts";
import type { useT } from "../../../web/i18n.tsx";

export function typeName(t: ReturnType<typeof useT>, type: FieldTypeName): string {
  const key = `field-type.${type}`;
  return isMessageKey(key) ? t(key) : type.replaceAll("_", " ");
}

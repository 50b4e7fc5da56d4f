/** What a field type is called in the settings: by the dictionaries, or as its extension says. */
import { fieldType, isFieldTypeName, type FieldTypeName } from "../../../fieldtypes/index.ts";
import { isMessageKey } from "../../../i18n/translate.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";

export function useTypeName(): (type: FieldTypeName) => string {
  const t = useT();
  const text = useLabel();
  return (type) => {
    const key = `field-type.${type}`;
    if (isMessageKey(key)) return t(key);
    const label = isFieldTypeName(type) ? fieldType(type).label : undefined;
    return label ? text(label) : type.replaceAll("_", " ");
  };
}

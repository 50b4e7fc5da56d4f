/** What a setting of a definition is called on the screens of customisation. */
import { isMessageKey, type MessageKey } from "../../../i18n/translate.ts";
import { useT } from "../../../web/i18n.tsx";

/** Settings that stand on a screen under another word than their own name. */
const NAMES: Readonly<Record<string, MessageKey>> = {
  createOnly: "customisation.create-only",
  dependsOn: "customisation.tab-dependency",
  fields: "customisation.setting-fields",
  filter: "filter.title",
  keyFields: "customisation.key-field",
  maxLength: "customisation.max-length",
  patternHint: "customisation.pattern-hint",
  quickCreate: "customisation.quick-create",
  when: "customisation.tab-conditions",
  indexed: "customisation.index",
  singular: "customisation.singular",
};

export function useSettingName(): (key: string) => string {
  const t = useT();
  return (key) => {
    const known = NAMES[key];
    if (known) return t(known);
    const own = `customisation.${key}`;
    if (isMessageKey(own)) return t(own);
    const setting = `customisation.setting-${key}`;
    return isMessageKey(setting) ? t(setting) : key;
  };
}

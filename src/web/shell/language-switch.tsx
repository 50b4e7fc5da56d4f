/** Russian or English, without reload. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconCheck, IconLanguage } from "@tabler/icons-react";
import type { Lang } from "../../fieldtypes/field-type.ts";
import { LANGUAGE_NAMES, useLanguage, useT } from "../i18n.tsx";

interface LanguageSwitchProps {
  readonly compact?: boolean;
  readonly onSwitch?: (lang: Lang) => void;
}
export function LanguageSwitch({ compact = false, onSwitch }: LanguageSwitchProps) {
  const t = useT();
  const { lang, setLang } = useLanguage();
  const choose = (next: Lang): void => {
    setLang(next);
    onSwitch?.(next);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        {compact ? (
          <ActionIcon aria-label={`${lang.toUpperCase()} · ${t("shell.language")}`} title={t("shell.language")} fz={12} fw={600}>
            {lang.toUpperCase()}
          </ActionIcon>
        ) : (
          <Button variant="subtle" color="gray" size="xs" leftSection={<IconLanguage size={16} />}>
            {LANGUAGE_NAMES[lang]}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {(["en", "ru"] as const).map((each) => (
          <Menu.Item key={each} lang={each} rightSection={each === lang ? <IconCheck size={14} /> : null} onClick={() => choose(each)}>
            {LANGUAGE_NAMES[each]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

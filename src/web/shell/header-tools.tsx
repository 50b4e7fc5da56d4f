/** The right end of the header: create anything, language, theme, myself. */
import { ActionIcon, Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconPlus, IconSettings, IconSun } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { NotificationBell } from "../../features/notifications/web/notification-bell.tsx";
import { useModules } from "../api/modules.ts";
import { useOpenCreate } from "../records/form/create-context.ts";
import { savePreferences, useSession, useSignOut } from "../api/session.ts";
import { initialsOf } from "../fields/cells.tsx";
import fieldClasses from "../fields/fields.module.css";
import { useLabel, useLang, useT } from "../i18n.tsx";
import { ModuleIcon } from "../ui/module-icon.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import classes from "./shell.module.css";

export function HeaderTools() {
  return (
    <div className={classes["right"]}>
      <CreateMenu />
      <NotificationBell />
      <span className={classes["wide"]}>
        <LanguageSwitch compact onSwitch={(language) => void savePreferences({ language })} />
        <ThemeSwitch />
      </span>
      <UserMenu />
    </div>
  );
}

/** First the module on the screen, then all others. */
function CreateMenu() {
  const t = useT();
  const text = useLabel();
  const lang = useLang();
  const { module } = useParams({ strict: false });
  const open = useOpenCreate();
  const creatable = useModules().filter(({ rights, menu }) => rights.create && menu !== "none" && menu !== "admin");
  const sorted = creatable.toSorted(
    (a, b) => Number(b.name === module) - Number(a.name === module) || text(a.singular).localeCompare(text(b.singular), lang),
  );
  if (sorted.length === 0) return null;
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="light" color="pine" aria-label={t("action.create")} title={t("action.create")}>
          <IconPlus size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes["results"] ?? ""}>
        {sorted.map((summary) => (
          <Menu.Item
            key={summary.name}
            leftSection={<ModuleIcon name={summary.icon} size={16} />}
            renderRoot={(props) => <Link to="/$module/new" params={{ module: summary.name }} {...props} />}
            onClick={(event: MouseEvent) => {
              // With Ctrl or Cmd the whole form in a tab of its own, as with every link.
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              open({ module: summary.name });
            }}
          >
            {text(summary.singular)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const THEMES = [
  { value: "light", label: "theme.light", Icon: IconSun },
  { value: "dark", label: "theme.dark", Icon: IconMoon },
  { value: "auto", label: "theme.auto", Icon: IconDeviceDesktop },
] as const;
function ThemeSwitch() {
  const t = useT();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { user } = useSession();
  const Current = THEMES.find(({ value }) => value === colorScheme)?.Icon ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("theme.title")} title={t("theme.title")}>
          <Current size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {THEMES.map(({ value, label, Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={16} />}
            rightSection={value === colorScheme ? <IconCheck size={14} /> : null}
            onClick={() => {
              setColorScheme(value);
              if (user) void savePreferences({ theme: value });
            }}
          >
            {t(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function UserMenu() {
  const t = useT();
  const { user } = useSession();
  const signOut = useSignOut();
  if (!user) return null;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={`${initialsOf(user.name)} · ${t("shell.me", { name: user.name })}`} title={user.name}>
          <span className={fieldClasses["avatar"]} style={{ width: 28, height: 28, fontSize: 12 }}>
            {initialsOf(user.name)}
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.name}
          <br />
          {user.email}
        </Menu.Label>
        <Menu.Item component={Link} to="/settings" leftSection={<IconSettings size={16} />}>
          {t("settings.preferences")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          {t("shell.sign-out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

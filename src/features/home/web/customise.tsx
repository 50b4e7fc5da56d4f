/** Which parts the start page has, and in which order (also without a mouse). */
import { ActionIcon, Button, Checkbox, Popover } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconLayoutDashboard } from "@tabler/icons-react";
import { useT } from "../../../web/i18n.tsx";
import { DEFAULT_LAYOUT, moved, toggled, WIDGETS, type WidgetName } from "./home-layout.ts";
import classes from "./home.module.css";

interface CustomiseProps {
  readonly shown: readonly WidgetName[];
  readonly onChange: (shown: readonly WidgetName[]) => void;
}
export function Customise({ shown, onChange }: CustomiseProps) {
  const t = useT();
  const ordered = [...shown, ...WIDGETS.filter((name) => !shown.includes(name))];
  return (
    <Popover position="bottom-end" shadow="md" width={300} trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconLayoutDashboard size={16} />}>
          {t("home.customise")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t("home.customise")}>
        {ordered.map((name, index) => {
          const label = t(`home.${name}`);
          const on = shown.includes(name);
          return (
            <div key={name} className={classes["choice"]}>
              <Checkbox size="xs" label={label} checked={on} onChange={() => onChange(toggled(shown, name))} />
              <ActionIcon
                size={24}
                aria-label={t("columns.up", { name: label })}
                disabled={!on || index === 0}
                onClick={() => onChange(moved(shown, index, -1))}
              >
                <IconArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                size={24}
                aria-label={t("columns.down", { name: label })}
                disabled={!on || index === shown.length - 1}
                onClick={() => onChange(moved(shown, index, 1))}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
            </div>
          );
        })}
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onChange(DEFAULT_LAYOUT.shown)}>
          {t("columns.reset")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

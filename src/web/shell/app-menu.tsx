/** The modules, grouped as people think of their work; each group folds, and so does the whole. */
import { useLocalStorage } from "@mantine/hooks";
import {
  IconChartHistogram,
  IconChevronDown,
  IconHome,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSettings,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ModuleSummary } from "../../model/describe.ts";
import { useModules } from "../api/modules.ts";
import { useLabel, useT } from "../i18n.tsx";
import { ModuleIcon } from "../ui/module-icon.tsx";
import classes from "./app-menu.module.css";

const SECTIONS = ["sales", "marketing", "service", "inventory", "projects", "activities", "tools", "admin"] as const;
type Section = (typeof SECTIONS)[number];

interface AppMenuProps {
  readonly folded: boolean;
  readonly onFold?: () => void;
}
export function AppMenu({ folded, onFold }: AppMenuProps) {
  const t = useT();
  const modules = useModules();
  const [closed, setClosed] = useLocalStorage<readonly Section[]>({
    key: "manul.menu-closed",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const toggle = (section: Section): void =>
    setClosed(closed.includes(section) ? closed.filter((each) => each !== section) : [...closed, section]);
  const FoldIcon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <div className={classes["menu"]} data-folded={folded || undefined}>
      <div className={classes["sections"]}>
        <Link
          to="/"
          className={classes["item"]}
          title={folded ? t("home.title") : undefined}
          activeProps={{ "data-active": "true" }}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          <IconHome size={18} stroke={1.6} aria-hidden />
          <span className={classes["word"]}>{t("home.title")}</span>
        </Link>
        {SECTIONS.map((section) => {
          const members = modules.filter((module) => module.menu === section && module.rights.view);
          if (members.length === 0) return null;
          const open = folded || !closed.includes(section);
          return (
            <section key={section} className={classes["section"]}>
              {!folded && (
                <button type="button" className={classes["heading"]} aria-expanded={open} onClick={() => toggle(section)}>
                  {t(`menu.${section}`)}
                  <IconChevronDown size={14} aria-hidden className={open ? "" : classes["turned"]} />
                </button>
              )}
              {open && members.map((module) => <ModuleItem key={module.name} module={module} folded={folded} />)}
              {open && section === "sales" && members.some(({ name }) => name === "opportunities") && <ForecastItem folded={folded} />}
            </section>
          );
        })}
      </div>
      <div className={classes["foot"]}>
        <Link
          to="/settings"
          className={classes["item"]}
          title={folded ? t("settings.title") : undefined}
          activeProps={{ "data-active": "true" }}
        >
          <IconSettings size={18} stroke={1.6} aria-hidden />
          <span className={classes["word"]}>{t("settings.title")}</span>
        </Link>
        {onFold && (
          <button
            type="button"
            className={classes["item"]}
            onClick={onFold}
            aria-label={t(folded ? "shell.unfold" : "shell.fold")}
            title={`${t(folded ? "shell.unfold" : "shell.fold")} · [`}
          >
            <FoldIcon size={18} stroke={1.6} aria-hidden />
          </button>
        )}
      </div>
    </div>
  );
}

/** What the deals will bring: a page of its own beside them. */
function ForecastItem({ folded }: { readonly folded: boolean }) {
  const t = useT();
  return (
    <Link
      to="/forecast"
      className={classes["item"]}
      title={folded ? t("forecast.title") : undefined}
      activeProps={{ "data-active": "true" }}
      activeOptions={{ includeSearch: false }}
    >
      <IconChartHistogram size={18} stroke={1.6} aria-hidden />
      <span className={classes["word"]}>{t("forecast.title")}</span>
    </Link>
  );
}

function ModuleItem({ module, folded }: { readonly module: ModuleSummary; readonly folded: boolean }) {
  const text = useLabel();
  const label = text(module.label);
  return (
    <Link
      to="/$module"
      params={{ module: module.name }}
      className={classes["item"]}
      title={folded ? label : undefined}
      activeProps={{ "data-active": "true" }}
      activeOptions={{ includeSearch: false }}
    >
      <ModuleIcon name={module.icon} />
      <span className={classes["word"]}>{label}</span>
    </Link>
  );
}

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
import { MENU_GROUPS } from "../../model/define.ts";
import type { ModuleSummary } from "../../model/describe.ts";
import { useModules } from "../api/modules.ts";
import { useLabel, useT } from "../i18n.tsx";
import { useGroupName } from "../ui/menu-group.ts";
import { ModuleIcon } from "../ui/module-icon.tsx";
import classes from "./app-menu.module.css";
import { StarredSection } from "./starred-section.tsx";

interface Section {
  readonly group: ModuleSummary["menu"];
  readonly members: readonly ModuleSummary[];
}
/** The groups in which anything stands, in the administrators' order or else in the usual one. */
function sectionsOf(modules: readonly ModuleSummary[]): readonly Section[] {
  const groups = new Map<Section["group"], ModuleSummary[]>();
  for (const module of modules)
    if (module.menu !== "none" && module.rights.view) groups.set(module.menu, [...(groups.get(module.menu) ?? []), module]);
  const place = (group: Section["group"], [first]: readonly ModuleSummary[]): number =>
    first?.menuPlace ?? MENU_GROUPS.findIndex((one) => one === group);
  return [...groups]
    .map(([group, members]) => ({ group, members }))
    .toSorted((a, b) => place(a.group, a.members) - place(b.group, b.members));
}

/** Folded like a group of modules. */
const STARRED = "starred";

interface AppMenuProps {
  readonly folded: boolean;
  readonly onFold?: () => void;
}
export function AppMenu({ folded, onFold }: AppMenuProps) {
  const t = useT();
  const modules = useModules();
  const nameOfGroup = useGroupName();
  const [closed, setClosed] = useLocalStorage<readonly string[]>({
    key: "manul.menu-closed",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const toggle = (section: string): void =>
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
        <StarredSection folded={folded} open={!closed.includes(STARRED)} onToggle={() => toggle(STARRED)} />
        {sectionsOf(modules).map(({ group, members }) => {
          const open = folded || !closed.includes(group);
          return (
            <section key={group} className={classes["section"]}>
              {!folded && (
                <button type="button" className={classes["heading"]} aria-expanded={open} onClick={() => toggle(group)}>
                  {nameOfGroup(group, members[0]?.menuLabel)}
                  <IconChevronDown size={14} aria-hidden className={open ? "" : classes["turned"]} />
                </button>
              )}
              {open && members.map((module) => <ModuleItem key={module.name} module={module} folded={folded} />)}
              {open && group === "sales" && members.some(({ name }) => name === "opportunities") && <ForecastItem folded={folded} />}
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

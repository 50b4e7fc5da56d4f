/** The records with one's star, on top of the menu: those starred last. Without any there is no such section. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconChevronDown } from "@tabler/icons-react";
import { useModules } from "../api/modules.ts";
import { starredQuery } from "../api/search.ts";
import { useLabel, useT } from "../i18n.tsx";
import { ModuleIcon } from "../ui/module-icon.tsx";
import classes from "./app-menu.module.css";
import { useSettled } from "./use-settled.ts";

const MOST = 8;

interface StarredSectionProps {
  readonly folded: boolean;
  readonly open: boolean;
  readonly onToggle: () => void;
}
export function StarredSection({ folded, open, onToggle }: StarredSectionProps) {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  // The page comes first.
  const { data = [] } = useQuery({ ...starredQuery, enabled: useSettled() });
  const shown = data.slice(0, MOST).flatMap((record) => {
    const module = modules.find(({ name }) => name === record.module);
    return module ? [{ ...record, icon: module.icon, kind: text(module.singular) }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <section className={classes["section"]} aria-label={t("palette.group.starred")}>
      {!folded && (
        <button type="button" className={classes["heading"]} aria-expanded={open} onClick={onToggle}>
          {t("palette.group.starred")}
          <IconChevronDown size={14} aria-hidden className={open ? "" : classes["turned"]} />
        </button>
      )}
      {(open || folded) &&
        shown.map(({ id, module, label, icon, kind }) => (
          <Link
            key={id}
            to="/$module/$id"
            params={{ module, id }}
            className={classes["item"]}
            title={`${kind}: ${label}`}
            activeProps={{ "data-active": "true" }}
            activeOptions={{ includeSearch: false }}
          >
            <ModuleIcon name={icon} />
            <span className={classes["word"]}>{label}</span>
          </Link>
        ))}
    </section>
  );
}

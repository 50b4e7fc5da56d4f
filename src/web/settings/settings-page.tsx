/** Settings, as far as they go: my preferences, the company, imports, the recycle bin. */
import { Link, useSearch } from "@tanstack/react-router";
import { useT } from "../i18n.tsx";
import { Page } from "../ui/page.tsx";
import { Suspense, lazy } from "react";
import { useSession } from "../api/session.ts";
import { CompanyInfo } from "./company-info.tsx";
import { ImportsList } from "./imports-list.tsx";
import { MyPreferences } from "./my-preferences.tsx";
import { RecycleBin } from "./recycle-bin.tsx";
import classes from "./settings.module.css";

const SECTIONS = ["preferences", "notifications", "company", "modules", "lead-mapping", "imports", "bin"] as const;
const SCREENS = {
  preferences: MyPreferences,
  notifications: lazy(async () => ({
    default: (await import("../../features/notifications/web/notification-settings.tsx")).NotificationSettings,
  })),
  company: CompanyInfo,
  modules: lazy(async () => ({
    default: (await import("../../features/customisation/web/modules-screen.tsx")).ModulesScreen,
  })),
  "lead-mapping": lazy(async () => ({ default: (await import("../../features/leads/web/mapping-settings.tsx")).MappingSettings })),
  imports: ImportsList,
  bin: RecycleBin,
} as const;
/** Settings that only administrators see. */
const ADMIN_SECTIONS: ReadonlySet<string> = new Set(["modules", "lead-mapping"]);

export function SettingsPage() {
  const t = useT();
  const { section = "preferences" } = useSearch({ strict: false }) as { readonly section?: string };
  const { user } = useSession();
  const open = SECTIONS.filter((name) => user?.is_admin === true || !ADMIN_SECTIONS.has(name));
  const current = open.find((name) => name === section) ?? "preferences";
  const Screen = SCREENS[current];
  return (
    <Page title={<span>{t("settings.title")}</span>} documentTitle={t("settings.title")}>
      <div className={classes["layout"]}>
        <nav className={classes["nav"]} aria-label={t("settings.title")}>
          {open.map((name) => (
            <Link
              key={name}
              to="/settings"
              search={{ section: name }}
              className={classes["item"]}
              activeOptions={{ exact: true, includeSearch: true }}
              data-current={name === current || undefined}
            >
              {t(`settings.${name}`)}
            </Link>
          ))}
        </nav>
        <section className={classes["screen"]} aria-label={t(`settings.${current}`)}>
          <Suspense>
            <Screen />
          </Suspense>
        </section>
      </div>
    </Page>
  );
}

/** Settings, as far as they go: my preferences, the company, imports, the recycle bin. */
import { Link, useSearch } from "@tanstack/react-router";
import { Suspense, lazy } from "react";
import { useSession } from "../api/session.ts";
import { useT } from "../i18n.tsx";
import { FieldSkeleton } from "../ui/field-skeleton.tsx";
import { Page } from "../ui/page.tsx";
import { CompanyInfo } from "./company-info.tsx";
import { ImportsList } from "./imports-list.tsx";
import { MyPreferences } from "./my-preferences.tsx";
import { RecycleBin } from "./recycle-bin.tsx";
import classes from "./settings.module.css";

const ModulesScreen = lazy(async () => ({ default: (await import("../../features/customisation/web/modules-screen.tsx")).ModulesScreen }));

const SECTIONS = ["preferences", "company", "modules", "imports", "bin"] as const;
const ADMINS: ReadonlySet<string> = new Set(["modules"]);
const SCREENS = {
  preferences: MyPreferences,
  company: CompanyInfo,
  modules: ModulesScreen,
  imports: ImportsList,
  bin: RecycleBin,
} as const;

export function SettingsPage() {
  const t = useT();
  const { section = "preferences" } = useSearch({ strict: false }) as { readonly section?: string };
  const { user } = useSession();
  const sections = SECTIONS.filter((name) => user?.is_admin || !ADMINS.has(name));
  const current = sections.find((name) => name === section) ?? "preferences";
  const Screen = SCREENS[current];
  return (
    <Page title={<span>{t("settings.title")}</span>} documentTitle={t("settings.title")}>
      <div className={classes["layout"]}>
        <nav className={classes["nav"]} aria-label={t("settings.title")}>
          {sections.map((name) => (
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
          <Suspense fallback={<FieldSkeleton />}>
            <Screen />
          </Suspense>
        </section>
      </div>
    </Page>
  );
}

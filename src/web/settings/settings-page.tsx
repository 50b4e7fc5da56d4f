/** Settings, as far as they go: my preferences, the company, imports, the recycle bin; then people and access. */
import { Link, useSearch } from "@tanstack/react-router";
import { useT } from "../i18n.tsx";
import { Page } from "../ui/page.tsx";
import { Suspense, lazy } from "react";
import { useSession } from "../api/session.ts";
import { ACCESS_SECTIONS } from "../../features/access-settings/web/sections.tsx";
import { CompanyInfo } from "./company-info.tsx";
import { ImportsList } from "./imports-list.tsx";
import { MyPreferences } from "./my-preferences.tsx";
import { RecycleBin } from "./recycle-bin.tsx";
import classes from "./settings.module.css";

const SECTIONS = [
  "preferences",
  "security",
  "notifications",
  "company",
  "sign-in",
  "modules",
  "pipelines",
  "quotas",
  "lead-mapping",
  "duplicates",
  "mail",
  "print-forms",
  "numbering",
  "taxes",
  "currencies",
  "imports",
  "bin",
] as const;
const SCREENS = {
  preferences: MyPreferences,
  security: lazy(async () => ({ default: (await import("./security/security-screen.tsx")).SecurityScreen })),
  notifications: lazy(async () => ({
    default: (await import("../../features/notifications/web/notification-settings.tsx")).NotificationSettings,
  })),
  company: CompanyInfo,
  "sign-in": lazy(async () => ({ default: (await import("./security/sign-in-screen.tsx")).SignInScreen })),
  modules: lazy(async () => ({
    default: (await import("../../features/customisation/web/modules-screen.tsx")).ModulesScreen,
  })),
  pipelines: lazy(async () => ({ default: (await import("../../features/customisation/web/pipelines-screen.tsx")).PipelinesScreen })),
  quotas: lazy(async () => ({ default: (await import("../../features/forecast/web/quotas-settings.tsx")).QuotasSettings })),
  "lead-mapping": lazy(async () => ({ default: (await import("../../features/leads/web/mapping-settings.tsx")).MappingSettings })),
  duplicates: lazy(async () => ({ default: (await import("../../features/duplicates/web/rules-settings.tsx")).RulesSettings })),
  mail: lazy(async () => ({ default: (await import("../../features/mail/web/mail-settings.tsx")).MailSettingsScreen })),
  "print-forms": lazy(async () => ({
    default: (await import("../../features/inventory/web/print-forms/print-forms-screen.tsx")).PrintFormsScreen,
  })),
  numbering: lazy(async () => ({ default: (await import("../../features/inventory/web/numbering-settings.tsx")).NumberingSettings })),
  taxes: lazy(async () => ({ default: (await import("../../features/inventory/web/tax-settings.tsx")).TaxSettings })),
  currencies: lazy(async () => ({ default: (await import("../../features/inventory/web/currency-settings.tsx")).CurrencySettings })),
  imports: ImportsList,
  bin: RecycleBin,
} as const;
/** Settings that only administrators see. */
const ADMIN_SECTIONS: ReadonlySet<string> = new Set([
  "sign-in",
  "modules",
  "pipelines",
  "quotas",
  "lead-mapping",
  "duplicates",
  "mail",
  "print-forms",
  "numbering",
  "taxes",
  "currencies",
]);
type Section = keyof typeof SCREENS;
type AccessSection = keyof typeof ACCESS_SECTIONS;
const ACCESS_NAMES = Object.keys(ACCESS_SECTIONS) as readonly AccessSection[];
const isAccess = (name: Section | AccessSection): name is AccessSection => Object.hasOwn(ACCESS_SECTIONS, name);

export function SettingsPage() {
  const t = useT();
  const { section = "preferences" } = useSearch({ strict: false }) as { readonly section?: string };
  const { user } = useSession();
  const open = SECTIONS.filter((name) => user?.is_admin === true || !ADMIN_SECTIONS.has(name));
  const access = ACCESS_NAMES.filter((name) => user?.tools.includes(ACCESS_SECTIONS[name].tool));
  const current = [...open, ...access].find((name) => name === section) ?? "preferences";
  const Screen = isAccess(current) ? ACCESS_SECTIONS[current].Screen : SCREENS[current];
  const link = (name: Section | AccessSection) => (
    <Link
      key={name}
      to="/settings"
      search={{ section: name }}
      className={classes["item"]}
      activeOptions={{ exact: true, includeSearch: true }}
      data-current={name === current || undefined}
      aria-current={name === current ? "page" : undefined}
    >
      {t(`settings.${name}`)}
    </Link>
  );
  return (
    <Page title={<span>{t("settings.title")}</span>} documentTitle={t("settings.title")}>
      <div className={classes["layout"]}>
        <nav className={classes["nav"]} aria-label={t("settings.title")}>
          {open.map(link)}
          {access.length > 0 && <span className={classes["heading"]}>{t("settings.access")}</span>}
          {access.map(link)}
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

/** Settings, in groups: one's own, the company's, the shape of the CRM, documents of sale, access, data. Each is for those who may. */
import { Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useT } from "../i18n.tsx";
import { Page } from "../ui/page.tsx";
import { Fragment, Suspense, lazy, useEffect, useRef } from "react";
import type { ComponentType } from "react";
import { useSession } from "../api/session.ts";
import { ACCESS_SECTIONS } from "../../features/access-settings/web/sections.tsx";
import { ImportsList } from "./imports-list.tsx";
import { MyPreferences } from "./my-preferences.tsx";
import { RecycleBin } from "./recycle-bin.tsx";
import { isAccess, offeredSections, type OfferedGroup, type Section, type SectionName } from "./sections.ts";
import classes from "./settings.module.css";

const SCREENS = {
  preferences: MyPreferences,
  security: lazy(async () => ({ default: (await import("./security/security-screen.tsx")).SecurityScreen })),
  notifications: lazy(async () => ({
    default: (await import("../../features/notifications/web/notification-settings.tsx")).NotificationSettings,
  })),
  company: lazy(async () => ({ default: (await import("./company-settings.tsx")).CompanySettings })),
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
} as const satisfies Readonly<Record<Section, ComponentType>>;
const PHONE = "(max-width: 760px)";

export function SettingsPage() {
  const t = useT();
  const { section = "preferences" } = useSearch({ strict: false }) as { readonly section?: string };
  const { user } = useSession();
  const phone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const groups = offeredSections(user);
  const current = groups.flatMap(({ names }) => names).find((name) => name === section) ?? "preferences";
  const Screen = isAccess(current) ? ACCESS_SECTIONS[current].Screen : SCREENS[current];
  const Sections = phone ? SectionSelect : SectionLinks;
  return (
    <Page title={<span>{t("settings.title")}</span>} documentTitle={`${t(`settings.${current}`)} · ${t("settings.title")}`}>
      <div className={classes["layout"]}>
        <Sections groups={groups} current={current} />
        <section className={classes["screen"]} aria-label={t(`settings.${current}`)}>
          {!phone && <h2 className={classes["title"]}>{t(`settings.${current}`)}</h2>}
          <Suspense>
            <Screen />
          </Suspense>
        </section>
      </div>
    </Page>
  );
}

interface SectionsProps {
  readonly groups: readonly OfferedGroup[];
  readonly current: SectionName;
}
function SectionLinks({ groups, current }: SectionsProps) {
  const t = useT();
  const nav = useRef<HTMLElement>(null);
  // The list of sections is longer than many a screen.
  useEffect(() => {
    // Chromium answers with a promise, which is no clean-up.
    void nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- scrolls when another one is open
  }, [current]);
  return (
    <nav ref={nav} className={classes["nav"]} aria-label={t("settings.title")}>
      {groups.map(({ group, names }) => (
        <Fragment key={group}>
          <span className={classes["heading"]}>{t(`settings.group-${group}`)}</span>
          {names.map((name) => (
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
          ))}
        </Fragment>
      ))}
    </nav>
  );
}

/** On a phone one line says where one is and leads everywhere. */
function SectionSelect({ groups, current }: SectionsProps) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <nav aria-label={t("settings.title")}>
      <Select
        aria-label={t("settings.section")}
        data={groups.map(({ group, names }) => ({
          group: t(`settings.group-${group}`),
          items: names.map((name) => ({ value: name, label: t(`settings.${name}`) })),
        }))}
        value={current}
        allowDeselect={false}
        maxDropdownHeight={420}
        onChange={(name) => name !== null && void navigate({ to: "/settings", search: { section: name } })}
      />
    </nav>
  );
}

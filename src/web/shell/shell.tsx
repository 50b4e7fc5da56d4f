/** The frame of everything behind the sign-in: header, app menu (a drawer on phones), the page, stacked create forms. */
import { useDisclosure, useLocalStorage } from "@mantine/hooks";
import { Outlet, useLocation, useParams } from "@tanstack/react-router";
import { Suspense, lazy, useEffect } from "react";
import { useSession } from "../api/session.ts";
import { moreTexts, useLang, useLanguage, useT } from "../i18n.tsx";
import { MassHost } from "../../features/mass-actions/web/mass-host.tsx";
import { UndoHost } from "../records/undo/undo-host.tsx";
import { useLive } from "../live/live-records.ts";
import { CreateDialogs } from "../records/form/create-dialogs.tsx";
import { AppMenu } from "./app-menu.tsx";
import { Header } from "./header.tsx";
import { keepLastModule } from "./last-module.ts";
import classes from "./shell.module.css";
import { useSettled } from "./use-settled.ts";
import { PaletteHost } from "./palette/palette-host.tsx";
import { useShellActions } from "./shell-actions.ts";

const LiveNotices = lazy(async () => ({ default: (await import("../live/live-notices.tsx")).LiveNotices }));
const ActingBanner = lazy(async () => ({ default: (await import("../../features/access-settings/web/acting-banner.tsx")).ActingBanner }));
const MenuDrawer = lazy(async () => ({ default: (await import("./menu-drawer.tsx")).MenuDrawer }));

/** The user's language, once, after signing in on a browser that guessed another. */
function useLanguageOfUser(): void {
  const { user } = useSession();
  const { setLang } = useLanguage();
  useEffect(() => {
    if (user) setLang(user.language);
  }, [user, setLang]);
}

export function Shell() {
  const t = useT();
  const { module } = useParams({ strict: false });
  const { pathname } = useLocation();
  const [drawer, { open, close }] = useDisclosure(false);
  const [folded, setFolded] = useLocalStorage({ key: "manul.menu-folded", defaultValue: false, getInitialValueInEffect: false });
  const settled = useSettled();
  const lang = useLang();
  useLanguageOfUser();
  useLive();
  useEffect(() => {
    if (settled) void moreTexts(lang);
  }, [settled, lang]);
  useEffect(close, [pathname, close]);
  useEffect(() => {
    if (module !== undefined) keepLastModule(module);
  }, [module]);
  useShellActions({ foldMenu: () => setFolded(!folded) });
  return (
    <CreateDialogs>
      <a href="#content" className={classes["skip"]}>
        {t("shell.skip")}
      </a>
      <div className={classes["shell"]} data-folded={folded || undefined}>
        <Header onMenu={open} />
        <nav className={classes["nav"]} aria-label={t("shell.menu")}>
          <AppMenu folded={folded} onFold={() => setFolded(!folded)} />
        </nav>
        <main id="content" className={classes["main"]} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <UndoHost />
      <MassHost />
      <Suspense>{drawer && <MenuDrawer onClose={close} />}</Suspense>
      <Suspense>{settled && <LiveNotices />}</Suspense>
      <Suspense>{settled && <ActingBanner />}</Suspense>
      <PaletteHost />
    </CreateDialogs>
  );
}

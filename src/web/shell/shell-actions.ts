/** What can be done wherever one is: create, go to a module, fold the menu. */
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useModules } from "../api/modules.ts";
import { useSession, useSignOut } from "../api/session.ts";
import { useLabel, useT } from "../i18n.tsx";
import { offeredSections } from "../settings/sections.ts";
import { useActions, type Action } from "./keys/actions.ts";

interface ShellActions {
  readonly foldMenu: () => void;
}
export function useShellActions({ foldMenu }: ShellActions): void {
  const t = useT();
  const text = useLabel();
  const navigate = useNavigate();
  const { user } = useSession();
  const sections = useMemo(() => offeredSections(user).flatMap(({ names }) => names), [user]);
  const modules = useModules();
  const signOut = useSignOut();
  const create = (name: string): void => void navigate({ to: "/$module/new", params: { module: name } });
  const creatable = modules.filter(({ rights, menu }) => rights.create && menu !== "none" && menu !== "admin");
  const creating = creatable.map(({ name, singular, icon }): Action => ({
    id: `create.${name}`,
    label: `${t("action.create")}: ${text(singular)}`,
    group: "create",
    icon,
    href: `/${name}/new`,
    run: () => create(name),
  }));
  const going = modules
    .filter(({ rights, menu }) => rights.view && menu !== "none")
    .map(({ name, label, icon }): Action => ({
      id: `go.${name}`,
      label: text(label),
      group: "go",
      icon,
      words: `${name} ${label.en} ${label.ru}`,
      href: `/${name}`,
      run: () => void navigate({ to: "/$module", params: { module: name } }),
    }));
  useActions([
    { id: "menu.fold", run: foldMenu },
    ...creating,
    ...going,
    { id: "go.home", label: t("action.home"), group: "go", icon: "home", href: "/", run: () => void navigate({ to: "/" }) },
    ...(modules.some(({ name, rights }) => name === "opportunities" && rights.view)
      ? [
          {
            id: "go.forecast",
            label: t("forecast.title"),
            group: "go",
            href: "/forecast",
            run: () => void navigate({ to: "/forecast" }),
          } as const,
        ]
      : []),
    { id: "go.search", label: t("search.title"), group: "go", href: "/search", run: () => void navigate({ to: "/search" }) },
    {
      id: "go.settings",
      label: t("settings.title"),
      group: "settings",
      icon: "settings",
      href: "/settings",
      run: () => void navigate({ to: "/settings" }),
    },
    ...sections.map((section): Action => ({
      id: `settings.${section}`,
      label: t(`settings.${section}`),
      group: "settings",
      icon: "settings",
      href: `/settings?section=${section}`,
      run: () => void navigate({ to: "/settings", search: { section } }),
    })),
    { id: "session.sign-out", label: t("shell.sign-out"), group: "settings", run: () => signOut.mutate() },
  ]);
}

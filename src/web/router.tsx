/** The map of addresses. Screens beyond the list are fetched when first needed. */
import type { QueryClient } from "@tanstack/react-query";
import { Outlet, createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { modulesQuery, moduleQuery } from "./api/modules.ts";
import { sessionQuery } from "./api/session.ts";
import { parseSearch, stringifySearch, textParams } from "./search-params.ts";
import { ErrorState } from "./ui/error-state.tsx";
import { NotFound } from "./ui/not-found.tsx";
import { PageSkeleton } from "./ui/page-skeleton.tsx";

interface RouterContext {
  readonly queryClient: QueryClient;
}
const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFound });

const setup = createRoute({
  getParentRoute: () => root,
  path: "setup",
  beforeLoad: async ({ context }) => {
    if ((await context.queryClient.ensureQueryData(sessionQuery)).set_up) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("./setup/setup-page.tsx"), "SetupPage"),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: "sign-in",
  validateSearch: textParams,
  beforeLoad: async ({ context }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session.set_up) throw redirect({ to: "/setup" });
    if (session.user) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("./sign-in/sign-in-page.tsx"), "SignInPage"),
});
const secondFactor = createRoute({
  getParentRoute: () => root,
  path: "second-factor",
  validateSearch: textParams,
  beforeLoad: async ({ context }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session.user || session.pending === null) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("./sign-in/second-factor-page.tsx"), "SecondFactorPage"),
});
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "forgot-password",
  component: lazyRouteComponent(() => import("./sign-in/forgot-password-page.tsx"), "ForgotPasswordPage"),
});
const setPassword = createRoute({
  getParentRoute: () => root,
  path: "set-password",
  component: lazyRouteComponent(() => import("./sign-in/set-password-page.tsx"), "SetPasswordPage"),
});

/** Everything behind the sign-in, inside the shell. */
const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session.set_up) throw redirect({ to: "/setup" });
    if (!session.user) throw redirect({ to: "/sign-in", search: { next: location.href } });
    if (session.pending !== null) throw redirect({ to: "/second-factor", search: { next: location.href } });
  },
  loader: ({ context }) => context.queryClient.ensureQueryData(modulesQuery),
  component: lazyRouteComponent(() => import("./shell/shell.tsx"), "Shell"),
});
const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  // Its lists need the declarations: they come side by side with the page's code.
  loader: ({ context }) => {
    for (const name of ["tasks", "opportunities", "events", "leads"]) void context.queryClient.prefetchQuery(moduleQuery(name));
  },
  component: lazyRouteComponent(() => import("../features/home/web/home-page.tsx"), "HomePage"),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: "settings",
  validateSearch: textParams,
  component: lazyRouteComponent(() => import("./settings/settings-page.tsx"), "SettingsPage"),
});
const search = createRoute({
  getParentRoute: () => shell,
  path: "search",
  validateSearch: textParams,
  component: lazyRouteComponent(() => import("./search/search-page.tsx"), "SearchPage"),
});
const forecast = createRoute({
  getParentRoute: () => shell,
  path: "forecast",
  validateSearch: textParams,
  loader: ({ context }) => context.queryClient.ensureQueryData(moduleQuery("opportunities")),
  component: lazyRouteComponent(() => import("../features/forecast/web/forecast-page.tsx"), "ForecastPage"),
});
const importRun = createRoute({
  getParentRoute: () => shell,
  path: "imports/$importId",
  component: lazyRouteComponent(() => import("../features/import/web/import-run-page.tsx"), "ImportRunPage"),
});

/** The screens of one module, whatever module it is. */
const module = createRoute({
  getParentRoute: () => shell,
  path: "$module",
  loader: ({ context, params }) => context.queryClient.ensureQueryData(moduleQuery(params.module)),
  component: Outlet,
});
const list = createRoute({
  getParentRoute: () => module,
  path: "/",
  validateSearch: textParams,
  component: lazyRouteComponent(() => import("./records/list/list-page.tsx"), "ListPage"),
});
const create = createRoute({
  getParentRoute: () => module,
  path: "new",
  validateSearch: textParams,
  component: lazyRouteComponent(() => import("./records/form/form-page.tsx"), "CreatePage"),
});
const importPage = createRoute({
  getParentRoute: () => module,
  path: "import",
  component: lazyRouteComponent(() => import("../features/import/web/import-page.tsx"), "ImportPage"),
});
const duplicates = createRoute({
  getParentRoute: () => module,
  path: "duplicates",
  component: lazyRouteComponent(() => import("../features/duplicates/web/duplicates-page.tsx"), "DuplicatesPage"),
});
const record = createRoute({
  getParentRoute: () => module,
  path: "$id",
  validateSearch: textParams,
  component: lazyRouteComponent(() => import("./records/record/record-page.tsx"), "RecordPage"),
});
const edit = createRoute({
  getParentRoute: () => module,
  path: "$id/edit",
  component: lazyRouteComponent(() => import("./records/form/form-page.tsx"), "EditPage"),
});

const routeTree = root.addChildren([
  setup,
  signIn,
  secondFactor,
  forgotPassword,
  setPassword,
  shell.addChildren([home, search, settings, forecast, importRun, module.addChildren([list, create, importPage, duplicates, record, edit])]),
]);

export const createAppRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: ErrorState,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

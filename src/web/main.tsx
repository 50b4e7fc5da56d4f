/** Starts the client: theme, language, caches, routes. */
import { MantineProvider, localStorageColorSchemeManager } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, Suspense, lazy, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import "./mantine-styles.ts";
// After the order of the style layers is said: theirs come among them.
import extensions from "virtual:extensions";
import { watchRegistry, watchSignOut } from "./api/client.ts";
import { isProblem } from "./api/problem.ts";
import { sessionQuery } from "./api/session.ts";
import { loadDictionary } from "../i18n/translate.ts";
import { addClients } from "./extension-client.ts";
import { LanguageProvider, firstLanguage } from "./i18n.tsx";
import { createAppRouter } from "./router.tsx";
import { theme } from "./theme.ts";
import { PageSkeleton } from "./ui/page-skeleton.tsx";
import { onFirstToast } from "./ui/toast.tsx";

addClients(extensions);

const MAX_RETRIES = 2;
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: true,
      // What the server refused stays refused; only a lost connection is tried again.
      retry: (failures, error) => !isProblem(error) && failures < MAX_RETRIES,
    },
  },
});
watchRegistry(() => void queryClient.invalidateQueries({ queryKey: ["modules"] }));
watchSignOut(() => {
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  if (session?.user) void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }).then(() => router.invalidate());
});
const router = createAppRouter(queryClient);
const colorSchemes = localStorageColorSchemeManager({ key: "manul.theme" });

const ToastContainer = lazy(async () => ({ default: (await import("./ui/toast-container.tsx")).ToastContainer }));
function Toasts() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => onFirstToast(() => setWanted(true)), []);
  return <Suspense>{wanted && <ToastContainer />}</Suspense>;
}

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
// What the first page needs anyway comes side by side, not one after the other.
const language = firstLanguage(
  queryClient.fetchQuery(sessionQuery).then(
    ({ user }) => user?.language,
    () => undefined,
  ),
);
// The typeface comes beside all this, not after the first words: they don't change their look once they stand.
const FACE = "13px 'Inter Variable'";
void document.fonts.load(FACE, "Aa");
if (!/^\/(setup|sign-in|second-factor|forgot-password|set-password)/.test(window.location.pathname))
  void Promise.allSettled([
    import("./shell/shell.tsx"),
    window.location.pathname === "/" ? import("../features/home/web/home-page.tsx") : import("./records/list/list-page.tsx"),
  ]);
const lang = await language;
if (lang === "ru") void document.fonts.load(FACE, "Яя");
await loadDictionary(lang);
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorSchemes}>
      <LanguageProvider>
        <QueryClientProvider client={queryClient}>
          <Toasts />
          <Suspense fallback={<PageSkeleton />}>
            <RouterProvider router={router} />
          </Suspense>
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
);

/** Starts the client: theme, language, caches, routes. */
import { MantineProvider, localStorageColorSchemeManager } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import "./mantine-styles.ts";
import { watchRegistry, watchSignOut } from "./api/client.ts";
import { isProblem } from "./api/problem.ts";
import { sessionQuery } from "./api/session.ts";
import { LanguageProvider } from "./i18n.tsx";
import { createAppRouter } from "./router.tsx";
import { theme } from "./theme.ts";
import { PageSkeleton } from "./ui/page-skeleton.tsx";

const MAX_RETRIES = 2;
/** Above the buttons at the foot of forms. */
const TOAST_HEIGHT = 64;
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

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorSchemes}>
      <LanguageProvider>
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-left" limit={4} containerWidth={380} style={{ bottom: TOAST_HEIGHT }} />
          <Suspense fallback={<PageSkeleton />}>
            <RouterProvider router={router} />
          </Suspense>
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
);

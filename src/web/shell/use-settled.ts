/**
 * True from when the first page is there: what nobody waits for (menus, filters) is fetched only then. It comes true
 * once in the life of a page, and whoever asks is told of nothing before.
 */
import { useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { AnyRouter } from "@tanstack/react-router";
import { useCallback, useSyncExternalStore } from "react";

const QUIET = 60;
const AT_LATEST = 3000;
let settled = false;
let watching = false;
const waiting = new Set<() => void>();
const isSettled = (): boolean => settled;

/** Until nothing is fetched and no page is on its way. */
function watch(client: QueryClient, router: AnyRouter): void {
  watching = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasBusy: boolean | undefined;
  const look = (): void => {
    const busy = client.isFetching() > 0 || router.state.status !== "idle";
    if (busy === wasBusy) return;
    wasBusy = busy;
    clearTimeout(timer);
    timer = setTimeout(end, busy ? AT_LATEST : QUIET);
  };
  const stops = [client.getQueryCache().subscribe(look), router.subscribe("onBeforeLoad", look), router.subscribe("onResolved", look)];
  function end(): void {
    settled = true;
    for (const stop of stops) stop();
    for (const tell of waiting) tell();
    waiting.clear();
  }
  look();
}

export function useSettled(): boolean {
  const client = useQueryClient();
  const router = useRouter();
  const subscribe = useCallback(
    (tell: () => void) => {
      if (settled) return () => {};
      if (!watching) watch(client, router);
      waiting.add(tell);
      return () => void waiting.delete(tell);
    },
    [client, router],
  );
  return useSyncExternalStore(subscribe, isSettled);
}

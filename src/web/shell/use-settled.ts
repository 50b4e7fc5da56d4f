/** True from when the first page is there: what nobody waits for (menus, filters) is fetched only then. */
import { useIsFetching } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";

const QUIET = 60;
const AT_LATEST = 3000;
let settledOnce = false;

export function useSettled(): boolean {
  const [settled, setSettled] = useState(settledOnce);
  const busy = useIsFetching() > 0;
  const moving = useRouterState({ select: (state) => state.status !== "idle" });
  useEffect(() => {
    if (settled) return undefined;
    const timer = setTimeout(
      () => {
        settledOnce = true;
        setSettled(true);
      },
      busy || moving ? AT_LATEST : QUIET,
    );
    return () => clearTimeout(timer);
  }, [settled, busy, moving]);
  return settled;
}

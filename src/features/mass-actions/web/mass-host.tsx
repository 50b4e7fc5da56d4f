/** Stands once in the shell: the mass actions that this window began. */
import { Suspense, lazy, useSyncExternalStore } from "react";
import { useT } from "../../../web/i18n.tsx";
import { subscribe, watched } from "./mass-api.ts";
import classes from "./mass.module.css";

const MassCard = lazy(async () => ({ default: (await import("./mass-card.tsx")).MassCard }));

export function MassHost() {
  const t = useT();
  const ids = useSyncExternalStore(subscribe, watched);
  if (ids.length === 0) return null;
  return (
    <section className={classes["host"]} aria-label={t("mass.title")}>
      <Suspense>
        {ids.map((id) => (
          <MassCard key={id} id={id} />
        ))}
      </Suspense>
    </section>
  );
}

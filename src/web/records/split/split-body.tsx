/** The list beside the record: one reads down the list, the record follows. Narrow windows have no room for it: a table then. */
import { useEffect } from "react";
import type { ReactNode } from "react";
import { PeekedRecord } from "../record/peek-panel.tsx";
import { useT } from "../../i18n.tsx";
import classes from "./split.module.css";

interface SplitBodyProps {
  readonly module: string;
  /** The list, as cards. */
  readonly list: ReactNode;
  readonly current: string | undefined;
  /** What is shown while nothing was chosen. */
  readonly first: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
}
export function SplitBody({ module, list, current, first, onOpen }: SplitBodyProps) {
  const t = useT();
  useEffect(() => {
    if (current === undefined && first !== undefined) onOpen(first);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- when the list has come, or another one
  }, [current === undefined, first]);
  return (
    <div className={classes["split"]}>
      <div className={classes["list"]}>{list}</div>
      <section className={classes["record"]} aria-label={t("split.record")}>
        {current === undefined ? (
          <p className={classes["none"]}>{t("split.none")}</p>
        ) : (
          <PeekedRecord key={`${module}/${current}`} module={module} id={current} />
        )}
      </section>
    </div>
  );
}

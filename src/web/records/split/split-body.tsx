/** The list beside the record: one reads down the list, the record follows. Narrow windows have no room for it: a table then. */
import { useEffect } from "react";
import type { MouseEvent, ReactNode } from "react";
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
/** A plain click on a record's link is a click on its row: it is shown beside the list. With Ctrl it stays a link. */
function openBeside(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || !(event.target instanceof Element)) return;
  const row = event.target.closest("a")?.closest<HTMLElement>('[role="row"]');
  if (!row) return;
  event.preventDefault();
  event.stopPropagation();
  row.click();
}

export function SplitBody({ module, list, current, first, onOpen }: SplitBodyProps) {
  const t = useT();
  const nothing = current === undefined;
  useEffect(() => {
    if (nothing && first !== undefined) onOpen(first);
  }, [nothing, first, onOpen]);
  return (
    <div className={classes["split"]}>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the list inside has the keys */}
      <div className={classes["list"]} onClickCapture={openBeside}>
        {list}
      </div>
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

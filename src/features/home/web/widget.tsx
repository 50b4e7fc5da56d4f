/** The frame of one part of the start page: its name leads to the whole list; skeleton, error and emptiness are alike. */
import { ActionIcon, Skeleton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { ModuleSummary } from "../../../model/describe.ts";
import { ErrorState } from "../../../web/ui/error-state.tsx";
import { ModuleIcon } from "../../../web/ui/module-icon.tsx";
import classes from "./home.module.css";

interface WidgetProps {
  readonly title: string;
  readonly icon: ReactNode;
  /** Where the whole list is. */
  readonly list?: { readonly module: string; readonly filter: unknown; readonly sort: string };
  readonly count?: string | undefined;
  /** What can be created here. */
  readonly create?: ModuleSummary | undefined;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}
export function Widget({ title, icon, list, count, create, note, children }: WidgetProps) {
  const t = useT();
  const text = useLabel();
  return (
    <section className={classes["widget"]} aria-label={title}>
      <header className={classes["head"]}>
        {icon}
        <h2 className={classes["title"]}>
          {list ? (
            <Link to="/$module" params={{ module: list.module }} search={{ filter: JSON.stringify(list.filter), sort: list.sort }}>
              {title}
            </Link>
          ) : (
            title
          )}
        </h2>
        {count !== undefined && <span className={classes["count"]}>{count}</span>}
        {note !== undefined && <span className={classes["sum"]}>{note}</span>}
        {create?.rights.create === true && (
          <ActionIcon
            size={26}
            aria-label={t("form.new", { what: text(create.singular) })}
            title={t("form.new", { what: text(create.singular) })}
            renderRoot={(props) => <Link to="/$module/new" params={{ module: create.name }} {...props} />}
          >
            <IconPlus size={16} />
          </ActionIcon>
        )}
      </header>
      {children}
    </section>
  );
}

interface WidgetBodyProps<T> {
  readonly query: { readonly data: readonly T[] | undefined; readonly error: Error | null; readonly refetch: () => Promise<unknown> };
  readonly empty: string;
  readonly children: (items: readonly T[]) => ReactNode;
}
const LINES = [0, 1, 2];
export function WidgetBody<T>({ query, empty, children }: WidgetBodyProps<T>) {
  if (query.error && !query.data) return <ErrorState error={query.error} reset={() => void query.refetch()} />;
  if (!query.data)
    return (
      <div className={classes["lines"]}>
        {LINES.map((line) => (
          <Skeleton key={line} height={18} my={9} width={`${80 - line * 15}%`} />
        ))}
      </div>
    );
  if (query.data.length === 0) return <p className={classes["empty"]}>{empty}</p>;
  return <>{children(query.data)}</>;
}

interface LineProps {
  readonly module: string;
  readonly id: string;
  readonly label: string;
  readonly before?: ReactNode;
  /** Under the name. */
  readonly note?: ReactNode;
  /** At the right end. */
  readonly end?: ReactNode;
}
export const Line = ({ module, id, label, before, note, end }: LineProps) => (
  <li className={classes["line"]}>
    {before}
    <span className={classes["lineText"]}>
      <Link to="/$module/$id" params={{ module, id }} className={classes["lineName"]}>
        {label}
      </Link>
      {note !== undefined && <span className={classes["lineNote"]}>{note}</span>}
    </span>
    {end !== undefined && <span className={classes["lineEnd"]}>{end}</span>}
  </li>
);

export const WidgetIcon = ({ module }: { readonly module: string }) => (
  <span className={classes["icon"]}>
    <ModuleIcon name={module} size={16} />
  </span>
);

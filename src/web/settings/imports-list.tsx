/** Imports that were run, newest first. */
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { importsQuery } from "../../features/import/web/import-api.ts";
import { useModules } from "../api/modules.ts";
import { useValueContext } from "../fields/value-context.ts";
import { formatMoment, useLabel, useT } from "../i18n.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import classes from "./settings.module.css";

const COUNTS = ["created", "updated", "skipped", "failed"] as const;

export function ImportsList() {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const { lang, timezone } = useValueContext();
  const { data, error, refetch } = useQuery(importsQuery);
  if (error && !data) return <ErrorState error={error} reset={() => void refetch()} />;
  if (!data) return <Skeleton height={160} />;
  if (data.length === 0) return <EmptyState title={t("imports.empty")} text={t("imports.empty-text")} />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className={classes["table"]} tabIndex={0} role="region" aria-label={t("settings.imports")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("imports.file")}</th>
            <th scope="col">{t("imports.module")}</th>
            <th scope="col">{t("imports.state")}</th>
            {COUNTS.map((name) => (
              <th key={name} scope="col" data-numeric>
                {t(`import.count.${name}`)}
              </th>
            ))}
            <th scope="col">{t("imports.when")}</th>
          </tr>
        </thead>
        <tbody>
          {data.map((run) => {
            const module = modules.find(({ name }) => name === run.module);
            return (
              <tr key={run.id}>
                <td>
                  <Link to="/imports/$importId" params={{ importId: run.id }}>
                    {run.file_name}
                  </Link>
                </td>
                <td>{module ? text(module.label) : run.module}</td>
                <td>{t(`import.state.${run.state}`)}</td>
                {COUNTS.map((name) => (
                  <td key={name} data-numeric>
                    {run[name].toLocaleString(lang)}
                  </td>
                ))}
                <td>{run.started_at === null ? "—" : formatMoment(run.started_at, lang, timezone)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

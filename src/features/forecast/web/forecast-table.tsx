/** The forecast by person or team: a line for each, with what is missing to the quota. */
import { Link } from "@tanstack/react-router";
import { useT } from "../../../web/i18n.tsx";
import type { ForecastRow } from "./forecast-api.ts";
import { FIGURES, Money, Reached } from "./figures.tsx";
import classes from "./forecast.module.css";

interface ForecastTableProps {
  readonly rows: readonly ForecastRow[];
  readonly by: "user" | "team";
}
export function ForecastTable({ rows, by }: ForecastTableProps) {
  const t = useT();
  if (rows.length === 0) return <p className={classes["nothing"]}>{t("forecast.nothing")}</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <section className={classes["card"]} tabIndex={0} aria-label={t(`forecast.by-${by}`)}>
      <table className={classes["table"]}>
        <thead>
          <tr>
            <th scope="col">{t(`forecast.by-${by}`)}</th>
            {FIGURES.map((figure) => (
              <th key={figure} scope="col" title={t(`forecast.${figure}-text`)}>
                {t(`forecast.${figure}`)}
              </th>
            ))}
            <th scope="col">{t("forecast.quota")}</th>
            <th scope="col">{t("forecast.reached")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id ?? ""}>
              <th scope="row">
                {row.id !== null && by === "user" ? (
                  <Link to="/$module/$id" params={{ module: "users", id: row.id }}>
                    {row.label ?? t("reference.hidden")}
                  </Link>
                ) : (
                  (row.label ?? t(by === "team" ? "forecast.no-team" : "forecast.nobody"))
                )}
              </th>
              {FIGURES.map((figure) => (
                <td key={figure} className="tabular">
                  <Money value={row[figure]} />
                </td>
              ))}
              <td className="tabular">{row.quota === null ? "—" : <Money value={row.quota} />}</td>
              <td>{row.quota === null ? "—" : <Reached value={row.won} quota={row.quota} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

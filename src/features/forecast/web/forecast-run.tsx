/** The periods around the chosen one as bars: won, what is weighed on top of it, and the quota as a line. */
import { useT } from "../../../web/i18n.tsx";
import type { ForecastPeriod } from "./forecast-api.ts";
import { Money } from "./figures.tsx";
import classes from "./forecast.module.css";

interface ForecastRunProps {
  readonly run: readonly ForecastPeriod[];
  readonly current: string;
  readonly name: (start: string) => string;
  readonly onOpen: (start: string) => void;
}
export function ForecastRun({ run, current, name, onOpen }: ForecastRunProps) {
  const t = useT();
  const most = Math.max(1, ...run.flatMap(({ weighted, quota }) => [Number(weighted), Number(quota ?? 0)]));
  const height = (value: string): string => `${(Number(value) / most) * 100}%`;
  return (
    <section className={classes["card"]} aria-label={t("forecast.run")}>
      <h3 className={classes["cardTitle"]}>{t("forecast.run")}</h3>
      <div className={classes["run"]}>
        {run.map((period) => (
          <button
            key={period.start}
            type="button"
            className={classes["runPeriod"]}
            aria-current={period.start === current ? "date" : undefined}
            onClick={() => onOpen(period.start)}
          >
            <span className={classes["plot"]} aria-hidden>
              <i className={classes["barWeighted"]} style={{ height: height(period.weighted) }} />
              <i className={classes["barWon"]} style={{ height: height(period.won) }} />
              {period.quota !== null && <i className={classes["barQuota"]} style={{ bottom: height(period.quota) }} />}
            </span>
            <span className={classes["runName"]}>{name(period.start)}</span>
            <span className={`${classes["runValue"]} tabular`}>
              <Money value={period.weighted} />
            </span>
          </button>
        ))}
      </div>
      <ul className={classes["legend"]}>
        <li data-kind="won">{t("forecast.won")}</li>
        <li data-kind="weighted">{t("forecast.weighted")}</li>
        <li data-kind="quota">{t("forecast.quota")}</li>
      </ul>
    </section>
  );
}

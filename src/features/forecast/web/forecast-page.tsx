/** Forecast of sales: what a month or quarter brings against the quota, by person or team; the periods around it; why deals were won and lost. */
import { ActionIcon, SegmentedControl, Select, Skeleton } from "@mantine/core";
import { IconChartHistogram, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf, useModule } from "../../../web/api/modules.ts";
import { dayIn } from "../../../web/days.ts";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { SearchParams } from "../../../web/search-params.ts";
import { ErrorState } from "../../../web/ui/error-state.tsx";
import { Page, ScrollBody } from "../../../web/ui/page.tsx";
import { PERIOD_UNITS, periodStart, shiftPeriod } from "../periods.ts";
import type { PeriodUnit } from "../periods.ts";
import { forecastQuery } from "./forecast-api.ts";
import { ForecastRun } from "./forecast-run.tsx";
import { ForecastTable } from "./forecast-table.tsx";
import { FIGURES, Money, Reached } from "./figures.tsx";
import { usePeriodName } from "./period-name.ts";
import { ReasonsReport } from "./reasons.tsx";
import classes from "./forecast.module.css";

export function ForecastPage() {
  const t = useT();
  const text = useLabel();
  const { timezone } = useValueContext();
  const module = useModule("opportunities");
  const search: SearchParams = useSearch({ strict: false });
  const navigate = useNavigate();
  const unit: PeriodUnit = search["unit"] === "quarter" ? "quarter" : "month";
  const wanted = search["start"] ?? "";
  const start = periodStart(/^\d{4}-\d\d-\d\d$/.test(wanted) ? wanted : dayIn(timezone), unit);
  const by = search["by"] === "team" ? "team" : "user";
  const pipelines = (fieldOf(module, "pipeline")?.options ?? []).filter((option) => option.active !== false);
  const pipeline = pipelines.find(({ value }) => value === search["pipeline"])?.value;
  const change = (part: SearchParams): void =>
    void navigate({ to: "/forecast", search: { ...(search as Record<string, string>), ...part }, replace: true });
  const { data, error, refetch } = useQuery(forecastQuery({ unit, start, by, pipeline }));
  const name = usePeriodName(unit);
  return (
    <Page
      documentTitle={t("forecast.title")}
      title={
        <>
          <IconChartHistogram size={20} stroke={1.6} aria-hidden />
          <span>{t("forecast.title")}</span>
        </>
      }
    >
      <div className={classes["toolbar"]}>
        <ActionIcon aria-label={t("calendar.previous")} onClick={() => change({ start: shiftPeriod(start, unit, -1) })}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <h2 className={classes["period"]} aria-live="polite">
          {name(start)}
        </h2>
        <ActionIcon aria-label={t("calendar.next")} onClick={() => change({ start: shiftPeriod(start, unit, 1) })}>
          <IconChevronRight size={18} />
        </ActionIcon>
        <SegmentedControl
          size="xs"
          aria-label={t("forecast.unit")}
          data={PERIOD_UNITS.map((value) => ({ value, label: t(`forecast.${value}`) }))}
          value={unit}
          onChange={(value) => change({ unit: value })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("forecast.by")}
          data={(["user", "team"] as const).map((value) => ({ value, label: t(`forecast.by-${value}`) }))}
          value={by}
          onChange={(value) => change({ by: value })}
        />
        {pipelines.length > 1 && (
          <Select
            size="xs"
            aria-label={t("board.pipeline")}
            placeholder={t("forecast.all-pipelines")}
            clearable
            data={pipelines.map(({ value, label }) => ({ value, label: text(label) }))}
            value={pipeline ?? null}
            onChange={(value) => change({ pipeline: value ?? undefined })}
          />
        )}
      </div>
      {error ? (
        <ErrorState error={error} reset={() => void refetch()} />
      ) : (
        <ScrollBody>
          <div className={classes["body"]}>
            {data ? (
              <>
                <section className={classes["tiles"]} aria-label={t("forecast.total")}>
                  {FIGURES.map((figure) => (
                    <div key={figure} className={classes["tile"]}>
                      <span className={classes["tileName"]} title={t(`forecast.${figure}-text`)}>
                        {t(`forecast.${figure}`)}
                      </span>
                      <span className={`${classes["tileValue"]} tabular`}>
                        <Money value={data.total[figure]} />
                      </span>
                      {data.total.quota !== null && <Reached value={data.total[figure]} quota={data.total.quota} />}
                    </div>
                  ))}
                  <div className={classes["tile"]}>
                    <span className={classes["tileName"]}>{t("forecast.quota")}</span>
                    <span className={`${classes["tileValue"]} tabular`}>
                      {data.total.quota === null ? "—" : <Money value={data.total.quota} />}
                    </span>
                    {data.total.quota === null && <span className={classes["tileNote"]}>{t("forecast.no-quota")}</span>}
                  </div>
                </section>
                <ForecastTable rows={data.rows} by={by} />
                <ForecastRun run={data.run} current={start} name={name} onOpen={(period) => change({ start: period })} />
                <Reasons module={module} from={data.start} to={data.end} />
              </>
            ) : (
              <Skeleton height={240} />
            )}
          </div>
        </ScrollBody>
      )}
    </Page>
  );
}

function Reasons({ module, from, to }: { readonly module: DescribedModule; readonly from: string; readonly to: string }) {
  return (
    <div className={classes["reasons"]}>
      {(["won", "lost"] as const).map((outcome) => (
        <ReasonsReport key={outcome} module={module} outcome={outcome} from={from} to={to} />
      ))}
    </div>
  );
}

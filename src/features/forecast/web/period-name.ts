/** How periods are called. */
import { useLang, useT } from "../../../web/i18n.tsx";
import type { PeriodUnit } from "../periods.ts";

/** "June 2026", "II quarter 2026". */
export function usePeriodName(unit: PeriodUnit): (start: string) => string {
  const lang = useLang();
  const t = useT();
  return (start) =>
    unit === "quarter"
      ? t("forecast.quarter-name", { quarter: (Number(start.slice(5, 7)) + 2) / 3, year: start.slice(0, 4) })
      : new Intl.DateTimeFormat(lang, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(start));
}

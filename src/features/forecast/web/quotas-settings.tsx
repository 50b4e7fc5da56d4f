/** Settings: quotas of people by month, or by quarter, which is spread over its months. Saved as one change. */
import { ActionIcon, Button, NumberInput, SegmentedControl } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { shortListQuery } from "../../../web/api/records.ts";
import { useSession } from "../../../web/api/session.ts";
import { useLang, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { monthsOf, PERIOD_UNITS, shiftPeriod, spread } from "../periods.ts";
import type { PeriodUnit } from "../periods.ts";
import { quotasQuery, saveQuotas } from "./forecast-api.ts";
import { usePeriodName } from "./period-name.ts";
import classes from "./forecast.module.css";

const MOST_PEOPLE = 100;
const PERIODS = { month: 12, quarter: 4 } as const;
const keyOf = (user: string, month: string): string => `${user} ${month}`;

export function QuotasSettings() {
  const t = useT();
  const lang = useLang();
  const client = useQueryClient();
  const { company } = useSession();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const [unit, setUnit] = useState<PeriodUnit>("quarter");
  /** What was typed, by person and month; null: taken away. */
  const [typed, type] = useState<ReadonlyMap<string, string | null>>(new Map());
  const name = usePeriodName(unit);
  const people = useQuery(
    shortListQuery("users", { fields: ["status"], filter: { field: "status", op: "eq", value: "active" }, sort: "last_name" }, MOST_PEOPLE),
  ).data?.data;
  const kept = useQuery(quotasQuery(year)).data;
  const save = useMutation({
    mutationFn: () =>
      saveQuotas(
        [...typed].map(([key, amount]) => {
          const [user_id = "", month = ""] = key.split(" ");
          return { user_id, month, amount };
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["quotas"] });
      await client.invalidateQueries({ queryKey: ["records", "opportunities", "forecast"] });
      type(new Map());
      showToast({ message: t("settings.saved") });
    },
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const amountOf = (user: string, month: string): string | null => {
    const key = keyOf(user, month);
    return typed.has(key)
      ? (typed.get(key) ?? null)
      : (kept?.find((quota) => quota.user_id === user && quota.month === month)?.amount ?? null);
  };
  const sumOf = (user: string, months: readonly string[]): number | "" => {
    const amounts = months.flatMap((month) => amountOf(user, month) ?? []);
    return amounts.length === 0 ? "" : Math.round(amounts.reduce((sum, amount) => sum + Number(amount), 0) * 100) / 100;
  };
  const set = (user: string, months: readonly string[], value: number | string): void => {
    // Half a number ("-", "1.") isn't one yet.
    if (value !== "" && !Number.isFinite(Number(value))) return;
    const parts = value === "" ? undefined : spread(String(Number(value)), months.length);
    type(new Map([...typed, ...months.map((month, i) => [keyOf(user, month), parts?.[i] ?? null] as const)]));
  };
  const starts = Array.from({ length: PERIODS[unit] }, (_, i) => shiftPeriod(`${year}-01-01`, unit, i));
  const short = (start: string): string =>
    unit === "quarter" ? name(start) : new Intl.DateTimeFormat(lang, { month: "short", timeZone: "UTC" }).format(new Date(start));
  return (
    <>
      <p className={classes["intro"]}>{t("quotas.intro", { currency: company?.currency ?? "" })}</p>
      <div className={classes["toolbar"]} data-plain>
        <ActionIcon aria-label={t("calendar.previous")} onClick={() => setYear(year - 1)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <h2 className={classes["period"]}>{year}</h2>
        <ActionIcon aria-label={t("calendar.next")} onClick={() => setYear(year + 1)}>
          <IconChevronRight size={18} />
        </ActionIcon>
        <SegmentedControl
          size="xs"
          aria-label={t("forecast.unit")}
          data={PERIOD_UNITS.map((value) => ({ value, label: t(`forecast.${value}`) }))}
          value={unit}
          onChange={(value) => setUnit(value === "month" ? "month" : "quarter")}
        />
        <Button size="xs" ml="auto" disabled={typed.size === 0} loading={save.isPending} onClick={() => save.mutate()}>
          {t("action.save")}
        </Button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <section className={classes["card"]} tabIndex={0} aria-label={t("settings.quotas")}>
        <table className={classes["table"]}>
          <thead>
            <tr>
              <th scope="col">{t("forecast.by-user")}</th>
              {starts.map((start) => (
                <th key={start} scope="col">
                  {short(start)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people?.map((person) => (
              <tr key={person.id}>
                <th scope="row">{person.label}</th>
                {starts.map((start) => (
                  <td key={start}>
                    <NumberInput
                      size="xs"
                      className={classes["quota"] ?? ""}
                      aria-label={`${person.label}, ${name(start)}`}
                      hideControls
                      min={0}
                      decimalScale={2}
                      thousandSeparator={lang === "ru" ? " " : ","}
                      decimalSeparator={lang === "ru" ? "," : "."}
                      value={sumOf(person.id, monthsOf(start, unit))}
                      onChange={(value) =>
                        value !== sumOf(person.id, monthsOf(start, unit)) && set(person.id, monthsOf(start, unit), value)
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

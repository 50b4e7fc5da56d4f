/** Why deals of the period were won, or lost: each reason with its deals and what they came to. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DescribedModule } from "../../../model/describe.ts";
import type { Filter } from "../../../model/filter/ast.ts";
import { fieldOf } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { reasonsQuery } from "./forecast-api.ts";
import { Money } from "./figures.tsx";
import classes from "./forecast.module.css";

interface ReasonsReportProps {
  readonly module: DescribedModule;
  readonly outcome: "won" | "lost";
  readonly from: string;
  readonly to: string;
}
export function ReasonsReport({ module, outcome, from, to }: ReasonsReportProps) {
  const t = useT();
  const text = useLabel();
  const field = fieldOf(module, `${outcome}_reason`);
  const stages = (fieldOf(module, "stage")?.options ?? []).filter((option) => option.outcome === outcome).map(({ value }) => value);
  const filter: Filter = {
    and: [
      { field: "stage", op: "in", value: stages },
      { field: "close_date", op: "between", value: [from, to] },
    ],
  };
  const { data } = useQuery({ ...reasonsQuery(field?.name ?? "", filter), enabled: field !== undefined && stages.length > 0 });
  if (!field || !data) return null;
  const most = Math.max(1, ...data.map(({ count }) => count));
  return (
    <section className={classes["card"]} aria-label={t(`forecast.reasons-${outcome}`)}>
      <h3 className={classes["cardTitle"]}>{t(`forecast.reasons-${outcome}`)}</h3>
      {data.length === 0 && <p className={classes["nothing"]}>{t("forecast.reasons-none")}</p>}
      <ul className={classes["reasonList"]}>
        {data
          .toSorted((a, b) => b.count - a.count)
          .map(({ value, count, amount }) => {
            const option = field.options?.find((each) => each.value === value);
            const only: Filter = value === null ? { field: field.name, op: "is_empty" } : { field: field.name, op: "eq", value };
            return (
              <li key={value ?? ""}>
                <Link
                  to="/$module"
                  params={{ module: module.name }}
                  search={{ view: "all", filter: JSON.stringify({ and: [...filter.and, only] }) }}
                >
                  {option ? text(option.label) : (value ?? t("forecast.no-reason"))}
                </Link>
                <span className={classes["bar"]} aria-hidden>
                  <i data-outcome={outcome} style={{ width: `${(count / most) * 100}%` }} />
                </span>
                <span className="tabular">{count}</span>
                <span className="tabular">
                  <Money value={amount} />
                </span>
              </li>
            );
          })}
      </ul>
    </section>
  );
}

/** Figures of the forecast: money of the company, and how much of a quota it is. */
import { useSession } from "../../../web/api/session.ts";
import { useLang, useT } from "../../../web/i18n.tsx";
import classes from "./forecast.module.css";

/** The surest first. */
export const FIGURES = ["won", "committed", "best_case", "weighted"] as const;

/** Whole units: hundredths say nothing in a forecast; the exact sum is under the mouse. */
export function Money({ value }: { readonly value: string }) {
  const lang = useLang();
  const { company } = useSession();
  const style = { style: "currency", currency: company?.currency ?? "USD", currencyDisplay: "narrowSymbol" } as const;
  const exact = new Intl.NumberFormat(lang, style).format(Number(value));
  return <span title={exact}>{new Intl.NumberFormat(lang, { ...style, maximumFractionDigits: 0 }).format(Number(value))}</span>;
}

/** A bar and a percentage of the quota. */
export function Reached({ value, quota }: { readonly value: string; readonly quota: string }) {
  const t = useT();
  const lang = useLang();
  if (Number(quota) === 0) return null;
  const share = Number(value) / Number(quota);
  const words = new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 0 }).format(share);
  return (
    <span className={classes["reached"]} title={t("forecast.of-quota", { share: words })}>
      <span className={classes["bar"]} aria-hidden>
        <i style={{ width: `${Math.min(100, share * 100)}%` }} data-done={share >= 1 || undefined} />
      </span>
      <span className="tabular">{words}</span>
    </span>
  );
}

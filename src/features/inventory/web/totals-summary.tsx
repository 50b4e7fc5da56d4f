/** What a document comes to, line by line of its foot. */
import { formatMoney } from "../../../model/format/numbers.ts";
import { useLabel, useLang, useT } from "../../../web/i18n.tsx";
import type { Label } from "../../../fieldtypes/field-type.ts";
import classes from "./lines.module.css";

export interface Summary {
  readonly subtotal: string;
  readonly discount: string;
  readonly shipping: string;
  readonly taxes: readonly { readonly label: Label; readonly amount: string }[];
  readonly adjustment: string;
  readonly total: string;
  readonly margin?: string | null;
}
const isAmount = (value: string): boolean => /[1-9]/.test(value);

export function TotalsSummary({ summary, currency }: { readonly summary: Summary; readonly currency: string }) {
  const t = useT();
  const text = useLabel();
  const lang = useLang();
  const money = (value: string): string => formatMoney(value, currency, lang);
  const line = (key: string, label: string, value: string) => (
    <div key={key}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <dl className={classes["summary"]}>
      {line("subtotal", t("lines.subtotal"), money(summary.subtotal))}
      {isAmount(summary.discount) && line("discount", t("lines.discount"), `−${money(summary.discount)}`)}
      {isAmount(summary.shipping) && line("shipping", t("lines.shipping"), money(summary.shipping))}
      {summary.taxes.map(({ label, amount }, i) => line(`tax${i}`, text(label), money(amount)))}
      {isAmount(summary.adjustment) && line("adjustment", t("lines.adjustment"), money(summary.adjustment))}
      <div className={classes["grand"]} data-total>
        <dt>{t("lines.total")}</dt>
        <dd>{money(summary.total)}</dd>
      </div>
      {summary.margin && line("margin", t("lines.margin"), money(summary.margin))}
    </dl>
  );
}

/** The lines of a document as people read them, with the totals under them. */
import { useQuery } from "@tanstack/react-query";
import type { Lang } from "../../../fieldtypes/field-type.ts";
import { linesOf, type ComputedLine } from "../../../fieldtypes/lines.ts";
import { formatMoney, formatNumber } from "../../../model/format/numbers.ts";
import type { Tax } from "../../../model/sales/tax.ts";
import { textOf } from "../../../web/api/record-data.ts";
import type { FieldCellProps } from "../../../web/fields/field-control.ts";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { useLang, useT } from "../../../web/i18n.tsx";
import { RecordLink } from "../../../web/ui/record-link.tsx";
import { unitOf } from "../print/units.ts";
import { discountText } from "./line-model.ts";
import { salesSettingsQuery } from "./sales-api.ts";
import { taxLabels } from "./tax-labels.ts";
import { TotalsSummary } from "./totals-summary.tsx";
import classes from "./lines.module.css";

export function LinesDisplay({ value, record }: FieldCellProps) {
  const t = useT();
  const lang = useLang();
  const { currency } = useValueContext(record);
  const taxes = useQuery(salesSettingsQuery).data?.taxes;
  const lines = linesOf(value);
  let place = 0;
  return (
    <div className={classes["display"]}>
      <table className={classes["table"]} aria-label={t("lines.item")}>
        <thead>
          <tr>
            <th scope="col">№</th>
            <th scope="col">{t("lines.item")}</th>
            <th scope="col">{t("lines.quantity")}</th>
            <th scope="col">{t("lines.price")}</th>
            <th scope="col">{t("lines.discount")}</th>
            <th scope="col">{t("lines.taxes")}</th>
            <th scope="col">{t("lines.amount")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) =>
            line.kind === "heading" ? (
              <tr key={line.id} className={classes["headingRow"]}>
                <th scope="rowgroup" colSpan={7}>
                  {line.description}
                </th>
              </tr>
            ) : (
              <tr key={line.id} data-optional={line.optional || undefined}>
                <td>{line.optional ? "" : ++place}</td>
                <td>
                  <ItemName line={line} />
                  <span className={classes["brief"]}>{briefOf(line, { currency, lang, taxes })}</span>
                  {line.optional && <span className={classes["note"]}>{t("lines.excluded")}</span>}
                </td>
                <td>
                  {formatNumber(line.quantity, lang)} {unitOf(line.unit, lang).name.replace("—", "")}
                </td>
                <td>{formatMoney(line.unit_price ?? "0", currency, lang)}</td>
                <td>{discountText(line.discount, lang)}</td>
                <td>{taxLabels(line.taxes, taxes, lang)}</td>
                <td>{formatMoney(line.net, currency, lang)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      {record && (
        <TotalsSummary
          currency={currency}
          summary={{
            subtotal: textOf(record["subtotal"]) || "0",
            discount: textOf(record["discount_amount"]) || "0",
            shipping: textOf(record["shipping_amount"]) || "0",
            taxes: [{ label: { en: "Tax", ru: "Налог" }, amount: textOf(record["tax_amount"]) || "0" }],
            adjustment: textOf(record["adjustment"]) || "0",
            total: textOf(record["total"]) || "0",
            margin: textOf(record["margin"]) || null,
          }}
        />
      )}
    </div>
  );
}

interface BriefContext {
  readonly currency: string;
  readonly lang: Lang;
  readonly taxes: ReadonlyMap<string, Tax> | undefined;
}
/** Where there is no room for columns, what they say stands under the item: "2 шт × 100 ₽ · −5 % · НДС 22%". */
function briefOf(line: ComputedLine, { currency, lang, taxes }: BriefContext): string {
  const unit = unitOf(line.unit, lang).name.replace("—", "");
  const quantity = `${formatNumber(line.quantity, lang)} ${unit}`.trim();
  const discount = discountText(line.discount, lang);
  const parts = [
    `${quantity} × ${formatMoney(line.unit_price ?? "0", currency, lang)}`,
    discount === "" ? "" : `−${discount}`,
    taxLabels(line.taxes, taxes, lang),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function ItemName({ line }: { readonly line: ComputedLine }) {
  const id = line.product_id ?? line.service_id;
  const text = line.description ?? "";
  if (id === null) return <span className={classes["words"]}>{text}</span>;
  const [first = "", ...rest] = text.split("\n");
  return (
    <span className={classes["words"]}>
      <RecordLink module={line.product_id === null ? "services" : "products"} id={id}>
        {first}
      </RecordLink>
      {rest.length > 0 && `\n${rest.join("\n")}`}
    </span>
  );
}

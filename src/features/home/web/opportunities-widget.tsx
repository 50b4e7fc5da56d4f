/** My open deals by their closing day, with what they come to. */
import { useQuery } from "@tanstack/react-query";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf } from "../../../web/api/modules.ts";
import { labelOfReference, textOf, type RecordData } from "../../../web/api/record-data.ts";
import { useSession } from "../../../web/api/session.ts";
import { FieldValue } from "../../../web/fields/field-value.tsx";
import { dayIn, dayTitle } from "../../../web/days.ts";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { useT } from "../../../web/i18n.tsx";
import { sumsQuery } from "./home-api.ts";
import { MINE, openValues, useModuleList } from "./module-list.ts";
import { Line, Widget, WidgetBody, WidgetIcon } from "./widget.tsx";
import classes from "./home.module.css";

const SHOWN = 8;

export function OpportunitiesWidget() {
  const t = useT();
  const { module, summary, filter, query, count } = useModuleList({
    name: "opportunities",
    fields: ["stage", "amount", "currency", "close_date", "organization_id"],
    filter: (deals) => ({ and: [MINE, { field: "stage", op: "in", value: openValues(deals, "stage") }] }),
    sort: "close_date",
    limit: SHOWN,
  });
  return (
    <Widget
      title={t("home.opportunities")}
      icon={<WidgetIcon module={module?.icon ?? "target-arrow"} />}
      list={{ module: "opportunities", filter, sort: "close_date" }}
      count={count}
      create={summary}
      {...(module && count !== undefined ? { note: <Total module={module} filter={filter} /> } : {})}
    >
      <WidgetBody query={query} empty={t("home.opportunities-none")}>
        {(deals) => (
          <ul className={classes["lines"]}>{module && deals.map((deal) => <DealLine key={deal.id} module={module} deal={deal} />)}</ul>
        )}
      </WidgetBody>
    </Widget>
  );
}

/** In the company's currency, since deals may be in several. */
function Total({ module, filter }: { readonly module: DescribedModule; readonly filter: unknown }) {
  const t = useT();
  const { company } = useSession();
  const amount = fieldOf(module, "amount");
  const sums = useQuery({ ...sumsQuery(module.name, filter, ["amount"]), enabled: amount !== undefined }).data;
  const total = sums?.["sum_amount"];
  if (!amount || total === null || total === undefined) return null;
  return (
    <span title={t("home.sum")}>
      <FieldValue field={amount} value={total} record={{ id: "", version: 0, label: "", currency: company?.currency ?? null }} compact />
    </span>
  );
}

function DealLine({ module, deal }: { readonly module: DescribedModule; readonly deal: RecordData }) {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const stage = fieldOf(module, "stage");
  const amount = fieldOf(module, "amount");
  const today = dayIn(timezone);
  const close = textOf(deal["close_date"]);
  const organization = labelOfReference(deal, "organization_id");
  return (
    <Line
      module={module.name}
      id={deal.id}
      label={deal.label}
      note={
        <span className={classes["facts"]}>
          {stage && <FieldValue field={stage} value={deal["stage"] ?? null} record={deal} compact />}
          {organization !== undefined && <span className={classes["cut"]}>{organization}</span>}
        </span>
      }
      end={
        <>
          {amount && (deal["amount"] ?? null) !== null && (
            <FieldValue field={amount} value={deal["amount"] ?? null} record={deal} compact />
          )}
          {close !== "" && (
            <span className={close < today ? classes["late"] : classes["soft"]}>{dayTitle(close, { t, lang, timezone })}</span>
          )}
        </>
      }
    />
  );
}

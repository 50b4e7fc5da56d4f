/** Leads of the last days that nobody has brought to an end. */
import { fieldOf } from "../../../web/api/modules.ts";
import { labelOfReference, textOf } from "../../../web/api/record-data.ts";
import { FieldValue } from "../../../web/fields/field-value.tsx";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { formatAgo, useT } from "../../../web/i18n.tsx";
import { openValues, useModuleList } from "./module-list.ts";
import { Line, Widget, WidgetBody, WidgetIcon } from "./widget.tsx";
import classes from "./home.module.css";

const DAYS = 7;
const SHOWN = 8;

export function LeadsWidget() {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const { module, summary, filter, query, count } = useModuleList({
    name: "leads",
    fields: ["status", "company", "created_at", "owner_id"],
    filter: (leads) => ({
      and: [
        { field: "created_at", op: "last_n_days", value: DAYS },
        { field: "status", op: "in", value: openValues(leads, "status") },
      ],
    }),
    sort: "-created_at",
    limit: SHOWN,
  });
  const status = module && fieldOf(module, "status");
  return (
    <Widget
      title={t("home.leads")}
      icon={<WidgetIcon module={module?.icon ?? "user-search"} />}
      list={{ module: "leads", filter, sort: "-created_at" }}
      count={count}
      create={summary}
    >
      <WidgetBody query={query} empty={t("home.leads-none")}>
        {(leads) => (
          <ul className={classes["lines"]}>
            {leads.map((lead) => (
              <Line
                key={lead.id}
                module="leads"
                id={lead.id}
                label={lead.label}
                note={
                  <span className={classes["facts"]}>
                    {status && (lead["status"] ?? null) !== null && (
                      <FieldValue field={status} value={lead["status"] ?? null} record={lead} compact />
                    )}
                    <span className={classes["cut"]}>
                      {[textOf(lead["company"]), labelOfReference(lead, "owner_id")].filter(Boolean).join(" · ")}
                    </span>
                  </span>
                }
                end={<span className={classes["soft"]}>{formatAgo(textOf(lead["created_at"]), lang, timezone)}</span>}
              />
            ))}
          </ul>
        )}
      </WidgetBody>
    </Widget>
  );
}

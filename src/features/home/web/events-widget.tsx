/** What is in my calendar today. */
import { labelOfReference, textOf } from "../../../web/api/record-data.ts";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { useT } from "../../../web/i18n.tsx";
import { MINE, useModuleList } from "./module-list.ts";
import { Line, Widget, WidgetBody, WidgetIcon } from "./widget.tsx";
import classes from "./home.module.css";

const SHOWN = 10;

export function EventsWidget() {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const { module, summary, filter, query, count } = useModuleList({
    name: "events",
    fields: ["start_at", "end_at", "all_day", "location", "related_to_id", "contact_id"],
    filter: () => ({ and: [MINE, { field: "start_at", op: "today" }] }),
    sort: "start_at",
    limit: SHOWN,
  });
  const time = new Intl.DateTimeFormat(lang, { timeStyle: "short", timeZone: timezone });
  return (
    <Widget
      title={t("home.events")}
      icon={<WidgetIcon module={module?.icon ?? "calendar-event"} />}
      list={{ module: "events", filter, sort: "start_at" }}
      count={count}
      create={summary}
    >
      <WidgetBody query={query} empty={t("home.events-none")}>
        {(events) => (
          <ul className={classes["lines"]}>
            {events.map((event) => {
              const note = [labelOfReference(event, "related_to_id") ?? labelOfReference(event, "contact_id"), textOf(event["location"])];
              const [start, end] = [textOf(event["start_at"]), textOf(event["end_at"])];
              return (
                <Line
                  key={event.id}
                  module="events"
                  id={event.id}
                  label={event.label}
                  before={
                    <span className={classes["time"]}>
                      {event["all_day"] === true || start === "" ? t("home.all-day") : time.format(new Date(start))}
                      {event["all_day"] !== true && end !== "" && <span className={classes["soft"]}>{time.format(new Date(end))}</span>}
                    </span>
                  }
                  note={note.filter(Boolean).join(" · ")}
                />
              );
            })}
          </ul>
        )}
      </WidgetBody>
    </Widget>
  );
}

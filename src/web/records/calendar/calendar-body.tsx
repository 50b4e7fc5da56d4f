/**
 * A module's records in a calendar, by any of its dates: a month, a week or a day; an entry is moved by dragging. Moments
 * stand by the clock of the user's time zone, weeks begin as the user's country has them. FullCalendar draws it.
 */
import { Calendar } from "@fullcalendar/core";
import type { CalendarOptions, EventDropArg, EventInput } from "@fullcalendar/core";
import ru from "@fullcalendar/core/locales/ru";
import dayGrid from "@fullcalendar/daygrid";
import interaction from "@fullcalendar/interaction";
import type { EventResizeDoneArg } from "@fullcalendar/interaction";
import timeGrid from "@fullcalendar/timegrid";
import { ActionIcon, Button, SegmentedControl, Select } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { CALENDAR_SPANS } from "../../../model/view-settings.ts";
import type { ViewSettings } from "../../../model/view-settings.ts";
import { fieldOf } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { listRows, recordsChanged, writeRecord } from "../../api/records.ts";
import type { ListRequest } from "../../api/records.ts";
import { fromWallClock } from "../../fields/wall-clock.ts";
import { useValueContext } from "../../fields/value-context.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { optionColor } from "../../ui/option-color.ts";
import { showToast } from "../../ui/toast.tsx";
import { allOf } from "../board/board-data.ts";
import { useOpenCreate } from "../form/create-context.ts";
import { isEditable } from "../form/form-values.ts";
import { offerUndo } from "../undo/undo-offers.ts";
import { entryOf, firstDayOf, movedValues, wallNow } from "./entries.ts";
import { dateFields, endOf } from "./date-fields.ts";
import classes from "./calendar.module.css";

/** More entries than that nobody reads; the head says that there are more. */
const MOST_ENTRIES = 1000;
const FC_VIEWS = { month: "dayGridMonth", week: "timeGridWeek", day: "timeGridDay" } as const;
const FC_DAY_VIEWS = { month: "dayGridMonth", week: "dayGridWeek", day: "dayGridDay" } as const;

interface CalendarBodyProps {
  readonly module: DescribedModule;
  readonly request: Omit<ListRequest, "fields">;
  readonly settings: ViewSettings;
  readonly onSettings: (settings: ViewSettings) => void;
  readonly onPeek: (id: string) => void;
}
interface Range {
  /** Days, the last one exclusive. */
  readonly from: string;
  readonly to: string;
  readonly title: string;
}

export function CalendarBody(props: CalendarBodyProps) {
  const t = useT();
  const fields = dateFields(props.module);
  const by = fields.find((field) => field.name === props.settings.by) ?? fields[0];
  return by ? (
    <RecordCalendar {...props} by={by} fields={fields} />
  ) : (
    <EmptyState title={t("calendar.none")} text={t("calendar.none-text")} />
  );
}

function RecordCalendar({
  module,
  request,
  settings,
  onSettings,
  onPeek,
  by,
  fields,
}: CalendarBodyProps & { readonly by: DescribedField; readonly fields: readonly DescribedField[] }) {
  const t = useT();
  const text = useLabel();
  const { timezone } = useValueContext();
  const client = useQueryClient();
  const create = useOpenCreate();
  const [range, setRange] = useState<Range>();
  const span = settings.span ?? "month";
  const end = endOf(module, by);
  const { records } = useEntries(module, { request, by, end, range });
  const editable = module.rights.edit && isEditable(by) && (!end || isEditable(end));
  const move = async ({ event, revert }: EventDropArg | EventResizeDoneArg): Promise<void> => {
    const record = records.find(({ id }) => id === event.id);
    if (!record) return revert();
    try {
      const values = movedValues({ by, end, start: event.startStr, until: event.endStr, allDay: event.allDay, timezone });
      const saved = await writeRecord(module.name, { id: record.id, version: record.version, values });
      offerUndo({ message: t("calendar.moved", { name: record.label }), operations: saved.operations });
    } catch (error) {
      revert();
      showToast({ message: errorText(error, t), tone: "bad" });
    }
    await recordsChanged(client, module.name);
  };
  const stage = module.stageField === undefined ? undefined : fieldOf(module, module.stageField);
  const events = useMemo(
    () =>
      records.flatMap((record): EventInput[] => {
        const entry = entryOf(record, { by, end, timezone });
        const option = stage?.options?.find(({ value }) => value === record[stage.name]);
        return entry
          ? [
              {
                ...entry,
                id: record.id,
                title: record.label,
                url: `/${module.name}/${record.id}`,
                editable: editable && record.rights?.edit !== false,
                extendedProps: { color: optionColor(option?.color) },
              },
            ]
          : [];
      }),
    [records, by, end, timezone, stage, module.name, editable],
  );
  const addAt = (day: string): void => {
    if (!module.rights.create || !isEditable(by)) return;
    const at =
      by.type === "date"
        ? day.slice(0, 10)
        : fromWallClock(day.length > 10 ? day.slice(0, 19).replace("T", " ") : `${day} 09:00:00`, timezone);
    create({ module: module.name, prefill: { [by.name]: at } });
  };
  const { place, go } = useCalendar({
    events,
    byDay: by.type === "date",
    span,
    onRange: setRange,
    onMove: (arg) => void move(arg),
    onOpen: onPeek,
    onDay: addAt,
    onZoom: () => onSettings({ ...settings, span: "day" }),
  });
  return (
    <div className={classes["frame"]}>
      <div className={classes["head"]}>
        <Button size="compact-sm" variant="default" onClick={() => go("today")}>
          {t("calendar.today")}
        </Button>
        <ActionIcon aria-label={t("calendar.previous")} onClick={() => go("prev")}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <ActionIcon aria-label={t("calendar.next")} onClick={() => go("next")}>
          <IconChevronRight size={18} />
        </ActionIcon>
        <h2 className={classes["title"]} aria-live="polite">
          {range?.title}
        </h2>
        {records.length >= MOST_ENTRIES && <span className={classes["note"]}>{t("calendar.first", { count: MOST_ENTRIES })}</span>}
        <Select
          size="xs"
          className={classes["by"] ?? ""}
          aria-label={t("calendar.by")}
          data={fields.map((field) => ({ value: field.name, label: text(field.label) }))}
          value={by.name}
          allowDeselect={false}
          onChange={(name) => name !== null && onSettings({ ...settings, by: name })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("calendar.span")}
          data={CALENDAR_SPANS.map((value) => ({ value, label: t(`calendar.${value}`) }))}
          value={span}
          onChange={(value) => onSettings({ ...settings, span: CALENDAR_SPANS.find((each) => each === value) ?? "month" })}
        />
      </div>
      <div ref={place} className={classes["calendar"]} />
    </div>
  );
}

interface EntriesRequest {
  readonly request: Omit<ListRequest, "fields">;
  readonly by: DescribedField;
  readonly end: DescribedField | undefined;
  readonly range: Range | undefined;
}
/** What begins in the range, or has begun before and isn't over. */
function useEntries(module: DescribedModule, { request, by, end, range }: EntriesRequest): { readonly records: readonly RecordData[] } {
  const { timezone } = useValueContext();
  const list = useMemo((): ListRequest | undefined => {
    if (!range) return undefined;
    const bound = (day: string): string => (by.type === "date" ? day : fromWallClock(`${day} 00:00:00`, timezone));
    const [from, to] = [bound(range.from), bound(range.to)];
    const starts = { field: by.name, op: "lt", value: to } as const;
    const since = { field: by.name, op: "ge", value: from } as const;
    const within = end ? { or: [since, { field: end.name, op: "ge", value: from } as const] } : since;
    const filter = allOf(request.filter, starts, within);
    const fields = [by.name, ...(end ? [end.name] : []), ...(module.stageField === undefined ? [] : [module.stageField])];
    return { ...request, fields: [...new Set(fields)], sort: by.name, ...(filter ? { filter } : {}) };
  }, [range, request, by, end, module.stageField, timezone]);
  const { data } = useQuery({
    queryKey: ["records", module.name, "calendar", list],
    queryFn: () => (list ? listRows(module.name, list, MOST_ENTRIES) : []),
    enabled: list !== undefined,
    placeholderData: (before) => before,
  });
  return { records: data ?? NO_RECORDS };
}
const NO_RECORDS: readonly RecordData[] = [];

interface CalendarHandlers {
  readonly events: EventInput[];
  /** Entries are of whole days. */
  readonly byDay: boolean;
  readonly span: NonNullable<ViewSettings["span"]>;
  readonly onRange: (range: Range) => void;
  readonly onMove: (arg: EventDropArg | EventResizeDoneArg) => void;
  readonly onOpen: (id: string) => void;
  readonly onDay: (day: string) => void;
  /** A day's number was clicked: the day alone is wanted. */
  readonly onZoom: () => void;
}
function useCalendar(handlers: CalendarHandlers) {
  const { lang, timezone, country } = useValueContext();
  const t = useT();
  const [frame, place] = useState<HTMLDivElement | null>(null);
  const [calendar, setCalendar] = useState<Calendar>();
  const latest = useRef(handlers);
  useEffect(() => void (latest.current = handlers));
  const view = (handlers.byDay ? FC_DAY_VIEWS : FC_VIEWS)[handlers.span];
  useEffect(() => {
    if (!frame) return undefined;
    const options: CalendarOptions = {
      plugins: [dayGrid, timeGrid, interaction],
      initialView: FC_VIEWS.month,
      locale: lang === "ru" ? ru : "en",
      firstDay: firstDayOf(lang, country),
      // Times come as the user's wall clock already.
      timeZone: "UTC",
      now: () => wallNow(timezone),
      headerToolbar: false,
      height: "100%",
      dayMaxEvents: true,
      nowIndicator: true,
      allDayText: t("calendar.all-day"),
      moreLinkText: (count) => t("calendar.more", { count }),
      eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
      slotLabelFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
      scrollTime: "08:00:00",
      eventDurationEditable: true,
      datesSet: ({ startStr, endStr, view: shown }) =>
        latest.current.onRange({ from: startStr.slice(0, 10), to: endStr.slice(0, 10), title: shown.title }),
      eventDrop: (arg) => latest.current.onMove(arg),
      eventResize: (arg) => latest.current.onMove(arg),
      eventClick: ({ event, jsEvent }) => {
        if (jsEvent.metaKey || jsEvent.ctrlKey) return;
        jsEvent.preventDefault();
        latest.current.onOpen(event.id);
      },
      navLinks: true,
      navLinkHint: (day: string) => t("calendar.open-day", { day }),
      navLinkDayClick(day) {
        this.gotoDate(day);
        latest.current.onZoom();
      },
      dateClick: ({ dateStr }) => latest.current.onDay(dateStr),
      eventDidMount: ({ el, event }) => {
        el.style.setProperty("--entry-color", String(event.extendedProps["color"]));
        el.title = event.title;
      },
    };
    const made = new Calendar(frame, options);
    made.render();
    setCalendar(made);
    const size = new ResizeObserver(() => made.updateSize());
    size.observe(frame);
    return () => {
      size.disconnect();
      made.destroy();
    };
  }, [frame, lang, timezone, country, t]);
  useEffect(() => {
    if (calendar && calendar.view.type !== view) calendar.changeView(view);
  }, [calendar, view]);
  useEffect(() => {
    if (!calendar) return;
    calendar.removeAllEventSources();
    calendar.addEventSource(handlers.events);
  }, [calendar, handlers.events]);
  return { place, go: (where: "today" | "prev" | "next") => calendar?.[where]() };
}

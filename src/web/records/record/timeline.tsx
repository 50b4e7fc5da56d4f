/** What happened with the record: notes, tasks, calls, letters, files and changes in one row, newest first. */
import { Button, Menu, Select, Skeleton } from "@mantine/core";
import { IconCheck, IconFilter } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { useModules } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { textOf } from "../../api/record-data.ts";
import { shortListQuery } from "../../api/records.ts";
import { timelineQuery } from "../../api/timeline.ts";
import type { TimelineFilter } from "../../api/timeline.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Composer } from "./composer.tsx";
import { ChangeGroup, RecordEntry } from "./timeline-entry.tsx";
import { groupEntries } from "./timeline-groups.ts";
import classes from "./timeline.module.css";

interface TimelineProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
}
const KINDS = ["comments", "tasks", "events", "calls", "emails", "messages", "documents"];

export function Timeline({ module, record }: TimelineProps) {
  const t = useT();
  const [filter, setFilter] = useState<TimelineFilter>({});
  const query = useInfiniteQuery(timelineQuery(module.name, record.id, filter));
  const { pages } = query.data ?? {};
  const entries = useMemo(() => groupEntries(pages?.flatMap((page) => page.data) ?? []), [pages]);
  const pinned = pages?.[0]?.pinned ?? [];
  const narrowed = filter.kinds !== undefined || filter.person !== undefined;
  return (
    <div className={classes["timeline"]}>
      {!record.deleted_at && <Composer key={record.id} module={module} record={record} />}
      <TimelineFilters module={module} filter={filter} onChange={setFilter} />
      {query.isError && <ErrorState error={query.error} reset={() => void query.refetch()} />}
      {query.isPending && [1, 2, 3].map((line) => <Skeleton key={line} height={56} radius={8} />)}
      {!narrowed && pinned.length > 0 && (
        <ol className={classes["entries"]} aria-label={t("timeline.pinned")}>
          {pinned.map((entry) => (
            <RecordEntry key={entry.record.id} owner={module} about={record} entry={entry} answers={[]} pinned />
          ))}
        </ol>
      )}
      {query.isSuccess && entries.length === 0 && (
        <p className={classes["nothing"]}>{t(narrowed ? "timeline.none-found" : "timeline.empty")}</p>
      )}
      <ol className={classes["entries"]}>
        {entries.map((entry) =>
          entry.type === "changes" ? (
            <ChangeGroup key={entry.key} module={module} group={entry} />
          ) : (
            <RecordEntry key={entry.key} owner={module} about={record} entry={entry.entry} answers={entry.answers} />
          ),
        )}
      </ol>
      {query.hasNextPage && (
        <Button variant="default" size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("timeline.more")}
        </Button>
      )}
    </div>
  );
}

interface TimelineFiltersProps {
  readonly module: DescribedModule;
  readonly filter: TimelineFilter;
  readonly onChange: (filter: TimelineFilter) => void;
}
function TimelineFilters({ module, filter, onChange }: TimelineFiltersProps) {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const kinds = [
    ...KINDS.filter((kind) => module.relations.some((relation) => relation.module === kind)).flatMap((kind) => {
      const summary = modules.find(({ name }) => name === kind);
      return summary ? [{ name: kind, label: text(summary.label) }] : [];
    }),
    { name: "changes", label: t("timeline.changes") },
  ];
  const chosen = filter.kinds ?? [];
  const toggle = (kind: string): void => {
    const next = chosen.includes(kind) ? chosen.filter((each) => each !== kind) : [...chosen, kind];
    const { kinds: _before, ...rest } = filter;
    onChange(next.length === 0 ? rest : { ...rest, kinds: next });
  };
  const shown = kinds.filter(({ name }) => chosen.includes(name)).map(({ label }) => label);
  return (
    <div className={classes["filters"]}>
      <h2 className={classes["heading"]}>{t("timeline.title")}</h2>
      <Menu position="bottom-end" closeOnItemClick={false}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant={shown.length > 0 ? "light" : "subtle"}
            color={shown.length > 0 ? "pine" : "gray"}
            leftSection={<IconFilter size={14} />}
          >
            {shown.length > 0 ? shown.join(", ") : t("timeline.all-kinds")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map(({ name, label }) => (
            <Menu.Item
              key={name}
              leftSection={
                chosen.includes(name) ? <IconCheck size={14} role="img" aria-label={t("value.yes")} /> : <span style={{ width: 14 }} />
              }
              onClick={() => toggle(name)}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <PersonFilter
        person={filter.person}
        onChange={(person) => {
          const { person: _before, ...rest } = filter;
          onChange(person === undefined ? rest : { ...rest, person });
        }}
      />
    </div>
  );
}

const MOST_PEOPLE = 100;
function PersonFilter({
  person,
  onChange,
}: {
  readonly person: string | undefined;
  readonly onChange: (person: string | undefined) => void;
}) {
  const t = useT();
  const { data } = useQuery(shortListQuery("users", { fields: ["status"] }, MOST_PEOPLE));
  const people = data?.data.map((user) => ({ value: user.id, label: user.label || textOf(user["email"]) })) ?? [];
  if (people.length < 2) return null;
  return (
    <Select
      size="xs"
      aria-label={t("timeline.person")}
      placeholder={t("timeline.all-people")}
      data={people}
      value={person ?? null}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("action.clear") }}
      className={classes["person"] ?? ""}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}

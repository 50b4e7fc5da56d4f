/**
 * One record: who or what it is, what is next, what happened, and what belongs to it. The same parts on its page and
 * in the side panel of a list; how many stand side by side depends on the room that there is.
 */
import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { DeletedNotice } from "./deleted-notice.tsx";
import { Details } from "./details.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { ModulePanel } from "./module-panel.tsx";
import { NextSteps } from "./next-steps.tsx";
import { RecordHeader } from "./record-header.tsx";
import { RecordTabs } from "./record-tabs.tsx";
import type { TabItem, TabTarget } from "./record-tabs.tsx";
import { RelatedCards } from "./related-cards.tsx";
import { RelatedList } from "./related-list.tsx";
import { Timeline } from "./timeline.tsx";
import classes from "./record.module.css";

/** Pixels of the record's own room, from which on two and three areas stand side by side. */
const TWO_AREAS = 720;
const THREE_AREAS = 1080;

interface RecordViewProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
  /** ISO time: the record as it was then; nothing can be done. */
  readonly asOf?: string | undefined;
  readonly tab: string;
  readonly tabTarget: TabTarget;
  /** At the right end of the head: what only the page or only the panel has. */
  readonly tools?: ReactNode;
  /** Under the head. */
  readonly notice?: ReactNode;
}
export function RecordView({ module, record, asOf, tab, tabTarget, tools, notice }: RecordViewProps) {
  const { ref, width } = useElementSize<HTMLElement>();
  const areas = width >= THREE_AREAS ? 3 : width >= TWO_AREAS ? 2 : 1;
  const past = asOf !== undefined;
  const items = useTabs(module, areas, past);
  const current = items.some(({ name }) => name === tab) ? tab : "overview";
  const relation = module.relations.find((each) => each.name === current);
  return (
    <article ref={ref} className={classes["page"]}>
      <RecordHeader module={module} record={record} past={past} tools={tools} narrow={areas === 1} />
      {notice}
      {record.deleted_at && !past && <DeletedNotice module={module.name} record={record} />}
      {!past && <ModulePanel module={module} record={record} />}
      <RecordTabs items={items} current={current} target={tabTarget} />
      {width > 0 &&
        (relation ? (
          <RelatedList key={`${record.id}/${relation.name}`} owner={module} record={record} relation={relation} />
        ) : current === "history" ? (
          <HistoryTab module={module} record={record} />
        ) : (
          <Areas key={record.id} module={module} record={record} past={past} areas={areas} part={current} />
        ))}
    </article>
  );
}

/** Areas for which there is no room beside the others become tabs. */
function useTabs(module: DescribedModule, areas: number, past: boolean): readonly TabItem[] {
  const t = useT();
  const text = useLabel();
  return [
    { name: "overview", label: t(areas === 1 && !past ? "timeline.title" : "record.overview") },
    ...(areas === 1 && !past ? [{ name: "details", label: t("record.details") }] : []),
    ...(areas < 3 && !past && module.relations.length > 0 ? [{ name: "related", label: t("related.title") }] : []),
    { name: "history", label: t("history.title") },
    ...module.relations.map((relation) => ({ name: relation.name, label: text(relation.label) })),
  ];
}

interface AreasProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
  readonly past: boolean;
  readonly areas: number;
  readonly part: string;
}
function Areas({ module, record, past, areas, part }: AreasProps) {
  const details = <Details module={module} record={record} past={past} only={areas === 1 || past ? undefined : "narrow"} />;
  const next = <NextSteps module={module} record={record} />;
  const cards = <RelatedCards module={module} record={record} />;
  if (past || part === "details") return <div className={classes["one"]}>{details}</div>;
  if (part === "related") return <div className={classes["one"]}>{cards}</div>;
  const timeline = (
    <>
      {areas > 1 && <Details module={module} record={record} only="broad" />}
      <Timeline module={module} record={record} />
    </>
  );
  if (areas === 1)
    return (
      <div className={classes["one"]}>
        {next}
        {timeline}
      </div>
    );
  if (areas === 2)
    return (
      <div className={classes["body"]} data-areas={2}>
        {details}
        <div className={classes["area"]}>
          {next}
          {timeline}
        </div>
      </div>
    );
  return (
    <div className={classes["body"]} data-areas={3}>
      {details}
      <div className={classes["area"]}>{timeline}</div>
      <div className={classes["area"]}>
        {next}
        {cards}
      </div>
    </div>
  );
}

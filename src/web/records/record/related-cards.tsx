/** Beside the details: what belongs to the record, a few of each kind, counted; each kind opens as a whole list. */
import { ActionIcon, Skeleton } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DescribedModule } from "../../../model/describe.ts";
import type { Relation } from "../../../model/define.ts";
import { useModuleIfKnown, useModuleSummary, fieldsOf } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { shortListQuery } from "../../api/records.ts";
import { FieldValue } from "../../fields/field-value.tsx";
import { useLabel, useT } from "../../i18n.tsx";
import { ModuleIcon } from "../../ui/module-icon.tsx";
import { useAddRelated } from "./use-add-related.ts";
import classes from "./record.module.css";

const SHOWN = 5;
/** What the timeline and the next steps show already. */
const IN_TIMELINE: ReadonlySet<string> = new Set(["comments", "tasks", "events", "calls", "emails", "messages"]);

interface RelatedCardsProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
}
export function RelatedCards({ module, record }: RelatedCardsProps) {
  const t = useT();
  const relations = module.relations.filter((relation) => !IN_TIMELINE.has(relation.module));
  if (relations.length === 0) return null;
  return (
    <aside className={classes["related"]} aria-label={t("related.title")}>
      {relations.map((relation) => (
        <RelatedCard key={relation.name} owner={module} record={record} relation={relation} />
      ))}
    </aside>
  );
}

interface RelatedCardProps {
  readonly owner: DescribedModule;
  readonly record: RecordData;
  readonly relation: Relation;
}
/** Asks for its records when it comes into sight. */
function RelatedCard({ owner, record, relation }: RelatedCardProps) {
  const t = useT();
  const text = useLabel();
  const { ref, inViewport } = useInViewport<HTMLElement>();
  const summary = useModuleSummary(relation.module);
  const add = useAddRelated(owner, record, relation);
  const request = { fields: [], related: { module: owner.name, id: record.id, relation: relation.name } };
  const { data, isPending } = useQuery({ ...shortListQuery(relation.module, request, SHOWN), enabled: inViewport });
  const label = text(relation.label);
  return (
    <section ref={ref} className={classes["card"]} aria-label={label} data-empty={data?.data.length === 0 || undefined}>
      <h2 className={classes["cardHead"]}>
        <ModuleIcon name={summary?.icon ?? ""} size={16} />
        <Link
          to="/$module/$id"
          params={{ module: owner.name, id: record.id }}
          search={{ tab: relation.name }}
          className={classes["cardTitle"]}
        >
          {label}
        </Link>
        {data?.count !== undefined && data.count > 0 && (
          <span className={classes["cardCount"]}>
            {data.count}
            {data.count_is === "exact" ? "" : "+"}
          </span>
        )}
        {summary?.rights.create && !relation.readOnly && (
          <ActionIcon
            size={24}
            className={classes["cardAdd"] ?? ""}
            aria-label={t("related.add-to", { list: label })}
            title={t("related.add")}
            onClick={() => add.create()}
          >
            <IconPlus size={16} />
          </ActionIcon>
        )}
      </h2>
      {isPending && inViewport && <Skeleton height={14} width="60%" my={4} />}
      {data?.data.map((each) => (
        <RelatedLine key={each.id} module={relation.module} record={each} />
      ))}
    </section>
  );
}

/** A name, and the first word about it: its stage. */
function RelatedLine({ module, record }: { readonly module: string; readonly record: RecordData }) {
  const declared = useModuleIfKnown(module);
  const [stage] = declared?.stageField === undefined ? [] : fieldsOf(declared, [declared.stageField]);
  const value = stage && record[stage.name];
  return (
    <div className={classes["line"]}>
      <Link to="/$module/$id" params={{ module, id: record.id }} className={classes["lineName"]}>
        {record.label}
      </Link>
      {stage && value !== null && value !== undefined && (
        <span className={classes["lineNote"]}>
          <FieldValue field={stage} value={value} record={record} compact />
        </span>
      )}
    </div>
  );
}

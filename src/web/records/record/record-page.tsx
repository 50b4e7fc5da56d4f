/** One record: who or what it is, its details, what belongs to it, and what happened to it. */
import { Alert, Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { useModule } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { recordQuery } from "../../api/records.ts";
import { useValueContext } from "../../fields/value-context.ts";
import { formatMoment, useLabel, useT } from "../../i18n.tsx";
import { useDocumentTitle } from "../../ui/page.tsx";
import { Details } from "./details.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { ModulePanel } from "./module-panel.tsx";
import { RecordHeader } from "./record-header.tsx";
import { RelatedCards } from "./related-cards.tsx";
import { RelatedList } from "./related-list.tsx";
import classes from "./record.module.css";

export function RecordPage() {
  const { module: name = "", id = "" } = useParams({ strict: false });
  const { tab = "details", as_of: asOf } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const module = useModule(name);
  const record = useSuspenseQuery({ ...recordQuery(name, id, asOf), placeholderData: keepPreviousData } as ReturnType<
    typeof recordQuery
  >).data;
  useDocumentTitle(record.label);
  const relation = module.relations.find((each) => each.name === tab);
  return (
    <article className={classes["page"]}>
      <RecordHeader module={module} record={record} past={asOf !== undefined} />
      {asOf !== undefined && <PastNotice module={name} id={id} asOf={asOf} />}
      {asOf === undefined && <ModulePanel module={module} record={record} />}
      <RecordTabs module={module} record={record} />
      {relation ? (
        <RelatedList key={`${id}/${relation.name}`} owner={module} record={record} relation={relation} />
      ) : tab === "history" ? (
        <HistoryTab module={module} record={record} />
      ) : (
        <div className={classes["body"]}>
          <Details module={module} record={record} />
          {asOf === undefined && <RelatedCards module={module} record={record} />}
        </div>
      )}
    </article>
  );
}

/** Says that this is the past, and leads back. */
function PastNotice({ module, id, asOf }: { readonly module: string; readonly id: string; readonly asOf: string }) {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const navigate = useNavigate();
  return (
    <Alert color="yellow" variant="light" icon={<IconHistory size={18} />} className={classes["past"] ?? ""}>
      <span className={classes["pastText"]}>
        {t("as-of.notice", { moment: formatMoment(asOf, lang, timezone) })}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void navigate({ to: "/$module/$id", params: { module, id }, search: {} })}
        >
          {t("as-of.back")}
        </Button>
      </span>
    </Alert>
  );
}

interface RecordTabsProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
}
/** Tabs are addresses: they can be opened in a new window and sent to somebody. */
function RecordTabs({ module, record }: RecordTabsProps) {
  const t = useT();
  const text = useLabel();
  // The link itself says which tab is current (aria-current), by the address.
  const item = (name: string, label: string): ReactNode => (
    <Link
      key={name}
      to="/$module/$id"
      params={{ module: module.name, id: record.id }}
      search={name === "details" ? {} : { tab: name }}
      className={classes["tab"]}
      activeOptions={{ exact: true, includeSearch: true }}
      replace
    >
      {label}
    </Link>
  );
  return (
    <nav className={classes["tabs"]} aria-label={t("record.tabs")}>
      {item("details", t("record.details"))}
      {item("history", t("history.title"))}
      {module.relations.map((relation) => item(relation.name, text(relation.label)))}
    </nav>
  );
}

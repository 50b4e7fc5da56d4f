/** A record on a page of its own: its address, its neighbours in the list, the time machine. */
import { ActionIcon, Alert, Button } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useModule } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { textOf } from "../../api/record-data.ts";
import { recordQuery } from "../../api/records.ts";
import { useValueContext } from "../../fields/value-context.ts";
import { formatMoment, useT } from "../../i18n.tsx";
import { useActions } from "../../shell/keys/actions.ts";
import { useDocumentTitle } from "../../ui/page.tsx";
import { showToast } from "../../ui/toast.tsx";
import { RecordView } from "./record-view.tsx";
import { useNeighbours } from "./trail.ts";
import classes from "./record.module.css";

export function RecordPage() {
  const { module: name = "", id = "" } = useParams({ strict: false });
  const { tab = "overview", as_of: asOf } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const module = useModule(name);
  const record = useSuspenseQuery({ ...recordQuery(name, id, asOf), placeholderData: keepPreviousData } as ReturnType<
    typeof recordQuery
  >).data;
  useDocumentTitle(record.label);
  useSurvivor(name, record, asOf !== undefined);
  return (
    <RecordView
      module={module}
      record={record}
      asOf={asOf}
      tab={tab}
      tabTarget={{ module: name, id }}
      tools={<NeighbourLinks module={name} id={id} tab={tab} />}
      notice={asOf !== undefined && <PastNotice module={name} id={id} asOf={asOf} />}
    />
  );
}

/** The address of a record that was merged with another one leads to that one. */
function useSurvivor(module: string, record: RecordData, past: boolean): void {
  const t = useT();
  const navigate = useNavigate();
  const survivor = textOf(record["merged_into"]);
  useEffect(() => {
    if (survivor === "" || past) return;
    showToast({ message: t("merge.went", { name: record.label }) });
    void navigate({ to: "/$module/$id", params: { module, id: survivor }, replace: true });
  }, [survivor, past, module, navigate, record.label, t]);
}

/** Walks along the list that one came from; the part of the page that one looks at stays the same. */
function NeighbourLinks({ module, id, tab }: { readonly module: string; readonly id: string; readonly tab: string }) {
  const t = useT();
  const navigate = useNavigate();
  const neighbours = useNeighbours(module, id);
  const to = (other: string) =>
    ({ to: "/$module/$id", params: { module, id: other }, search: tab === "overview" ? {} : { tab }, replace: true }) as const;
  const { previous, next } = neighbours ?? {};
  useActions([
    {
      id: "list.next",
      label: t("record.next"),
      group: "record",
      run: () => void (next !== undefined && navigate(to(next))),
      when: next !== undefined,
    },
    {
      id: "list.previous",
      label: t("record.previous"),
      group: "record",
      run: () => void (previous !== undefined && navigate(to(previous))),
      when: previous !== undefined,
    },
  ]);
  if (!neighbours) return null;
  const link = (other: string | undefined, label: string, Icon: typeof IconChevronUp) =>
    other === undefined ? (
      <ActionIcon size={28} disabled aria-label={label}>
        <Icon size={18} />
      </ActionIcon>
    ) : (
      <ActionIcon size={28} aria-label={label} title={label} renderRoot={(props) => <Link {...to(other)} {...props} />}>
        <Icon size={18} />
      </ActionIcon>
    );
  return (
    <span className={classes["neighbours"]}>
      <span className={`${classes["position"]} tabular`}>
        {neighbours.position} / {neighbours.loaded}
        {neighbours.more ? "+" : ""}
      </span>
      {link(previous, `${t("record.previous")} · K`, IconChevronUp)}
      {link(next, `${t("record.next")} · J`, IconChevronDown)}
    </span>
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

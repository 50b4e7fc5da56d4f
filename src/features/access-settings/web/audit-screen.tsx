/** Settings: the audit log; who signed in, exported, changed settings and access. Append-only; its chain can be checked. */
import { Alert, Button, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconListSearch, IconShieldCheck } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { AUDIT_ACTIONS } from "../../../model/access/audit-actions.ts";
import { useSession } from "../../../web/api/session.ts";
import { useModules } from "../../../web/api/modules.ts";
import { formatMoment, useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { DayInput } from "../../../web/fields/date-input.tsx";
import { fromWallClock } from "../../../web/fields/wall-clock.ts";
import { EmptyState } from "../../../web/ui/empty-state.tsx";
import { ErrorState, errorText } from "../../../web/ui/error-state.tsx";
import { RecordLink } from "../../../web/ui/record-link.tsx";
import { auditQuery, checkAudit, type AuditEntry } from "./access-api.ts";
import { RecordSelect } from "./record-select.tsx";
import classes from "./access.module.css";

/** The moment at which the day begins where one is. */
const startOf = (day: string, timezone: string): string => fromWallClock(`${day} 00:00:00`, timezone);
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

export function AuditScreen() {
  const t = useT();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 200);
  const [action, setAction] = useState<string | null>(null);
  const [actor, setActor] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...auditQuery({
      q,
      action: action ?? "",
      actor: actor ?? "",
      from: from === null ? "" : startOf(from, timezone),
      before: until === null ? "" : startOf(dayAfter(until), timezone),
    }),
    // What happened a moment ago is what one looks for.
    staleTime: 0,
  });
  const entries = data?.pages.flatMap((page) => page.data);
  return (
    <>
      <div className={classes["tools"]}>
        <TextInput
          aria-label={t("access.audit.search")}
          placeholder={t("access.audit.search")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          aria-label={t("access.audit.action")}
          placeholder={t("access.audit.any-action")}
          data={AUDIT_ACTIONS.map((value) => ({ value, label: t(`access.audit.${value}`) }))}
          value={action}
          searchable
          clearable
          nothingFoundMessage={t("picker.nothing")}
          clearButtonProps={{ "aria-label": t("action.clear") }}
          onChange={setAction}
        />
        <RecordSelect label="" placeholder={t("access.audit.any-person")} module="users" value={actor} onChange={setActor} />
        <div className={classes["days"]}>
          <div className={classes["day"]}>
            <DayInput aria-label={t("access.audit.from")} placeholder={t("access.audit.from")} value={from} onChange={setFrom} />
          </div>
          <div className={classes["day"]}>
            <DayInput aria-label={t("access.audit.until")} placeholder={t("access.audit.until")} value={until} onChange={setUntil} />
          </div>
        </div>
        <ChainCheck />
      </div>
      {error && !entries && <ErrorState error={error} />}
      {entries?.length === 0 && <EmptyState icon={<IconListSearch size={32} stroke={1.5} aria-hidden />} title={t("access.audit.none")} />}
      {entries && entries.length > 0 && <AuditTable entries={entries} />}
      {hasNextPage && (
        <Button variant="default" className={classes["more"] ?? ""} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("search.more")}
        </Button>
      )}
    </>
  );
}

function ChainCheck() {
  const t = useT();
  const check = useMutation({ mutationFn: checkAudit });
  const whole = check.data?.broken === null;
  return (
    <>
      <Button variant="default" leftSection={<IconShieldCheck size={16} />} loading={check.isPending} onClick={() => check.mutate()}>
        {t("access.audit.check")}
      </Button>
      {(check.data || check.error) && (
        <Alert color={whole ? "green" : "red"} variant="light" role="status" className={classes["wide"] ?? ""}>
          {check.error && errorText(check.error, t)}
          {check.data &&
            (whole ? t("access.audit.whole", { count: check.data.entries }) : t("access.audit.broken", { id: check.data.broken ?? "" }))}
        </Alert>
      )}
    </>
  );
}

function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const t = useT();
  const lang = useLang();
  const timezone = useSession().user?.timezone ?? "UTC";
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <div className={classes["table"]} tabIndex={0} role="region" aria-label={t("settings.audit")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("access.audit.when")}</th>
            <th scope="col">{t("access.audit.who")}</th>
            <th scope="col">{t("access.audit.what")}</th>
            <th scope="col">{t("access.audit.target")}</th>
            <th scope="col">{t("access.audit.details")}</th>
            <th scope="col">{t("access.audit.address")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td className="tabular">{formatMoment(entry.at, lang, timezone)}</td>
              <td>{entry.actor_name ?? "—"}</td>
              <td>{t(`access.audit.${entry.action}`)}</td>
              <td>
                <Target entry={entry} />
              </td>
              <td>{entry.details && <Details details={entry.details} />}</td>
              <td className="tabular">{entry.address ?? "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Target({ entry: { target_type, target_id, target_name } }: { readonly entry: AuditEntry }) {
  const text = useLabel();
  const module = useModules().find((each) => each.name === target_type);
  // Entries about personal data name nobody: the log outlives the person's erasure.
  const name = target_name ?? (module ? [text(module.label), target_id].filter(Boolean).join(" · ") : "—");
  if (!module || target_type === null || target_id === null || target_id === "") return <>{name}</>;
  return (
    <RecordLink module={target_type} id={target_id}>
      {name}
    </RecordLink>
  );
}

function Details({ details }: { readonly details: Readonly<Record<string, unknown>> }) {
  const t = useT();
  return (
    <details className={classes["details"]}>
      <summary>{t("access.audit.show")}</summary>
      <pre>{JSON.stringify(details, null, 2)}</pre>
    </details>
  );
}

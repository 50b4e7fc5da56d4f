/** All duplicates of a module: the search in the background, then group by group: make one of them, or tell them apart. */
import { Button, Progress, Skeleton } from "@mantine/core";
import { IconArrowMerge } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { DescribedModule } from "../../../model/describe.ts";
import { useModule } from "../../../web/api/modules.ts";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { formatAgo, useLabel, useT } from "../../../web/i18n.tsx";
import { EmptyState } from "../../../web/ui/empty-state.tsx";
import { ErrorState, errorText } from "../../../web/ui/error-state.tsx";
import { ModuleIcon } from "../../../web/ui/module-icon.tsx";
import { Page, ScrollBody } from "../../../web/ui/page.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { beginScan, cancelScan, groupsQuery, isUnderWay, scanQuery, type Scan } from "./duplicates-api.ts";
import { GroupCard } from "./group-card.tsx";
import classes from "./duplicates.module.css";

export function DuplicatesPage() {
  const { module: name = "" } = useParams({ strict: false });
  const module = useModule(name);
  const t = useT();
  const text = useLabel();
  const { data: scan, error, refetch } = useQuery(scanQuery(name));
  const label = text(module.label);
  const title = t("duplicates.of", { what: label });
  return (
    <Page
      documentTitle={title}
      title={
        <>
          <ModuleIcon name={module.icon} size={20} />
          <Link to="/$module" params={{ module: name }} className={classes["back"]}>
            {label}
          </Link>
          <span>{t("duplicates.page")}</span>
        </>
      }
      note={scan && !isUnderWay(scan) && <ScanNote scan={scan} />}
      actions={scan && !isUnderWay(scan) && <BeginButton module={module} again />}
    >
      <ScrollBody>
        {error ? (
          <ErrorState error={error} reset={() => void refetch()} />
        ) : scan === undefined ? (
          <Skeleton height={160} radius={8} />
        ) : scan === null ? (
          <EmptyState
            icon={<IconArrowMerge size={32} stroke={1.5} aria-hidden />}
            title={t("duplicates.begin-title", { what: label })}
            text={t("duplicates.begin-text")}
            actions={<BeginButton module={module} />}
          />
        ) : isUnderWay(scan) ? (
          <Running module={module} scan={scan} />
        ) : (
          <GroupList module={module} scan={scan} />
        )}
      </ScrollBody>
    </Page>
  );
}

function ScanNote({ scan }: { readonly scan: Scan }) {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const when = scan.finished_at === null ? "" : formatAgo(scan.finished_at, lang, timezone);
  return (
    <output>
      {t(`duplicates.state.${scan.state === "queued" || scan.state === "running" ? "done" : scan.state}`, { count: scan.looked_at, when })}
    </output>
  );
}

function BeginButton({ module, again = false }: { readonly module: DescribedModule; readonly again?: boolean }) {
  const t = useT();
  const client = useQueryClient();
  const begin = useMutation({
    mutationFn: () => beginScan(module.name),
    onSuccess: (scan) => client.setQueryData(scanQuery(module.name).queryKey, scan),
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  return (
    <Button size={again ? "xs" : "sm"} variant={again ? "default" : "filled"} loading={begin.isPending} onClick={() => begin.mutate()}>
      {t(again ? "duplicates.again" : "duplicates.begin")}
    </Button>
  );
}

function Running({ module, scan }: { readonly module: DescribedModule; readonly scan: Scan }) {
  const t = useT();
  const client = useQueryClient();
  const cancel = async (): Promise<void> => {
    await cancelScan(scan);
    await client.invalidateQueries({ queryKey: scanQuery(module.name).queryKey });
  };
  return (
    <section className={classes["running"]} aria-live="polite">
      <p>{t("duplicates.running", { count: scan.looked_at })}</p>
      <Progress value={100} animated aria-label={t("duplicates.page")} />
      <Button size="compact-sm" variant="default" onClick={() => void cancel()}>
        {t("action.cancel")}
      </Button>
    </section>
  );
}

function GroupList({ module, scan }: { readonly module: DescribedModule; readonly scan: Scan }) {
  const t = useT();
  const groups = useInfiniteQuery(groupsQuery(module.name, scan));
  if (groups.error) return <ErrorState error={groups.error} reset={() => void groups.refetch()} />;
  const found = groups.data?.pages.flatMap(({ data }) => data);
  if (!found) return <Skeleton height={160} radius={8} />;
  if (found.length === 0)
    return (
      <EmptyState
        icon={<IconArrowMerge size={32} stroke={1.5} aria-hidden />}
        title={t("duplicates.none")}
        text={t("duplicates.none-text")}
      />
    );
  return (
    <div className={classes["groups"]}>
      {found.map((group) => (
        <GroupCard key={`${group.id}/${group.records.length}`} module={module} group={group} />
      ))}
      {groups.hasNextPage && (
        <Button variant="default" loading={groups.isFetchingNextPage} onClick={() => void groups.fetchNextPage()}>
          {t("duplicates.show-more")}
        </Button>
      )}
      {!groups.hasNextPage && scan.more && <p className={classes["more"]}>{t("duplicates.more")}</p>}
    </div>
  );
}

/** Step three: how far the import is, what came of it, and taking it back. */
import { Alert, Button, Progress } from "@mantine/core";
import { IconArrowBackUp, IconDownload, IconList, IconX } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { useModuleSummary } from "../../../web/api/modules.ts";
import { recordsChanged } from "../../../web/api/records.ts";
import { useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { ErrorState, errorText } from "../../../web/ui/error-state.tsx";
import { PageSkeleton } from "../../../web/ui/page-skeleton.tsx";
import { Page, ScrollBody } from "../../../web/ui/page.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { cancelImport, importQuery, isMoving, undoImport } from "./import-api.ts";
import type { ImportRun } from "./import-api.ts";
import { OthersText } from "./others-text.tsx";
import { ImportSteps } from "./import-steps.tsx";
import classes from "./import.module.css";

export function ImportRunPage() {
  const t = useT();
  const text = useLabel();
  const client = useQueryClient();
  const { importId = "" } = useParams({ strict: false });
  const { data: run, error, refetch } = useQuery(importQuery(importId));
  const module = useModuleSummary(run?.module);
  // Whatever lists are kept, they are older than the import.
  useEffect(() => {
    if (run && !isMoving(run)) for (const name of [run.module, ...Object.keys(run.others)]) void recordsChanged(client, name);
  }, [run, client]);
  if (error && !run) return <ErrorState error={error} reset={() => void refetch()} />;
  if (!run) return <PageSkeleton />;
  const title = t("import.title", { what: module ? text(module.label) : run.module });
  return (
    <Page title={<span>{title}</span>} documentTitle={title} note={run.file_name}>
      <ScrollBody>
        <ImportSteps current={isMoving(run) ? 2 : 3} />
        <RunCard run={run} />
      </ScrollBody>
    </Page>
  );
}

function RunCard({ run }: { readonly run: ImportRun }) {
  const t = useT();
  const lang = useLang();
  const share = run.total === null || run.total === 0 ? (isMoving(run) ? 0 : 100) : Math.min(100, (run.done / run.total) * 100);
  const left = run.rate && run.total !== null ? Math.ceil((run.total - run.done) / run.rate) : undefined;
  const figure = (value: number): string => value.toLocaleString(lang);
  return (
    <section className={classes["run"]} aria-live="polite">
      <h2 className={classes["runTitle"]}>{t(`import.state.${run.state}`)}</h2>
      <Progress value={share} animated={isMoving(run)} color={run.state === "failed" ? "red" : "pine"} aria-label={t("import.progress")} />
      <p className={classes["runNote"]}>
        {run.total === null ? figure(run.done) : t("import.done-of", { done: run.done, total: run.total })}
        {isMoving(run) && run.rate ? ` · ${t("import.rate", { rate: Math.round(run.rate) })}` : ""}
        {isMoving(run) && left !== undefined
          ? ` · ${left < 90 ? t("import.left", { seconds: left }) : t("import.left-minutes", { minutes: Math.round(left / 60) })}`
          : ""}
      </p>
      <dl className={classes["figures"]}>
        {(["created", "updated", "skipped", "failed"] as const).map((name) => (
          <div key={name} data-bad={(name === "failed" && run.failed > 0) || undefined}>
            <dt>{t(`import.count.${name}`)}</dt>
            <dd>{figure(run[name])}</dd>
          </div>
        ))}
      </dl>
      <OthersText others={run.others} />
      {run.message !== null && run.message !== "" && (
        <Alert color={run.state === "failed" ? "red" : "gray"} variant="light">
          {run.message}
        </Alert>
      )}
      <RunActions run={run} />
    </section>
  );
}

function RunActions({ run }: { readonly run: ImportRun }) {
  const t = useT();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (work: (id: string) => Promise<unknown>) => work(run.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ["imports", run.id] }),
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  if (isMoving(run))
    return (
      <div className={classes["foot"]}>
        {run.state !== "undoing" && (
          <Button variant="default" leftSection={<IconX size={16} />} loading={act.isPending} onClick={() => act.mutate(cancelImport)}>
            {t("import.cancel")}
          </Button>
        )}
      </div>
    );
  const undoable = run.state !== "undone" && run.created + run.updated + Object.keys(run.others).length > 0;
  return (
    <div className={classes["foot"]}>
      <Button
        leftSection={<IconList size={16} />}
        renderRoot={(props) => <Link to="/$module" params={{ module: run.module }} {...props} />}
      >
        {t("import.to-list")}
      </Button>
      {run.rejected_url !== null && (
        <Button variant="default" leftSection={<IconDownload size={16} />} component="a" href={run.rejected_url} download>
          {t("import.rejected", { count: run.failed })}
        </Button>
      )}
      {undoable && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconArrowBackUp size={16} />}
          loading={act.isPending}
          onClick={() => act.mutate(undoImport)}
        >
          {t("import.undo")}
        </Button>
      )}
    </div>
  );
}

/** What happened to the record: who, when, from where, before and after; any change can be taken back. */
import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useState } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { maskKey } from "../../../model/access/mask.ts";
import { isMessageKey } from "../../../i18n/translate.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import type { Written } from "../../api/client.ts";
import { historyQuery, revertAllAfter, revertChange } from "../../api/history.ts";
import type { Change, HistoryEntry } from "../../api/history.ts";
import { fieldOf } from "../../api/modules.ts";
import { isProblem } from "../../api/problem.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { textOf } from "../../api/record-data.ts";
import type { RecordData } from "../../api/record-data.ts";
import { recordsChanged } from "../../api/records.ts";
import { FieldValue } from "../../fields/field-value.tsx";
import { useValueContext } from "../../fields/value-context.ts";
import { formatAgo, formatMoment, useLabel, useT } from "../../i18n.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState, errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import { offerUndo } from "../undo/undo-offers.ts";
import { AsOfPicker } from "./as-of-picker.tsx";
import classes from "./record.module.css";

const ConflictList = lazy(async () => ({ default: (await import("../undo/conflict-list.tsx")).ConflictList }));

interface HistoryTabProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
}
export function HistoryTab({ module, record }: HistoryTabProps) {
  const t = useT();
  const query = useInfiniteQuery(historyQuery(module.name, record.id));
  const revert = useRevert(module, record);
  if (query.isError) return <ErrorState error={query.error} reset={() => void query.refetch()} />;
  const entries = query.data?.pages.flatMap((page) => page.data) ?? [];
  const editable = record.rights?.edit ?? module.rights.edit;
  return (
    <div className={classes["history"]}>
      {revert.dialog}
      <AsOfPicker
        module={module.name}
        id={record.id}
        {...(editable ? { onRevertTo: (moment: string) => revert.mutate(() => revertAllAfter(module.name, record.id, moment)) } : {})}
      />
      {query.isPending && <Skeleton height={120} />}
      {query.isSuccess && entries.length === 0 && <EmptyState title={t("history.empty")} />}
      <ol className={classes["entries"]}>
        {entries.map((entry) => (
          <Entry
            key={entry.operation_id}
            module={module}
            entry={entry}
            {...(editable && entry.kind === "update"
              ? { onRevert: () => revert.mutate((conflicts) => revertChange(module.name, record.id, entry.operation_id, conflicts)) }
              : {})}
          />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("history.more")}
        </Button>
      )}
    </div>
  );
}

type Revert = (conflicts?: "skip" | "overwrite") => Promise<Written<unknown>>;
function useRevert(module: DescribedModule, record: RecordData) {
  const t = useT();
  const client = useQueryClient();
  const [asking, ask] = useState<{ readonly work: Revert; readonly problem: ApiProblem }>();
  const run = async (work: Revert, conflicts?: "skip" | "overwrite"): Promise<void> => {
    ask(undefined);
    try {
      const { operations } = await work(conflicts);
      await client.invalidateQueries({ queryKey: ["records", module.name, "one", record.id] });
      await recordsChanged(client, module.name);
      offerUndo({ message: t("history.reverted"), operations });
    } catch (error) {
      if (isProblem(error, 409) && error.conflicts.length > 0) return ask({ work, problem: error });
      showToast({ message: errorText(error, t), tone: "bad" });
    }
  };
  const dialog = asking && (
    <Suspense>
      <ConflictList
        conflicts={asking.problem.conflicts}
        count={asking.problem.conflictCount}
        onClose={() => ask(undefined)}
        onChoose={(conflicts) => void run(asking.work, conflicts)}
      />
    </Suspense>
  );
  return { mutate: (work: Revert) => void run(work), dialog };
}

interface EntryProps {
  readonly module: DescribedModule;
  readonly entry: HistoryEntry;
  readonly onRevert?: () => void;
}
function Entry({ module, entry, onRevert }: EntryProps) {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const actor = "name" in entry.actor ? entry.actor.name : t("history.system");
  const sourceKey = `source.${entry.source}`;
  return (
    <li className={classes["entry"]}>
      <div className={classes["entryHead"]}>
        <span>
          <b>{actor}</b> {entry.by && <>({t("history.by", { name: entry.by.name })}) </>}
          {t(`history.kind.${entry.kind}`)}
        </span>
        <span className={classes["entryWhen"]}>
          <time dateTime={entry.at} title={formatMoment(entry.at, lang, timezone)}>
            {formatAgo(entry.at, lang, timezone)}
          </time>
          {" · "}
          {isMessageKey(sourceKey) ? t(sourceKey) : entry.source}
        </span>
        {onRevert && entry.changes.length > 0 && (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={onRevert}>
            {t("history.revert")}
          </Button>
        )}
      </div>
      {entry.changes.length > 0 && (
        <dl className={classes["changes"]}>
          {entry.changes.map((change) => (
            <ChangeLine key={change.field} module={module} change={change} created={entry.kind === "create"} />
          ))}
        </dl>
      )}
    </li>
  );
}

interface ChangeLineProps {
  readonly module: DescribedModule;
  readonly change: Change;
  readonly created: boolean;
}
/** One field: what it was and what it became. */
export function ChangeLine({ module, change, created }: ChangeLineProps) {
  const t = useT();
  const text = useLabel();
  const field = fieldOf(module, change.field);
  const side = (value: Json, label: string | null | undefined, mask: string | null | undefined) =>
    field ? (
      <FieldValue
        field={field}
        value={value}
        record={{
          id: "",
          version: 0,
          label: "",
          [field.name]: value,
          [`${field.name}__label`]: label ?? null,
          [maskKey(field.name)]: mask ?? null,
        }}
        compact
      />
    ) : (
      <>{label ?? textOf(value)}</>
    );
  const relation = field ? undefined : module.relations.find(({ name }) => name === change.field);
  return (
    <div>
      <dt>
        {field ? text(field.label) : relation ? text(relation.label) : change.field === "merged" ? t("history.merged") : change.field}
      </dt>
      <dd>
        {!created && (
          <>
            <del>{side(change.before, change.before__label, change.before__mask)}</del>
            <span aria-label={t("history.became")}> → </span>
          </>
        )}
        <span>{side(change.after, change.after__label, change.after__mask)}</span>
      </dd>
    </div>
  );
}

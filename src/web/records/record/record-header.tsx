/** The head of a record: what it is, where it stands, who is at it, what can be done with it. */
import { ActionIcon, Button } from "@mantine/core";
import { IconPencil, IconStar, IconStarFilled } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Suspense } from "react";
import type { ReactNode } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf, fieldsOf } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { recordQuery, starRecord } from "../../api/records.ts";
import { starredQuery } from "../../api/search.ts";
import { FieldValue } from "../../fields/field-value.tsx";
import { maskIn } from "../../fields/masked-value.tsx";
import { useLabel, useT } from "../../i18n.tsx";
import { useActions } from "../../shell/keys/actions.ts";
import { errorText } from "../../ui/error-state.tsx";
import { ModuleIcon } from "../../ui/module-icon.tsx";
import { showToast } from "../../ui/toast.tsx";
import { primaryActionOf } from "../primary-actions.ts";
import { Presence } from "../../live/presence.tsx";
import { RecordMenu } from "./record-menu.tsx";
import { StagePath } from "./stage-path.tsx";
import classes from "./record.module.css";

interface RecordHeaderProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
  /** Shown as of a past moment: nothing can be done. */
  readonly past: boolean;
  readonly tools?: ReactNode;
  readonly narrow?: boolean;
}
/** The server says with each record what this user may do; without a word, the module's rights hold. */
const rightsOf = ({ module, record, past }: Pick<RecordHeaderProps, "module" | "record" | "past">) => ({
  edit: !past && !record.deleted_at && (record.rights?.edit ?? module.rights.edit),
  delete: !past && !record.deleted_at && (record.rights?.delete ?? module.rights.delete),
});

export function RecordHeader(props: RecordHeaderProps) {
  const { module, record, past, tools, narrow = false } = props;
  const text = useLabel();
  const rights = rightsOf(props);
  const stage = module.stageField === undefined ? undefined : fieldOf(module, module.stageField);
  return (
    <header className={classes["header"]}>
      <div className={classes["headline"]}>
        {!narrow && (
          <span className={classes["icon"]}>
            <ModuleIcon name={module.icon} size={22} />
          </span>
        )}
        <div className={classes["identity"]}>
          <span className={classes["kind"]}>
            <Link to="/$module" params={{ module: module.name }}>
              {text(module.label)}
            </Link>
            {record.number !== undefined && <span className="tabular">{record.number}</span>}
          </span>
          <h1 className={classes["name"]}>{record.label}</h1>
        </div>
        {!past && <Presence module={module.name} id={record.id} />}
        <HeaderActions {...props} rights={rights} />
        {tools}
      </div>
      <KeyFields module={module} record={record} />
      {stage && <StagePath module={module} record={record} field={stage} editable={rights.edit && !past} />}
    </header>
  );
}

function KeyFields({ module, record }: { readonly module: DescribedModule; readonly record: RecordData }) {
  const text = useLabel();
  const names = [...new Set([...(module.keyFields ?? []), "owner_id", "tags"])].filter((name) => name !== module.stageField);
  const filled = fieldsOf(module, names).filter((field) => (record[field.name] ?? maskIn(record, field.name) ?? null) !== null);
  return (
    <dl className={classes["keys"]}>
      {filled.map((field) => (
        <div key={field.name}>
          <dt>{text(field.label)}</dt>
          <dd>
            <FieldValue field={field} value={record[field.name] ?? null} record={record} compact />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface HeaderActionsProps extends RecordHeaderProps {
  readonly rights: { readonly edit: boolean; readonly delete: boolean };
}
function HeaderActions({ module, record, past, rights, narrow = false }: HeaderActionsProps) {
  const t = useT();
  const navigate = useNavigate();
  const star = useStar(module.name, record);
  const params = { module: module.name, id: record.id };
  const primary = primaryActionOf(module.name);
  const Star = record.starred ? IconStarFilled : IconStar;
  useActions([
    {
      id: "record.edit",
      label: t("action.edit"),
      group: "record",
      href: `/${module.name}/${record.id}/edit`,
      run: () => void navigate({ to: "/$module/$id/edit", params }),
      when: rights.edit,
    },
    {
      id: "record.star",
      label: t(record.starred ? "record.unstar" : "record.star"),
      group: "record",
      run: () => star.mutate(!record.starred),
      when: !past,
    },
  ]);
  return (
    <div className={classes["actions"]}>
      {!past && (
        <ActionIcon
          aria-pressed={record.starred === true}
          aria-label={t(record.starred ? "record.unstar" : "record.star")}
          title={t(record.starred ? "record.unstar" : "record.star")}
          onClick={() => star.mutate(!record.starred)}
          color={record.starred ? "yellow" : "gray"}
        >
          <Star size={18} />
        </ActionIcon>
      )}
      <Suspense>{!past && !record.deleted_at && primary && <primary.Action module={module} record={record} />}</Suspense>
      {rights.edit && narrow && (
        <ActionIcon
          aria-label={t("action.edit")}
          title={`${t("action.edit")} · E`}
          renderRoot={(props) => <Link to="/$module/$id/edit" params={params} {...props} />}
        >
          <IconPencil size={18} />
        </ActionIcon>
      )}
      {rights.edit && !narrow && (
        <Button
          size="xs"
          variant={primary ? "default" : "filled"}
          leftSection={<IconPencil size={16} />}
          title={`${t("action.edit")} · E`}
          renderRoot={(props) => <Link to="/$module/$id/edit" params={params} {...props} />}
        >
          {t("action.edit")}
        </Button>
      )}
      <RecordMenu module={module} record={record} past={past} rights={rights} />
    </div>
  );
}

function useStar(module: string, record: RecordData) {
  const t = useT();
  const client = useQueryClient();
  const { queryKey } = recordQuery(module, record.id);
  return useMutation({
    mutationFn: (starred: boolean) => starRecord(module, record.id, starred),
    onMutate: (starred) => client.setQueryData(queryKey, (before) => before && { ...before, starred }),
    onSuccess: () => client.invalidateQueries({ queryKey: starredQuery.queryKey }),
    onError: (error, starred) => {
      client.setQueryData(queryKey, (before) => before && { ...before, starred: !starred });
      showToast({ message: errorText(error, t), tone: "bad" });
    },
  });
}

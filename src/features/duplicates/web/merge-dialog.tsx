/** Records side by side: which of them remains, and whose value each field gets. One button makes one record of them. */
import { Alert, Button, Modal, Radio, Skeleton, Switch } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../../web/api/record-data.ts";
import { textOf } from "../../../web/api/record-data.ts";
import { FieldValue } from "../../../web/fields/field-value.tsx";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { formatAgo, useLabel, useT } from "../../../web/i18n.tsx";
import { ErrorState } from "../../../web/ui/error-state.tsx";
import { ALL, canJoin, chosenValue, type Candidate } from "../choice.ts";
import { previewQuery, type MergePreview } from "./merge-api.ts";
import { useMerge, type MergeState } from "./use-merge.ts";
import classes from "./merge.module.css";

interface MergeDialogProps {
  readonly module: DescribedModule;
  readonly ids: readonly string[];
  readonly onClose: () => void;
  readonly onDone: (survivor: string) => void;
}
export function MergeDialog({ module, ids, onClose, onDone }: MergeDialogProps) {
  const t = useT();
  const preview = useQuery(previewQuery(module.name, ids));
  const [changed, setChanged] = useState(false);
  const again = async (): Promise<void> => {
    await preview.refetch();
    setChanged(true);
  };
  const width = 280 + 260 * Math.max(ids.length, 2);
  return (
    <Modal
      opened
      onClose={onClose}
      size={`min(${width}px, 96vw)`}
      title={t("merge.title", { count: ids.length })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      {preview.error ? (
        <ErrorState error={preview.error} reset={() => void preview.refetch()} />
      ) : preview.data ? (
        // Shown anew, the choice begins anew.
        <MergeForm
          key={preview.dataUpdatedAt}
          module={module}
          preview={preview.data}
          changed={changed}
          onChanged={() => void again()}
          onClose={onClose}
          onDone={onDone}
        />
      ) : (
        <Skeleton height={320} radius={8} />
      )}
    </Modal>
  );
}

interface MergeFormProps extends Omit<MergeDialogProps, "ids"> {
  readonly preview: MergePreview;
  readonly changed: boolean;
  readonly onChanged: () => void;
}
function MergeForm({ module, preview, changed, onChanged, onClose, onDone }: MergeFormProps) {
  const t = useT();
  const state = useMerge(module, preview, { onDone, onChanged });
  const [all, showAll] = useState(false);
  const filled = state.fields.filter(({ name }) =>
    preview.records.some((record) => (record[name] ?? null) !== null && record[name] !== false),
  );
  return (
    <form
      className={classes["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (!state.running) void state.run();
      }}
    >
      <p className={classes["intro"]}>{t("merge.intro")}</p>
      {(state.problem !== undefined || changed) && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
          {state.problem ?? t("merge.changed")}
        </Alert>
      )}
      <MergeTable module={module} records={preview.records} fields={all ? filled : state.differ} state={state} />
      <Switch
        size="xs"
        label={t("merge.show-all", { count: filled.length - state.differ.length })}
        checked={all}
        onChange={(event) => showAll(event.currentTarget.checked)}
      />
      <Moves module={module} preview={preview} survivor={state.survivor} />
      <div className={classes["foot"]}>
        <Button variant="default" onClick={onClose}>
          {t("action.cancel")}
        </Button>
        <Button type="submit" loading={state.running}>
          {t("merge.action")}
        </Button>
      </div>
    </form>
  );
}

const candidatesOf = (records: readonly RecordData[]): readonly Candidate[] => records.map((record) => ({ id: record.id, values: record }));

interface MergeTableProps {
  readonly module: DescribedModule;
  readonly records: readonly RecordData[];
  readonly fields: readonly DescribedField[];
  readonly state: MergeState;
}
function MergeTable({ records, fields, state }: MergeTableProps) {
  const t = useT();
  const text = useLabel();
  const joined = state.differ.some((field) => canJoin(field, candidatesOf(records)));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <div className={classes["scroll"]} tabIndex={0} role="region" aria-label={t("merge.side-by-side")}>
      <table className={classes["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("merge.remains")}</th>
            {records.map((record) => (
              <th key={record.id} scope="col" data-survivor={record.id === state.survivor || undefined}>
                <RecordHead record={record} state={state} />
              </th>
            ))}
            {joined && <th scope="col">{t("merge.together")}</th>}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name} data-field={field.name}>
              <th scope="row">{text(field.label)}</th>
              <FieldCells field={field} records={records} state={state} joined={joined} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RecordHead({ record, state }: { readonly record: RecordData; readonly state: MergeState }) {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const modified = textOf(record["modified_at"]);
  return (
    <Radio
      name="survivor"
      checked={record.id === state.survivor}
      onChange={() => state.setSurvivor(record.id)}
      label={
        <span className={classes["head"]}>
          <b>{record.label}</b>
          <span className={classes["facts"]}>
            <span className="tabular">{record.number}</span>
            {modified !== "" && <span>{t("merge.modified", { when: formatAgo(modified, lang, timezone) })}</span>}
          </span>
        </span>
      }
    />
  );
}

interface FieldCellsProps {
  readonly field: DescribedField;
  readonly records: readonly RecordData[];
  readonly state: MergeState;
  readonly joined: boolean;
}
/** Values that are the same for all are only shown: there is nothing to choose. */
function FieldCells({ field, records, state, joined }: FieldCellsProps) {
  const choice = state.choiceOf(field);
  const differs = state.differ.includes(field);
  const candidates = candidatesOf(records);
  const value = (record: RecordData) => <FieldValue field={field} value={record[field.name] ?? null} record={record} compact />;
  return (
    <>
      {records.map((record) => (
        <td
          key={record.id}
          data-survivor={record.id === state.survivor || undefined}
          data-chosen={(differs && choice === record.id) || undefined}
        >
          {differs ? (
            <Radio
              name={field.name}
              checked={choice === record.id}
              onChange={() => state.choose(field.name, record.id)}
              label={value(record)}
            />
          ) : (
            value(record)
          )}
        </td>
      ))}
      {joined && (
        <td data-chosen={choice === ALL || undefined}>
          {differs && canJoin(field, candidates) && (
            <Radio
              name={field.name}
              checked={choice === ALL}
              onChange={() => state.choose(field.name, ALL)}
              label={<FieldValue field={field} value={chosenValue(field, candidates, { survivor: state.survivor, choice: ALL })} compact />}
            />
          )}
        </td>
      )}
    </>
  );
}

/** What goes over to the one that remains. */
function Moves({
  module,
  preview,
  survivor,
}: {
  readonly module: DescribedModule;
  readonly preview: MergePreview;
  readonly survivor: string;
}) {
  const t = useT();
  const text = useLabel();
  const name = preview.records.find(({ id }) => id === survivor)?.label ?? "";
  const lists = preview.related.flatMap(({ relation, counts }) => {
    const count = Object.entries(counts).reduce((sum, [id, n]) => (id === survivor ? sum : sum + n), 0);
    const known = module.relations.find((each) => each.name === relation);
    return known && count > 0 ? [`${text(known.label)}: ${count}`] : [];
  });
  return (
    <p className={classes["moves"]} role="status">
      {lists.length > 0 ? t("merge.moves", { name, lists: lists.join(" · ") }) : t("merge.moves-nothing", { name })}
    </p>
  );
}

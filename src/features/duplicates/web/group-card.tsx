/** One group of records that may be the same: what they have in common, what tells them apart, what to do about it. */
import { Button, Checkbox } from "@mantine/core";
import { IconArrowMerge } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldsOf } from "../../../web/api/modules.ts";
import type { RecordData } from "../../../web/api/record-data.ts";
import { FieldValue } from "../../../web/fields/field-value.tsx";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { offerUndo } from "../../../web/records/undo/undo-offers.ts";
import { errorText } from "../../../web/ui/error-state.tsx";
import { RecordLink } from "../../../web/ui/record-link.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { tellApart, type FoundGroup } from "./duplicates-api.ts";
import { mayMerge, MOST_MERGED } from "./may-merge.ts";
import classes from "./duplicates.module.css";

const MergeDialog = lazy(async () => ({ default: (await import("./merge-dialog.tsx")).MergeDialog }));
const MOST_COLUMNS = 5;

interface GroupCardProps {
  readonly module: DescribedModule;
  readonly group: FoundGroup;
}
export function GroupCard({ module, group }: GroupCardProps) {
  const t = useT();
  const text = useLabel();
  const [chosen, choose] = useState(() => group.records.slice(0, MOST_MERGED).map(({ id }) => id));
  const [merging, setMerging] = useState(false);
  const apart = useTellApart(module, group);
  const reasons = [
    ...(group.same.includes("label") ? [t("duplicates.name")] : []),
    ...fieldsOf(module, group.same).map((field) => text(field.label)),
  ];
  const mergeable = chosen.length >= 2 && chosen.length <= MOST_MERGED;
  return (
    <section className={classes["group"]} aria-label={group.records[0]?.label ?? ""}>
      <header className={classes["head"]}>
        <span className={classes["reasons"]}>
          {t("duplicates.same")}
          {reasons.map((reason) => (
            <span key={reason} className={classes["reason"]}>
              {reason}
            </span>
          ))}
        </span>
        <Button size="compact-sm" variant="subtle" color="gray" loading={apart.isPending} onClick={() => apart.mutate()}>
          {t("duplicates.apart")}
        </Button>
        {mayMerge(module) && (
          <Button size="compact-sm" leftSection={<IconArrowMerge size={14} />} disabled={!mergeable} onClick={() => setMerging(true)}>
            {t("merge.open")}
          </Button>
        )}
      </header>
      <GroupTable
        module={module}
        group={group}
        chosen={chosen}
        onChoose={(id, on) => choose(on ? [...chosen, id] : chosen.filter((each) => each !== id))}
      />
      {chosen.length > MOST_MERGED && <p className={classes["more"]}>{t("duplicates.too-many", { max: MOST_MERGED })}</p>}
      <Suspense>
        {merging && <MergeDialog module={module} ids={chosen} onClose={() => setMerging(false)} onDone={() => setMerging(false)} />}
      </Suspense>
    </section>
  );
}

interface GroupTableProps extends GroupCardProps {
  readonly chosen: readonly string[];
  readonly onChoose: (id: string, on: boolean) => void;
}
function GroupTable({ module, group, chosen, onChoose }: GroupTableProps) {
  const t = useT();
  const text = useLabel();
  // What makes them the same comes first, then what a list of the module shows, as far as there is any.
  const names = [...new Set([...group.same, ...module.list.columns, "modified_at"])].filter((name) => !module.nameFields.includes(name));
  const shown = fieldsOf(module, names)
    .filter(({ name }) => group.records.some((record) => (record[name] ?? null) !== null))
    .slice(0, MOST_COLUMNS);
  const cell = (record: RecordData, index: number) => {
    const field = shown[index];
    return field && <FieldValue field={field} value={record[field.name] ?? null} record={record} compact />;
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <div className={classes["scroll"]} tabIndex={0} role="region" aria-label={t("merge.side-by-side")}>
      <table className={classes["table"]}>
        <thead>
          <tr>
            <th scope="col" aria-label={t("duplicates.choose")} />
            <th scope="col">{text(module.singular)}</th>
            {shown.map((field) => (
              <th key={field.name} scope="col">
                {text(field.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {group.records.map((record) => (
            <tr key={record.id}>
              <td>
                <Checkbox
                  size="xs"
                  aria-label={t("duplicates.choose-one", { name: record.label })}
                  checked={chosen.includes(record.id)}
                  onChange={(event) => onChoose(record.id, event.currentTarget.checked)}
                />
              </td>
              <td>
                <RecordLink module={module.name} id={record.id}>
                  {record.label}
                </RecordLink>{" "}
                <span className={classes["number"]}>{record.number}</span>
              </td>
              {shown.map((field, index) => (
                <td key={field.name}>{cell(record, index)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Remembered for everybody; one click takes it back. */
function useTellApart(module: DescribedModule, { records }: FoundGroup) {
  const t = useT();
  const client = useQueryClient();
  const ids = records.map(({ id }) => id);
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ["records", module.name, "duplicates"] });
  return useMutation({
    mutationFn: () => tellApart(module.name, ids),
    onSuccess: async () => {
      await refresh();
      const back = async (): Promise<void> => {
        await tellApart(module.name, ids, false);
        await refresh();
      };
      offerUndo({ message: t("duplicates.told-apart"), operations: [], take: back });
    },
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
}

/** A pasted block on its way into the list: few cells at once, many after a look at what will be. */
import { Button, Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import type { RecordData, Values } from "../api/record-data.ts";
import { figuresChanged, patchRecord, writeLinkValues, writeMany } from "../api/records.ts";
import type { ListRequest } from "../api/records.ts";
import { useValueContext } from "../fields/value-context.ts";
import { useLabel, useT } from "../i18n.tsx";
import { errorText } from "../ui/error-state.tsx";
import type { PastedCell } from "../ui/grid-props.ts";
import { showToast } from "../ui/toast.tsx";
import { isLinkColumn, linkFieldOf } from "./link-columns.ts";
import { readPasted } from "./paste-values.ts";
import type { PastedValue } from "./paste-values.ts";
import { offerUndo } from "./undo/undo-offers.ts";
import type { FieldSaver } from "./use-save-field.tsx";
import classes from "./form/form.module.css";

const WITHOUT_ASKING = 20;
const SHOWN = 30;

interface PasteDialogProps {
  readonly module: DescribedModule;
  /** The list whose links the rows are. */
  readonly related: ListRequest["related"];
  readonly fields: readonly DescribedField[];
  readonly cells: readonly PastedCell<RecordData>[];
  readonly can: (record: RecordData, column: string) => boolean;
  readonly refuse: FieldSaver["refuse"];
  readonly onClose: () => void;
}
export function PasteDialog({ module, related, fields, cells, can, refuse, onClose }: PasteDialogProps) {
  const t = useT();
  const ctx = useValueContext();
  const write = useWritePasted(module, related, refuse);
  const [values, setValues] = useState<readonly PastedValue[]>();
  const begun = useRef(false);
  const [before] = useState(() => document.activeElement);
  /** Back to the cells: what follows is for them. */
  const close = (): void => {
    onClose();
    requestAnimationFrame(() => before instanceof HTMLElement && before.focus({ preventScroll: true }));
  };
  const finish = async (read: readonly PastedValue[]): Promise<void> => {
    close();
    await write(read);
  };
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const words = { locked: t("paste.locked"), unreadable: t("paste.unreadable"), unknown: t("paste.unknown") };
    const dateOrder = ctx.lang === "ru" ? "dmy" : "mdy";
    readPasted(fields, cells, { ...ctx, dateOrder, decimalMark: "auto", can, words }).then(
      (read) => (read.length > WITHOUT_ASKING ? setValues(read) : void finish(read)),
      (error: unknown) => {
        showToast({ message: errorText(error, t), tone: "bad" });
        onClose();
      },
    );
  });
  if (!values) return null;
  const good = values.filter(({ problem }) => problem === undefined).length;
  return (
    <Modal opened onClose={close} size="lg" title={t("paste.title")} closeButtonProps={{ "aria-label": t("action.close") }}>
      <p className={classes["conflictText"]}>
        {t("paste.text", { cells: good, rows: new Set(values.map(({ record }) => record.id)).size, bad: values.length - good })}
      </p>
      <Preview values={values} />
      <div className={classes["dialogFoot"]}>
        <Button variant="default" onClick={close}>
          {t("action.cancel")}
        </Button>
        <Button data-autofocus disabled={good === 0} onClick={() => void finish(values)}>
          {t("paste.do", { count: good })}
        </Button>
      </div>
    </Modal>
  );
}

function Preview({ values }: { readonly values: readonly PastedValue[] }) {
  const t = useT();
  const text = useLabel();
  // What can't be put there comes first: it is what one must see.
  const sorted = values.toSorted((a, b) => Number(b.problem !== undefined) - Number(a.problem !== undefined)).slice(0, SHOWN);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls is reached by keyboard
    <div className={classes["conflictScroll"]} tabIndex={0} role="group" aria-label={t("paste.title")}>
      <table className={classes["conflict"]}>
        <thead>
          <tr>
            <th scope="col">{t("undo.record")}</th>
            <th scope="col">{t("conflict.field")}</th>
            <th scope="col">{t("paste.value")}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ record, field, text: typed, problem }) => (
            <tr key={`${record.id}/${field.name}`}>
              <td>{record.label}</td>
              <td>{text(field.label)}</td>
              <td>
                {typed}
                {problem !== undefined && <div className={classes["problem"]}>{problem}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One write for each record; what the server refuses stays in its cells, with the reason. */
function useWritePasted(module: DescribedModule, related: ListRequest["related"], refuse: FieldSaver["refuse"]) {
  const t = useT();
  const client = useQueryClient();
  return async (values: readonly PastedValue[]): Promise<void> => {
    const mark = ({ record, field, text, value }: PastedValue, message: string): void =>
      refuse(record, field, { value: value ?? text, label: undefined, message });
    for (const each of values) if (each.problem !== undefined && can(each)) mark(each, each.problem);
    const good = values.filter(({ problem }) => problem === undefined);
    const links = good.filter(({ field }) => isLinkColumn(field.name));
    const ofRecords = Map.groupBy(
      good.filter(({ field }) => !isLinkColumn(field.name)),
      ({ record }) => record.id,
    );
    try {
      if (related && links.length > 0) {
        const operations = await writeLinks(related, links);
        for (const { record, field, value } of links) patchRecord(client, module.name, record.id, { [field.name]: value });
        offerUndo({ message: t("list.changed", { count: new Set(links.map(({ record }) => record.id)).size }), operations });
      }
      if (ofRecords.size > 0) await writeRecords(ofRecords, mark);
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
  };
  async function writeRecords(
    byRecord: ReadonlyMap<string, readonly PastedValue[]>,
    mark: (cell: PastedValue, message: string) => void,
  ): Promise<void> {
    const outcome = await writeMany(
      module.name,
      [...byRecord].map(([id, cells]) => ({
        op: "update" as const,
        id,
        values: Object.fromEntries(cells.map(({ field, value }) => [field.name, value])) as Values,
      })),
    );
    for (const record of outcome.records) patchRecord(client, module.name, record.id, record as unknown as Values);
    for (const { id, reason, errors } of outcome.refused)
      for (const cell of byRecord.get(id) ?? [])
        mark(cell, errors.find(({ field }) => field.split(".").at(-1) === cell.field.name)?.message ?? reason);
    offerUndo({ message: t("list.changed", { count: outcome.done.length }), operations: outcome.operations });
    await figuresChanged(client, module.name);
  }
}
/** Values of the links themselves, all of them or none. */
async function writeLinks(related: NonNullable<ListRequest["related"]>, cells: readonly PastedValue[]): Promise<readonly string[]> {
  const each = [...Map.groupBy(cells, ({ record }) => record.id)].map(
    ([id, own]) => [id, Object.fromEntries(own.map(({ field, value }) => [linkFieldOf(field.name), value]))] as const,
  );
  return (await writeLinkValues(related, Object.fromEntries(each))).operations;
}
/** Cells that nobody may write show their lock; the others keep what was pasted. */
const can = ({ field }: PastedValue): boolean => field.access === "edit" && field.readOnly !== true;

/**
 * Saves single values in place, in lists and on record pages: seen at once, one request each. Two people who change
 * different fields of a record don't disturb each other; the same field is put before the user. What is refused is kept
 * with the reason; what the server couldn't be reached for is sent again (a version says that it was sent once).
 */
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useCallback, useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../model/describe.ts";
import { ConnectionLost, isProblem } from "../api/problem.ts";
import type { RecordData, Values } from "../api/record-data.ts";
import { figuresChanged, patchRecord, writeLinkValues, writeRecord } from "../api/records.ts";
import type { ListRequest } from "../api/records.ts";
import { useLabel, useT } from "../i18n.tsx";
import { errorText } from "../ui/error-state.tsx";
import { markKey } from "../ui/grid-props.ts";
import type { CellMark } from "../ui/grid-props.ts";
import { showToast } from "../ui/toast.tsx";
import { sameJson } from "../../model/same-json.ts";
import { followChange, useSituation } from "./field-states.ts";
import { isLinkColumn, linkFieldOf } from "./link-columns.ts";
import { actBegins, offerUndo } from "./undo/undo-offers.ts";

const ConflictDialog = lazy(async () => ({ default: (await import("./form/conflict-dialog.tsx")).ConflictDialog }));
const RETRY_AFTER = 3000;
const MOST_TRIES = 8;

/** Of a link's value the server says `each.<id>.<name>`. */
const concerns = (path: string, id: string, { name }: DescribedField): boolean =>
  isLinkColumn(name) ? path.startsWith(`each.${id}.${linkFieldOf(name)}`) : path.split(".")[0] === name;

export interface FieldDraft {
  readonly value: Json;
  readonly label: string | undefined;
}
interface Wish extends FieldDraft {
  readonly record: RecordData;
  readonly field: DescribedField;
  /** What stood there when the user began. */
  readonly base: Json;
}
export interface FieldSaver {
  readonly save: (record: RecordData, field: DescribedField, draft: FieldDraft) => void;
  /** Cells on their way or refused, by `markKey`. */
  readonly marks: ReadonlyMap<string, CellMark>;
  /** A value that was refused, to be corrected. */
  readonly draftOf: (record: string, field: string) => FieldDraft | undefined;
  /** Keeps a value in its place that can't be saved, with the reason; `base`: what stands there on the server. */
  readonly refuse: (record: RecordData, field: DescribedField, refusal: FieldDraft & { readonly message: string }, base?: Json) => void;
  /** Gives a refused value up. */
  readonly forgive: (record: string, field: string) => void;
  /** To be drawn somewhere: asks where somebody else was first. */
  readonly dialog: ReactNode;
}

/** Values of a field and, where it refers to a record, the name beside it. */
const valuesOf = ({ name }: DescribedField, { value, label }: FieldDraft): Record<string, Json> => ({
  [name]: value,
  ...(label === undefined && value !== null ? {} : { [`${name}__label`]: label ?? null }),
});

async function writeLink(related: NonNullable<ListRequest["related"]>, { record, field, value }: Wish): ReturnType<typeof writeRecord> {
  const { operations } = await writeLinkValues(related, { [record.id]: { [linkFieldOf(field.name)]: value } });
  return { record: { ...record, [field.name]: value }, operations };
}

/** `related`: the list whose links the rows are; their own values are written with them. */
export function useSaveField(module: DescribedModule, related?: ListRequest["related"]): FieldSaver {
  const t = useT();
  const text = useLabel();
  const client = useQueryClient();
  const situation = useSituation();
  const [marks, setMarks] = useState<ReadonlyMap<string, CellMark>>(new Map());
  const drafts = useRef(new Map<string, FieldDraft & { readonly base: Json }>());
  const [conflict, setConflict] = useState<{ readonly wish: Wish; readonly current: RecordData }>();
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => void (gone.current = true);
  }, []);

  const mark = useCallback((key: string, next: CellMark | undefined): void => {
    setMarks((before) => {
      const after = new Map(before);
      if (next) after.set(key, next);
      else after.delete(key);
      return after;
    });
  }, []);
  const show = (record: string, values: Record<string, Json>): void => patchRecord(client, module.name, record, values);
  const settle = (wish: Wish, saved: RecordData, operations: readonly string[]): void => {
    const key = markKey(wish.record.id, wish.field.name);
    drafts.current.delete(key);
    mark(key, undefined);
    show(saved.id, saved as unknown as Record<string, Json>);
    offerUndo({ message: t("cell.saved", { name: saved.label, field: text(wish.field.label) }), operations, key: "cell" });
    void figuresChanged(client, module.name);
  };
  const refuse: FieldSaver["refuse"] = (record, field, { message, ...draft }, base = record[field.name] ?? null) => {
    const key = markKey(record.id, field.name);
    drafts.current.set(key, { ...draft, base: drafts.current.get(key)?.base ?? base });
    mark(key, { tone: "bad", text: message });
    show(record.id, valuesOf(field, draft));
  };
  const giveUp = (wish: Wish, error: unknown): void => {
    const { record, field, value, label } = wish;
    const reason = isProblem(error) ? error.errors.find((each) => concerns(each.field, record.id, field))?.message : undefined;
    if (reason !== undefined) return refuse(record, field, { value, label, message: reason }, wish.base);
    mark(markKey(record.id, field.name), undefined);
    show(record.id, { [field.name]: wish.base, [`${field.name}__label`]: record[`${field.name}__label`] ?? null });
    showToast({ message: errorText(error, t), tone: "bad" });
  };
  /** Choices that the new value doesn't allow are emptied in the same write. */
  const whole = ({ record, field: { name }, value }: Wish): Values => {
    const values = { ...(record as unknown as Values), [name]: value };
    const after = followChange(module, values, name, situation);
    return { [name]: value, ...Object.fromEntries(Object.entries(after).filter(([other, next]) => next !== values[other])) };
  };
  const send = async (wish: Wish, version: number, tries = 0): Promise<void> => {
    const { record, field, value, base } = wish;
    mark(markKey(record.id, field.name), { tone: "busy", text: t(tries === 0 ? "cell.saving" : "cell.waiting") });
    try {
      const saved =
        related && isLinkColumn(field.name)
          ? await writeLink(related, wish)
          : await writeRecord(module.name, { id: record.id, version, values: whole(wish) });
      settle(wish, saved.record, saved.operations);
    } catch (error) {
      const current = isProblem(error, 409) ? error.current : undefined;
      if (error instanceof ConnectionLost && !gone.current) {
        mark(markKey(record.id, field.name), { tone: "busy", text: t("cell.waiting") });
        setTimeout(() => void send(wish, version, tries), RETRY_AFTER);
      } else if (!current || tries >= MOST_TRIES) giveUp(wish, error);
      // Sent already, though the answer was lost.
      else if (sameJson(current[field.name], value)) settle(wish, current, []);
      else if (sameJson(current[field.name], base)) await send(wish, current.version, tries + 1);
      else setConflict({ wish, current });
    }
  };
  const save: FieldSaver["save"] = (record, field, draft) => {
    const base = drafts.current.get(markKey(record.id, field.name))?.base ?? record[field.name] ?? null;
    show(record.id, valuesOf(field, draft));
    actBegins(send({ ...draft, record, field, base }, record.version));
  };
  const resolve = (mine: readonly string[]): void => {
    if (!conflict) return;
    const { wish, current } = conflict;
    setConflict(undefined);
    if (mine.includes(wish.field.name)) return void send({ ...wish, base: current[wish.field.name] ?? null }, current.version);
    mark(markKey(wish.record.id, wish.field.name), undefined);
    show(current.id, current as unknown as Record<string, Json>);
  };
  const forgive = (record: string, field: string): void => {
    const key = markKey(record, field);
    const draft = drafts.current.get(key);
    if (draft) show(record, { [field]: draft.base });
    drafts.current.delete(key);
    mark(key, undefined);
  };
  return {
    save,
    marks,
    refuse,
    forgive,
    draftOf: (record, field) => drafts.current.get(markKey(record, field)),
    dialog: conflict && (
      <Suspense>
        <ConflictDialog
          module={module}
          mine={{ ...conflict.wish.record, ...valuesOf(conflict.wish.field, conflict.wish) }}
          conflict={{ current: conflict.current, fields: [conflict.wish.field.name] }}
          onResolve={resolve}
          onBack={() => resolve([])}
        />
      </Suspense>
    ),
  };
}

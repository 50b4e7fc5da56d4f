/** The life of one form: values, errors, saving, and what happens when somebody else saved first. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { isProblem } from "../../api/problem.ts";
import type { RecordData, Values } from "../../api/record-data.ts";
import { recordQuery, restoreRecord, useSaveRecord } from "../../api/records.ts";
import { useSession } from "../../api/session.ts";
import { useT } from "../../i18n.tsx";
import { useIsLost } from "../../live/connection.ts";
import { errorText } from "../../ui/error-state.tsx";
import { fieldStates, followChange, useSituation, type FieldStates } from "../field-states.ts";
import { changedValues, conflictingFields, filledValues, missingFields, shownValues, valuesOfNew, valuesOfRecord } from "./form-values.ts";
import { draftKey, takeHanded } from "./drafts.ts";
import type { KeptDraft } from "./drafts.ts";
import { isInBin } from "./in-bin.ts";
import { useDrafts } from "./use-drafts.ts";
import type { ToastAction } from "../../ui/toast.tsx";
import { useOnce } from "../../ui/use-once.ts";

export interface RecordFormOptions {
  readonly module: DescribedModule;
  readonly record?: RecordData | undefined;
  readonly prefill?: Values | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly onSaved: (record: RecordData, more: SaveKind) => void;
  /** The news of a record that doesn't come to the screen by itself offers this too. */
  readonly newsAction?: ((record: RecordData) => ToastAction) | undefined;
}
/** "another": the form is wanted again, empty. */
export type SaveKind = "done" | "another";
export interface Conflict {
  readonly current: RecordData;
  readonly fields: readonly string[];
}
export interface RecordFormState {
  readonly values: Values;
  readonly errors: Readonly<Record<string, string>>;
  /** How the fields stand by the values that are here now. */
  readonly states: FieldStates;
  /** What is wrong with the whole, not with a field. */
  readonly problem: string | undefined;
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly conflict: Conflict | undefined;
  /** The record as inputs see it: names of references, currency as chosen now. */
  readonly shown: RecordData;
  readonly change: (name: string, value: Json, label?: string) => void;
  readonly save: (fields: readonly DescribedField[], kind?: SaveKind) => void;
  /** A draft of this form from another time, until it is taken or dropped. */
  readonly draft: KeptDraft | undefined;
  readonly takeDraft: () => void;
  readonly dropDraft: () => void;
  /** Keeps what was typed for the form's next time. */
  readonly keepForLater: () => void;
  /** What was typed is thrown away. */
  readonly forgetDraft: () => void;
  /** The record went to the recycle bin while it was edited. */
  readonly gone: boolean;
  readonly bringBack: () => void;
  /** The server is away: what is being saved waits for it. */
  readonly waiting: boolean;
  /** After a conflict: these fields keep my values, the others take the current ones. */
  readonly resolve: (mine: readonly string[]) => void;
  readonly dismissConflict: () => void;
}
const NO_VALUES: Values = {};

export function useRecordForm(options: RecordFormOptions): RecordFormState {
  const { module, record: given, prefill = NO_VALUES, labels, onSaved, newsAction } = options;
  const t = useT();
  // The record as the form began: a newer one that arrives meanwhile must not hide a conflict.
  const [record] = useState(given);
  const { user } = useSession();
  const [initial] = useState<Values>(() => (record ? valuesOfRecord(module, record) : valuesOfNew(module, prefill, user?.id)));
  const [handed] = useState(() => takeHanded(draftKey(user?.id ?? "", module.name, record)));
  const [values, setValues] = useState<Values>(() => ({ ...initial, ...handed?.values }));
  const [names, setNames] = useState<Readonly<Record<string, string>>>(() => ({
    ...labels,
    ...handed?.names,
    ...(user && !record ? { owner_id__label: user.name } : {}),
  }));
  const key = draftKey(user?.id ?? "", module.name, record);
  const changed = useMemo(() => changedValues(initial, values), [initial, values]);
  const drafts = useDrafts(key, { changes: changed, names });
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [conflict, setConflict] = useState<Conflict>();
  const saving = useSaveRecord(module.name, { also: newsAction });
  const situation = useSituation();
  const states = useMemo(
    () => fieldStates(module, { values, saved: record ? initial : undefined, situation }),
    [module, values, record, initial, situation],
  );
  const changes = useMemo(() => shownValues(changed, states), [changed, states]);

  const change = useCallback(
    (name: string, value: Json, label?: string) => {
      setValues((before) => followChange(module, { ...before, [name]: value }, name, situation));
      if (label !== undefined) setNames((before) => ({ ...before, [`${name}__label`]: label }));
      setErrors(({ [name]: _fixed, ...rest }) => rest);
    },
    [module, situation],
  );

  const once = useOnce();
  const [gone, setGone] = useState(false);
  const lookIntoBin = async (id: string): Promise<void> => setGone(await isInBin(module.name, id));
  const send = (version: number | undefined, toSend: Values, kind: SaveKind): void =>
    saving.mutate(record ? { id: record.id, version: version ?? record.version, values: toSend } : { values: toSend }, {
      onSuccess: (saved) => {
        drafts.forget();
        setGone(false);
        onSaved(saved, kind);
      },
      onError: (error) => {
        if (isProblem(error, 409) && error.current?.deleted_at === undefined && error.current) return settle(error.current, toSend, kind);
        if (record && (isProblem(error, 404) || isProblem(error, 409))) void lookIntoBin(record.id);
        if (isProblem(error))
          setErrors(Object.fromEntries(error.errors.map(({ field, message }) => [field.split(".")[0] ?? field, message])));
      },
      onSettled: once.leave,
    });
  /** Different fields don't disturb each other; the same ones are put before the user. */
  const settle = (current: RecordData, mine: Values, kind: SaveKind): void => {
    const fields = conflictingFields(initial, mine, current);
    if (fields.length === 0) return send(current.version, mine, kind);
    setConflict({ current, fields });
  };

  const save = (fields: readonly DescribedField[], kind: SaveKind = "done"): void => {
    const missing = missingFields(fields, values, states);
    if (missing.length > 0) return setErrors(Object.fromEntries(missing.map((name) => [name, t("form.mandatory")])));
    if (record && Object.keys(changes).length === 0) return onSaved(record, kind);
    if (once.enter()) send(undefined, record ? changes : shownValues(filledValues(values), states), kind);
  };
  const resolve = (mine: readonly string[]): void => {
    if (!conflict) return;
    const kept = Object.fromEntries(Object.entries(changes).filter(([name]) => !conflict.fields.includes(name) || mine.includes(name)));
    setConflict(undefined);
    send(conflict.current.version, kept, "done");
  };
  const client = useQueryClient();
  /** Out of the bin, and at once saved with what was typed: its version has moved on by the restoring alone. */
  const bringBack = async (): Promise<void> => {
    if (!record) return;
    await restoreRecord(module.name, record.id);
    const { queryKey } = recordQuery(module.name, record.id);
    await client.invalidateQueries({ queryKey });
    const current = await client.fetchQuery(recordQuery(module.name, record.id));
    settle(current, changes, "done");
  };
  const isLost = useIsLost();

  const currency = values["currency"] ?? record?.["currency"] ?? null;
  const failed =
    saving.error &&
    !(
      isProblem(saving.error) &&
      saving.error.errors.some(
        ({ field }) => Object.hasOwn(values, field.split(".")[0] ?? "") || module.fields.some((known) => known.name === field),
      )
    );
  return {
    values,
    errors,
    states,
    problem: failed && !gone && !(isProblem(saving.error, 409) && saving.error.current) ? errorText(saving.error, t) : undefined,
    dirty: Object.keys(changes).length > 0 && !saving.isSuccess,
    saving: saving.isPending,
    conflict,
    shown: useMemo(() => ({ id: "", version: 0, label: "", ...record, ...names, currency }), [record, names, currency]),
    change,
    save,
    gone,
    bringBack: () => void bringBack(),
    waiting: saving.isPending && isLost,
    draft: handed ? undefined : drafts.offered,
    takeDraft: () => {
      const draft = drafts.take();
      if (!draft) return;
      setValues((before) => ({ ...before, ...draft.values }));
      setNames((before) => ({ ...before, ...draft.names }));
    },
    dropDraft: drafts.drop,
    keepForLater: drafts.keepNow,
    forgetDraft: drafts.forget,
    resolve,
    dismissConflict: () => setConflict(undefined),
  };
}

/**
 * Moving a record to another stage (or any other option): on boards and on the record's page alike. What the option
 * demands or asks for is asked first, in a small dialog; what the server demands beyond that, after it has said so. The
 * move is seen at once, offered to be taken back, and put back with the reason where it is refused.
 */
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useState } from "react";
import type { ReactNode } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { askedBy } from "../../../model/stages.ts";
import { fieldsOf } from "../../api/modules.ts";
import { isProblem } from "../../api/problem.ts";
import type { RecordData, Values } from "../../api/record-data.ts";
import { patchRecord, recordsChanged, writeRecord } from "../../api/records.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import { sameJson } from "../../../model/same-json.ts";
import { isEditable } from "../form/form-values.ts";
import { offerUndo } from "../undo/undo-offers.ts";
import { enteredOption, fieldsToAsk } from "./entered.ts";

const EnterDialog = lazy(async () => ({ default: (await import("./enter-dialog.tsx")).EnterDialog }));

export interface MoveRequest {
  readonly record: RecordData;
  /** The choice that changes, and what else goes with it (the lane). */
  readonly field: string;
  readonly values: Values;
  /** Shows the move before the server answers; the answer takes it back. */
  readonly show?: (() => () => void) | undefined;
  readonly onSaved?: ((record: RecordData) => void) | undefined;
}
interface Asking {
  readonly move: MoveRequest;
  readonly fields: readonly string[];
  readonly required: ReadonlySet<string>;
  readonly errors: Readonly<Record<string, string>>;
  readonly given: Values;
}
const MOST_TRIES = 4;

export function useMove(module: DescribedModule): {
  readonly move: (request: MoveRequest) => void;
  readonly moving: boolean;
  readonly dialog: ReactNode;
} {
  const t = useT();
  const text = useLabel();
  const client = useQueryClient();
  const [asking, ask] = useState<Asking>();
  const [busy, setBusy] = useState(0);

  const done = async (move: MoveRequest, saved: RecordData, operations: readonly string[]): Promise<void> => {
    const option = enteredOption(module, move.field, saved[move.field]);
    offerUndo({ message: t("record.moved", { stage: option ? text(option.label) : t("value.empty") }), operations });
    patchRecord(client, module.name, saved.id, saved as unknown as Values);
    move.onSaved?.(saved);
    await client.invalidateQueries({ queryKey: ["records", module.name, "one", saved.id] });
    await recordsChanged(client, module.name);
  };
  /** Somebody who changed something else of it meanwhile is no hindrance. */
  const write = async (
    { record, field, values }: MoveRequest,
    extra: Values,
    version: number,
    tries = 0,
  ): ReturnType<typeof writeRecord> => {
    try {
      return await writeRecord(module.name, { id: record.id, version, values: { ...values, ...extra } });
    } catch (error) {
      const current = isProblem(error, 409) ? error.current : undefined;
      if (!current || tries >= MOST_TRIES || !sameJson(current[field], record[field])) throw error;
      return write({ record, field, values }, extra, current.version, tries + 1);
    }
  };
  const send = async (move: MoveRequest, extra: Values): Promise<void> => {
    const back = move.show?.();
    try {
      const { record, operations } = await write(move, extra, move.record.version);
      await done(move, record, operations);
    } catch (error) {
      back?.();
      refuse(move, extra, error);
    }
  };
  const refuse = (move: MoveRequest, extra: Values, error: unknown): void => {
    const current = isProblem(error, 409) ? error.current : undefined;
    const problems = isProblem(error) ? error.errors.map(({ field, message }) => [field.split(".")[0] ?? "", message] as const) : [];
    const named = problems.filter(([name]) => name !== move.field && fieldsOf(module, [name]).some(isEditable));
    if (!current && named.length > 0)
      return ask({
        move,
        fields: [...new Set([...Object.keys(extra), ...named.map(([name]) => name)])],
        required: new Set(named.map(([name]) => name)),
        errors: Object.fromEntries(named),
        given: extra,
      });
    const option = current && enteredOption(module, move.field, current[move.field]);
    const message = option
      ? t("board.moved-by-other", { name: current.label, to: text(option.label) })
      : (problems[0]?.[1] ?? errorText(error, t));
    showToast({ message, tone: "bad" });
    void recordsChanged(client, module.name);
  };
  const count = async (work: Promise<void>): Promise<void> => {
    setBusy((n) => n + 1);
    try {
      await work;
    } finally {
      setBusy((n) => n - 1);
    }
  };
  const move = (request: MoveRequest): void => {
    const option = enteredOption(module, request.field, request.values[request.field]);
    if (option?.choosable === false) {
      showToast({ message: t("record.option-not-for-role", { option: text(option.label) }), tone: "bad" });
      return;
    }
    const fields = fieldsToAsk(module, request.record, option);
    if (fields.length === 0) return void count(send(request, {}));
    const required = new Set((option?.requires ?? []).filter((name) => askedBy(option).includes(name)));
    ask({ move: request, fields, required, errors: {}, given: {} });
  };
  const answer = (extra: Record<string, Json>): void => {
    if (!asking) return;
    ask(undefined);
    void count(send(asking.move, extra));
  };
  return {
    move,
    moving: busy > 0,
    dialog: asking && (
      <Suspense>
        <EnterDialog
          module={module}
          record={asking.move.record}
          option={enteredOption(module, asking.move.field, asking.move.values[asking.move.field])}
          fields={asking.fields}
          required={asking.required}
          errors={asking.errors}
          given={asking.given}
          onAnswer={answer}
          onClose={() => ask(undefined)}
        />
      </Suspense>
    ),
  };
}

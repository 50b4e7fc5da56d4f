/** Where the record stands on its way; a click moves it. */
import { useQueryClient } from "@tanstack/react-query";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import { IconCheck } from "@tabler/icons-react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { textOf } from "../../api/record-data.ts";
import type { RecordData } from "../../api/record-data.ts";
import { recordsChanged, saveRecord, useSaveRecord } from "../../api/records.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { optionColor } from "../../ui/option-color.ts";
import { showToast } from "../../ui/toast.tsx";
import { textWidth } from "../../ui/text-width.ts";
import { useOnce } from "../../ui/use-once.ts";
import classes from "./record.module.css";

const STEP_SPACE = 46;
const BARE_STEP = 36;
/**
 * Which steps have room for their words: all, or all but the passed ones, or only where the record stands and what
 * comes next. No word is ever cut.
 */
function wordedSteps(widths: readonly number[], at: number, room: number): (index: number) => boolean {
  const tries = [
    () => true,
    (index: number) => index >= at,
    (index: number) => index === at || index === at + 1,
    (index: number) => index === at,
  ];
  const fits = (worded: (index: number) => boolean): boolean =>
    widths.reduce((sum, width, index) => sum + (worded(index) ? width + STEP_SPACE : BARE_STEP), 0) <= room;
  return tries.find((worded) => room === 0 || fits(worded)) ?? ((index) => index === at);
}

interface StagePathProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
  readonly field: DescribedField;
  readonly editable: boolean;
}
export function StagePath({ module, record, field, editable }: StagePathProps) {
  const t = useT();
  const text = useLabel();
  const client = useQueryClient();
  const save = useSaveRecord(module.name);
  const current = save.isPending ? textOf(save.variables.values[field.name]) : textOf(record[field.name]);
  const options = (field.options ?? []).filter((option) => option.active !== false || option.value === current);
  const at = options.findIndex((option) => option.value === current);
  // What was lost didn't pass through all stages before the last.
  const passed = options[at]?.outcome === "lost" ? 0 : at;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const worded = wordedSteps(
    options.map((option) => textWidth(text(option.label), { size: 12, weight: 600 })),
    at,
    width,
  );
  const here = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Chromium answers with a promise, which is no clean-up.
    void here.current?.scrollIntoView({ block: "nearest", inline: "center" });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- scrolls when the stage changes
  }, [current]);
  const writable = editable && field.access === "edit" && field.readOnly !== true;
  const undo = async (version: number): Promise<void> => {
    await saveRecord(module.name, { id: record.id, version, values: { [field.name]: record[field.name] ?? null } });
    await client.invalidateQueries({ queryKey: ["records", module.name, "one", record.id] });
    await recordsChanged(client, module.name);
  };
  const once = useOnce();
  const move = (value: string, label: string): void => {
    if (!once.enter()) return;
    save.mutate(
      { id: record.id, version: record.version, values: { [field.name]: value } },
      {
        onSuccess: (saved) =>
          showToast({
            message: t("record.moved", { stage: label }),
            action: { label: t("action.undo"), run: () => void undo(saved.version) },
          }),
        onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
        onSettled: once.leave,
      },
    );
  };
  return (
    <div ref={ref} className={classes["path"]} role="group" aria-label={text(field.label)}>
      {options.map((option, index) => (
        <button
          key={option.value}
          type="button"
          className={classes["step"]}
          ref={index === at ? here : null}
          title={text(option.label)}
          aria-label={text(option.label)}
          data-worded={worded(index) || undefined}
          data-state={index === at ? "current" : index < passed ? "past" : "next"}
          aria-current={index === at ? "step" : undefined}
          disabled={!writable || save.isPending}
          onClick={() => index !== at && move(option.value, text(option.label))}
        >
          {index < passed ? (
            <IconCheck size={14} aria-hidden />
          ) : (
            <span className={classes["stepDot"]} style={{ background: optionColor(option.color) }} aria-hidden />
          )}
          {worded(index) && <span>{text(option.label)}</span>}
        </button>
      ))}
    </div>
  );
}

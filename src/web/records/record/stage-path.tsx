/** Where the record stands on its way; a click moves it. */
import { useElementSize } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import { IconCheck } from "@tabler/icons-react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { textOf } from "../../api/record-data.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useSaveRecord } from "../../api/records.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { useActions } from "../../shell/keys/actions.ts";
import { errorText } from "../../ui/error-state.tsx";
import { optionColor } from "../../ui/option-color.ts";
import { showToast } from "../../ui/toast.tsx";
import { textWidth } from "../../ui/text-width.ts";
import { useOnce } from "../../ui/use-once.ts";
import classes from "./record.module.css";

const STEP_SPACE = 46;
const BARE_STEP = 36;
/**
 * Which steps have room for their words: where the record stands, then what comes next, then what it passed, the
 * latest first. No word is ever cut: what has no room is a sign with its name for the mouse and for screen readers.
 */
function wordedSteps(widths: readonly number[], at: number, room: number): ReadonlySet<number> {
  const here = Math.max(at, 0);
  const all = widths.map((_, index) => index);
  const wanted = [here, ...all.slice(here + 1), ...all.slice(0, here).toReversed()];
  let left = room - widths.length * BARE_STEP;
  const worded = new Set<number>();
  for (const index of wanted) {
    left -= (widths[index] ?? 0) + STEP_SPACE - BARE_STEP;
    if (left < 0 && room > 0 && index !== here) break;
    worded.add(index);
  }
  return worded;
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
  const save = useSaveRecord(module.name, {
    message: (moved) => {
      const option = field.options?.find(({ value }) => value === moved[field.name]);
      return t("record.moved", { stage: option ? text(option.label) : "" });
    },
  });
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
  useActions([{ id: "record.stage", label: text(field.label), group: "record", run: () => here.current?.focus(), when: writable }]);
  const once = useOnce();
  const move = (value: string): void => {
    if (!once.enter()) return;
    save.mutate(
      { id: record.id, version: record.version, values: { [field.name]: value } },
      {
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
          data-worded={worded.has(index) || undefined}
          data-state={index === at ? "current" : index < passed ? "past" : "next"}
          aria-current={index === at ? "step" : undefined}
          disabled={!writable || save.isPending}
          onClick={() => index !== at && move(option.value)}
        >
          {index < passed ? (
            <IconCheck size={14} aria-hidden />
          ) : (
            <span className={classes["stepDot"]} style={{ background: optionColor(option.color) }} aria-hidden />
          )}
          {worded.has(index) && <span>{text(option.label)}</span>}
        </button>
      ))}
    </div>
  );
}

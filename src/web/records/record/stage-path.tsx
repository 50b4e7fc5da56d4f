/** Where the record stands on its way; a click moves it. */
import { useElementSize } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { IconCheck } from "@tabler/icons-react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { textOf } from "../../api/record-data.ts";
import type { RecordData } from "../../api/record-data.ts";
import { isPassed, stagesOf, timeInStages } from "../../../model/stages.ts";
import type { StageVisit } from "../../../model/stages.ts";
import { stagesQuery } from "../stage/stages-query.ts";
import { useMove } from "../stage/use-move.tsx";
import { useLabel, useT } from "../../i18n.tsx";
import { useSettled } from "../../shell/use-settled.ts";
import { useActions } from "../../shell/keys/actions.ts";
import { optionColor } from "../../ui/option-color.ts";
import { textWidth } from "../../ui/text-width.ts";
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
  const { move, moving, dialog } = useMove(module);
  const [going, go] = useState<string>();
  const current = moving && going !== undefined ? going : textOf(record[field.name]);
  const options = stagesOf(field, textOf(record["pipeline"]) || undefined, current);
  const visits = useVisits(module, record, field);
  const spent = useTimeInStages(visits);
  const at = options.findIndex((option) => option.value === current);
  const hasPassed = (index: number): boolean => index < at && isPassed(options, { at, index, visits });
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
  const moveTo = (value: string): void => {
    if (moving) return;
    go(value);
    move({ record, field: field.name, values: { [field.name]: value } });
  };
  return (
    <div ref={ref} className={classes["path"]} role="group" aria-label={text(field.label)}>
      {options.map((option, index) => (
        <button
          key={option.value}
          type="button"
          className={classes["step"]}
          ref={index === at ? here : null}
          title={
            option.choosable === false
              ? t("record.option-not-for-role", { option: text(option.label) })
              : spent(option.value, text(option.label))
          }
          aria-label={text(option.label)}
          data-worded={worded.has(index) || undefined}
          data-state={index === at ? "current" : hasPassed(index) ? "past" : "next"}
          aria-current={index === at ? "step" : undefined}
          disabled={!writable || moving || (option.choosable === false && index !== at)}
          onClick={() => index !== at && moveTo(option.value)}
        >
          {hasPassed(index) ? (
            <IconCheck size={14} aria-hidden />
          ) : (
            <span className={classes["stepDot"]} style={{ background: optionColor(option.color) }} aria-hidden />
          )}
          {worded.has(index) && <span>{text(option.label)}</span>}
        </button>
      ))}
      {dialog}
    </div>
  );
}

/** In which stages the record was, when the page has settled. */
const useVisits = (module: DescribedModule, record: RecordData, field: DescribedField): readonly StageVisit[] | undefined =>
  useQuery({ ...stagesQuery(module.name, record.id, field.name), enabled: useSettled() }).data;

/** "Proposal · 12 days": how long the record was in each stage, for the words that the mouse brings up. */
function useTimeInStages(visits: readonly StageVisit[] | undefined): (value: string, label: string) => string {
  const t = useT();
  const [now] = useState(() => Date.now());
  const spent = visits && timeInStages(visits, now);
  return (value, label) => {
    const days = spent?.get(value);
    return days === undefined ? label : `${label} · ${t("stage.days", { count: Math.floor(days) })}`;
  };
}

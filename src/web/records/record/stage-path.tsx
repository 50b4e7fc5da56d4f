/** Where the record stands on its way; a click moves it. */
import { useEffect, useRef } from "react";
import { IconCheck } from "@tabler/icons-react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { textOf } from "../../api/record-data.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useSaveRecord } from "../../api/records.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { optionColor } from "../../ui/option-color.ts";
import { showToast } from "../../ui/toast.tsx";
import { useOnce } from "../../ui/use-once.ts";
import classes from "./record.module.css";

interface StagePathProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
  readonly field: DescribedField;
  readonly editable: boolean;
}
export function StagePath({ module, record, field, editable }: StagePathProps) {
  const t = useT();
  const text = useLabel();
  const save = useSaveRecord(module.name, (moved) => {
    const option = field.options?.find(({ value }) => value === moved[field.name]);
    return t("record.moved", { stage: option ? text(option.label) : "" });
  });
  const current = save.isPending ? textOf(save.variables.values[field.name]) : textOf(record[field.name]);
  const options = (field.options ?? []).filter((option) => option.active !== false || option.value === current);
  const at = options.findIndex((option) => option.value === current);
  // What was lost didn't pass through all stages before the last.
  const passed = options[at]?.outcome === "lost" ? 0 : at;
  const here = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Chromium answers with a promise, which is no clean-up.
    void here.current?.scrollIntoView({ block: "nearest", inline: "center" });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- scrolls when the stage changes
  }, [current]);
  const writable = editable && field.access === "edit" && field.readOnly !== true;
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
    <div className={classes["path"]} role="group" aria-label={text(field.label)}>
      {options.map((option, index) => (
        <button
          key={option.value}
          type="button"
          className={classes["step"]}
          ref={index === at ? here : null}
          title={text(option.label)}
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
          <span>{text(option.label)}</span>
        </button>
      ))}
    </div>
  );
}

/** One stage of a pipeline: its names, what it means, when a record stays too long, what is asked for on entering it. */
import { ActionIcon, NumberInput, Select, TextInput } from "@mantine/core";
import { IconChevronDown, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Lang } from "../../../fieldtypes/field-type.ts";
import type { Option } from "../../../model/define.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { optionColor } from "../../../web/ui/option-color.ts";
import { OptionDemands } from "./option-demands.tsx";
import classes from "./customisation.module.css";

/** The reader's own first. */
export const useLanguages = (): readonly Lang[] => (useLang() === "ru" ? ["ru", "en"] : ["en", "ru"]);

interface StageLineProps {
  readonly module: DescribedModule;
  /** The field whose value the stage is. */
  readonly stage: string;
  readonly option: Option;
  readonly onChange: (part: Partial<Option>) => void;
  /** Undefined takes it away. */
  readonly onNumber: (name: StageNumber, value: number | undefined) => void;
  readonly onRemove: () => void;
}
export type StageNumber = "probability" | "within" | "idle";
export function StageLine({ module, stage, option, onChange, onNumber, onRemove }: StageLineProps) {
  const t = useT();
  const text = useLabel();
  const days = (value: number | string): number | undefined => (typeof value === "number" && value >= 1 ? value : undefined);
  const name = text(option.label);
  const languages = useLanguages();
  const [isOpen, setOpen] = useState(false);
  const demands = (option.requires?.length ?? 0) + (option.asks?.length ?? 0) > 0;
  return (
    <>
      <span className={classes["swatch"]} style={{ background: optionColor(option.color) }} aria-hidden />
      {languages.map((lang) => (
        <TextInput
          key={lang}
          size="xs"
          className={classes["stage-name"] ?? ""}
          aria-label={`${t(`customisation.option-${lang}`)}: ${name}`}
          value={option.label[lang]}
          onChange={(event) => onChange({ label: { ...option.label, [lang]: event.currentTarget.value } })}
        />
      ))}
      <Select
        size="xs"
        className={classes["stage-left"] ?? ""}
        wrapperProps={{ "data-caption": t("customisation.outcome") }}
        aria-label={`${t("customisation.outcome")}: ${name}`}
        value={option.outcome ?? "open"}
        data={(["open", "won", "lost"] as const).map((value) => ({ value, label: t(`customisation.outcome-${value}`) }))}
        onChange={(value) => onChange({ outcome: value === "won" || value === "lost" ? value : "open" })}
        allowDeselect={false}
      />
      <NumberInput
        size="xs"
        wrapperProps={{ "data-caption": t("customisation.probability") }}
        suffix=" %"
        min={0}
        max={100}
        hideControls
        aria-label={`${t("customisation.probability")}: ${name}`}
        title={t("customisation.probability")}
        value={option.probability ?? ""}
        onChange={(value) => onNumber("probability", typeof value === "number" ? value : undefined)}
      />
      {(["within", "idle"] as const).map((limit) => (
        <NumberInput
          key={limit}
          size="xs"
          className={limit === "within" ? (classes["stage-left"] ?? "") : ""}
          wrapperProps={{ "data-caption": t(`pipelines.${limit}-head`) }}
          min={1}
          max={3650}
          hideControls
          allowDecimal={false}
          disabled={(option.outcome ?? "open") !== "open"}
          aria-label={`${t(`pipelines.${limit}-text`)}: ${name}`}
          title={t(`pipelines.${limit}-text`)}
          value={option[limit] ?? ""}
          onChange={(value) => onNumber(limit, days(value))}
        />
      ))}
      <ActionIcon
        className={classes["stage-more"] ?? ""}
        variant={demands ? "light" : "subtle"}
        {...(demands ? {} : { color: "gray" })}
        size="sm"
        aria-expanded={isOpen}
        aria-label={t("customisation.option-more", { name })}
        title={t("pipelines.demands")}
        onClick={() => setOpen(!isOpen)}
      >
        <IconChevronDown size={14} className={isOpen ? (classes["turned"] ?? "") : ""} />
      </ActionIcon>
      <ActionIcon
        className={classes["stage-remove"] ?? ""}
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t("pipelines.leave-out", { name })}
        onClick={onRemove}
      >
        <IconX size={14} />
      </ActionIcon>
      {isOpen && (
        <div className={classes["option-more"]}>
          <OptionDemands module={module} self={stage} option={option} onChange={onChange} />
        </div>
      )}
    </>
  );
}

/** Words of the file that mean something else here: `GTXPro` is `GTX Pro`. */
import { ActionIcon, Autocomplete, Button, Select } from "@mantine/core";
import { IconArrowRight, IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { DescribedField } from "../../../model/describe.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import classes from "./columns.module.css";

interface ReplacedValuesProps {
  readonly field: DescribedField;
  /** What stands in the first rows, each once, as suggestions. */
  readonly samples: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}
type Pair = readonly [from: string, to: string];

export function ReplacedValues({ field, samples, values, onChange }: ReplacedValuesProps) {
  const t = useT();
  const text = useLabel();
  const [pairs, setPairs] = useState<readonly Pair[]>(() => Object.entries(values));
  const keep = (next: readonly Pair[]): void => {
    setPairs(next);
    onChange(Object.fromEntries(next.filter(([from, to]) => from !== "" && to !== "")));
  };
  const options = field.options?.map((option) => ({ value: option.value, label: text(option.label) }));
  return (
    <>
      {pairs.map(([from, to], index) => (
        <span key={index} className={classes["pair"]}>
          <Autocomplete
            size="xs"
            aria-label={t("import.replace-from")}
            placeholder={t("import.replace-from")}
            data={[...samples]}
            value={from}
            onChange={(next) => keep(pairs.with(index, [next, to]))}
          />
          <IconArrowRight size={14} aria-hidden />
          {options ? (
            <Select
              size="xs"
              aria-label={t("import.replace-to")}
              placeholder={t("import.replace-to")}
              data={options}
              searchable
              value={to === "" ? null : to}
              onChange={(next) => keep(pairs.with(index, [from, next ?? ""]))}
              nothingFoundMessage={t("picker.nothing")}
            />
          ) : (
            <Autocomplete
              size="xs"
              aria-label={t("import.replace-to")}
              placeholder={t("import.replace-to")}
              value={to}
              onChange={(next) => keep(pairs.with(index, [from, next]))}
            />
          )}
          <ActionIcon size={24} aria-label={t("action.remove")} onClick={() => keep(pairs.toSpliced(index, 1))}>
            <IconX size={14} />
          </ActionIcon>
        </span>
      ))}
      <span>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={12} />}
          onClick={() => setPairs([...pairs, ["", ""]])}
        >
          {t("import.replace")}
        </Button>
      </span>
    </>
  );
}

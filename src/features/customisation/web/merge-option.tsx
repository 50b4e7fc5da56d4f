/** One value of a choice becomes another one, in all records that have it. */
import { Alert, Button, Select } from "@mantine/core";
import { useState } from "react";
import type { DescribedField } from "../../../model/describe.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import classes from "./customisation.module.css";
import { mergeOption, useChange } from "./customisation-api.ts";

interface MergeOptionProps {
  readonly module: string;
  readonly field: DescribedField;
  readonly option: string;
  /** Records that have it; undefined while nobody knows. */
  readonly count: number | undefined;
  /** The field has changes that aren't saved yet. */
  readonly unsaved: boolean;
  readonly onDone: () => void;
}
export function MergeOption({ module, field, option, count, unsaved, onDone }: MergeOptionProps) {
  const t = useT();
  const text = useLabel();
  const [into, setInto] = useState<string | null>(null);
  const merge = useChange((to: string) => mergeOption(module, field.name, { from: option, into: to }));
  const others = (field.options ?? []).filter(({ value }) => value !== option);
  const name = (value: string): string => {
    const found = field.options?.find((one) => one.value === value);
    return found ? text(found.label) : value;
  };
  const send = (): void => {
    if (into !== null)
      merge.mutate(into, {
        onSuccess: () => {
          showToast({ message: t("customisation.merged", { from: name(option), into: name(into) }) });
          onDone();
        },
      });
  };
  return (
    <div className={classes["merge"]}>
      <span className={classes["soft"]}>{count === undefined ? "" : t("customisation.option-count", { count })}</span>
      {others.length > 0 && !field.readOnly && !field.open && (
        <div className={classes["bar"]}>
          <Select
            size="xs"
            searchable
            aria-label={t("customisation.merge-into")}
            placeholder={t("customisation.merge-into")}
            value={into}
            data={others.map(({ value, label }) => ({ value, label: text(label) }))}
            onChange={setInto}
          />
          {into !== null && (
            <Button size="xs" variant="light" loading={merge.isPending} disabled={unsaved} onClick={send}>
              {t("customisation.merge")}
            </Button>
          )}
        </div>
      )}
      {into !== null && (
        <p className={classes["soft"]}>
          {unsaved
            ? t("customisation.save-first")
            : t("customisation.merge-explained", { count: count ?? 0, from: name(option), into: name(into) })}
        </p>
      )}
      {merge.error && (
        <Alert color="red" variant="light" role="alert">
          {errorText(merge.error, t)}
        </Alert>
      )}
    </div>
  );
}

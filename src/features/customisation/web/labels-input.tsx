/** A name in both languages: the reader's own first; the other may wait. */
import { TextInput } from "@mantine/core";
import type { Label, Lang } from "../../../fieldtypes/field-type.ts";
import { LANGUAGE_NAMES, useLang } from "../../../web/i18n.tsx";
import classes from "./customisation.module.css";

export type PartialLabel = Partial<Label>;

interface LabelsInputProps {
  readonly label: string;
  readonly value: PartialLabel;
  readonly onChange: (value: PartialLabel) => void;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
}
export function LabelsInput({ label, value, onChange, error, required = false, autoFocus = false }: LabelsInputProps) {
  const lang = useLang();
  const order: readonly Lang[] = lang === "ru" ? ["ru", "en"] : ["en", "ru"];
  return (
    <div className={classes["pair"]}>
      {order.map((each, i) => (
        <TextInput
          key={each}
          label={i === 0 ? label : `${label} · ${LANGUAGE_NAMES[each]}`}
          placeholder={i === 0 ? "" : (value[order[0] ?? "en"] ?? "")}
          required={required && i === 0}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog that was asked for begins at its name
          autoFocus={autoFocus && i === 0}
          value={value[each] ?? ""}
          error={i === 0 ? error : undefined}
          onChange={({ currentTarget }) => onChange({ ...value, [each]: currentTarget.value })}
        />
      ))}
    </div>
  );
}
/** Without the languages that were left empty. */
export const filledLabel = (value: PartialLabel): PartialLabel =>
  Object.fromEntries(Object.entries(value).filter(([, text]) => text.trim() !== ""));

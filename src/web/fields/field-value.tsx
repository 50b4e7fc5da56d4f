/** One value drawn by its field type, or a dash for nothing: outside of tables. */
import { Suspense } from "react";
import { controlOf } from "../../fieldtypes/controls.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { DescribedField } from "../../model/describe.ts";
import type { RecordData } from "../api/record-data.ts";
import { useT } from "../i18n.tsx";
import { maskIn, MaskedValue } from "./masked-value.tsx";
import { useCellWords } from "./value-context.ts";

interface FieldValueProps {
  readonly field: DescribedField;
  readonly value: Json;
  readonly record?: RecordData | undefined;
  /** One line, as in tables. */
  readonly compact?: boolean;
}
export function FieldValue({ field, value, record, compact = false }: FieldValueProps) {
  const t = useT();
  const words = useCellWords();
  const mask = value === null ? maskIn(record, field.name) : undefined;
  if (mask !== undefined) return <MaskedValue mask={mask} />;
  if (value === null)
    return (
      <span style={{ color: "var(--text-soft)" }} aria-label={t("value.empty")}>
        —
      </span>
    );
  const control = controlOf(field.type);
  const shown = { field, value, record, words };
  if (compact || !control.Display) return control.Cell(shown);
  return (
    <Suspense>
      <control.Display {...shown} />
    </Suspense>
  );
}

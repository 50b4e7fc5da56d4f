/** What the browser half of a field type is: how a value is typed in, and how it is shown. */
import { lazy } from "react";
import type { ComponentType, ReactNode } from "react";
import type { Json, Label, ValueContext } from "../../fieldtypes/field-type.ts";
import type { DescribedField } from "../../model/describe.ts";
import type { RecordData } from "../api/record-data.ts";
import type { Translate } from "../i18n.tsx";

export interface FieldInputProps {
  readonly field: DescribedField;
  /** null: empty. */
  readonly value: Json;
  /** `label`: the words for a value that is only an id. */
  readonly onChange: (value: Json, label?: string) => void;
  readonly error?: string | undefined;
  /** "form": with its label above; "bare" (filters, mapping) and "cell" (in place of the value): the label is for screen readers only. */
  readonly frame?: "form" | "bare" | "cell";
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  /** The record being edited: names of referenced records, currency. */
  readonly record?: RecordData | undefined;
}
export interface FieldCellProps {
  readonly field: DescribedField;
  /** Never null: what is empty isn't drawn. */
  readonly value: Json;
  readonly record?: RecordData | undefined;
}
/** What cells are worded with (`useCellWords`): they are called for each of many rows, and can't ask by themselves. */
export interface CellWords {
  readonly t: Translate;
  readonly text: (label: Label) => string;
  readonly ctx: ValueContext;
}
export interface CellProps extends FieldCellProps {
  readonly words: CellWords;
}
export interface FieldControl {
  readonly Input: ComponentType<FieldInputProps>;
  /** Compact, on one line: in tables. A plain function, called and not mounted: no hooks in it. */
  readonly Cell: (props: CellProps) => ReactNode;
  /** On the record page; the cell's form where absent. */
  readonly Display?: ComponentType<CellProps>;
  /** Takes the whole width of a form or block. */
  readonly wide?: boolean;
  /**
   * How it is edited in place of its value. "line" (where absent): Enter saves. "pick": choosing saves. "panel": takes
   * more room than a line, and Enter may be its own. "never": only in forms.
   */
  readonly inPlace?: "line" | "pick" | "panel" | "never";
  /** On the record page it speaks for itself: its label is for screen readers only. */
  readonly unlabelled?: boolean;
  /** How wide a column is at first, in pixels. */
  readonly columnWidth?: number;
}

/** Inputs are fetched when a form or filter first needs them: no list waits for their code. */
export function lazyInput<Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType<FieldInputProps>>>>,
  name: Name,
): ComponentType<FieldInputProps> {
  return lazy(async () => {
    const input: ComponentType<FieldInputProps> = (await load())[name];
    return { default: input };
  });
}

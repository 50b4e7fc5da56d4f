/** A plain input for a value that people type in their own way: what they type stays while it means the same. */
import { useState } from "react";
import classes from "./lines.module.css";

interface TypedCellProps<V> {
  readonly className: string;
  readonly label: string;
  readonly value: V;
  readonly toText: (value: V) => string;
  /** Undefined: it can't be read. */
  readonly parse: (text: string) => V | undefined;
  /** Said where it can't be read. */
  readonly wrong: string;
  /** What the mouse is told. */
  readonly hint?: string | undefined;
  readonly invalid: boolean;
  readonly onChange: (value: V) => void;
}
export function TypedCell<V>({ className, label, value, toText, parse, wrong, hint, invalid, onChange }: TypedCellProps<V>) {
  const [typed, setTyped] = useState<string>();
  const isUnread = typed !== undefined && parse(typed) === undefined;
  return (
    <span className={`${classes["labelled"]} ${classes[className] ?? ""}`} data-label={label}>
      <input
        className={`${classes["cell"]} ${classes["figure"]}`}
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        aria-invalid={invalid || isUnread}
        title={isUnread ? wrong : hint}
        value={typed ?? toText(value)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          const next = parse(text);
          if (next !== undefined) onChange(next);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </span>
  );
}

/** The box with which rows are chosen: the browser's own, in our dress; a list has many of them and they must cost nothing. */
import classes from "./tick-box.module.css";

interface TickBoxProps {
  readonly label: string;
  readonly checked: boolean;
  /** Some of what it stands for are chosen. */
  readonly partly?: boolean;
  /** Rows are reached by the grid's own keys. */
  readonly inTabOrder?: boolean;
  readonly onToggle: (checked: boolean, range: boolean) => void;
}
const unchanged = (): void => {};

export const TickBox = ({ label, checked, partly = false, inTabOrder = false, onToggle }: TickBoxProps) => (
  <input
    ref={(element) => {
      if (element) element.indeterminate = partly && !checked;
    }}
    type="checkbox"
    className={classes["box"]}
    tabIndex={inTabOrder ? 0 : -1}
    aria-label={label}
    checked={checked}
    onChange={unchanged}
    onClick={(event) => onToggle(event.currentTarget.checked, event.shiftKey)}
  />
);

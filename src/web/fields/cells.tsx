/** How values are shown: one line each, the same in lists, related lists, record pages and history. */
import { IconCheck, IconMinus, IconPaperclip } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { fileUrl } from "../api/files.ts";
import { fileOf, labelOfReference, moduleOfReference, textOf, textsOf } from "../api/record-data.ts";
import { targetsOf } from "../api/modules.ts";
import { optionColor } from "../ui/option-color.ts";
import { RecordLink } from "../ui/record-link.tsx";
import type { CellProps, FieldCellProps } from "./field-control.ts";
import classes from "./fields.module.css";
import { contextIn, formatValue } from "./value-context.ts";

/** Whatever the type's own format says. */
export const FormattedCell = ({ field, value, record, words }: CellProps): ReactNode =>
  formatValue(field, value, contextIn(words.ctx, record));
export const FiguresCell = (props: CellProps): ReactNode => <span className="tabular">{FormattedCell(props)}</span>;
export const LinesDisplay = ({ value }: FieldCellProps) => <div className={classes["lines"]}>{textOf(value)}</div>;

export const EmailCell = ({ value }: FieldCellProps): ReactNode => (
  <a className={classes["link"]} href={`mailto:${textOf(value)}`}>
    {textOf(value)}
  </a>
);
export const PhoneCell = (props: CellProps): ReactNode => (
  <a className={`${classes["link"]} tabular`} href={`tel:${textOf(props.value).replaceAll(/[^+\d]/g, "")}`}>
    {FormattedCell(props)}
  </a>
);
export function UrlCell({ value }: FieldCellProps) {
  const text = textOf(value);
  const href = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  return (
    <a className={classes["link"]} href={href} target="_blank" rel="noopener noreferrer">
      {text.replace(/^https?:\/\//i, "").replace(/\/$/, "")}
    </a>
  );
}

export function ChoiceCell({ field, value, words: { text } }: CellProps): ReactNode {
  const chosen = textOf(value);
  const option = field.options?.find((candidate) => candidate.value === chosen);
  if (!option?.color) return option ? text(option.label) : chosen;
  return (
    <span className={classes["badge"]}>
      <span className={classes["dot"]} style={{ background: optionColor(option.color) }} aria-hidden />
      <span>{text(option.label)}</span>
    </span>
  );
}
export function ChoicesCell({ field, value, words: { text } }: CellProps): ReactNode {
  return (
    <span className={classes["tags"]}>
      {textsOf(value).map((chosen) => {
        const option = field.options?.find((candidate) => candidate.value === chosen);
        return (
          <span key={chosen} className={classes["tag"]}>
            {option ? text(option.label) : chosen}
          </span>
        );
      })}
    </span>
  );
}
export function CheckboxCell({ value, words: { t } }: CellProps): ReactNode {
  const Icon = value === true ? IconCheck : IconMinus;
  return (
    <span className={classes["badge"]}>
      <Icon size={16} aria-hidden />
      <span>{t(value === true ? "value.yes" : "value.no")}</span>
    </span>
  );
}

export function ReferenceCell({ field, value, record, words: { t } }: CellProps): ReactNode {
  const label = labelOfReference(record, field.name);
  const module = moduleOfReference(record, field.name) ?? targetsOf(field)[0];
  // A name that the server keeps back belongs to a record which this user may not open.
  if (label === undefined || module === undefined) return <span>{t("reference.hidden")}</span>;
  return (
    <RecordLink module={module} id={textOf(value)}>
      {label}
    </RecordLink>
  );
}
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
export function UserCell(props: CellProps): ReactNode {
  const label = labelOfReference(props.record, props.field.name);
  return (
    <span className={classes["person"]}>
      {label !== undefined && (
        <span className={classes["avatar"]} aria-hidden>
          {initialsOf(label)}
        </span>
      )}
      {ReferenceCell(props)}
    </span>
  );
}

export function FileCell({ field, value, record, words: { t } }: CellProps): ReactNode {
  return (
    <a className={`${classes["link"]} ${classes["badge"]}`} href={fileUrl(textOf(value))} download>
      <IconPaperclip size={14} aria-hidden />
      <span>{fileOf(record, field.name)?.name ?? t("file.stored")}</span>
    </a>
  );
}
export function ImageDisplay(props: CellProps) {
  const { field, value, record } = props;
  const file = fileOf(record, field.name);
  if (file && !/^image\/(png|jpeg|gif|webp|avif)$/.test(file.type)) return FileCell(props);
  return (
    <a href={fileUrl(textOf(value))}>
      <img className={classes["picture"]} src={fileUrl(textOf(value))} alt={file?.name ?? ""} loading="lazy" />
    </a>
  );
}
/** Without its tags: a table's cell has no room for paragraphs. */
export const RichTextCell = ({ value }: FieldCellProps): ReactNode =>
  new DOMParser().parseFromString(textOf(value), "text/html").body.textContent;

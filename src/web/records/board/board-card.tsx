/** A record on a board: its name, some of its fields, who is at it, how long it stands here and what is next. */
import { useDraggable } from "@dnd-kit/core";
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowRight,
  IconCalendarEvent,
  IconCheckbox,
  IconClockExclamation,
  IconGripVertical,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { MouseEvent } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { daysSince, isOpen, standstillOf } from "../../../model/stages.ts";
import { labelOfReference, textOf } from "../../api/record-data.ts";
import type { RecordData } from "../../api/record-data.ts";
import { dayIn, dayTitle } from "../../days.ts";
import { initialsOf } from "../../fields/cells.tsx";
import { FieldValue } from "../../fields/field-value.tsx";
import { useValueContext } from "../../fields/value-context.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { optionColor } from "../../ui/option-color.ts";
import { fieldAt, referencesOf, useTargets } from "../path-fields.ts";
import type { CardPulse } from "./board-data.ts";
import { keyOfColumn } from "./board-fields.ts";
import type { BoardColumn, BoardPlan } from "./board-fields.ts";
import classes from "./board.module.css";

interface BoardCardProps {
  readonly module: DescribedModule;
  readonly plan: BoardPlan;
  readonly record: RecordData;
  readonly fields: readonly string[];
  readonly pulse: CardPulse | undefined;
  readonly current?: boolean;
  /** Under the pointer, on its way. */
  readonly lifted?: boolean;
  readonly onOpen?: (id: string) => void;
  /** Absent: this user may not move it. */
  readonly columns?: readonly BoardColumn[];
  readonly onMoveTo?: (column: BoardColumn) => void;
}
export function BoardCard({
  module,
  plan,
  record,
  fields,
  pulse,
  current = false,
  lifted = false,
  onOpen,
  columns,
  onMoveTo,
}: BoardCardProps) {
  const t = useT();
  const movable = onMoveTo !== undefined;
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({
    id: lifted ? `${record.id}-lifted` : record.id,
    data: { record },
    disabled: !movable,
  });
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0 || !onOpen) return;
    event.preventDefault();
    onOpen(record.id);
  };
  return (
    <article
      ref={setNodeRef}
      className={classes["card"]}
      data-record={record.id}
      data-current={current || undefined}
      data-dragging={isDragging || undefined}
      data-lifted={lifted || undefined}
      data-movable={movable || undefined}
      {...(movable ? listeners : {})}
    >
      <div className={classes["cardHead"]}>
        <Link
          to="/$module/$id"
          params={{ module: module.name, id: record.id }}
          className={classes["cardName"]}
          onClick={open}
          draggable={false}
          preload={false}
        >
          {record.label}
        </Link>
        {movable && (
          <span className={classes["cardTools"]}>
            <MoveMenu plan={plan} record={record} columns={columns ?? []} onMoveTo={onMoveTo} />
            <button
              type="button"
              ref={setActivatorNodeRef}
              className={classes["handle"]}
              {...attributes}
              aria-label={t("board.move", { name: record.label })}
            >
              <IconGripVertical size={14} aria-hidden />
            </button>
          </span>
        )}
      </div>
      <CardFields module={module} record={record} fields={fields} />
      <CardFoot plan={plan} record={record} pulse={pulse} />
    </article>
  );
}

function CardFields({ module, record, fields }: Pick<BoardCardProps, "module" | "record" | "fields">) {
  const text = useLabel();
  const targets = useTargets(module, referencesOf(fields));
  const shown = fields
    .flatMap((path) => fieldAt(module, path, targets) ?? [])
    // Whose it is, is said by the face in the corner.
    .filter((field) => field.name !== "owner_id" && (record[field.name] ?? null) !== null);
  if (shown.length === 0) return null;
  return (
    <dl className={classes["cardFields"]}>
      {shown.map((field) => (
        <div key={field.name} data-type={field.type}>
          <dt className="visually-hidden">{text(field.label)}</dt>
          <dd title={text(field.label)}>
            <FieldValue field={field} value={record[field.name] ?? null} record={record} compact />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function CardFoot({ plan, record, pulse }: Pick<BoardCardProps, "plan" | "record" | "pulse">) {
  const t = useT();
  const [now] = useState(() => Date.now());
  const owner = labelOfReference(record, "owner_id");
  const option = plan.by.options?.find(({ value }) => value === record[plan.by.name]);
  const still = pulse && standstillOf(option, pulse, now);
  const days = pulse ? daysSince(pulse.since, now) : 0;
  const why = [
    ...(still?.stage === undefined ? [] : [t("board.rot-stage", { count: still.stage })]),
    ...(still?.idle === undefined ? [] : [t("board.rot-idle", { count: still.idle })]),
  ].join(". ");
  return (
    <footer className={classes["cardFoot"]}>
      {pulse && isOpen(option) && <NextStep pulse={pulse} now={now} />}
      {still ? (
        <span className={classes["rot"]} title={why}>
          <IconClockExclamation size={14} aria-hidden />
          <span className="visually-hidden">{why}</span>
          <span aria-hidden>{t("board.days", { count: still.stage ?? still.idle ?? 0 })}</span>
        </span>
      ) : (
        days > 0 && (
          <span className={`${classes["days"]} tabular`} title={t("board.days-text", { count: days })}>
            {t("board.days", { count: days })}
          </span>
        )
      )}
      {owner !== undefined && (
        <span className={classes["face"]} title={owner} role="img" aria-label={owner}>
          {initialsOf(owner)}
        </span>
      )}
    </footer>
  );
}

/** Something is planned; it is late; or nothing is, which wants an eye. */
function NextStep({ pulse, now }: { readonly pulse: CardPulse; readonly now: number }) {
  const t = useT();
  const { lang, timezone } = useValueContext();
  if (!pulse.next)
    return (
      <span className={classes["next"]} data-when="none" title={t("board.next-none")}>
        <IconAlertTriangle size={14} role="img" aria-label={t("board.next-none")} />
      </span>
    );
  const today = dayIn(timezone, new Date(now));
  const day = pulse.next.kind === "task" ? pulse.next.at : dayIn(timezone, new Date(pulse.next.at));
  const late = day < today;
  const Icon = pulse.next.kind === "task" ? IconCheckbox : IconCalendarEvent;
  const words = `${t(`board.next-${pulse.next.kind}`)} · ${dayTitle(day, { t, lang, timezone })}`;
  return (
    <span
      className={classes["next"]}
      data-when={late ? "late" : day === today ? "today" : "later"}
      title={late ? `${t("next.late")}. ${words}` : words}
    >
      <Icon size={14} role="img" aria-label={words} />
      <span className="tabular" aria-hidden>
        {dayTitle(day, { t, lang, timezone })}
      </span>
    </span>
  );
}

interface MoveMenuProps {
  readonly plan: BoardPlan;
  readonly record: RecordData;
  readonly columns: readonly BoardColumn[];
  readonly onMoveTo: (column: BoardColumn) => void;
}
/** The same without dragging: for far columns, small screens and hands that can't drag. */
function MoveMenu({ plan, record, columns, onMoveTo }: MoveMenuProps) {
  const t = useT();
  const text = useLabel();
  const others = columns.filter(({ value }) => value !== null && value !== textOf(record[plan.by.name]));
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <ActionIcon
          size={22}
          aria-label={t("board.move-to", { name: record.label })}
          title={t("board.move-to-short")}
          onMouseDown={(event) => event.stopPropagation()}
        >
          <IconArrowRight size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("board.move-to-short")}</Menu.Label>
        {others.map((column) => (
          <Menu.Item
            key={keyOfColumn(column)}
            leftSection={<span className={classes["dot"]} style={{ background: optionColor(column.option?.color) }} />}
            onClick={() => onMoveTo(column)}
          >
            {column.option ? text(column.option.label) : ""}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

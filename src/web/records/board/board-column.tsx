/** One column of a board: its head with count and sums, and in each lane its cards. */
import { useDroppable } from "@dnd-kit/core";
import { ActionIcon, Button, Menu, NumberInput, Skeleton } from "@mantine/core";
import { IconChevronsLeft, IconChevronsRight, IconDots, IconEyeOff, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedField } from "../../../model/describe.ts";
import { useSession } from "../../api/session.ts";
import { formatValue, useValueContext } from "../../fields/value-context.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { optionColor } from "../../ui/option-color.ts";
import { useOpenCreate } from "../form/create-context.ts";
import { BoardCard } from "./board-card.tsx";
import { keyOfColumn } from "./board-fields.ts";
import { cellId } from "./board-props.ts";
import type { ColumnProps } from "./board-props.ts";
import type { Lane } from "./lanes.ts";
import type { ColumnCards } from "./use-column-cards.ts";
import classes from "./board.module.css";

type WithCards = ColumnProps & { readonly cards: ColumnCards };

export function BoardColumnView(props: WithCards) {
  const { column, rows, settings, plan, cards, groups } = props;
  const text = useLabel();
  const t = useT();
  const key = keyOfColumn(column);
  const folded = (settings.folded ?? []).includes(key);
  const name = column.option ? text(column.option.label) : t("board.no-value");
  const count = (groups ?? []).filter((group) => group.value === column.value).reduce((sum, group) => sum + group.count, 0);
  const limit = settings.limits?.[key];
  if (folded) return <FoldedColumn {...props} name={name} count={count} />;
  return (
    <section className={classes["column"]} aria-label={name} data-over-limit={(limit !== undefined && count > limit) || undefined}>
      <ColumnHead {...props} name={name} count={count} limit={limit} />
      <div className={classes["cells"]}>
        {rows.map((lane) => (
          <Cell key={lane.value ?? ""} {...props} lane={lane} label={plan.lanes ? laneName(plan.lanes, lane, text) : undefined} />
        ))}
        {cards.more && (
          <Button size="compact-sm" variant="subtle" color="gray" fullWidth loading={cards.loadingMore} onClick={cards.loadMore}>
            {t("board.more", { count: Math.max(1, count - cards.cards.length) })}
          </Button>
        )}
      </div>
    </section>
  );
}

const laneName = (field: DescribedField, lane: Lane, text: (label: DescribedField["label"]) => string): string => {
  const option = field.options?.find(({ value }) => value === lane.value);
  return option ? text(option.label) : (lane.label ?? lane.value ?? "");
};

interface HeadProps extends WithCards {
  readonly name: string;
  readonly count: number;
  readonly limit: number | undefined;
}
function ColumnHead({ module, column, plan, groups, settings, onSettings, name, count, limit }: HeadProps) {
  const t = useT();
  const create = useOpenCreate();
  const own = (groups ?? []).filter((group) => group.value === column.value);
  const total = (pick: "sum" | "weighted"): number => own.reduce((sum, group) => sum + Number(group[pick] ?? 0), 0);
  const key = keyOfColumn(column);
  const open = (column.option?.outcome ?? "open") === "open";
  return (
    <header className={classes["head"]} style={{ borderTopColor: optionColor(column.option?.color) }}>
      <div className={classes["headLine"]}>
        <h2 className={classes["headName"]} title={name}>
          {name}
        </h2>
        <span className={`${classes["headCount"]} tabular`} title={limit === undefined ? undefined : t("board.limit-of", { count, limit })}>
          {limit === undefined ? count : `${count} / ${limit}`}
        </span>
        {module.rights.create && (
          <ActionIcon
            size={24}
            aria-label={t("board.add", { to: name })}
            title={t("board.add", { to: name })}
            onClick={() =>
              create({
                module: module.name,
                prefill: {
                  ...(column.value === null ? {} : { [plan.by.name]: column.value }),
                  ...(plan.pipeline === undefined ? {} : { pipeline: plan.pipeline }),
                },
              })
            }
          >
            <IconPlus size={15} />
          </ActionIcon>
        )}
        <ColumnMenu
          name={name}
          limit={limit}
          onFold={() => onSettings({ ...settings, folded: [...(settings.folded ?? []), key] })}
          onHide={() => onSettings({ ...settings, hidden: [...(settings.hidden ?? []), key] })}
          onLimit={(next) => {
            const { [key]: _was, ...others } = settings.limits ?? {};
            onSettings({ ...settings, limits: next === undefined ? others : { ...others, [key]: next } });
          }}
        />
      </div>
      {plan.sum && (
        <div className={`${classes["headSums"]} tabular`}>
          <Sum field={plan.sum} value={total("sum")} />
          {plan.weighted && open && total("weighted") !== total("sum") && (
            <span className={classes["weighted"]} title={t("board.weighted")}>
              ≈ <Sum field={plan.weighted} value={total("weighted")} />
            </span>
          )}
        </div>
      )}
    </header>
  );
}

/** In the company's currency: records of several currencies are added up in it. */
export function Sum({ field, value }: { readonly field: DescribedField; readonly value: number }) {
  const { company } = useSession();
  const ctx = useValueContext({ id: "", version: 0, label: "", currency: company?.currency ?? null });
  const exact: Json = field.type === "integer" ? Math.round(value) : value.toFixed(2);
  return <span>{formatValue(field, exact, ctx)}</span>;
}

interface ColumnMenuProps {
  readonly name: string;
  readonly limit: number | undefined;
  readonly onFold: () => void;
  readonly onHide: () => void;
  readonly onLimit: (limit: number | undefined) => void;
}
function ColumnMenu({ name, limit, onFold, onHide, onLimit }: ColumnMenuProps) {
  const t = useT();
  const [typed, type] = useState<number | string>(limit ?? "");
  return (
    <Menu
      position="bottom-end"
      width={230}
      onClose={() => typed !== (limit ?? "") && onLimit(typeof typed === "number" && typed >= 1 ? typed : undefined)}
    >
      <Menu.Target>
        <ActionIcon size={24} aria-label={t("board.column-menu", { name })}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconChevronsLeft size={16} />} onClick={onFold}>
          {t("board.fold")}
        </Menu.Item>
        <Menu.Item leftSection={<IconEyeOff size={16} />} onClick={onHide}>
          {t("board.hide")}
        </Menu.Item>
        <Menu.Divider />
        <NumberInput
          size="xs"
          p={8}
          label={t("board.limit")}
          placeholder={t("board.no-limit")}
          min={1}
          max={100_000}
          allowDecimal={false}
          value={typed}
          onChange={type}
          onKeyDown={(event) => event.stopPropagation()}
        />
      </Menu.Dropdown>
    </Menu>
  );
}

function FoldedColumn({ column, rows, settings, onSettings, name, count }: WithCards & { readonly name: string; readonly count: number }) {
  const t = useT();
  const lane = rows[0];
  const { setNodeRef, isOver } = useDroppable({ id: lane ? cellId({ column, lane }) : "" });
  const key = keyOfColumn(column);
  return (
    <section ref={setNodeRef} className={classes["folded"]} aria-label={name} data-over={isOver || undefined}>
      <button
        type="button"
        style={{ borderTopColor: optionColor(column.option?.color) }}
        aria-label={t("board.unfold", { name })}
        onClick={() => onSettings({ ...settings, folded: (settings.folded ?? []).filter((each) => each !== key) })}
      >
        <IconChevronsRight size={14} aria-hidden />
        <span className="tabular">{count}</span>
        <span className={classes["foldedName"]}>{name}</span>
      </button>
    </section>
  );
}

function Cell({
  module,
  plan,
  column,
  lane,
  label,
  cards,
  fields,
  columnsShown,
  canMove,
  onMove,
  peek,
  onPeek,
  groups,
}: WithCards & { readonly lane: Lane; readonly label: string | undefined }) {
  const t = useT();
  const { setNodeRef, isOver } = useDroppable({ id: cellId({ column, lane }) });
  const { lanes } = plan;
  const own = lanes ? cards.cards.filter((card) => (card[lanes.name] ?? null) === lane.value) : cards.cards;
  const counted = lanes ? (groups ?? []).find((group) => group.value === column.value && group.lane === lane.value)?.count : undefined;
  return (
    <div ref={setNodeRef} className={classes["cell"]} data-over={isOver || undefined}>
      {label !== undefined && (
        <h3 className={classes["laneName"]}>
          <span>{label === "" ? t("board.no-value") : label}</span>
          <span className="tabular">{counted ?? 0}</span>
        </h3>
      )}
      {cards.pending && <Skeleton height={72} radius={8} />}
      {own.map((record) => (
        <BoardCard
          key={record.id}
          module={module}
          plan={plan}
          record={record}
          fields={fields}
          pulse={cards.pulses?.get(record.id)}
          current={record.id === peek}
          onOpen={onPeek}
          {...(canMove(record) ? { columns: columnsShown, onMoveTo: (to: typeof column) => onMove(record, { column: to, lane }) } : {})}
        />
      ))}
      {!cards.pending && own.length === 0 && <span className={classes["emptyCell"]}>{t("board.empty")}</span>}
    </div>
  );
}

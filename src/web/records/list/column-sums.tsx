/** The figures under a list: for each column one that its user chose, over all records that the list shows. */
import { Menu } from "@mantine/core";
import { IconCheck, IconSum } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ReactNode } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { fieldType } from "../../../fieldtypes/index.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../api/record-data.ts";
import { SUM_FUNCTIONS, sumsQuery } from "../../api/records.ts";
import type { ListRequest, SumFunction } from "../../api/records.ts";
import { formatValue, useValueContext } from "../../fields/value-context.ts";
import { useT } from "../../i18n.tsx";
import type { GridColumn } from "../../ui/grid-props.ts";
import { fieldAt, referencesOf, useTargets } from "../path-fields.ts";
import classes from "./list.module.css";

type Chosen = Readonly<Record<string, SumFunction>>;

const offered = (field: DescribedField): readonly SumFunction[] => {
  const { family } = fieldType(field.type);
  if (family === "number") return SUM_FUNCTIONS;
  return family === "date" ? ["count", "min", "max"] : ["count"];
};

interface SumsOptions {
  readonly columns: readonly string[];
  readonly request: Pick<ListRequest, "filter" | "q">;
  /** Undefined: no figures are shown. */
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen) => void;
}
/** What the grid draws at the foot of a column; undefined: no foot. */
export function useColumnSums(module: DescribedModule, { columns, request, chosen, onChoose }: SumsOptions) {
  const targets = useTargets(module, referencesOf(columns));
  const measures = useMemo(() => columns.flatMap((field) => (chosen?.[field] ? [{ field, fn: chosen[field] }] : [])), [columns, chosen]);
  const { data = {} } = useQuery(
    sumsQuery(module.name, { ...(request.filter ? { filter: request.filter } : {}), q: request.q ?? "" }, measures),
  );
  if (!chosen) return undefined;
  return (column: GridColumn<RecordData>): ReactNode => {
    const field = fieldAt(module, column.id, targets);
    if (!field) return null;
    const fn = chosen[column.id];
    const value = fn === "count" ? data["count"] : data[`${fn}_${column.id.replaceAll(".", "_")}`];
    return (
      <ColumnSum
        field={field}
        label={column.label}
        fn={fn}
        value={value}
        onChoose={(next) => {
          const { [column.id]: _, ...others } = chosen;
          onChoose(next === undefined ? others : { ...others, [column.id]: next });
        }}
      />
    );
  };
}

interface ColumnSumProps {
  readonly field: DescribedField;
  readonly label: string;
  readonly fn: SumFunction | undefined;
  readonly value: Json | undefined;
  readonly onChoose: (fn: SumFunction | undefined) => void;
}
function ColumnSum({ field, label, fn, value, onChoose }: ColumnSumProps) {
  const t = useT();
  const ctx = useValueContext();
  const shown =
    value === undefined || value === null
      ? "—"
      : fn === "count" || typeof value === "number"
        ? new Intl.NumberFormat(ctx.lang, { maximumFractionDigits: 2 }).format(Number(value))
        : formatValue(field, value, ctx);
  return (
    <Menu position="top-start">
      <Menu.Target>
        <button
          type="button"
          className={classes["sum"]}
          aria-label={t("sums.of", { name: label, value: fn ? `${t(`sums.${fn}`)} ${shown}` : t("value.empty") })}
        >
          {fn ? (
            <>
              {t(`sums.${fn}`)}
              <span className={classes["sumValue"]}>{shown}</span>
            </>
          ) : (
            <IconSum size={14} aria-hidden />
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered(field).map((each) => (
          <Menu.Item
            key={each}
            rightSection={each === fn ? <IconCheck size={14} /> : null}
            onClick={() => onChoose(each === fn ? undefined : each)}
          >
            {t(`sums.${each}`)}
          </Menu.Item>
        ))}
        {fn && <Menu.Item onClick={() => onChoose(undefined)}>{t("sums.none")}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The figure under one column, and the choice of it. */
import { Menu } from "@mantine/core";
import { IconCheck, IconSum } from "@tabler/icons-react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { fieldType } from "../../../fieldtypes/index.ts";
import type { DescribedField } from "../../../model/describe.ts";
import { SUM_FUNCTIONS } from "../../api/records.ts";
import type { SumFunction } from "../../api/records.ts";
import { formatValue, useValueContext } from "../../fields/value-context.ts";
import { useT } from "../../i18n.tsx";
import classes from "./list.module.css";

const offered = (field: DescribedField): readonly SumFunction[] => {
  const { family } = fieldType(field.type);
  if (family === "number") return SUM_FUNCTIONS;
  return family === "date" ? ["count", "min", "max"] : ["count"];
};

interface ColumnSumProps {
  readonly field: DescribedField;
  readonly label: string;
  readonly fn: SumFunction | undefined;
  readonly value: Json | undefined;
  readonly onChoose: (fn: SumFunction | undefined) => void;
}
export function ColumnSum({ field, label, fn, value, onChoose }: ColumnSumProps) {
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

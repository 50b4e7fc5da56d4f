/** Prices by quantity: a row for each, and one more at the press of a button. */
import { ActionIcon, Button, Input } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { priceBreaksOf } from "../../../fieldtypes/price_breaks.ts";
import type { DescribedField } from "../../../model/describe.ts";
import type { FieldInputProps } from "../../../web/fields/field-control.ts";
import { useInputFrame } from "../../../web/fields/input-frame.ts";
import { DecimalInput, MoneyInput } from "../../../web/fields/number-input.tsx";
import { useLabel, useT } from "../../../web/i18n.tsx";
import classes from "./lines.module.css";

interface Row {
  readonly key: number;
  readonly from: Json;
  readonly price: Json;
}
const part = (name: string, type: "decimal" | "money", label: DescribedField["label"]): DescribedField => ({
  name,
  type,
  label,
  block: "",
  custom: false,
  system: false,
  access: "edit",
  operators: [],
  sortable: false,
});
const FROM = part("from", "decimal", { en: "From quantity", ru: "От количества" });
const PRICE = part("price", "money", { en: "Price", ru: "Цена" });

export function PriceBreaksInput(props: FieldInputProps) {
  const t = useT();
  const text = useLabel();
  const { label, error } = useInputFrame(props);
  const made = useRef(0);
  const row = (from: Json, price: Json): Row => ({ key: ++made.current, from, price });
  const [rows, setRows] = useState<readonly Row[]>(() => {
    const known = priceBreaksOf(props.value).map(({ from, price }, key) => ({ key: -key - 1, from, price }));
    return known.length > 0 ? known : [{ key: 0, from: null, price: null }];
  });
  const update = (next: readonly Row[]): void => {
    setRows(next);
    // A row that is half filled in goes along: the server says what is missing.
    const filled = next.filter(({ from, price }) => from !== null || price !== null).map(({ from, price }) => ({ from, price }));
    props.onChange(filled.length === 0 ? null : filled);
  };
  const change = (key: number, values: Partial<Row>): void =>
    update(rows.map((each) => (each.key === key ? { ...each, ...values } : each)));
  const input = { record: props.record, frame: "bare" } as const;
  return (
    <Input.Wrapper label={label} error={error} labelElement="div" role="group" aria-label={text(props.field.label)}>
      <div className={classes["breaks"]} data-enter="save">
        <span className={classes["breaksHead"]}>{t("prices.from")}</span>
        <span className={classes["breaksHead"]}>{t("prices.price")}</span>
        <span />
        {rows.map(({ key, from, price }) => (
          <div key={key} className={classes["break"]}>
            <DecimalInput {...input} field={FROM} value={from} onChange={(next) => change(key, { from: next })} />
            <MoneyInput {...input} field={PRICE} value={price} onChange={(next) => change(key, { price: next })} />
            <ActionIcon
              size={28}
              aria-label={t("prices.remove-break")}
              title={t("prices.remove-break")}
              onClick={() => update(rows.filter((each) => each.key !== key))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        ))}
        <Button variant="subtle" size="xs" leftSection={<IconPlus size={14} />} onClick={() => setRows([...rows, row(null, null)])}>
          {t("prices.add-break")}
        </Button>
      </div>
    </Input.Wrapper>
  );
}

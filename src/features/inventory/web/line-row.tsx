/** One line being edited. Look-ups and menus are drawn for the row in hand alone, so that 500 rows stay light. */
import { Menu, MultiSelect } from "@mantine/core";
import { IconCopy, IconDotsVertical, IconGripVertical, IconSquareCheck, IconSquare, IconTrash } from "@tabler/icons-react";
import { memo } from "react";
import { formatMoney } from "../../../model/format/numbers.ts";
import type { Tax } from "../../../model/sales/tax.ts";
import type { LineKind } from "../../../model/sales/totals.ts";
import type { DescribedField } from "../../../model/describe.ts";
import { ReferenceInput } from "../../../web/fields/reference-input.tsx";
import { useLang, useT } from "../../../web/i18n.tsx";
import { unitOf } from "../print/units.ts";
import { discountText, groupedText, offersText, typedDiscount, typedNumber, type FormLine } from "./line-model.ts";
import { useSortableRow } from "../../../web/ui/use-sortable-row.ts";
import { TypedCell } from "./typed-cell.tsx";
import classes from "./lines.module.css";

export type LineChange = Partial<FormLine> | "remove" | "duplicate";

export interface LineRowProps {
  readonly line: FormLine;
  readonly at: number;
  readonly amount: string;
  /** The field that is wrong. */
  readonly fault: string | undefined;
  readonly currency: string;
  /** Undefined: the document is taxed as a whole. */
  readonly taxes: ReadonlyMap<string, Tax> | undefined;
  readonly active: boolean;
  readonly onActivate: (key: string) => void;
  readonly onChange: (key: string, change: LineChange) => void;
}

export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { line, at, onActivate, onChange } = props;
  const t = useT();
  const { row, handle } = useSortableRow(line.key);
  return (
    <div
      {...row}
      className={classes["row"]}
      role="group"
      aria-label={`${at + 1}. ${line.description ?? ""}`}
      data-line={line.kind}
      data-optional={line.optional || undefined}
      onFocusCapture={() => onActivate(line.key)}
    >
      <button type="button" {...handle} className={classes["handle"]} aria-label={t("lines.drag", { place: at + 1 })}>
        <IconGripVertical size={16} />
      </button>
      {line.kind === "heading" ? <Title {...props} /> : <Figures {...props} />}
      <LineMenu lineKey={line.key} kind={line.kind} optional={line.optional} at={at} onChange={onChange} />
    </div>
  );
});

function Title({ line, onChange }: LineRowProps) {
  const t = useT();
  return (
    <div className={`${classes["item"]} ${classes["title"]}`}>
      <input
        className={classes["cell"]}
        value={line.description ?? ""}
        placeholder={t("lines.heading")}
        aria-label={t("lines.heading")}
        autoFocus={line.description === null}
        onChange={(event) => onChange(line.key, { description: event.currentTarget.value || null })}
      />
    </div>
  );
}

function Figures(props: LineRowProps) {
  const { line, amount, fault, currency, taxes, active, onChange, onActivate } = props;
  const t = useT();
  const lang = useLang();
  const number = (name: "quantity" | "unit_price", label: string, place: string) => (
    <TypedCell
      className={place}
      label={label}
      value={line[name] ?? ""}
      toText={(value) => groupedText(value, lang)}
      parse={(text) => {
        const typed = typedNumber(text, lang);
        return typed === "" ? "0" : typed;
      }}
      wrong={t("lines.wrong-number")}
      hint={name === "unit_price" && line.prices ? offersText(line.prices, currency, lang) : undefined}
      invalid={fault === name}
      onChange={(value) => onChange(line.key, { [name]: value })}
    />
  );
  return (
    <>
      <Item {...props} />
      {number("quantity", t("lines.quantity"), "quantity")}
      <span className={`${classes["plain"]} ${classes["unit"]}`}>{line.unit === null ? "" : unitOf(line.unit, lang).name}</span>
      {number("unit_price", t("lines.price"), "price")}
      <TypedCell
        className="discount"
        label={t("lines.discount")}
        value={line.discount}
        toText={(discount) => discountText(discount, lang)}
        parse={(text) => typedDiscount(text, lang)}
        wrong={t("lines.wrong-discount")}
        invalid={fault === "discount"}
        onChange={(discount) => onChange(line.key, { discount })}
      />
      {taxes && (
        <Taxes
          lineKey={line.key}
          chosen={line.tax_ids ?? NO_TAXES}
          active={active}
          taxes={taxes}
          onChange={onChange}
          onActivate={onActivate}
        />
      )}
      <span className={classes["amount"]}>{formatMoney(amount, currency, lang)}</span>
      {fault === "tax_ids" && <FaultyTax />}
    </>
  );
}

function FaultyTax() {
  const t = useT();
  return (
    <span className={classes["fault"]} data-row role="alert">
      {t("lines.taxes")}: ?
    </span>
  );
}

/** The look-up as a form's reference field, without a field. */
const lookUp = (name: "product_id" | "service_id", target: string, label: DescribedField["label"]): DescribedField => ({
  name,
  type: "reference",
  label,
  targets: [target],
  block: "",
  custom: false,
  system: false,
  access: "edit",
  operators: [],
  sortable: false,
});
const LOOK_UPS = {
  product: lookUp("product_id", "products", { en: "Product", ru: "Товар" }),
  service: lookUp("service_id", "services", { en: "Service", ru: "Услуга" }),
};

function Item({ line, active, fault, onChange, onActivate }: LineRowProps) {
  const t = useT();
  if (!active)
    return (
      <div className={classes["item"]}>
        <button type="button" className={`${classes["cell"]} ${classes["words"]}`} onClick={() => onActivate(line.key)}>
          {line.description ?? t("lines.item")}
        </button>
        {line.optional && <span className={classes["note"]}>{t("lines.optional")}</span>}
      </div>
    );
  const field = line.kind === "product" || line.kind === "service" ? LOOK_UPS[line.kind] : undefined;
  const id = line.product_id ?? line.service_id;
  return (
    <div className={classes["item"]}>
      {field && (
        <ReferenceInput
          field={field}
          frame="bare"
          value={id}
          autoFocus={id === null}
          error={fault === field.name ? "?" : undefined}
          onChange={(next) => typeof next === "string" && onChange(line.key, { [field.name]: next })}
        />
      )}
      {(!field || id !== null) && (
        <textarea
          className={classes["cell"]}
          rows={1}
          value={line.description ?? ""}
          placeholder={t("lines.description")}
          aria-label={t("lines.description")}
          autoFocus={!field && line.description === null}
          onChange={(event) => onChange(line.key, { description: event.currentTarget.value || null })}
        />
      )}
      {line.optional && <span className={classes["note"]}>{t("lines.optional")}</span>}
    </div>
  );
}

const NO_TAXES: readonly string[] = [];
interface TaxesProps extends Pick<LineRowProps, "active" | "onChange" | "onActivate"> {
  readonly lineKey: string;
  readonly chosen: readonly string[];
  readonly taxes: ReadonlyMap<string, Tax>;
}
/** Its look-up costs more than all figures of a line together: it is drawn when the taxes change. */
const Taxes = memo(function Taxes({ lineKey, chosen, active, taxes, onChange, onActivate }: TaxesProps) {
  const t = useT();
  const lang = useLang();
  const nameOf = (id: string): string => taxes.get(id)?.label[lang] ?? id;
  if (!active)
    return (
      <button
        type="button"
        className={`${classes["cell"]} ${classes["taxes"]}`}
        aria-label={`${t("lines.taxes")}: ${chosen.map(nameOf).join(", ")}`}
        onClick={() => onActivate(lineKey)}
      >
        {chosen.map(nameOf).join(", ") || "—"}
      </button>
    );
  return (
    <MultiSelect
      className={classes["taxes"] ?? ""}
      size="xs"
      aria-label={t("lines.taxes")}
      data={[...taxes.values()]
        .filter((tax) => tax.active || chosen.includes(tax.id))
        .map((tax) => ({ value: tax.id, label: tax.label[lang] }))}
      value={[...chosen]}
      onChange={(tax_ids) => onChange(lineKey, { tax_ids })}
      comboboxProps={{ width: 240, position: "bottom-end" }}
    />
  );
});

interface LineMenuProps extends Pick<LineRowProps, "at" | "onChange"> {
  readonly lineKey: string;
  readonly kind: LineKind;
  readonly optional: boolean;
}
/** It has nothing to do with the figures that are typed. */
const LineMenu = memo(function LineMenu({ lineKey, kind, optional, at, onChange }: LineMenuProps) {
  const t = useT();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={classes["more"]} aria-label={t("lines.menu", { place: at + 1 })}>
          <IconDotsVertical size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {kind !== "heading" && (
          <Menu.Item
            leftSection={optional ? <IconSquareCheck size={16} /> : <IconSquare size={16} />}
            onClick={() => onChange(lineKey, { optional: !optional })}
          >
            {t("lines.optional")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => onChange(lineKey, "duplicate")}>
          {t("lines.duplicate")}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => onChange(lineKey, "remove")}>
          {t("lines.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
});

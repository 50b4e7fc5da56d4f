/**
 * The lines of a document in its form: goods are looked up and bring price, unit and taxes; every keystroke shows what
 * the whole comes to, by the very function that the server computes with.
 */
import { Button, Input } from "@mantine/core";
import { IconHeading, IconPackage, IconPencilPlus, IconTools } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { documentInput, type DocumentSettings } from "../../../model/sales/document-input.ts";
import { documentFaults } from "../../../model/sales/faults.ts";
import { priceFor } from "../../../model/sales/price-breaks.ts";
import { computeTotals, type DocumentTotals, type LineKind } from "../../../model/sales/totals.ts";
import type { Label } from "../../../fieldtypes/field-type.ts";
import { textOf, type Values } from "../../../web/api/record-data.ts";
import type { FieldInputProps } from "../../../web/fields/field-control.ts";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { useValuesAround } from "../../../web/records/form/form-context.ts";
import { LineGroups, RowSource } from "./line-groups.tsx";
import { fromFormLines, lineOf, moved, repriced, toFormLines, type FormLine } from "./line-model.ts";
import type { LineChange } from "./line-row.tsx";
import { askPrice, salesSettingsQuery } from "./sales-api.ts";
import { SortableLines } from "./sortable-lines.tsx";
import { TotalsSummary } from "./totals-summary.tsx";
import classes from "./lines.module.css";

const today = (timezone: string): string => new Intl.DateTimeFormat("en-CA", { timeZone: timezone }).format(new Date());

interface Computed {
  readonly totals: DocumentTotals;
  /** Codes of what is wrong, by the path of the field. */
  readonly faults: ReadonlySet<string>;
}
function compute(
  settings: DocumentSettings,
  lines: readonly FormLine[],
  document: { row: Values; currency: string; date: string },
): Computed {
  const { input, faults } = documentInput(settings, { ...document, lines });
  return { totals: computeTotals(input), faults: new Set([...faults, ...documentFaults(input)].map(({ field }) => field)) };
}

export function LinesInput(props: FieldInputProps) {
  const text = useLabel();
  const around = useValuesAround();
  // Lines are part of a whole document: in a filter or a mapping there is nothing to edit.
  if (!around) return <span>{text(props.field.label)}</span>;
  return <LinesEditor {...props} values={around} />;
}

function LinesEditor({ field, value, onChange, error, record, values }: FieldInputProps & { readonly values: Values }) {
  const text = useLabel();
  const { currency, timezone } = useValueContext(record);
  const settings = useQuery(salesSettingsQuery).data;
  const date = textOf(values["invoice_date"]) || textOf(values["document_date"]) || today(timezone);
  const { lines, update, change, add, active, setActive } = useLines(value, onChange, { values, currency, date });
  const computed = useMemo(
    () => settings && compute(settings, lines, { row: values, currency, date }),
    [settings, lines, values, currency, date],
  );
  const isGroup = values["tax_mode"] === "group";
  const move = useCallback((from: number, to: number) => update((before) => moved(before, from, to)), [update]);
  // The same array while one types.
  const order = lines.map((line) => line.key).join(" ");
  const keys = useMemo(() => (order === "" ? [] : order.split(" ")), [order]);
  const [source] = useState(() => new RowSource());
  const rows = useMemo(() => <LineGroups source={source} />, [source]);
  useLayoutEffect(() =>
    source.set(
      lines.map((line, at) => ({
        line,
        at,
        amount: computed?.totals.lines[at]?.net ?? "0",
        fault: faultOf(computed, at),
        currency,
        taxes: isGroup ? undefined : settings?.taxes,
        active: active === line.key,
        onActivate: setActive,
        onChange: change,
      })),
    ),
  );
  return (
    // No Input.Wrapper: the context that it sets would be looked for in all rows at each key.
    <div>
      <Input.Label labelElement="div">{text(field.label)}</Input.Label>
      <div className={classes["editor"]} data-group={isGroup || undefined}>
        {lines.length === 0 ? <Empty /> : <Head isGroup={isGroup} />}
        <SortableLines keys={keys} onMove={move}>
          {rows}
        </SortableLines>
        <div className={classes["foot"]}>
          <Adders onAdd={add} />
          {computed && lines.length > 0 && <LiveTotals totals={computed.totals} settings={settings} currency={currency} />}
        </div>
      </div>
      {error !== undefined && <Input.Error>{error}</Input.Error>}
    </div>
  );
}

/** The one field of a line that is wrong: "quantity". */
function faultOf(computed: Computed | undefined, at: number): string | undefined {
  const prefix = `lines.${at}.`;
  for (const field of computed?.faults ?? []) if (field.startsWith(prefix)) return field.slice(prefix.length);
  return undefined;
}

interface DocumentValues {
  readonly values: Values;
  readonly currency: string;
  readonly date: string;
}
/** The lines and what can be done with them. Handlers stay the same, so that typing in one row draws that row alone. */
function useLines(value: FieldInputProps["value"], onChange: FieldInputProps["onChange"], document: DocumentValues) {
  const [lines, setLines] = useState(() => toFormLines(value));
  const [active, setActive] = useState<string>();
  const latest = useRef({ lines, onChange, document });
  useLayoutEffect(() => {
    latest.current = { ...latest.current, onChange, document };
  });
  const update = useCallback((next: (before: readonly FormLine[]) => readonly FormLine[]): void => {
    const after = next(latest.current.lines);
    latest.current.lines = after;
    setLines(after);
    latest.current.onChange(fromFormLines(after));
  }, []);
  const ask = useCallback((field: "product_id" | "service_id", id: string) => {
    const { values, currency, date } = latest.current.document;
    return askPrice({
      [field]: id,
      currency,
      date,
      organization_id: textOf(values["organization_id"]) || undefined,
      price_book_id: textOf(values["price_book_id"]) || undefined,
    }).catch(() => undefined);
  }, []);
  const fillIn = useCallback(
    async (key: string, id: string, field: "product_id" | "service_id"): Promise<void> => {
      const asked = await ask(field, id);
      // Without a price (no rate, no book) the line stays open: the server says what is missing when it is saved.
      if (!asked) return;
      update((before) =>
        before.map((each) =>
          each.key === key
            ? {
                ...each,
                description: asked.name ?? "",
                unit: asked.unit,
                unit_price: priceFor(asked.prices, each.quantity)?.price ?? null,
                tax_ids: asked.tax_ids,
                prices: asked.prices,
              }
            : each,
        ),
      );
    },
    [ask, update],
  );
  /** Of a line that was there before the form: what its goods cost by quantity, so that its price can follow. */
  const learn = useCallback(
    async (line: FormLine): Promise<void> => {
      const id = line.product_id ?? line.service_id;
      // What continues another document keeps the price that was agreed on there.
      if (id === null || line.prices || line.source_line_id !== null) return;
      const asked = await ask(line.product_id === null ? "service_id" : "product_id", id);
      if (!asked) return;
      const known = (each: FormLine): FormLine => repriced({ ...each, prices: asked.prices }, { ...each, quantity: line.quantity });
      update((before) => before.map((each) => (each.key === line.key && !each.prices ? known(each) : each)));
    },
    [ask, update],
  );
  const change = useCallback(
    (key: string, next: LineChange): void => {
      if (next === "remove") return update((before) => before.filter((line) => line.key !== key));
      if (next === "duplicate")
        return update((before) =>
          before.flatMap((line) => (line.key === key ? [line, { ...line, ...lineOf(line.kind), ...contentOf(line) }] : [line])),
        );
      const old = latest.current.lines.find((line) => line.key === key);
      update((before) => before.map((line) => (line.key === key ? repriced({ ...line, ...next }, line) : line)));
      if (old && next.quantity !== undefined) void learn(old);
      if (next.product_id) void fillIn(key, next.product_id, "product_id");
      if (next.service_id) void fillIn(key, next.service_id, "service_id");
    },
    [update, fillIn, learn],
  );
  const add = (kind: LineKind): void => {
    const line = lineOf(kind);
    update((before) => [...before, line]);
    setActive(line.key);
  };
  return { lines, update, change, add, active, setActive };
}

/** What a copy of a line takes over: not its identity, nor what it continues. */
function contentOf({ key: _key, id: _id, source_line_id: _source, ...content }: FormLine): Partial<FormLine> {
  return content;
}

function Empty() {
  const t = useT();
  return <div className={classes["empty"]}>{t("lines.empty")}</div>;
}

function Head({ isGroup }: { readonly isGroup: boolean }) {
  const t = useT();
  return (
    <div className={classes["head"]} aria-hidden>
      <span />
      <span>{t("lines.item")}</span>
      <span className={classes["end"]}>{t("lines.quantity")}</span>
      <span>{t("lines.unit")}</span>
      <span className={classes["end"]}>{t("lines.price")}</span>
      <span className={classes["end"]}>{t("lines.discount")}</span>
      {!isGroup && <span>{t("lines.taxes")}</span>}
      <span className={classes["end"]}>{t("lines.amount")}</span>
      <span />
    </div>
  );
}

function Adders({ onAdd }: { readonly onAdd: (kind: LineKind) => void }) {
  const t = useT();
  const button = (kind: LineKind, label: string, icon: ReactNode) => (
    <Button variant="default" size="xs" leftSection={icon} onClick={() => onAdd(kind)}>
      {label}
    </Button>
  );
  return (
    <div className={classes["adders"]}>
      {button("product", t("lines.add-product"), <IconPackage size={15} />)}
      {button("service", t("lines.add-service"), <IconTools size={15} />)}
      {button("text", t("lines.add-text"), <IconPencilPlus size={15} />)}
      {button("heading", t("lines.add-heading"), <IconHeading size={15} />)}
    </div>
  );
}

interface LiveTotalsProps {
  readonly totals: DocumentTotals;
  readonly settings: DocumentSettings | undefined;
  readonly currency: string;
}
function LiveTotals({ totals, settings, currency }: LiveTotalsProps) {
  const nameOf = (id: string, rate: string | null): Label => {
    const label = settings?.taxes.get(id)?.label ?? { en: id, ru: id };
    const suffix = (name: string, shown: string): string => (rate === null || name.includes(shown) ? name : `${name} ${shown}%`);
    return { en: suffix(label.en, rate ?? ""), ru: suffix(label.ru, (rate ?? "").replace(".", ",")) };
  };
  return (
    <TotalsSummary
      currency={currency}
      summary={{
        subtotal: totals.subtotal,
        discount: totals.discount_amount,
        shipping: totals.shipping_amount,
        taxes: totals.taxes.map(({ id, rate, amount }) => ({ label: nameOf(id, rate), amount })),
        adjustment: totals.adjustment,
        total: totals.total,
      }}
    />
  );
}

/** Settings: taxes with their rates by region and day, how they are rounded, and what happens below zero stock. */
import { ActionIcon, Button, Checkbox, Group, SegmentedControl, Select, Switch, TextInput } from "@mantine/core";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { TAX_METHODS, taxOn, type Tax, type TaxMethod, type TaxRate } from "../../../model/sales/tax.ts";
import { request } from "../../../web/api/client.ts";
import { faultOf } from "../../../web/api/problem.ts";
import { useSession } from "../../../web/api/session.ts";
import { DayInput } from "../../../web/fields/date-input.tsx";
import { useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { FormDialog } from "../../../web/ui/form-dialog.tsx";
import classes from "../../../web/settings/settings.module.css";
import { decimalText, typedNumber } from "./line-model.ts";

interface SalesSettings {
  readonly rounding: "line" | "document";
  readonly stock_below_zero: "warn" | "refuse";
  readonly country: string;
  readonly taxes: readonly Tax[];
}
const settingsQuery = queryOptions({
  queryKey: ["sales", "settings", "whole"],
  queryFn: async ({ signal }) => (await request<{ readonly data: SalesSettings }>("/sales/settings", { signal })).data,
});

function useSalesSave<Input>(send: (input: Input) => Promise<unknown>, onDone?: () => void) {
  const t = useT();
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["sales"] });
      showToast({ message: t("settings.saved") });
      onDone?.();
    },
  });
}
const saveTax = ({ id, ...tax }: Tax): Promise<unknown> => request(`/admin/taxes/${id}`, { method: "PUT", body: tax });

export function TaxSettings() {
  const t = useT();
  const { data } = useSuspenseQuery(settingsQuery);
  const [edited, edit] = useState<Tax>();
  return (
    <>
      <Rules data={data} />
      <Group justify="flex-end">
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => edit(NEW_TAX)}>
          {t("taxes.add")}
        </Button>
      </Group>
      <Taxes data={data} onEdit={edit} />
      {edited && <TaxDialog tax={edited} onClose={() => edit(undefined)} />}
    </>
  );
}
const NEW_TAX: Tax = {
  id: "",
  label: { en: "", ru: "" },
  method: "simple",
  included: false,
  calculated: false,
  exempt: false,
  active: true,
  rates: [{ region: null, valid_from: "2000-01-01", rate: "" }],
};

function Rules({ data: { rounding, stock_below_zero: below } }: { readonly data: SalesSettings }) {
  const t = useT();
  const save = useSalesSave((body: Partial<SalesSettings>) => request("/admin/sales", { method: "PATCH", body }));
  return (
    <div className={classes["panel"]}>
      <Group justify="space-between">
        <span>{t("taxes.rounding")}</span>
        <SegmentedControl
          aria-label={t("taxes.rounding")}
          data={(["line", "document"] as const).map((value) => ({ value, label: t(`taxes.rounding.${value}`) }))}
          value={rounding}
          onChange={(value) => save.mutate({ rounding: value as "line" | "document" })}
        />
      </Group>
      <Group justify="space-between">
        <span>{t("taxes.stock")}</span>
        <SegmentedControl
          aria-label={t("taxes.stock")}
          data={(["warn", "refuse"] as const).map((value) => ({ value, label: t(`taxes.stock.${value}`) }))}
          value={below}
          onChange={(value) => save.mutate({ stock_below_zero: value as "warn" | "refuse" })}
        />
      </Group>
    </div>
  );
}

function Taxes({ data, onEdit }: { readonly data: SalesSettings; readonly onEdit: (tax: Tax) => void }) {
  const t = useT();
  const say = useLabel();
  const lang = useLang();
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const save = useSalesSave(saveTax);
  const { company } = useSession();
  const region = company?.country ?? data.country;
  return (
    <div className={classes["table"]}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("taxes.name")}</th>
            <th scope="col" data-numeric>
              {t("taxes.rate-now")}
            </th>
            <th scope="col" data-wide>
              {t("taxes.method")}
            </th>
            <th scope="col">{t("taxes.active")}</th>
            <th scope="col" aria-label={t("action.edit")} />
          </tr>
        </thead>
        <tbody>
          {data.taxes.map((tax) => {
            const rate = taxOn(tax, today, region)?.rate ?? null;
            return (
              <tr key={tax.id}>
                <td>{say(tax.label)}</td>
                <td data-numeric>{rate === null ? "—" : `${decimalText(rate, lang)} %`}</td>
                <td data-wide>{tax.exempt ? t("taxes.exempt") : t(`taxes.method.${tax.method}`)}</td>
                <td>
                  <Switch
                    size="xs"
                    aria-label={`${t("taxes.active")}: ${say(tax.label)}`}
                    checked={tax.active}
                    onChange={(event) => save.mutate({ ...tax, active: event.currentTarget.checked })}
                  />
                </td>
                <td>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`${t("action.edit")}: ${say(tax.label)}`}
                    onClick={() => onEdit(tax)}
                  >
                    <IconPencil size={16} aria-hidden />
                  </ActionIcon>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A name for the API out of the English one. */
const idOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^[^a-z]+|_+$/g, "")
    .slice(0, 40) || `tax_${Date.now() % 1_000_000}`;

function TaxDialog({ tax, onClose }: { readonly tax: Tax; readonly onClose: () => void }) {
  const t = useT();
  const say = useLabel();
  const [draft, setDraft] = useState(tax);
  const set = (part: Partial<Tax>): void => setDraft({ ...draft, ...part });
  const isNew = tax.id === "";
  const save = useSalesSave((next: Tax) => saveTax(isNew ? { ...next, id: idOf(next.label.en) } : next), onClose);
  const fault = (field: string): string | undefined => faultOf(save.error, field);
  return (
    <FormDialog
      title={isNew ? t("taxes.add") : say(tax.label)}
      size="lg"
      action={t("action.save")}
      onSubmit={() => save.mutate(draft)}
      onClose={onClose}
      busy={save.isPending}
    >
      <Group grow align="start">
        {(["ru", "en"] as const).map((lang) => (
          <TextInput
            key={lang}
            required
            label={`${t("taxes.name")} (${lang.toUpperCase()})`}
            value={draft.label[lang]}
            error={fault(`label.${lang}`)}
            onChange={(event) => set({ label: { ...draft.label, [lang]: event.currentTarget.value } })}
          />
        ))}
      </Group>
      <Select
        label={t("taxes.method")}
        allowDeselect={false}
        data={TAX_METHODS.map((method) => ({ value: method, label: t(`taxes.method.${method}`) }))}
        value={draft.method}
        onChange={(method) => set({ method: method as TaxMethod })}
      />
      <Checkbox label={t("taxes.included")} checked={draft.included} onChange={(event) => set({ included: event.currentTarget.checked })} />
      <Checkbox
        label={t("taxes.calculated")}
        checked={draft.calculated}
        onChange={(event) => set({ calculated: event.currentTarget.checked })}
      />
      <Checkbox label={t("taxes.exempt")} checked={draft.exempt} onChange={(event) => set({ exempt: event.currentTarget.checked })} />
      {!draft.exempt && <Rates rates={draft.rates} onChange={(rates) => set({ rates })} fault={fault} />}
      {save.error && fault("rates") === undefined && <p role="alert">{errorText(save.error, t)}</p>}
    </FormDialog>
  );
}

interface RatesProps {
  readonly rates: readonly TaxRate[];
  readonly onChange: (rates: readonly TaxRate[]) => void;
  readonly fault: (field: string) => string | undefined;
}
function Rates({ rates, onChange, fault }: RatesProps) {
  const t = useT();
  const lang = useLang();
  // As they are typed: "7," is on its way to "7,5".
  const [typed, setTyped] = useState<readonly string[]>(rates.map(({ rate }) => decimalText(rate, lang)));
  const set = (at: number, part: Partial<TaxRate>): void => onChange(rates.map((rate, i) => (i === at ? { ...rate, ...part } : rate)));
  return (
    <>
      {rates.map((rate, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- rates have no other name
        <Group key={i} align="end" gap="xs" wrap="nowrap">
          <DayInput
            size="xs"
            label={t("taxes.from")}
            required
            value={rate.valid_from || null}
            error={fault(`rates.${i}.valid_from`)}
            onChange={(day) => set(i, { valid_from: day ?? "" })}
          />
          <TextInput
            size="xs"
            label={t("taxes.region")}
            placeholder={t("taxes.everywhere")}
            value={rate.region ?? ""}
            error={fault(`rates.${i}.region`)}
            onChange={(event) => set(i, { region: event.currentTarget.value.toUpperCase() || null })}
          />
          <TextInput
            size="xs"
            label={t("taxes.rate")}
            required
            inputMode="decimal"
            value={typed[i] ?? ""}
            error={fault(`rates.${i}.rate`)}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTyped(typed.map((each, at) => (at === i ? value : each)));
              set(i, { rate: typedNumber(value, lang) || value });
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mb={2}
            aria-label={t("action.remove")}
            onClick={() => {
              setTyped(typed.filter((_, at) => at !== i));
              onChange(rates.filter((_, at) => at !== i));
            }}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: "start" }}
        onClick={() => {
          setTyped([...typed, ""]);
          onChange([...rates, { region: null, valid_from: "", rate: "" }]);
        }}
      >
        {t("taxes.add-rate")}
      </Button>
    </>
  );
}

/** Settings: what other currencies are worth in the company's own, from which day on. */
import { ActionIcon, Button, Group, Select, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../../../web/api/client.ts";
import { faultOf } from "../../../web/api/problem.ts";
import { useSession } from "../../../web/api/session.ts";
import { currencyChoices } from "../../../web/fields/currency-choices.ts";
import { DayInput } from "../../../web/fields/date-input.tsx";
import { useLang, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import classes from "../../../web/settings/settings.module.css";
import { decimalText, typedNumber } from "./line-model.ts";

interface Rate {
  readonly currency: string;
  readonly valid_from: string;
  readonly rate: string;
}
interface Page {
  readonly data: { readonly base: string; readonly rates: readonly Rate[] };
  readonly next_cursor: string | null;
}
const KEY = ["currencies", "rates"];

export function CurrencySettings() {
  const t = useT();
  const lang = useLang();
  const client = useQueryClient();
  const pages = useInfiniteQuery({
    queryKey: KEY,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => request<Page>("/admin/currencies", { query: { cursor: pageParam || undefined }, signal }),
    getNextPageParam: ({ next_cursor: next }) => next,
  });
  const remove = useMutation({
    mutationFn: ({ currency, valid_from }: Rate) => request(`/admin/currencies/${currency}/rates/${valid_from}`, { method: "DELETE" }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const rates = pages.data?.pages.flatMap(({ data }) => data.rates) ?? [];
  const base = pages.data?.pages[0]?.data.base ?? "";
  const day = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeZone: "UTC" });
  return (
    <>
      <p className={classes["intro"]}>{t("currencies.intro", { base })}</p>
      <NewRate base={base} />
      {rates.length > 0 && (
        <div className={classes["table"]}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("setup.currency")}</th>
                <th scope="col">{t("taxes.from")}</th>
                <th scope="col" data-numeric>
                  {t("currencies.worth", { base })}
                </th>
                <th scope="col" aria-label={t("action.remove")} />
              </tr>
            </thead>
            <tbody>
              {rates.map((rate) => (
                <tr key={`${rate.currency} ${rate.valid_from}`}>
                  <td>{rate.currency}</td>
                  <td>{day.format(new Date(rate.valid_from))}</td>
                  <td data-numeric>{decimalText(rate.rate, lang)}</td>
                  <td>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`${t("action.remove")}: ${rate.currency} ${rate.valid_from}`}
                      onClick={() => remove.mutate(rate)}
                    >
                      <IconTrash size={16} aria-hidden />
                    </ActionIcon>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages.hasNextPage && (
        <Button
          variant="default"
          style={{ alignSelf: "start" }}
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t("currencies.more")}
        </Button>
      )}
    </>
  );
}

function NewRate({ base }: { readonly base: string }) {
  const t = useT();
  const lang = useLang();
  const client = useQueryClient();
  const { company } = useSession();
  const [currency, setCurrency] = useState<string | null>(null);
  const [from, setFrom] = useState(() => new Date().toISOString().slice(0, 10));
  const [rate, setRate] = useState("");
  const save = useMutation({
    mutationFn: () =>
      request(`/admin/currencies/${currency}/rates/${from}`, { method: "PUT", body: { rate: typedNumber(rate, lang) || rate } }),
    onSuccess: async () => {
      setRate("");
      showToast({ message: t("settings.saved") });
      await client.invalidateQueries({ queryKey: KEY });
    },
  });
  return (
    <form
      className={classes["panel"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (currency !== null) save.mutate();
      }}
    >
      <Group align="start" grow>
        <Select
          label={t("setup.currency")}
          searchable
          required
          nothingFoundMessage={t("picker.nothing")}
          data={currencyChoices(lang).filter(({ value }) => value !== company?.currency)}
          value={currency}
          error={faultOf(save.error, "currency")}
          onChange={setCurrency}
        />
        <DayInput
          label={t("taxes.from")}
          required
          value={from || null}
          error={faultOf(save.error, "date")}
          onChange={(day) => setFrom(day ?? "")}
        />
        <TextInput
          label={t("currencies.worth", { base })}
          required
          inputMode="decimal"
          value={rate}
          error={faultOf(save.error, "rate")}
          onChange={(event) => setRate(event.currentTarget.value)}
        />
      </Group>
      <Group justify="flex-end">
        <Button type="submit" loading={save.isPending} disabled={currency === null}>
          {t("currencies.set")}
        </Button>
      </Group>
    </form>
  );
}

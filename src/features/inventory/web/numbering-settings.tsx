/** Settings: how each kind of document is numbered, with an example, and where each series stands. */
import { Button, Group, NumberInput, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery, queryOptions } from "@tanstack/react-query";
import { useState } from "react";
import type { Label } from "../../../fieldtypes/field-type.ts";
import { numberText, patternFault } from "../../../model/numbering.ts";
import { request } from "../../../web/api/client.ts";
import { faultOf } from "../../../web/api/problem.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import classes from "../../../web/settings/settings.module.css";

interface Series {
  readonly office_id: string | null;
  readonly office_id__label: string | null;
  readonly year: number | null;
  readonly next: string;
}
interface Numbered {
  readonly module: string;
  readonly label: Label;
  readonly pattern: string | null;
  readonly example: string;
  readonly series: readonly Series[];
}
interface Answer {
  readonly data: readonly Numbered[];
}
const numberingQuery = queryOptions({
  queryKey: ["sales", "numbering"],
  queryFn: async ({ signal }) => (await request<Answer>("/admin/numbering", { signal })).data,
});

export function NumberingSettings() {
  const t = useT();
  const { data } = useSuspenseQuery(numberingQuery);
  return (
    <>
      <p className={classes["intro"]}>{t("numbering.intro")}</p>
      {data.map((numbered) => (
        <ModuleNumbering key={numbered.module} numbered={numbered} />
      ))}
    </>
  );
}

/** Writes, and shows what the server then says. */
function useSave<Input>(send: (input: Input) => Promise<Answer>) {
  const t = useT();
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: ({ data }) => {
      client.setQueryData(numberingQuery.queryKey, data);
      showToast({ message: t("settings.saved") });
    },
  });
}

function ModuleNumbering({ numbered: { module, label, pattern, example, series } }: { readonly numbered: Numbered }) {
  const t = useT();
  const say = useLabel();
  const [typed, setTyped] = useState(pattern ?? "");
  const save = useSave((next: string | null) => request<Answer>(`/admin/numbering/${module}`, { method: "PUT", body: { pattern: next } }));
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const [office] = series.flatMap((each) => each.office_id__label ?? []);
  const shown =
    typed === "" || patternFault(typed) !== undefined
      ? example
      : numberText(typed, { number: 1, day: today, prefix: office?.slice(0, 1).toUpperCase() ?? "" });
  return (
    <section className={classes["panel"]} aria-label={say(label)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(typed.trim() === "" ? null : typed);
        }}
      >
        <Group align="start" gap="sm">
          <TextInput
            style={{ flex: 1 }}
            label={say(label)}
            description={t("numbering.example", { example: shown })}
            placeholder={t("numbering.plain")}
            value={typed}
            error={faultOf(save.error, "pattern") ?? (save.error ? errorText(save.error, t) : undefined)}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" mt={44} loading={save.isPending} disabled={typed === (pattern ?? "")}>
            {t("action.save")}
          </Button>
        </Group>
      </form>
      {WITH_TERMS.has(module) && <Terms module={module} />}
      {series.map((each) => (
        <NextNumber key={`${each.office_id} ${each.year} ${each.next}`} module={module} series={each} />
      ))}
    </section>
  );
}

const WITH_TERMS: ReadonlySet<string> = new Set(["quotes", "sales_orders", "invoices", "purchase_orders"]);
interface TermsAnswer {
  readonly data: { readonly terms: Readonly<Record<string, string>> };
}
const termsQuery = queryOptions({
  queryKey: ["sales", "settings", "terms"],
  queryFn: async ({ signal }) => (await request<TermsAnswer>("/sales/settings", { signal })).data.terms,
});

function Terms({ module }: { readonly module: string }) {
  const t = useT();
  const client = useQueryClient();
  const { data } = useSuspenseQuery(termsQuery);
  const kept = data[module] ?? "";
  const [typed, setTyped] = useState(kept);
  const save = useMutation({
    mutationFn: () => request<TermsAnswer>("/admin/sales", { method: "PATCH", body: { terms: { [module]: typed } } }),
    onSuccess: (saved) => {
      client.setQueryData(termsQuery.queryKey, saved.data.terms);
      showToast({ message: t("settings.saved") });
    },
  });
  return (
    <form
      style={{ display: "flex", flexDirection: "column", gap: 8 }}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Textarea
        label={t("numbering.terms")}
        autosize
        minRows={2}
        maxRows={8}
        value={typed}
        error={save.error ? errorText(save.error, t) : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {typed !== kept && (
        <Button type="submit" size="xs" style={{ alignSelf: "end" }} loading={save.isPending}>
          {t("action.save")}
        </Button>
      )}
    </form>
  );
}

function NextNumber({ module, series }: { readonly module: string; readonly series: Series }) {
  const t = useT();
  const { office_id, office_id__label: office, year, next } = series;
  const [typed, setTyped] = useState<number | string>(Number(next));
  const save = useSave((number: number) =>
    request<Answer>(`/admin/numbering/${module}/next`, {
      method: "PUT",
      body: { office_id, ...(year === null ? {} : { year }), next: number },
    }),
  );
  const name = [office ?? t("numbering.no-office"), year].filter((part) => part !== null).join(", ");
  return (
    <Group gap="sm" align="start">
      <Text size="sm" style={{ flex: 1 }} mt={6}>
        {name}
      </Text>
      <NumberInput
        size="xs"
        w={130}
        aria-label={t("numbering.next-of", { name })}
        allowDecimal={false}
        min={1}
        hideControls
        value={typed}
        error={faultOf(save.error, "next")}
        onChange={setTyped}
      />
      <Button
        size="xs"
        variant="default"
        loading={save.isPending}
        disabled={typeof typed !== "number" || String(typed) === next}
        onClick={() => typeof typed === "number" && save.mutate(typed)}
      >
        {t("numbering.set-next")}
      </Button>
    </Group>
  );
}

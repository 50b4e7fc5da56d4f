/** Settings: the company's own facts; to be changed by those who may change settings, to be read by everybody. */
import { Alert, Button, Group, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Lang } from "../../fieldtypes/field-type.ts";
import { request } from "../api/client.ts";
import { faultOf } from "../api/problem.ts";
import { sessionQuery, useSession, type Company } from "../api/session.ts";
import { LANGUAGE_NAMES, useLang, useT } from "../i18n.tsx";
import { timezones } from "../setup/setup-values.ts";
import { errorText } from "../ui/error-state.tsx";
import { showToast } from "../ui/toast.tsx";
import classes from "./settings.module.css";

const URL = "/admin/company";
const companyQuery = {
  queryKey: ["company"],
  queryFn: () => request<{ readonly data: Company; readonly countries: readonly string[] }>(URL),
} as const;
const FIELDS = ["name", "language", "timezone", "country"] as const;

export function CompanySettings() {
  const { user } = useSession();
  return user?.is_admin === true || user?.tools.includes("settings") === true ? <CompanyForm /> : <CompanyFacts />;
}

const countryName = (lang: Lang, code: string): string =>
  code === "" ? "—" : (new Intl.DisplayNames(lang, { type: "region" }).of(code) ?? code);
const currencyName = (lang: Lang, code: string): string => `${code} · ${new Intl.DisplayNames(lang, { type: "currency" }).of(code) ?? ""}`;

function useCompanyForm() {
  const t = useT();
  const client = useQueryClient();
  const { data: kept, countries } = useSuspenseQuery(companyQuery).data;
  const [changed, setChanged] = useState<Partial<Company>>({});
  const save = useMutation({
    mutationFn: () => request<{ readonly data: Company }>(URL, { method: "PATCH", body: changed }),
    onSuccess: async ({ data }) => {
      client.setQueryData(companyQuery.queryKey, { data, countries });
      setChanged({});
      showToast({ message: t("settings.saved") });
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      // What the server makes for a country or a zone: taxes, days.
      await client.invalidateQueries({ queryKey: ["sales"] });
    },
  });
  return {
    values: { ...kept, ...changed },
    countries,
    set: (change: Partial<Company>) => setChanged((before) => ({ ...before, ...change })),
    save,
    isChanged: FIELDS.some((name) => changed[name] !== undefined && changed[name] !== kept[name]),
    unplaced: save.error && !faultOf(save.error, ...FIELDS) ? errorText(save.error, t) : undefined,
  };
}

function CompanyForm() {
  const t = useT();
  const lang = useLang();
  const { version } = useSession();
  const { values, countries, set, save, isChanged, unplaced } = useCompanyForm();
  const zones = useMemo(() => timezones(), []);
  const regions = useMemo(
    () =>
      [...new Set([...countries, ...(values.country === "" ? [] : [values.country])])]
        .map((value) => ({ value, label: countryName(lang, value) }))
        .toSorted((a, b) => a.label.localeCompare(b.label, lang)),
    [countries, values.country, lang],
  );
  return (
    <form
      className={classes["panel"]}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {unplaced !== undefined && (
        <Alert color="red" variant="light" role="alert">
          {unplaced}
        </Alert>
      )}
      <TextInput
        label={t("setup.company-name")}
        maxLength={200}
        autoComplete="organization"
        value={values.name}
        error={faultOf(save.error, "name")}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Select
        label={t("setup.language")}
        description={t("company.language-text")}
        data={(["en", "ru"] as const).map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={values.language}
        error={faultOf(save.error, "language")}
        allowDeselect={false}
        onChange={(value) => value && set({ language: value as Lang })}
      />
      <Select
        label={t("setup.timezone")}
        description={t("company.timezone-text")}
        data={[...new Set([values.timezone, ...zones])]}
        value={values.timezone}
        error={faultOf(save.error, "timezone")}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t("picker.nothing")}
        onChange={(timezone) => timezone && set({ timezone })}
      />
      <Select
        label={t("settings.country")}
        description={t("company.country-text")}
        data={regions}
        value={values.country === "" ? null : values.country}
        error={faultOf(save.error, "country")}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t("picker.nothing")}
        onChange={(country) => country && set({ country })}
      />
      <TextInput
        label={t("setup.currency")}
        description={t("company.currency-stays")}
        value={currencyName(lang, values.currency)}
        disabled
        readOnly
      />
      <Group justify="space-between">
        <span className={classes["intro"]}>
          {t("settings.version")} {version}
        </span>
        <Button type="submit" loading={save.isPending} disabled={!isChanged}>
          {t("action.save")}
        </Button>
      </Group>
    </form>
  );
}

function CompanyFacts() {
  const t = useT();
  const lang = useLang();
  const { company, version } = useSession();
  if (!company) return null;
  const facts = [
    [t("setup.company-name"), company.name],
    [t("setup.currency"), currencyName(lang, company.currency)],
    [t("setup.language"), LANGUAGE_NAMES[company.language]],
    [t("setup.timezone"), company.timezone],
    [t("settings.country"), countryName(lang, company.country)],
    [t("settings.version"), version],
  ] as const;
  return (
    <div className={classes["panel"]}>
      <dl className={classes["facts"]}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

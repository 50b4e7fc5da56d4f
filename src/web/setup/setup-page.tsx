/** The first page that anybody ever sees: the company, its administrator, conventions, and what to start with. */
import { Alert, Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { FormEvent } from "react";
import type { Lang } from "../../fieldtypes/field-type.ts";
import { isProblem } from "../api/problem.ts";
import { useSetup } from "../api/session.ts";
import { currencyChoices } from "../fields/currency-choices.ts";
import { LANGUAGE_NAMES, useLanguage, useT } from "../i18n.tsx";
import { PublicPage } from "../sign-in/public-page.tsx";
import classes from "../sign-in/public-page.module.css";
import { errorText } from "../ui/error-state.tsx";
import { MIN_PASSWORD, faultsOf, guessCountry, guessCurrency, setupRequest, timezones } from "./setup-values.ts";
import type { SetupField, SetupValues } from "./setup-values.ts";

/** The server's names of the same fields. */
const SERVER_FIELDS: Readonly<Record<SetupField, string>> = {
  company: "company.name",
  name: "admin.name",
  email: "admin.email",
  password: "admin.password",
};

function useSetupForm() {
  const t = useT();
  const router = useRouter();
  const { lang } = useLanguage();
  const setup = useSetup();
  const country = guessCountry(lang, navigator.languages);
  const [values, setValues] = useState<SetupValues>({
    company: "",
    name: "",
    email: "",
    password: "",
    currency: "",
    data: "demo",
    timezone: new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
  });
  const [checked, setChecked] = useState(false);
  // Follows the language until somebody chooses.
  const effective = { ...values, currency: values.currency || guessCurrency(country) };
  const faults = checked ? faultsOf(effective) : [];
  const errorOf = (field: SetupField): string | undefined => {
    if (faults.includes(field)) return t(`setup.fault.${field}`, { min: MIN_PASSWORD });
    return isProblem(setup.error) ? setup.error.errors.find((error) => error.field === SERVER_FIELDS[field])?.message : undefined;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (faultsOf(effective).length > 0) return;
    setup.mutate(setupRequest(effective, lang, country), {
      onSuccess: async () => {
        await router.invalidate();
        router.history.replace("/");
      },
    });
  };
  const known = isProblem(setup.error) && setup.error.errors.some((error) => Object.values(SERVER_FIELDS).includes(error.field));
  return {
    values: effective,
    set: (change: Partial<SetupValues>) => setValues((before) => ({ ...before, ...change })),
    errorOf,
    submit,
    busy: setup.isPending,
    problem: setup.error && !known ? errorText(setup.error, t) : undefined,
  };
}

export function SetupPage() {
  const t = useT();
  const form = useSetupForm();
  const { values, set, errorOf } = form;
  const input = (field: SetupField) => ({
    value: values[field],
    error: errorOf(field),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => set({ [field]: event.currentTarget.value }),
  });
  return (
    <PublicPage title={t("setup.title")} text={t("setup.text")} wide>
      <form className={classes["form"]} onSubmit={form.submit} noValidate>
        <fieldset className={classes["group"]}>
          <legend>{t("setup.company")}</legend>
          <TextInput {...input("company")} className={classes["whole"] ?? ""} label={t("setup.company-name")} autoComplete="organization" />
          <Conventions values={values} set={set} />
        </fieldset>
        <fieldset className={classes["group"]}>
          <legend>{t("setup.admin")}</legend>
          <TextInput {...input("name")} label={t("setup.name")} autoComplete="name" />
          <TextInput {...input("email")} label={t("setup.email")} autoComplete="username" inputMode="email" />
          <PasswordInput
            {...input("password")}
            className={classes["whole"] ?? ""}
            label={t("setup.password")}
            description={t("setup.password-text", { min: MIN_PASSWORD })}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ "aria-label": t("sign-in.show-password") }}
          />
        </fieldset>
        <StartingData value={values.data} onChange={(data) => set({ data })} />
        {form.problem !== undefined && (
          <Alert color="red" variant="light" role="alert">
            {form.problem}
          </Alert>
        )}
        <Button type="submit" size="md" loading={form.busy}>
          {t("setup.submit")}
        </Button>
      </form>
    </PublicPage>
  );
}

interface ConventionsProps {
  readonly values: SetupValues;
  readonly set: (change: Partial<SetupValues>) => void;
}
function Conventions({ values, set }: ConventionsProps) {
  const t = useT();
  const { lang, setLang } = useLanguage();
  const zones = useMemo(() => timezones(), []);
  const currencies = useMemo(() => currencyChoices(lang), [lang]);
  return (
    <>
      <Select
        label={t("setup.language")}
        data={(["en", "ru"] as const).map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={lang}
        allowDeselect={false}
        onChange={(value) => value && setLang(value as Lang)}
      />
      <Select
        label={t("setup.currency")}
        data={currencies}
        value={values.currency}
        searchable
        allowDeselect={false}
        onChange={(currency) => currency && set({ currency })}
        nothingFoundMessage={t("picker.nothing")}
      />
      <Select
        className={classes["whole"] ?? ""}
        label={t("setup.timezone")}
        data={[...new Set([values.timezone, ...zones])]}
        value={values.timezone}
        searchable
        allowDeselect={false}
        onChange={(timezone) => timezone && set({ timezone })}
        nothingFoundMessage={t("picker.nothing")}
      />
    </>
  );
}

function StartingData({
  value,
  onChange,
}: {
  readonly value: SetupValues["data"];
  readonly onChange: (value: SetupValues["data"]) => void;
}) {
  const t = useT();
  return (
    <fieldset className={classes["group"]}>
      <legend>{t("setup.data")}</legend>
      <div className={`${classes["choices"]} ${classes["whole"]}`}>
        {(["demo", "empty"] as const).map((each) => (
          <label key={each} className={classes["choice"]} aria-label={t(`setup.data.${each}`)}>
            <input type="radio" name="data" value={each} checked={value === each} onChange={() => onChange(each)} />
            <span>
              <span className={classes["choiceTitle"]}>{t(`setup.data.${each}`)}</span>
              <span className={classes["choiceText"]}>{t(`setup.data.${each}-text`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What one may set for oneself; takes effect at once. */
import { SegmentedControl, Select, Input, useMantineColorScheme } from "@mantine/core";
import type { MantineColorScheme } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import type { Lang } from "../../fieldtypes/field-type.ts";
import { savePreferences, sessionQuery, useSession } from "../api/session.ts";
import { LANGUAGE_NAMES, useLanguage, useT } from "../i18n.tsx";
import { timezones } from "../setup/setup-values.ts";
import { errorText } from "../ui/error-state.tsx";
import { showToast } from "../ui/toast.tsx";
import classes from "./settings.module.css";

const AbsenceForm = lazy(async () => ({ default: (await import("../../features/access-settings/web/absence-form.tsx")).AbsenceForm }));

export function MyPreferences() {
  const t = useT();
  const client = useQueryClient();
  const { user } = useSession();
  const { lang, setLang } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const zones = useMemo(() => timezones(), []);
  const save = useMutation({
    mutationFn: savePreferences,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      showToast({ message: t("settings.saved") });
    },
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const timezone = user?.timezone ?? "UTC";
  return (
    <div className={classes["panel"]}>
      <Select
        label={t("setup.language")}
        data={(["en", "ru"] as const).map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={lang}
        allowDeselect={false}
        onChange={(value) => {
          if (!value) return;
          setLang(value as Lang);
          save.mutate({ language: value as Lang });
        }}
      />
      <Select
        label={t("setup.timezone")}
        data={[...new Set([timezone, ...zones])]}
        value={timezone}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t("picker.nothing")}
        onChange={(value) => value && save.mutate({ timezone: value })}
      />
      <Input.Wrapper label={t("theme.title")} labelElement="div">
        <div>
          <SegmentedControl
            aria-label={t("theme.title")}
            data={(["light", "dark", "auto"] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
            value={colorScheme}
            onChange={(value) => {
              setColorScheme(value as MantineColorScheme);
              save.mutate({ theme: value as MantineColorScheme });
            }}
          />
        </div>
      </Input.Wrapper>
      <section aria-label={t("access.absence.title")}>
        <h3 className={classes["subtitle"]}>{t("access.absence.title")}</h3>
        <Suspense>
          <AbsenceForm />
        </Suspense>
      </section>
    </div>
  );
}

/** Which kinds of news one wants, and the records of which one wants none. */
import { Button, Select, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useT } from "../../../web/i18n.tsx";
import settings from "../../../web/settings/settings.module.css";
import { errorText } from "../../../web/ui/error-state.tsx";
import { RecordLink } from "../../../web/ui/record-link.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { KINDS, MAIL_CHOICES } from "../kinds.ts";
import { choicesQuery, mailQuery, mutedQuery, muteRecord, saveChoices } from "./notification-api.ts";
import type { Choices } from "./notification-api.ts";
import classes from "./notifications.module.css";

export function NotificationSettings() {
  const t = useT();
  const client = useQueryClient();
  const { data: choices } = useSuspenseQuery(choicesQuery);
  const ready = useQuery(mailQuery).data;
  const save = useMutation({
    mutationFn: saveChoices,
    onMutate: (change: Partial<Choices>) => client.setQueryData(choicesQuery.queryKey, { ...choices, ...change }),
    onSuccess: () => showToast({ message: t("settings.saved") }),
    onError: async (error) => {
      await client.invalidateQueries({ queryKey: choicesQuery.queryKey });
      showToast({ message: errorText(error, t), tone: "bad" });
    },
  });
  return (
    <>
      <div className={settings["panel"]}>
        {KINDS.map((kind) => (
          <div key={kind} className={classes["choice"]}>
            <Switch
              label={t(`notification.kind.${kind}`)}
              description={t(`notification.kind.${kind}-text`)}
              checked={choices[kind].in_app}
              onChange={(event) => save.mutate({ [kind]: { ...choices[kind], in_app: event.currentTarget.checked } })}
            />
            <Select
              size="xs"
              aria-label={`${t("notification.email")}: ${t(`notification.kind.${kind}`)}`}
              data={MAIL_CHOICES.map((value) => ({ value, label: t(`notification.email.${value}`) }))}
              value={choices[kind].email}
              disabled={!choices[kind].in_app}
              allowDeselect={false}
              onChange={(value) => {
                const email = MAIL_CHOICES.find((each) => each === value);
                if (email) save.mutate({ [kind]: { ...choices[kind], email } });
              }}
            />
          </div>
        ))}
        <p className={classes["mailNote"]}>{t(ready === false ? "notification.email-unready" : "notification.email-text")}</p>
      </div>
      <Muted />
    </>
  );
}

function Muted() {
  const t = useT();
  const client = useQueryClient();
  const { data: muted } = useSuspenseQuery(mutedQuery);
  const unmute = useMutation({
    mutationFn: ({ module, id }: { readonly module: string; readonly id: string }) => muteRecord(module, id, false),
    onSuccess: () => client.invalidateQueries({ queryKey: mutedQuery.queryKey }),
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  if (muted.length === 0) return null;
  return (
    <section className={settings["panel"]} aria-label={t("notification.muted-title")}>
      <h2 className={classes["title"]}>{t("notification.muted-title")}</h2>
      <ul className={classes["mutedList"]}>
        {muted.map((record) => (
          <li key={record.id}>
            <RecordLink module={record.module} id={record.id}>
              {record.label}
            </RecordLink>
            <Button size="compact-xs" variant="default" onClick={() => unmute.mutate(record)}>
              {t("notification.unmute")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

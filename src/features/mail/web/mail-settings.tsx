/** Settings: the mail server and the sender, and a test message that says at once whether it works. */
import { Alert, Button, Group, NumberInput, PasswordInput, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf } from "../../../web/api/problem.ts";
import { useSession } from "../../../web/api/session.ts";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import classes from "../../../web/settings/settings.module.css";
import { mailSettingsQuery, saveMailSettings, sendTestMail, type MailSettings, type MailValues } from "./mail-api.ts";

const PORTS = { tls: 465, starttls: 587, none: 25 } as const;
const isPort = (port: number): boolean => Object.values<number>(PORTS).includes(port);

export function MailSettingsScreen() {
  const t = useT();
  const client = useQueryClient();
  const { data } = useSuspenseQuery(mailSettingsQuery);
  const save = useMutation({
    mutationFn: saveMailSettings,
    onSuccess: async (saved) => {
      client.setQueryData(mailSettingsQuery.queryKey, saved);
      await client.invalidateQueries({ queryKey: ["mail", "state"] });
      showToast({ message: t("settings.saved") });
    },
  });
  return (
    <>
      <div className={classes["panel"]}>
        <StateText data={data} />
        <ServerForm key={JSON.stringify(data)} data={data} save={save.mutate} saving={save.isPending} error={save.error} />
      </div>
      {data.source !== null && <TestMessage />}
    </>
  );
}

function StateText({ data }: { readonly data: MailSettings }) {
  const t = useT();
  const { source, sends_as: sender } = data;
  if (source === null) return <Alert variant="light">{t("mail.not-set-up")}</Alert>;
  return (
    <span>{t(source === "settings" ? "mail.sends-as" : "mail.from-environment", { sender: `${sender?.name} <${sender?.email}>` })}</span>
  );
}

interface ServerFormProps {
  readonly data: MailSettings;
  readonly save: (values: MailValues) => void;
  readonly saving: boolean;
  readonly error: unknown;
}
function ServerForm({ data, save, saving, error }: ServerFormProps) {
  const t = useT();
  const { has_password: hasPassword, source: _source, sends_as: _sender, ...kept } = data;
  const [values, setValues] = useState<MailValues>(kept);
  const set = (part: Partial<MailValues>): void => setValues((before) => ({ ...before, ...part }));
  const fault = (field: string): string | undefined => faultOf(error, field);
  const bind = (field: "host" | "user" | "from_name" | "from_email") => ({
    value: values[field],
    error: fault(field),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => set({ [field]: event.currentTarget.value }),
  });
  return (
    <form
      style={{ display: "contents" }}
      onSubmit={(event) => {
        event.preventDefault();
        save(values);
      }}
    >
      {error !== null && error !== undefined && !fault("host") && !fault("from_email") && <Alert color="red">{errorText(error, t)}</Alert>}
      <TextInput label={t("mail.host")} placeholder="smtp.example.com" autoComplete="off" {...bind("host")} />
      <Group grow align="start">
        <Select
          label={t("mail.security")}
          allowDeselect={false}
          data={(["tls", "starttls", "none"] as const).map((value) => ({ value, label: t(`mail.security.${value}`) }))}
          value={values.security}
          error={fault("security")}
          onChange={(value) => {
            const security = value as MailValues["security"];
            set({ security, ...(isPort(values.port) ? { port: PORTS[security] } : {}) });
          }}
        />
        <NumberInput
          label={t("mail.port")}
          min={1}
          max={65_535}
          hideControls
          allowDecimal={false}
          value={values.port}
          error={fault("port")}
          onChange={(value) => set({ port: Number(value) })}
        />
      </Group>
      <TextInput label={t("mail.user")} autoComplete="off" {...bind("user")} />
      <PasswordInput
        label={t("mail.password")}
        autoComplete="new-password"
        placeholder={hasPassword ? t("mail.password-kept") : ""}
        value={values.password ?? ""}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setValues(({ password: _old, ...rest }) => (value === "" ? rest : { ...rest, password: value }));
        }}
      />
      <TextInput label={t("mail.from-name")} placeholder={data.sends_as?.name ?? ""} {...bind("from_name")} />
      <TextInput label={t("mail.from-email")} type="email" placeholder="sales@example.com" {...bind("from_email")} />
      <Group justify="flex-end">
        <Button type="submit" loading={saving}>
          {t("action.save")}
        </Button>
      </Group>
    </form>
  );
}

function TestMessage() {
  const t = useT();
  const { user } = useSession();
  const [to, setTo] = useState(user?.email ?? "");
  const send = useMutation({ mutationFn: sendTestMail });
  const fault = faultOf(send.error, "to", "host", "user", "security", "from_email");
  return (
    <form
      className={classes["panel"]}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(to);
      }}
    >
      <Group align="end">
        <TextInput
          style={{ flex: 1 }}
          label={t("mail.test-to")}
          type="email"
          required
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={send.isPending}>
          {t("mail.test-send")}
        </Button>
      </Group>
      {send.isSuccess && (
        <Alert color="green" variant="light" role="status">
          {t("mail.test-sent", { to: send.variables })}
        </Alert>
      )}
      {send.error && (
        <Alert color="red" variant="light" role="alert">
          {fault ?? errorText(send.error, t)}
        </Alert>
      )}
    </form>
  );
}

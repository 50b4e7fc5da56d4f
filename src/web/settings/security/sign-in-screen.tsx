/** Settings: how people sign in; the least length of passwords, and other providers. */
import { Button, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "../../i18n.tsx";
import { Card } from "./card.tsx";
import { ProviderDialog } from "./provider-dialog.tsx";
import { providersQuery, saveSignInSettings, signInSettingsQuery, type Provider } from "./providers-api.ts";
import { useSecurityChange } from "./use-security-change.ts";
import classes from "./security.module.css";

export function SignInScreen() {
  return (
    <>
      <Policy />
      <Providers />
    </>
  );
}

function Policy() {
  const t = useT();
  const { data } = useQuery(signInSettingsQuery);
  const [typed, setTyped] = useState<number>();
  const save = useSecurityChange({
    change: () => saveSignInSettings({ password_min: typed ?? 8 }),
    onDone: () => setTyped(undefined),
  });
  if (!data) return null;
  return (
    <Card title={t("sign-in-settings.passwords")} text={t("sign-in-settings.passwords-text")}>
      <form
        className={classes["fields"]}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <NumberInput
          label={t("sign-in-settings.least")}
          min={8}
          max={64}
          clampBehavior="strict"
          allowDecimal={false}
          value={typed ?? data.password_min}
          onChange={(value) => setTyped(typeof value === "number" ? value : undefined)}
        />
        {typed !== undefined && typed !== data.password_min && (
          <div className={classes["foot"]}>
            <Button type="submit" loading={save.isPending}>
              {t("action.save")}
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}

function Providers() {
  const t = useT();
  const { data = [] } = useQuery(providersQuery);
  const [edited, setEdited] = useState<Provider | "new">();
  return (
    <Card
      title={t("sign-in-settings.providers")}
      text={t("sign-in-settings.providers-text")}
      action={
        <Button variant="default" onClick={() => setEdited("new")}>
          {t("sign-in-settings.add")}
        </Button>
      }
    >
      {data.length > 0 && (
        <ul className={classes["list"]}>
          {data.map((provider) => (
            <li key={provider.id}>
              <span>
                <span className={classes["name"]}>{provider.label}</span>
                <span className={classes["note"]}>
                  {[provider.issuer, ...(provider.enabled ? [] : [t("sign-in-settings.disabled")])].join(" · ")}
                </span>
              </span>
              <Button size="xs" variant="default" aria-label={`${t("action.edit")}: ${provider.label}`} onClick={() => setEdited(provider)}>
                {t("action.edit")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {edited && <ProviderDialog provider={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </Card>
  );
}

/** One's passkeys. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { formatAgo, useLang, useT } from "../../i18n.tsx";
import { useSession } from "../../api/session.ts";
import { deviceName } from "../../sign-in/device-name.ts";
import { addPasskey, isDismissed, passkeysQuery, removePasskey } from "../../sign-in/second-factor-api.ts";
import { Card } from "./card.tsx";
import { useSecurityChange } from "./use-security-change.ts";
import classes from "./security.module.css";

export function PasskeysCard() {
  const t = useT();
  const lang = useLang();
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data = [] } = useQuery(passkeysQuery);
  const add = useSecurityChange({
    // Closing the browser's window is no failure.
    change: () => addPasskey(deviceName()).catch((error: unknown) => (isDismissed(error) ? undefined : Promise.reject(error as Error))),
    message: t("security.passkey-added"),
  });
  const remove = useSecurityChange<string>({ change: removePasskey, message: t("security.passkey-removed") });
  return (
    <Card
      title={t("security.passkeys")}
      text={t("security.passkeys-text")}
      action={
        <Button variant="default" loading={add.isPending} onClick={() => add.mutate()}>
          {t("security.passkey-add")}
        </Button>
      }
    >
      {data.length > 0 && (
        <ul className={classes["list"]}>
          {data.map(({ id, name, created_at, last_used_at }) => (
            <li key={id}>
              <span>
                <span className={classes["name"]}>{name}</span>
                <span className={classes["note"]}>
                  {last_used_at === null
                    ? t("security.passkey-made", { when: formatAgo(created_at, lang, timezone) })
                    : t("security.passkey-used", { when: formatAgo(last_used_at, lang, timezone) })}
                </span>
              </span>
              <Button
                size="xs"
                variant="subtle"
                color="red"
                aria-label={`${t("action.delete")}: ${name}`}
                loading={remove.isPending && remove.variables === id}
                onClick={() => remove.mutate(id)}
              >
                {t("action.delete")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

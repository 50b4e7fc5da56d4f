/** Where one is signed in. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { formatAgo, useLang, useT } from "../../i18n.tsx";
import { useSession } from "../../api/session.ts";
import { deviceName } from "../../sign-in/device-name.ts";
import { endOtherSessions, endSession, sessionsQuery } from "../../sign-in/second-factor-api.ts";
import { Card } from "./card.tsx";
import { useSecurityChange } from "./use-security-change.ts";
import classes from "./security.module.css";

export function SessionsCard() {
  const t = useT();
  const lang = useLang();
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data = [] } = useQuery(sessionsQuery);
  const end = useSecurityChange<string>({ change: endSession, message: t("security.session-ended") });
  const endOthers = useSecurityChange({ change: endOtherSessions, message: t("security.sessions-ended") });
  return (
    <Card
      title={t("security.sessions")}
      text={t("security.sessions-text")}
      action={
        data.length > 1 && (
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t("security.sessions-end")}
          </Button>
        )
      }
    >
      <ul className={classes["list"]}>
        {data.map(({ id, current, user_agent, address, last_seen_at }) => {
          const name = user_agent === null ? t("security.unknown-device") : deviceName(user_agent);
          return (
            <li key={id}>
              <span>
                <span className={classes["name"]}>{name}</span>
                <span className={classes["note"]}>
                  {[address, current ? t("security.this-session") : formatAgo(last_seen_at, lang, timezone)].filter(Boolean).join(" · ")}
                </span>
              </span>
              {!current && (
                <Button
                  size="xs"
                  variant="subtle"
                  color="red"
                  aria-label={`${t("security.session-end")}: ${name}`}
                  onClick={() => end.mutate(id)}
                >
                  {t("security.session-end")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

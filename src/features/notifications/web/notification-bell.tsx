/** The bell in the header, with how many are unread; the panel's code comes with the first look into it. */
import { ActionIcon, Popover, Skeleton } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useEffect, useState } from "react";
import { useT } from "../../../web/i18n.tsx";
import { onLive } from "../../../web/live/stream.ts";
import { countQuery } from "./notification-api.ts";
import classes from "./notifications.module.css";

const NotificationPanel = lazy(async () => ({ default: (await import("./notification-panel.tsx")).NotificationPanel }));
const MOST_SHOWN = 99;

export function NotificationBell() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  useEffect(() => {
    const ask = (): void => void client.invalidateQueries({ queryKey: ["notifications"] });
    const stops = [onLive("notification", ask), onLive("reset", ask)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client]);
  const unread = useQuery(countQuery).data?.unread ?? 0;
  const label = t("notification.bell", { count: unread });
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width="min(420px, calc(100vw - 16px))"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon
          aria-label={label}
          title={label}
          aria-expanded={open}
          aria-haspopup="dialog"
          onClick={() => setOpen(!open)}
          className={classes["bell"] ?? ""}
        >
          <IconBell size={18} stroke={1.6} />
          {unread > 0 && (
            <span className={classes["badge"]} aria-hidden>
              {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("notification.title")}>
        <Suspense fallback={<Skeleton height={240} />}>{open && <NotificationPanel onLeave={() => setOpen(false)} />}</Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

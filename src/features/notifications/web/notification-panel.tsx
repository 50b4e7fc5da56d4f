/** What is new for me: by days, unread or all; each leads to what it is about. */
import { ActionIcon, Button, SegmentedControl, Skeleton } from "@mantine/core";
import { IconBellCheck, IconChecks, IconSettings } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { dayIn, dayTitle } from "../../../web/days.ts";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { useT } from "../../../web/i18n.tsx";
import { EmptyState } from "../../../web/ui/empty-state.tsx";
import { ErrorState } from "../../../web/ui/error-state.tsx";
import { notificationsQuery, useMarkRead } from "./notification-api.ts";
import type { Notification } from "../notification.ts";
import { NotificationItem } from "./notification-item.tsx";
import classes from "./notifications.module.css";

export function NotificationPanel({ onLeave }: { readonly onLeave: () => void }) {
  const t = useT();
  const [show, setShow] = useState<"unread" | "all">("unread");
  const query = useInfiniteQuery(notificationsQuery(show === "unread"));
  const items = query.data?.pages.flatMap((page) => page.data) ?? [];
  const mark = useMarkRead();
  return (
    <section className={classes["panel"]} aria-label={t("notification.title")}>
      <header className={classes["head"]}>
        <h2 className={classes["title"]}>{t("notification.title")}</h2>
        <ActionIcon
          aria-label={t("notification.read-all")}
          title={t("notification.read-all")}
          onClick={() => mark.mutate({})}
          disabled={(query.data?.pages[0]?.unread ?? 0) === 0}
        >
          <IconChecks size={18} />
        </ActionIcon>
        <ActionIcon
          aria-label={t("notification.settings")}
          title={t("notification.settings")}
          onClick={onLeave}
          renderRoot={(props) => <Link to="/settings" search={{ section: "notifications" }} {...props} />}
        >
          <IconSettings size={18} stroke={1.6} />
        </ActionIcon>
      </header>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("notification.show")}
        data={(["unread", "all"] as const).map((value) => ({ value, label: t(`notification.show.${value}`) }))}
        value={show}
        onChange={(value) => setShow(value === "all" ? "all" : "unread")}
      />
      {query.isPending && <Skeleton height={160} />}
      {query.isError && items.length === 0 && <ErrorState error={query.error} reset={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <EmptyState
          icon={<IconBellCheck size={32} stroke={1.5} aria-hidden />}
          title={t(show === "unread" ? "notification.none-unread" : "notification.none")}
          text={t("notification.none-text")}
        />
      )}
      {items.length > 0 && <Days items={items} onLeave={onLeave} />}
      {query.hasNextPage && (
        <Button variant="subtle" size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("notification.more")}
        </Button>
      )}
    </section>
  );
}

function Days({ items, onLeave }: { readonly items: readonly Notification[]; readonly onLeave: () => void }) {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const groups = Map.groupBy(items, ({ at }) => dayIn(timezone, new Date(at)));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <div className={classes["days"]} tabIndex={0} role="region" aria-label={t("notification.title")}>
      {[...groups].map(([day, members]) => (
        <section key={day}>
          <h3 className={classes["day"]}>{dayTitle(day, { t, lang, timezone })}</h3>
          <ul className={classes["list"]}>
            {members.map((item) => (
              <NotificationItem key={item.id} item={item} onLeave={onLeave} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** One notification: a link to what it is about, and what can be done with it. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconBellOff, IconChecklist, IconDots, IconMail, IconMailOpened } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useModuleIfKnown, useModuleSummary } from "../../../web/api/modules.ts";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { formatAgo, formatMoment, useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { ModuleIcon } from "../../../web/ui/module-icon.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { muteRecord, useMarkRead } from "./notification-api.ts";
import type { Notification } from "../notification.ts";
import { destinationOf, insteadOf, subjectOf, whatHappened } from "../notification-text.ts";
import classes from "./notifications.module.css";

interface NotificationItemProps {
  readonly item: Notification;
  readonly onLeave: () => void;
}
export function NotificationItem({ item, onLeave }: NotificationItemProps) {
  const t = useT();
  const text = useLabel();
  const { lang, timezone } = useValueContext();
  const mark = useMarkRead();
  const absent = insteadOf(item.data);
  const summary = useModuleSummary(item.module ?? undefined);
  // Names of fields are wanted for changes alone.
  const module = useModuleIfKnown(item.kind === "followed" ? (item.module ?? undefined) : undefined);
  const words = {
    t,
    moduleLabel: summary ? text(summary.label) : "",
    nameOf: (name: string) => {
      const found = module?.fields.find((field) => field.name === name);
      return found && text(found.label);
    },
    formatMoment: (iso: string) => formatMoment(iso, lang, timezone),
  };
  const open = (): void => {
    if (!item.read) mark.mutate({ ids: [item.id] });
    onLeave();
  };
  return (
    <li className={classes["item"]} data-unread={!item.read || undefined}>
      <span className={classes["icon"]}>
        {summary ? <ModuleIcon name={summary.icon} size={16} /> : <IconChecklist size={16} stroke={1.6} aria-hidden />}
      </span>
      <Destined item={item} onOpen={open}>
        <span className={classes["what"]}>
          {!item.read && <span className="visually-hidden">{t("notification.unread")}: </span>}
          {whatHappened(item, words)}
        </span>
        <span className={classes["subject"]}>{subjectOf(item, words)}</span>
        {item.excerpt !== undefined && <span className={classes["excerpt"]}>{item.excerpt}</span>}
        <span className={classes["note"]}>
          {[item.actor?.name, absent && t("notification.instead-of", { name: absent.name }), formatAgo(item.at, lang, timezone)]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </Destined>
      <ItemMenu item={item} onRead={() => mark.mutate({ ids: [item.id], read: !item.read })} />
    </li>
  );
}

function Destined({ item, onOpen, children }: { readonly item: Notification; readonly onOpen: () => void; readonly children: ReactNode }) {
  const destination = destinationOf(item);
  if (!destination) return <div className={classes["text"]}>{children}</div>;
  return (
    <Link {...destination} className={classes["text"]} onClick={onOpen} preload={false}>
      {children}
    </Link>
  );
}

function ItemMenu({ item, onRead }: { readonly item: Notification; readonly onRead: () => void }) {
  const t = useT();
  const { record } = item;
  const mute = async (muted: boolean): Promise<void> => {
    if (!record) return;
    try {
      await muteRecord(record.module, record.id, muted);
      if (muted)
        showToast({
          message: t("notification.muted", { name: record.label }),
          action: { label: t("action.undo"), run: () => void mute(false) },
        });
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
  };
  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <ActionIcon size={26} aria-label={t("record.more")} className={classes["menu"] ?? ""}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={item.read ? <IconMail size={16} /> : <IconMailOpened size={16} />} onClick={onRead}>
          {t(item.read ? "notification.mark-unread" : "notification.mark-read")}
        </Menu.Item>
        {record && (
          <Menu.Item leftSection={<IconBellOff size={16} />} onClick={() => void mute(true)}>
            {t("notification.mute")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

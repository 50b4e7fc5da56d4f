/** Settings: groups of people, roles and other groups; a record may belong to one, a rule may speak to one. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDotsVertical, IconPlus, IconUsersGroup } from "@tabler/icons-react";
import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "../../../web/i18n.tsx";
import { EmptyState } from "../../../web/ui/empty-state.tsx";
import { groupsQuery, remove, type Group } from "./access-api.ts";
import { GroupDialog } from "./group-dialog.tsx";
import { usePrincipalText } from "./record-select.tsx";
import { useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

const SHOWN = 6;

export function GroupsScreen() {
  const t = useT();
  const text = usePrincipalText();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(groupsQuery);
  const groups = data.pages.flatMap((page) => page.data);
  const [edited, setEdited] = useState<Group | "new">();
  const drop = useAccessSave<string, unknown>({ save: (id) => remove(`/admin/groups/${id}`), message: t("access.deleted") });
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited("new")}>
      {t("access.group.add")}
    </Button>
  );
  return (
    <>
      {groups.length === 0 ? (
        <EmptyState
          icon={<IconUsersGroup size={32} stroke={1.5} aria-hidden />}
          title={t("access.group.none")}
          text={t("access.group.intro")}
          actions={add}
        />
      ) : (
        <div className={classes["tools"]}>
          <p className={classes["intro"]}>{t("access.group.intro")}</p>
          {add}
        </div>
      )}
      <ul className={classes["cards"]}>
        {groups.map((group) => (
          <li key={group.id}>
            <button type="button" className={classes["cardName"]} onClick={() => setEdited(group)}>
              {group.label}
            </button>
            <span className={classes["cardNote"]}>
              {group.members
                .slice(0, SHOWN)
                .map((member) => text(member, member.label))
                .join(", ") || t("access.group.empty")}
              {group.members.length > SHOWN && ` ${t("access.and-more", { count: group.members.length - SHOWN })}`}
            </span>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={t("access.more-of", { name: group.label })}>
                  <IconDotsVertical size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setEdited(group)}>{t("action.edit")}</Menu.Item>
                <Menu.Item color="red" onClick={() => drop.mutate(group.id)}>
                  {t("action.delete")}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" className={classes["more"] ?? ""} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("search.more")}
        </Button>
      )}
      {edited && <GroupDialog group={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}

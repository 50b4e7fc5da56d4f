/** Settings: the people who work here; who they are, where they stand, and how they leave. */
import { Button, Menu, ActionIcon, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconDotsVertical, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../../web/api/session.ts";
import { textOf } from "../../../web/api/record-data.ts";
import { useT } from "../../../web/i18n.tsx";
import { EmptyState } from "../../../web/ui/empty-state.tsx";
import { ErrorState, errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { RecordLink } from "../../../web/ui/record-link.tsx";
import { inviteUser, resetSecondFactor, saveUser, startActing, usersQuery, type UserRecord } from "./access-api.ts";
import { AbsenceDialog } from "./absence-form.tsx";
import { InvitationDialog } from "./invitation-dialog.tsx";
import { DismissDialog } from "./dismiss-dialog.tsx";
import { UserDialog } from "./user-dialog.tsx";
import { useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

const STATUSES = ["active", "invited", "inactive"] as const;

export function UsersScreen() {
  const t = useT();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 200);
  const [status, setStatus] = useState("");
  const [edited, setEdited] = useState<UserRecord | "new">();
  const [leaving, setLeaving] = useState<UserRecord>();
  const [away, setAway] = useState<UserRecord>();
  const [invitation, setInvitation] = useState<string>();
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(usersQuery(q, status));
  const users = data?.pages.flatMap((page) => page.data);
  return (
    <>
      <div className={classes["tools"]}>
        <TextInput
          aria-label={t("access.user.search")}
          placeholder={t("access.user.search")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          aria-label={t("access.user.status")}
          data={[
            { value: "", label: t("access.user.all") },
            ...STATUSES.map((value) => ({ value, label: t(`access.user.status.${value}`) })),
          ]}
          value={status}
          allowDeselect={false}
          onChange={(value) => setStatus(value ?? "")}
        />
        <Button leftSection={<IconUserPlus size={16} />} onClick={() => setEdited("new")}>
          {t("access.user.add")}
        </Button>
      </div>
      {error && !users && <ErrorState error={error} />}
      {users?.length === 0 && <EmptyState icon={<IconUsers size={32} stroke={1.5} aria-hidden />} title={t("list.none-found")} />}
      {users && users.length > 0 && (
        <UsersTable users={users} onEdit={setEdited} onDismiss={setLeaving} onAway={setAway} onInvited={setInvitation} />
      )}
      {hasNextPage && (
        <Button variant="default" className={classes["more"] ?? ""} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("search.more")}
        </Button>
      )}
      {edited && <UserDialog user={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />}
      {away && <AbsenceDialog user={away} onClose={() => setAway(undefined)} />}
      {invitation !== undefined && <InvitationDialog link={invitation} onClose={() => setInvitation(undefined)} />}
      {leaving && <DismissDialog user={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}

interface UsersTableProps {
  readonly users: readonly UserRecord[];
  readonly onEdit: (user: UserRecord) => void;
  readonly onDismiss: (user: UserRecord) => void;
  readonly onAway: (user: UserRecord) => void;
  /** With the link, where no mail could be sent. */
  readonly onInvited: (link: string) => void;
}
function UsersTable({ users, onEdit, onDismiss, onAway, onInvited }: UsersTableProps) {
  const t = useT();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <div className={classes["table"]} tabIndex={0} role="region" aria-label={t("settings.users")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("access.user.name")}</th>
            <th scope="col">{t("access.user.email")}</th>
            <th scope="col">{t("access.user.role")}</th>
            <th scope="col">{t("access.user.groups")}</th>
            <th scope="col">{t("access.user.office")}</th>
            <th scope="col">{t("access.user.status")}</th>
            <th>
              <span className="visually-hidden">{t("record.more")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr key={user.id} data-faded={user.status === "inactive" || undefined}>
              <th scope="row">
                <RecordLink module="users" id={user.id}>
                  {user.name}
                </RecordLink>
              </th>
              <td>{user.email}</td>
              <td>
                {user.role_id__label ?? "—"}
                {user["is_admin"] === true && <span className={classes["badge"]}>{t("access.user.admin")}</span>}
              </td>
              <td>{user.group_ids__labels.join(", ") || "—"}</td>
              <td>{textOf(user["office_id__label"]) || "—"}</td>
              <td>
                <span className={classes["badge"]} data-status={user.status}>
                  {t(`access.user.status.${user.status}`)}
                </span>
              </td>
              <td className={classes["rowMenu"]}>
                <UserMenu
                  user={user}
                  onEdit={() => onEdit(user)}
                  onDismiss={() => onDismiss(user)}
                  onAway={() => onAway(user)}
                  onInvited={onInvited}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface UserMenuProps {
  readonly user: UserRecord;
  readonly onEdit: () => void;
  readonly onDismiss: () => void;
  readonly onAway: () => void;
  readonly onInvited: UsersTableProps["onInvited"];
}
function UserMenu({ user, onEdit, onDismiss, onAway, onInvited }: UserMenuProps) {
  const t = useT();
  const session = useSession().user;
  const me = session?.id;
  const act = useMutation({
    mutationFn: (mode: "view" | "full") => startActing(user.id, mode),
    // Whoever comes now is somebody else: everything is loaded anew.
    onSuccess: () => window.location.assign("/"),
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const invite = useMutation({
    mutationFn: () => inviteUser(user.id),
    onSuccess: ({ link }) => (link === undefined ? showToast({ message: t("access.user.invited") }) : onInvited(link)),
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const reset = useAccessSave({ save: () => resetSecondFactor(user.id), message: t("access.user.reset-factor-done") });
  const back = useAccessSave({ save: () => saveUser(user.id, { status: "active" }) });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("access.more-of", { name: user.name })}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onEdit}>{t("action.edit")}</Menu.Item>
        {user.status !== "inactive" && session?.tools.includes("access") && (
          <Menu.Item onClick={onAway}>{t("access.absence.title")}</Menu.Item>
        )}
        {session?.is_admin && user.status === "active" && user.id !== me && user["is_admin"] !== true && (
          <>
            <Menu.Item onClick={() => act.mutate("view")}>{t("access.acting.see")}</Menu.Item>
            <Menu.Item title={t("access.acting.as-confirm")} onClick={() => act.mutate("full")}>
              {t("access.acting.as")}
            </Menu.Item>
          </>
        )}
        {user.status === "invited" && <Menu.Item onClick={() => invite.mutate()}>{t("access.user.invite")}</Menu.Item>}
        {user.status === "active" && user.id !== me && (
          <Menu.Item onClick={() => reset.mutate()}>{t("access.user.reset-factor")}</Menu.Item>
        )}
        {user.status === "inactive" && <Menu.Item onClick={() => back.mutate()}>{t("access.user.activate")}</Menu.Item>}
        {user.status !== "inactive" && user.id !== me && (
          <Menu.Item color="red" onClick={onDismiss}>
            {t("access.user.dismiss")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

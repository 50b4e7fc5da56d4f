/** Settings: who stands above whom. A role is moved by dragging it onto its new superior, or by the arrow keys. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDotsVertical, IconGripVertical, IconPlus } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { KeyboardEvent } from "react";
import { useT } from "../../../web/i18n.tsx";
import { rolesQuery, saveRole, type Role } from "./access-api.ts";
import { RemoveRoleDialog } from "./remove-role-dialog.tsx";
import { RoleDialog } from "./role-dialog.tsx";
import { branchOf, stepOf, treeOf, type Move, type RoleNode, type Step } from "./role-tree.ts";
import { useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

const STEPS: Readonly<Record<string, Step>> = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

export function RolesScreen() {
  const t = useT();
  const { data: roles } = useSuspenseQuery(rolesQuery);
  const [edited, setEdited] = useState<Role | { readonly below: string | null }>();
  const [removed, setRemoved] = useState<Role>();
  const [dragged, setDragged] = useState<string>();
  const move = useAccessSave({
    save: async (moves: Move) => {
      for (const { id, values } of moves) await saveRole(id, values);
    },
    message: t("access.role.moved"),
  });
  const step = (id: string, event: KeyboardEvent): void => {
    const wanted = STEPS[event.key];
    if (wanted === undefined || move.isPending) return;
    event.preventDefault();
    const moves = stepOf(roles, id, wanted);
    if (moves.length > 0) move.mutate(moves);
  };
  const drop = (onto: string | null): void => {
    if (dragged !== undefined && !(onto !== null && branchOf(roles, dragged).has(onto)))
      move.mutate([{ id: dragged, values: { parent_id: onto } }]);
    setDragged(undefined);
  };
  return (
    <>
      <div className={classes["tools"]}>
        <p className={classes["intro"]}>{t("access.role.intro")}</p>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited({ below: null })}>
          {t("access.role.add")}
        </Button>
      </div>
      <div
        className={classes["tree"]}
        data-dragging={dragged !== undefined || undefined}
        onDragOver={(event) => event.preventDefault()}
        onDrop={() => drop(null)}
      >
        <Branch
          nodes={treeOf(roles)}
          acts={{ edit: setEdited, remove: setRemoved, step, drag: setDragged, drop }}
          closed={dragged === undefined ? NOWHERE : branchOf(roles, dragged)}
        />
      </div>
      {edited && (
        <RoleDialog
          roles={roles}
          role={"id" in edited ? edited : undefined}
          below={"below" in edited ? edited.below : null}
          onClose={() => setEdited(undefined)}
        />
      )}
      {removed && <RemoveRoleDialog role={removed} roles={roles} onClose={() => setRemoved(undefined)} />}
    </>
  );
}
const NOWHERE: ReadonlySet<string> = new Set();

interface BranchProps {
  readonly nodes: readonly RoleNode[];
  /** Roles that the dragged one can't come under. */
  readonly closed: ReadonlySet<string>;
  readonly acts: {
    readonly edit: (role: Role | { readonly below: string }) => void;
    readonly remove: (role: Role) => void;
    readonly step: (id: string, event: KeyboardEvent) => void;
    readonly drag: (id: string | undefined) => void;
    readonly drop: (onto: string) => void;
  };
}
function Branch({ nodes, closed, acts }: BranchProps) {
  return (
    <ul>
      {nodes.map(({ role, below }) => (
        <li key={role.id}>
          <RoleRow role={role} closed={closed.has(role.id)} acts={acts} />
          {below.length > 0 && <Branch nodes={below} closed={closed} acts={acts} />}
        </li>
      ))}
    </ul>
  );
}

function RoleRow({ role, closed, acts }: Pick<BranchProps, "acts"> & { readonly role: Role; readonly closed: boolean }) {
  const t = useT();
  const [over, setOver] = useState(false);
  return (
    <div
      className={classes["role"]}
      draggable
      data-over={(over && !closed) || undefined}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        acts.drag(role.id);
      }}
      onDragEnd={() => acts.drag(undefined)}
      onDragOver={(event) => {
        if (closed) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.stopPropagation();
        setOver(false);
        acts.drop(role.id);
      }}
    >
      <ActionIcon
        size={24}
        className={classes["grip"] ?? ""}
        aria-label={t("access.role.move", { name: role.name })}
        title={t("access.role.move-hint")}
        onKeyDown={(event) => acts.step(role.id, event)}
      >
        <IconGripVertical size={16} />
      </ActionIcon>
      <button type="button" className={classes["roleName"]} onClick={() => acts.edit(role)}>
        {role.name}
      </button>
      {role.is_default && <span className={classes["badge"]}>{t("access.role.default")}</span>}
      {role.peers !== "none" && <span className={classes["badge"]}>{t(`access.role.peers.${role.peers}`)}</span>}
      <span className={classes["roleProfiles"]}>{role.profile_ids__labels.join(", ") || t("access.role.no-profile")}</span>
      <span className={classes["rolePeople"]}>{t("access.people", { count: role.user_count })}</span>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t("access.more-of", { name: role.name })}>
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => acts.edit(role)}>{t("action.edit")}</Menu.Item>
          <Menu.Item onClick={() => acts.edit({ below: role.id })}>{t("access.role.add-below")}</Menu.Item>
          {!role.is_default && (
            <Menu.Item color="red" onClick={() => acts.remove(role)}>
              {t("action.delete")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** One group: its name and who is in it. */
import { ActionIcon, TextInput, Textarea } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { MEMBER_TYPES, type GroupMember } from "../../../model/access/vocabulary.ts";
import { useT } from "../../../web/i18n.tsx";
import { saveGroup, type Group } from "./access-api.ts";
import { PrincipalSelect, usePrincipalText } from "./record-select.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import { FormDialog } from "../../../web/ui/form-dialog.tsx";
import classes from "./access.module.css";

type Member = GroupMember & { readonly label: string | null };

export function GroupDialog({ group, onClose }: { readonly group: Group | undefined; readonly onClose: () => void }) {
  const t = useT();
  const text = usePrincipalText();
  const [name, setName] = useState(group?.name ?? "");
  const [description, setDescription] = useState(group?.description ?? "");
  const [members, setMembers] = useState<readonly Member[]>(group?.members ?? []);
  const save = useAccessSave({
    save: () =>
      saveGroup(group?.id, { name, description: description || null, members: members.map(({ type, id }): GroupMember => ({ type, id })) }),
    onSaved: onClose,
  });
  const add = (member: Member): void =>
    setMembers((before) => (before.some(({ type, id }) => type === member.type && id === member.id) ? before : [...before, member]));
  return (
    <FormDialog
      title={group?.label ?? t("access.group.add")}
      action={t("action.save")}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      busy={save.isPending}
      ready={name.trim() !== ""}
    >
      <TextInput
        data-autofocus
        required
        label={t("access.name")}
        value={name}
        error={faultOf(save.error, "name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label={t("access.group.description")}
        autosize
        minRows={2}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <PrincipalSelect
        label={t("access.group.member")}
        placeholder={t("access.group.member-hint")}
        types={MEMBER_TYPES}
        value={null}
        error={faultOf(save.error, "members")}
        onChange={(chosen) => chosen && chosen.type !== "office" && add({ type: chosen.type, id: chosen.id, label: chosen.label })}
      />
      {members.length === 0 && <p className={classes["intro"]}>{t("access.group.empty")}</p>}
      <ul className={classes["lines"]}>
        {members.map((member) => (
          <li key={`${member.type}:${member.id}`}>
            <span>{text(member, member.label)}</span>
            <ActionIcon
              size={24}
              aria-label={`${t("action.remove")}: ${text(member, member.label)}`}
              onClick={() => setMembers(members.filter((each) => each !== member))}
            >
              <IconX size={14} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </FormDialog>
  );
}

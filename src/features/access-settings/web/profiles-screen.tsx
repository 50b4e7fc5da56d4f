/** Settings: profiles, each a set of rights that roles are made of. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDotsVertical, IconPlus } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useT } from "../../../web/i18n.tsx";
import { profilesQuery, remove, saveProfile, type Profile } from "./access-api.ts";
import { NameDialog } from "./name-dialog.tsx";
import { ProfileEditor } from "./profile-editor.tsx";
import { useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

export function ProfilesScreen() {
  const { profile: id } = useSearch({ strict: false }) as { readonly profile?: string };
  const { data: profiles } = useSuspenseQuery(profilesQuery);
  const chosen = profiles.find((profile) => profile.id === id);
  return chosen ? <ProfileEditor key={chosen.id} profile={chosen} /> : <ProfileList profiles={profiles} />;
}

function ProfileList({ profiles }: { readonly profiles: readonly Profile[] }) {
  const t = useT();
  const navigate = useNavigate();
  // A copy of one, or of none.
  const [begun, setBegun] = useState<{ readonly from?: Profile }>();
  const open = (profile: string): Promise<void> => navigate({ to: "/settings", search: { section: "profiles", profile } });
  const drop = useAccessSave<string, unknown>({ save: (id) => remove(`/admin/profiles/${id}`), message: t("access.deleted") });
  return (
    <>
      <div className={classes["tools"]}>
        <p className={classes["intro"]}>{t("access.profile.intro")}</p>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setBegun({})}>
          {t("access.profile.add")}
        </Button>
      </div>
      <ul className={classes["cards"]}>
        {profiles.map((profile) => (
          <li key={profile.id}>
            <Link to="/settings" search={{ section: "profiles", profile: profile.id }} className={classes["cardName"]}>
              {profile.name}
            </Link>
            <span className={classes["cardNote"]}>{t("access.profile.roles", { count: profile.role_count })}</span>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={t("access.more-of", { name: profile.name })}>
                  <IconDotsVertical size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => void open(profile.id)}>{t("action.edit")}</Menu.Item>
                <Menu.Item onClick={() => setBegun({ from: profile })}>{t("access.profile.copy")}</Menu.Item>
                {profile.role_count === 0 && (
                  <Menu.Item color="red" onClick={() => drop.mutate(profile.id)}>
                    {t("action.delete")}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ul>
      {begun && (
        <NameDialog
          title={t("access.profile.add")}
          save={(name) =>
            saveProfile(
              undefined,
              begun.from ? { name, modules: begun.from.modules, fields: begun.from.fields, tools: begun.from.tools } : { name },
            )
          }
          onSaved={({ id }) => void open(id)}
          onClose={() => setBegun(undefined)}
        />
      )}
    </>
  );
}

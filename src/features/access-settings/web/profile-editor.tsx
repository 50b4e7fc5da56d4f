/** One profile: modules against rights, fields of each module, tools. Nothing is written before "Save". */
import { Alert, Button, Checkbox, TextInput } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { TOOLS } from "../../../model/access/vocabulary.ts";
import { useT } from "../../../web/i18n.tsx";
import { saveProfile, type Profile } from "./access-api.ts";
import { RightsMatrix } from "./rights-matrix.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

export function ProfileEditor({ profile }: { readonly profile: Profile }) {
  const t = useT();
  const { name, modules, fields, tools } = profile;
  const saved = { name, modules, fields, tools };
  const [draft, setDraft] = useState(saved);
  const save = useAccessSave({ save: () => saveProfile(profile.id, draft) });
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved);
  return (
    <>
      <div className={classes["tools"]}>
        <Link to="/settings" search={{ section: "profiles" }} className={classes["back"]}>
          <IconArrowLeft size={16} aria-hidden />
          {t("access.profile.all")}
        </Link>
        <TextInput
          aria-label={t("access.name")}
          value={draft.name}
          error={faultOf(save.error, "name")}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <span className={classes["cardNote"]}>
          {t("access.profile.roles", { count: profile.role_count })} · {t("access.people", { count: profile.user_count })}
        </span>
      </div>
      {draft.tools.includes("access") && (
        <Alert color="yellow" variant="light">
          {t("access.profile.almighty")}
        </Alert>
      )}
      <RightsMatrix rights={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
      <fieldset className={classes["toolset"]}>
        <legend>{t("access.profile.tools")}</legend>
        {TOOLS.map((tool) => (
          <Checkbox
            key={tool}
            label={t(`access.tool.${tool}`)}
            checked={draft.tools.includes(tool)}
            onChange={(event) =>
              setDraft({
                ...draft,
                tools: TOOLS.filter((each) => (each === tool ? event.currentTarget.checked : draft.tools.includes(each))),
              })
            }
          />
        ))}
      </fieldset>
      <div className={classes["saveBar"]}>
        <Button variant="default" disabled={!dirty} onClick={() => setDraft(saved)}>
          {t("access.discard")}
        </Button>
        <Button disabled={!dirty || draft.name.trim() === ""} loading={save.isPending} onClick={() => save.mutate()}>
          {t("action.save")}
        </Button>
      </div>
    </>
  );
}

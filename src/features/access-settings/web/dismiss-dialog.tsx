/** Somebody leaves: they can't sign in any more, and what belonged to them goes to a colleague. */
import { useState } from "react";
import { useSession } from "../../../web/api/session.ts";
import { useT } from "../../../web/i18n.tsx";
import { FormDialog } from "../../../web/ui/form-dialog.tsx";
import { dismissUser, saveUser, type UserRecord } from "./access-api.ts";
import { RecordSelect } from "./record-select.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

export function DismissDialog({ user, onClose }: { readonly user: UserRecord; readonly onClose: () => void }) {
  const t = useT();
  const mayTransfer = useSession().user?.tools.includes("access") === true;
  const [heir, setHeir] = useState<string | null>(null);
  const dismiss = useAccessSave({
    save: () => (heir === null ? saveUser(user.id, { status: "inactive" }) : dismissUser(user.id, heir)),
    onSaved: onClose,
    message: t("access.user.dismissed", { name: user.name }),
  });
  return (
    <FormDialog
      title={t("access.user.dismiss-title", { name: user.name })}
      action={t("access.user.dismiss")}
      danger
      busy={dismiss.isPending}
      onSubmit={() => dismiss.mutate()}
      onClose={onClose}
    >
      <p className={classes["intro"]}>{t("access.user.dismiss-text")}</p>
      {mayTransfer && (
        <RecordSelect
          label={t("access.user.heir")}
          placeholder={t("access.user.heir-none")}
          module="users"
          without={[user.id]}
          value={heir}
          onChange={setHeir}
          error={faultOf(dismiss.error, "to_id")}
        />
      )}
    </FormDialog>
  );
}

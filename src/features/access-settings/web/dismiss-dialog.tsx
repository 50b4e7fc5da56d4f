/** Somebody leaves: they can't sign in any more, and what belonged to them goes to a colleague. */
import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { useSession } from "../../../web/api/session.ts";
import { useT } from "../../../web/i18n.tsx";
import { dismissUser, saveUser, type UserRecord } from "./access-api.ts";
import { RecordSelect } from "./record-select.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

export function DismissDialog({ user, onClose }: { readonly user: UserRecord; readonly onClose: () => void }) {
  const t = useT();
  const mayTransfer = useSession().user?.tools.includes("access") === true;
  const [heir, setHeir] = useState<string | null>(null);
  const dismiss = useAccessSave<void, unknown>({
    save: () => (heir === null ? saveUser(user.id, { status: "inactive" }) : dismissUser(user.id, heir)),
    onSaved: onClose,
    message: t("access.user.dismissed", { name: user.name }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("access.user.dismiss-title", { name: user.name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <div className={classes["form"]}>
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
        <div className={classes["foot"]}>
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button color="red" loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
            {t("access.user.dismiss")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

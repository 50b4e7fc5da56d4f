/** Where no mail goes out: the link by which an invited person chooses a password, to be handed over. */
import { Button, CopyButton, Modal, TextInput } from "@mantine/core";
import { useT } from "../../../web/i18n.tsx";
import classes from "./access.module.css";

export function InvitationDialog({ link, onClose }: { readonly link: string; readonly onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={t("access.user.invite-link")} closeButtonProps={{ "aria-label": t("action.close") }}>
      <div className={classes["form"]}>
        <p className={classes["intro"]}>{t("access.user.invite-link-text")}</p>
        <div className={classes["password"]}>
          <TextInput
            readOnly
            data-autofocus
            aria-label={t("access.user.invite-link")}
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {t(copied ? "access.user.copied" : "access.user.copy")}
              </Button>
            )}
          </CopyButton>
        </div>
      </div>
    </Modal>
  );
}

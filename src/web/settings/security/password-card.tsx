/** One's own password. */
import { Button, PasswordInput } from "@mantine/core";
import { useState } from "react";
import { faultOf } from "../../api/problem.ts";
import { useSession } from "../../api/session.ts";
import { useT } from "../../i18n.tsx";
import { changePassword } from "../../sign-in/second-factor-api.ts";
import { Card } from "./card.tsx";
import { useSecurityChange } from "./use-security-change.ts";
import classes from "./security.module.css";

export function PasswordCard() {
  const t = useT();
  const email = useSession().user?.email ?? "";
  const [open, setOpen] = useState(false);
  const [present, setPresent] = useState("");
  const [next, setNext] = useState("");
  const close = (): void => {
    setOpen(false);
    setPresent("");
    setNext("");
  };
  const save = useSecurityChange({
    change: () => changePassword({ current_password: present, new_password: next }),
    message: t("security.password-changed"),
    onDone: close,
    quiet: true,
  });
  const toggle = { "aria-label": t("sign-in.show-password") };
  return (
    <Card
      title={t("sign-in.password")}
      text={t("security.password-text")}
      action={
        !open && (
          <Button variant="default" onClick={() => setOpen(true)}>
            {t("security.password-change")}
          </Button>
        )
      }
    >
      {open && (
        <form
          className={classes["fields"]}
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
          <PasswordInput
            label={t("security.present-password")}
            autoComplete="current-password"
            autoFocus
            value={present}
            error={faultOf(save.error, "current_password")}
            visibilityToggleButtonProps={toggle}
            onChange={(event) => setPresent(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("security.new-password")}
            autoComplete="new-password"
            value={next}
            error={faultOf(save.error, "new_password")}
            visibilityToggleButtonProps={toggle}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          <div className={classes["foot"]}>
            <Button variant="default" onClick={close}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={present === "" || next === ""}>
              {t("action.save")}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}

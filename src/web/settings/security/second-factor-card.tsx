/** Codes of an app, and recovery codes. */
import { Button, Modal } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf } from "../../api/problem.ts";
import { useT } from "../../i18n.tsx";
import { CodeInput, isCodeComplete } from "../../sign-in/code-input.tsx";
import { RecoveryCodes } from "../../sign-in/recovery-codes.tsx";
import { SECURITY_KEY, factorsQuery, removeTotp, renewRecoveryCodes } from "../../sign-in/second-factor-api.ts";
import { TotpSetup } from "../../sign-in/totp-setup.tsx";
import { Card } from "./card.tsx";
import { useSecurityChange } from "./use-security-change.ts";
import classes from "./security.module.css";

type Asking = "set-up" | "remove" | "renew";

export function SecondFactorCard() {
  const t = useT();
  const client = useQueryClient();
  const { data } = useQuery(factorsQuery);
  const [asking, setAsking] = useState<Asking>();
  const close = (): void => {
    setAsking(undefined);
    void client.invalidateQueries({ queryKey: SECURITY_KEY });
  };
  if (!data) return null;
  return (
    <Card
      title={t("security.app")}
      text={t(data.totp ? "security.app-on" : "security.app-off")}
      action={
        data.totp ? (
          <Button variant="default" onClick={() => setAsking("remove")}>
            {t("security.app-remove")}
          </Button>
        ) : (
          <Button onClick={() => setAsking("set-up")}>{t("security.app-add")}</Button>
        )
      }
    >
      {data.totp && (
        <ul className={classes["list"]}>
          <li>
            <span>
              <span className={classes["name"]}>{t("second-factor.codes")}</span>
              <span className={classes["note"]}>{t("security.codes-left", { count: data.recovery_codes })}</span>
            </span>
            <Button size="xs" variant="default" onClick={() => setAsking("renew")}>
              {t("security.codes-renew")}
            </Button>
          </li>
        </ul>
      )}
      {asking === "set-up" && (
        <Modal
          opened
          onClose={close}
          title={t("security.app-add")}
          centered
          closeOnClickOutside={false}
          closeButtonProps={{ "aria-label": t("action.close") }}
        >
          <TotpSetup done={t("action.done")} onDone={close} />
        </Modal>
      )}
      {(asking === "remove" || asking === "renew") && <CodeDialog purpose={asking} onClose={close} />}
    </Card>
  );
}

function CodeDialog({ purpose, onClose }: { readonly purpose: "remove" | "renew"; readonly onClose: () => void }) {
  const t = useT();
  const [code, setCode] = useState("");
  const act = useSecurityChange({
    change: async () => (purpose === "renew" ? renewRecoveryCodes(code) : removeTotp(code).then(() => undefined)),
    onDone: (codes) => codes === undefined && onClose(),
    quiet: true,
  });
  const title = t(purpose === "renew" ? "security.codes-renew" : "security.app-remove");
  return (
    <Modal opened onClose={onClose} title={title} centered closeButtonProps={{ "aria-label": t("action.close") }}>
      {act.data ? (
        <RecoveryCodes codes={act.data} done={t("action.done")} onDone={onClose} />
      ) : (
        <form
          className={classes["form"]}
          onSubmit={(event) => {
            event.preventDefault();
            act.mutate();
          }}
        >
          <p className={classes["text"]}>{t(purpose === "renew" ? "security.codes-renew-text" : "security.app-remove-text")}</p>
          <CodeInput focus value={code} onChange={setCode} error={faultOf(act.error, "code", "totp")} />
          <div className={classes["foot"]}>
            <Button variant="default" onClick={onClose}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" color={purpose === "remove" ? "red" : ""} loading={act.isPending} disabled={!isCodeComplete(code)}>
              {title}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

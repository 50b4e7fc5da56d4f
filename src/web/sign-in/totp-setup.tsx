/** Connecting an authenticator app: picture, code, recovery codes. */
import { Alert, Button, CopyButton, Skeleton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { faultOf } from "../api/problem.ts";
import { useT } from "../i18n.tsx";
import { errorText } from "../ui/error-state.tsx";
import { CodeInput, isCodeComplete } from "./code-input.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { SECURITY_KEY, confirmTotp, offerTotp } from "./second-factor-api.ts";
import classes from "./public-page.module.css";

interface TotpSetupProps {
  /** Said on the last button. */
  readonly done: string;
  readonly onDone: () => void;
}
export function TotpSetup({ done, onDone }: TotpSetupProps) {
  const t = useT();
  const [code, setCode] = useState("");
  // Each visit gets a seed of its own: one that was seen and left is of no use any more.
  const offer = useQuery({ queryKey: [...SECURITY_KEY, "offer"], queryFn: offerTotp, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  const confirm = useMutation({ mutationFn: confirmTotp });
  if (confirm.data) return <RecoveryCodes codes={confirm.data} done={done} onDone={onDone} />;
  const fault = faultOf(confirm.error, "code");
  const problem = offer.error ?? (fault === undefined ? confirm.error : null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    confirm.mutate(code);
  };
  return (
    <form className={classes["form"]} onSubmit={submit}>
      {problem && (
        <Alert color="red" variant="light" role="alert">
          {errorText(problem, t)}
        </Alert>
      )}
      <p className={classes["hint"]}>{t("second-factor.scan")}</p>
      {offer.data ? (
        <div className={classes["scan"]}>
          <img
            className={classes["qr"]}
            alt={t("second-factor.qr")}
            src={`data:image/svg+xml;utf8,${encodeURIComponent(offer.data.qr)}`}
            width={168}
            height={168}
          />
          <div className={classes["secret"]}>
            <span>{t("second-factor.by-hand")}</span>
            <code>{offer.data.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}</code>
            <CopyButton value={offer.data.secret}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" onClick={copy}>
                  {t(copied ? "access.user.copied" : "access.user.copy")}
                </Button>
              )}
            </CopyButton>
          </div>
        </div>
      ) : (
        <Skeleton height={192} />
      )}
      <CodeInput appOnly value={code} onChange={setCode} error={fault} />
      <Button type="submit" size="md" loading={confirm.isPending} disabled={!offer.data || !isCodeComplete(code)}>
        {t("second-factor.connect")}
      </Button>
    </form>
  );
}

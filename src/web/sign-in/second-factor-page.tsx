/** After a sign-in that isn't enough: showing the second factor, or setting one up because the role asks for it. */
import { Alert, Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf } from "../api/problem.ts";
import { sessionQuery, useEnter, useSession, useSignOut } from "../api/session.ts";
import { useT } from "../i18n.tsx";
import { errorText } from "../ui/error-state.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { CodeInput, isCodeComplete } from "./code-input.tsx";
import { deviceName } from "./device-name.ts";
import { PasskeyButton } from "./passkey-button.tsx";
import { PublicPage } from "./public-page.tsx";
import { addPasskey, factorsQuery, hasPasskeys, isDismissed, showCode } from "./second-factor-api.ts";
import { useGoOn } from "./sign-in-page.tsx";
import { TotpSetup } from "./totp-setup.tsx";
import classes from "./public-page.module.css";

export function SecondFactorPage() {
  const t = useT();
  const { pending } = useSession();
  // What the page is for stays so until it is left: the session changes under it.
  const [purpose] = useState(pending);
  const signOut = useSignOut();
  return (
    <PublicPage
      title={t(purpose === "verify" ? "second-factor.verify" : "second-factor.enrol")}
      text={t(purpose === "verify" ? "second-factor.ask" : "second-factor.enrol-text")}
    >
      {purpose === "verify" ? <Verify /> : <Enrol />}
      <button type="button" className={classes["link"]} onClick={() => signOut.mutate()}>
        {t("session.other")}
      </button>
    </PublicPage>
  );
}

/** The session is asked for anew, then the way goes on. */
function useFinish(): () => Promise<void> {
  const client = useQueryClient();
  const goOn = useGoOn();
  return async () => {
    await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await goOn();
  };
}

function Verify() {
  const t = useT();
  const [code, setCode] = useState("");
  const finish = useFinish();
  const enter = useEnter();
  const factors = useQuery(factorsQuery).data;
  const show = useMutation({ mutationFn: showCode, onSuccess: finish });
  const fault = faultOf(show.error, "code");
  return (
    <form
      className={classes["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        show.mutate(code);
      }}
    >
      {show.error && fault === undefined && (
        <Alert color="red" variant="light" role="alert">
          {errorText(show.error, t)}
        </Alert>
      )}
      {factors?.totp !== false && (
        <>
          <CodeInput focus value={code} onChange={setCode} error={fault} />
          <Button type="submit" size="md" loading={show.isPending} disabled={!isCodeComplete(code)}>
            {t("second-factor.confirm")}
          </Button>
        </>
      )}
      {(factors?.passkeys ?? 0) > 0 && (
        <PasskeyButton
          onSignedIn={async (signedIn) => {
            await enter(signedIn);
            await finish();
          }}
        />
      )}
    </form>
  );
}

function Enrol() {
  const t = useT();
  const finish = useFinish();
  const add = useMutation({ mutationFn: () => addPasskey(deviceName()), onSuccess: finish });
  return (
    <>
      {hasPasskeys() && (
        <div className={classes["form"]}>
          {add.error && !isDismissed(add.error) && (
            <Alert color="red" variant="light" role="alert">
              {errorText(add.error, t)}
            </Alert>
          )}
          <Button
            variant="default"
            size="md"
            leftSection={<IconFingerprint size={20} stroke={1.5} aria-hidden />}
            loading={add.isPending}
            onClick={() => add.mutate()}
          >
            {t("second-factor.passkey-instead")}
          </Button>
          <div className={classes["or"]}>{t("second-factor.or-app")}</div>
        </div>
      )}
      <TotpSetup done={t("second-factor.go-on")} onDone={() => void finish()} />
    </>
  );
}

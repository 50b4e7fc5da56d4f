/** The session ended in the middle of the work: signing in over the page, which stays as it is. */
import { Button, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { setCsrfToken, watchSessionEnd } from "../api/client.ts";
import { logIn, useSession, type SignedIn } from "../api/session.ts";
import { useT } from "../i18n.tsx";
import { PasskeyButton } from "../sign-in/passkey-button.tsx";
import { PasswordSteps } from "../sign-in/password-steps.tsx";

export function SignInAgain() {
  const t = useT();
  const { user } = useSession();
  const [resume, setResume] = useState<() => void>();
  useEffect(() => {
    let waiting: Promise<void> | undefined;
    // All requests that were refused wait for one and the same sign-in.
    return watchSessionEnd(() => {
      waiting ??= new Promise<void>((resolve) => {
        setResume(() => () => {
          waiting = undefined;
          setResume(undefined);
          resolve();
        });
      });
      return waiting;
    });
  }, []);
  if (!user || !resume) return null;
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      zIndex={1000}
      size="sm"
      centered
      title={t("session.ended")}
    >
      <AgainForm email={user.email} onDone={resume} text={t("session.ended-text", { name: user.name })} />
    </Modal>
  );
}

interface AgainFormProps {
  readonly email: string;
  readonly text: string;
  readonly onDone: () => void;
}
function AgainForm({ email, text, onDone }: AgainFormProps) {
  const t = useT();
  const done = ({ user, csrf_token: token }: SignedIn): void => {
    // A passkey may be somebody else's: this page isn't theirs.
    if (user.email !== email) return window.location.assign("/");
    setCsrfToken(token);
    onDone();
  };
  const signIn = useMutation({ mutationFn: logIn, onSuccess: done });
  return (
    <>
      <p style={{ margin: 0 }}>{text}</p>
      <PasswordSteps
        email={email}
        signIn={signIn.mutate}
        error={signIn.error}
        pending={signIn.isPending}
        foot={
          <>
            <PasskeyButton onSignedIn={async (signedIn) => done(signedIn)} />
            <Button variant="subtle" color="gray" onClick={() => window.location.assign("/sign-in")}>
              {t("session.other")}
            </Button>
          </>
        }
      />
    </>
  );
}

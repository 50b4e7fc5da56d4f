/** The session ended in the middle of the work: signing in over the page, which stays as it is. */
import { Alert, Button, Modal, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { FormEvent } from "react";
import { request, setCsrfToken, watchSessionEnd } from "../api/client.ts";
import { useSession } from "../api/session.ts";
import { useT } from "../i18n.tsx";
import { errorText } from "../ui/error-state.tsx";
import classes from "../records/form/form.module.css";

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
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => request<{ readonly csrf_token: string }>("/auth/login", { method: "POST", body: { email, password } }),
    onSuccess: ({ csrf_token: token }) => {
      setCsrfToken(token);
      onDone();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    signIn.mutate();
  };
  return (
    <form onSubmit={submit}>
      <p style={{ marginTop: 0 }}>{text}</p>
      {signIn.error && (
        <Alert color="red" variant="light" role="alert" mb="sm">
          {errorText(signIn.error, t)}
        </Alert>
      )}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        data-autofocus
        label={t("sign-in.password")}
        autoComplete="current-password"
        value={password}
        visibilityToggleButtonProps={{ "aria-label": t("sign-in.show-password") }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <div className={classes["dialogFoot"]}>
        <Button variant="subtle" color="gray" onClick={() => window.location.assign("/sign-in")}>
          {t("session.other")}
        </Button>
        <Button type="submit" loading={signIn.isPending} disabled={password === ""}>
          {t("sign-in.submit")}
        </Button>
      </div>
    </form>
  );
}

/** Signing in by password, and by a code where one is asked for: on the sign-in page, and over a page whose session ended. */
import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import type { Credentials } from "../api/session.ts";
import { isCode } from "../api/problem.ts";
import { useT } from "../i18n.tsx";
import { errorText } from "../ui/error-state.tsx";
import { CodeInput, isCodeComplete } from "./code-input.tsx";
import classes from "./public-page.module.css";

interface PasswordStepsProps {
  /** Known already: only the password is asked for. */
  readonly email?: string;
  readonly signIn: (credentials: Credentials) => void;
  readonly error: Error | null;
  readonly pending: boolean;
  /** Beside the button. */
  readonly foot?: ReactNode;
  /** Beside the code, where a passkey can take its place. */
  readonly otherWay?: ReactNode;
}
export function PasswordSteps({ email: known, signIn, error, pending, foot, otherWay }: PasswordStepsProps) {
  const t = useT();
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string>();
  const asked = isCode(error, "second_factor_required");
  const wantsCode = code !== undefined || asked;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (wantsCode) setCode(code ?? "");
    signIn({ email: email.trim(), password, ...(wantsCode ? { totp: code ?? "" } : {}) });
  };
  const fault = error && !asked && (
    <Alert color="red" variant="light" role="alert">
      {errorText(error, t)}
    </Alert>
  );
  if (wantsCode)
    return (
      <form className={classes["form"]} onSubmit={submit}>
        {fault}
        <p className={classes["hint"]}>{t("second-factor.ask")}</p>
        <CodeInput focus value={code ?? ""} onChange={setCode} />
        <Button type="submit" size="md" loading={pending} disabled={!isCodeComplete(code ?? "")}>
          {t("sign-in.submit")}
        </Button>
        {otherWay}
      </form>
    );
  return (
    <form className={classes["form"]} onSubmit={submit}>
      {fault}
      <TextInput
        label={t("sign-in.email")}
        name="email"
        type={known === undefined ? "text" : "email"}
        inputMode="email"
        autoComplete="username"
        required
        withAsterisk={false}
        size="md"
        readOnly={known !== undefined}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        data-autofocus={known === undefined ? undefined : true}
        label={t("sign-in.password")}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        size="md"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ "aria-label": t("sign-in.show-password") }}
      />
      <Button type="submit" size="md" loading={pending}>
        {t("sign-in.submit")}
      </Button>
      {foot}
    </form>
  );
}

/** Signing in. */
import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { FormEvent } from "react";
import { useSignIn } from "../api/session.ts";
import { useT } from "../i18n.tsx";
import { errorText } from "../ui/error-state.tsx";
import { PublicPage } from "./public-page.tsx";
import classes from "./public-page.module.css";

/** Only within this program: an address from a link must not lead elsewhere. */
const isOwnAddress = (address: string | undefined): address is string => address !== undefined && /^\/(?![/\\])/.test(address);

export function SignInPage() {
  const t = useT();
  const router = useRouter();
  const { next } = useSearch({ strict: false }) as { readonly next?: string };
  const signIn = useSignIn();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate(
      { email: email.trim(), password },
      {
        onSuccess: async () => {
          await router.invalidate();
          router.history.push(isOwnAddress(next) ? next : "/");
        },
      },
    );
  };
  return (
    <PublicPage title={t("sign-in.title")}>
      <form className={classes["form"]} onSubmit={submit}>
        {signIn.error && (
          <Alert color="red" variant="light" role="alert">
            {errorText(signIn.error, t)}
          </Alert>
        )}
        <TextInput
          label={t("sign-in.email")}
          name="email"
          inputMode="email"
          autoComplete="username"
          required
          withAsterisk={false}
          size="md"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
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
        <Button type="submit" size="md" loading={signIn.isPending}>
          {t("sign-in.submit")}
        </Button>
      </form>
    </PublicPage>
  );
}

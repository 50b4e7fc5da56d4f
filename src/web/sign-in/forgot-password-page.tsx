/** Asking for a link to a new password. Whether there is such a user isn't told. */
import { Alert, Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { faultOf } from "../api/problem.ts";
import { useT } from "../i18n.tsx";
import { errorText } from "../ui/error-state.tsx";
import { PublicPage } from "./public-page.tsx";
import { askForLink } from "./second-factor-api.ts";
import classes from "./public-page.module.css";

export function ForgotPasswordPage() {
  const t = useT();
  const [email, setEmail] = useState("");
  const ask = useMutation({ mutationFn: askForLink });
  const fault = faultOf(ask.error, "email");
  const back = <Link to="/sign-in">{t("forgot.back")}</Link>;
  if (ask.isSuccess)
    return (
      <PublicPage title={t("forgot.sent")} text={t("forgot.sent-text", { email: ask.variables })}>
        {back}
      </PublicPage>
    );
  return (
    <PublicPage title={t("forgot.title")} text={t("forgot.text")}>
      <form
        className={classes["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate(email.trim());
        }}
      >
        {ask.error && fault === undefined && (
          <Alert color="red" variant="light" role="alert">
            {errorText(ask.error, t)}
          </Alert>
        )}
        <TextInput
          label={t("sign-in.email")}
          name="email"
          inputMode="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          size="md"
          value={email}
          error={fault}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={ask.isPending}>
          {t("forgot.submit")}
        </Button>
        {back}
      </form>
    </PublicPage>
  );
}

/** Where a letter's link leads: a new password for who forgot theirs, the first one for who was invited. */
import { Alert, Button, PasswordInput, Skeleton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { faultOf } from "../api/problem.ts";
import { useEnter } from "../api/session.ts";
import { useT } from "../i18n.tsx";
import { errorText } from "../ui/error-state.tsx";
import { PublicPage } from "./public-page.tsx";
import { lookAtLink, spendLink, type LinkOwner, type PasswordLink } from "./second-factor-api.ts";
import classes from "./public-page.module.css";

/** The token stands behind `#`, which browsers send to nobody. */
function linkOf(hash: string): PasswordLink {
  const [, kind, token] = /^#(reset|invitation)\.([\w-]{1,100})$/.exec(hash) ?? [];
  return { kind: kind === "invitation" ? "invitation" : "reset", token: token ?? "-" };
}

export function SetPasswordPage() {
  const t = useT();
  const [link] = useState(() => linkOf(window.location.hash));
  const { data: owner, error } = useQuery({
    queryKey: ["password-link", link],
    queryFn: () => lookAtLink(link),
    staleTime: 60_000,
    gcTime: 0,
  });
  if (error)
    return (
      <PublicPage title={t("set-password.expired")} text={errorText(error, t)}>
        <Link to={link.kind === "reset" ? "/forgot-password" : "/sign-in"}>
          {t(link.kind === "reset" ? "set-password.again" : "forgot.back")}
        </Link>
      </PublicPage>
    );
  if (!owner)
    return (
      <PublicPage title={t("set-password.reset")}>
        <Skeleton height={160} mt="md" />
      </PublicPage>
    );
  const title = link.kind === "invitation" ? t("set-password.invitation", { name: owner.name }) : t("set-password.reset");
  return (
    <PublicPage title={title} text={t(`set-password.${link.kind}-text`, { email: owner.email })}>
      <PasswordForm link={link} owner={owner} />
    </PublicPage>
  );
}

function PasswordForm({ link, owner }: { readonly link: PasswordLink; readonly owner: LinkOwner }) {
  const t = useT();
  const router = useRouter();
  const enter = useEnter();
  const [password, setPassword] = useState("");
  const save = useMutation({
    mutationFn: async () => enter(await spendLink(link, password)),
    onSuccess: async () => {
      await router.invalidate();
      router.history.replace("/");
    },
  });
  const fault = faultOf(save.error, "password");
  return (
    <form
      className={classes["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.error && fault === undefined && (
        <Alert color="red" variant="light" role="alert">
          {errorText(save.error, t)}
        </Alert>
      )}
      <input type="email" name="email" autoComplete="username" value={owner.email} readOnly hidden />
      <PasswordInput
        label={t("security.new-password")}
        description={t("security.password-hint", { min: owner.password_min })}
        name="password"
        autoComplete="new-password"
        autoFocus
        required
        withAsterisk={false}
        size="md"
        value={password}
        error={fault}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ "aria-label": t("sign-in.show-password") }}
      />
      <Button type="submit" size="md" loading={save.isPending} disabled={[...password].length < owner.password_min}>
        {t("set-password.submit")}
      </Button>
    </form>
  );
}

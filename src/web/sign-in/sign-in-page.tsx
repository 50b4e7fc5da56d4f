/** Signing in: by password (and a code), by a passkey, or at another provider. */
import { Alert, Button } from "@mantine/core";
import { IconLogin2 } from "@tabler/icons-react";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { isCode } from "../api/problem.ts";
import { useEnter, useSession, useSignIn } from "../api/session.ts";
import { useT } from "../i18n.tsx";
import { PasskeyButton } from "./passkey-button.tsx";
import { PasswordSteps } from "./password-steps.tsx";
import { PublicPage } from "./public-page.tsx";
import classes from "./public-page.module.css";

/** Only within this program: an address from a link must not lead elsewhere. */
const isOwnAddress = (address: string | undefined): address is string => address !== undefined && /^\/(?![/\\])/.test(address);

/** Where a sign-in leads to. */
export function useGoOn(): () => Promise<void> {
  const router = useRouter();
  const { next } = useSearch({ strict: false }) as { readonly next?: string };
  return async () => {
    await router.invalidate();
    router.history.push(isOwnAddress(next) ? next : "/");
  };
}

const PROBLEMS = ["link_expired", "no_account", "outside_forbidden", "provider_failed", "public_url_needed", "not_found"] as const;

export function SignInPage() {
  const t = useT();
  const { next, problem } = useSearch({ strict: false }) as { readonly next?: string; readonly problem?: string };
  const { sign_in: ways } = useSession();
  const signIn = useSignIn();
  const enter = useEnter();
  const goOn = useGoOn();
  const told = PROBLEMS.find((each) => each === problem);
  const asksCode = isCode(signIn.error, "second_factor_required") || signIn.variables?.totp !== undefined;
  const passkey = (
    <PasskeyButton
      onSignedIn={async (signedIn) => {
        await enter(signedIn);
        await goOn();
      }}
    />
  );
  return (
    <PublicPage title={t("sign-in.title")}>
      {told !== undefined && (
        <Alert color="red" variant="light" role="alert" mt="md">
          {t(`sign-in.problem.${told}`)}
        </Alert>
      )}
      <PasswordSteps
        signIn={(credentials) => signIn.mutate(credentials, { onSuccess: goOn })}
        error={signIn.error}
        pending={signIn.isPending}
        foot={ways?.reset === true && <Link to="/forgot-password">{t("sign-in.forgot")}</Link>}
      />
      {!asksCode && (
        <div className={classes["ways"]}>
          <div className={classes["or"]}>{t("sign-in.or")}</div>
          {passkey}
          {ways?.providers.map(({ id, label }) => (
            <Button
              key={id}
              component="a"
              variant="default"
              size="md"
              leftSection={<IconLogin2 size={20} stroke={1.5} aria-hidden />}
              href={`/api/v1/auth/openid/${id}/start${isOwnAddress(next) ? `?next=${encodeURIComponent(next)}` : ""}`}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
    </PublicPage>
  );
}
